using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SemanticSnips.Transcripts.Sources;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>Size and time of the files that were read whole and without complaint, so that the next import need not read them.</summary>
/// <remarks>
/// Immutable. Kept in a file of its own beside the vector segments, named by the commit and by its content's hash: it is as large as there are sources, and
/// only imports read it. A ledger that is lost, damaged or of another version of the readers is an empty one: then everything is read.
/// </remarks>
internal sealed partial class SourceLedger
{
    /// <summary>The first line: the kind of file, and the readers that it speaks for. What they make of a file may change with each version.</summary>
    private static readonly string Header = $"SnipSources 1 {typeof(TranscriptReader).Module.ModuleVersionId:N}";

    private readonly FrozenDictionary<string, (long Bytes, long Ticks)> _files;

    private SourceLedger(IEnumerable<KeyValuePair<string, (long, long)>> files) => _files = files.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Knows nothing.</summary>
    public static SourceLedger Empty { get; } = new([]);

    /// <summary>Files that are known.</summary>
    public int Count => _files.Count;

    /// <summary>Whether a file is as it was when it was read.</summary>
    /// <param name="file">The file now, by its absolute path.</param>
    public bool Knows(FileStamp file) => _files.TryGetValue(file.Path, out var known) && known == (file.Bytes, file.Ticks);

    /// <summary>With other files in place of those at or below some paths.</summary>
    /// <param name="isReplaced">Whether a known path is forgotten.</param>
    /// <param name="files">What is known instead, by absolute path.</param>
    public SourceLedger With(Func<string, bool> isReplaced, IReadOnlyCollection<FileStamp> files)
    {
        var known = _files.Where(f => !isReplaced(f.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var file in files) known[file.Path] = (file.Bytes, file.Ticks);
        return known.Count == _files.Count && known.All(f => _files.TryGetValue(f.Key, out var old) && old == f.Value) ? this : new SourceLedger(known);
    }

    /// <summary>Bytes of the files that another ledger does not know, or knows otherwise: what it would have to read once more.</summary>
    public long BytesUnknownTo(SourceLedger other) => _files.Where(f => !other.Knows(new FileStamp(f.Key, f.Value.Bytes, f.Value.Ticks))).Sum(f =>
        f.Value.Bytes);

    /// <summary>Whether a file is one that <see cref="Write"/> made, by its name and by how it begins.</summary>
    public static bool IsOwn(string path)
    {
        if (!OwnName().IsMatch(Path.GetFileName(path))) return false;
        try
        {
            using var file = SegmentFile.TryOpen(path, FileShare.ReadWrite | FileShare.Delete);
            if (file is null) return true;
            Span<byte> start = stackalloc byte["SnipSources"u8.Length];
            var read = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            return "SnipSources"u8.StartsWith(read) || !read.ContainsAnyExcept((byte)0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // A writer has replaced it since the folder was listed.
            return false;
        }
    }

    /// <summary>Reads the ledger of a name; an empty one where that cannot be had.</summary>
    public static SourceLedger Read(string folder, string? name)
    {
        if (name is null || !OwnName().IsMatch(name)) return Empty;
        try
        {
            using var file = SegmentFile.TryOpen(Path.Combine(folder, name), FileShare.ReadWrite | FileShare.Delete);
            if (file is null) return Empty;
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return NameOf(bytes) == name ? Parse(bytes) : Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Empty;
        }
    }

    /// <summary>Reads what <see cref="ToBytes"/> made; an empty ledger where that is of another version of the readers.</summary>
    public static SourceLedger Parse(byte[] bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        return lines[0] != Header ? Empty : new SourceLedger(lines.Skip(1).Select(l => l.Split('\t', 3)).Select(f => KeyValuePair.Create(
            f[2], (long.Parse(f[0], CultureInfo.InvariantCulture), long.Parse(f[1], CultureInfo.InvariantCulture)))));
    }

    /// <summary>The ledger as it is stored.</summary>
    public byte[] ToBytes()
    {
        var lines = _files.OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Value.Bytes}\t{f.Value.Ticks}\t{f.Key}"));
        return Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(Header)));
    }

    /// <summary>Writes the ledger and flushes it; null where it knows nothing.</summary>
    /// <returns>The file's name.</returns>
    public string? Write(string folder)
    {
        if (Count == 0) return null;
        var bytes = ToBytes();
        var name = NameOf(bytes);
        Directory.CreateDirectory(folder);
        using var file = new FileStream(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.Read);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
        return name;
    }

    private static string NameOf(byte[] bytes) => $"s-{Convert.ToHexStringLower(SHA256.HashData(bytes), 0, 8)}.sources";

    [GeneratedRegex("^s-[0-9a-f]{16}\\.sources$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();
}
