using System.Buffers;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace SemanticSnips.Keywords;

/// <summary>Named arrays that were derived of one commit, mapped into memory: what each opening would derive again.</summary>
/// <remarks>
/// A file beside the commit, on which nothing depends: it is written when the commit is there, and one that is missing, damaged, of another commit or of
/// another version is none. Its own time is written in it, so that a file that nobody touched since is not read for its checksum. Thread-safe, but for
/// disposing it, while nobody may be reading.
/// <code>
/// header     magic, version, commit, time            32 bytes
/// arrays     each from a multiple of 64 on           values as they lie in memory, low byte first
/// directory  name, bytes a value, place, count       one entry an array
/// footer     place and count of the directory, length of the file, XXH3 of all before it
/// </code>
/// </remarks>
internal sealed partial class TableFile : IDisposable
{
    private const uint Version = 1;
    private const int ChecksumBytes = sizeof(ulong);
    private const int HashedAtOnce = 1 << 28;

    private readonly FileMapping _file;
    private readonly Dictionary<string, Entry> _entries;

    private TableFile(FileMapping file, Dictionary<string, Entry> entries) => (_file, _entries) = (file, entries);

    private static ReadOnlySpan<byte> Magic => "SnipTabl"u8;

    /// <summary>Where the tables of a commit lie.</summary>
    /// <param name="folder">The keyword index's folder.</param>
    /// <param name="commit">The commit's number.</param>
    public static string PathOf(string folder, long commit) => Path.Combine(folder, FormattableString.Invariant($"tables_{commit}.bin"));

    /// <summary>What tells a commit from any other, whatever its number: the hash of its file; null where a writer has replaced it.</summary>
    /// <param name="commitFile">Lucene's file of the commit.</param>
    public static ulong? IdentityOf(string commitFile)
    {
        try
        {
            return XxHash3.HashToUInt64(File.ReadAllBytes(commitFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Opens the tables of a commit; null where there are none that can be used.</summary>
    /// <param name="folder">The keyword index's folder.</param>
    /// <param name="commit">The commit's number.</param>
    /// <param name="identity">What tells the commit from another of the same number.</param>
    /// <param name="readsAll">Verify the checksum, also of a file that nobody touched since it was written.</param>
    public static TableFile? TryOpen(string folder, long commit, ulong identity, bool readsAll = false)
    {
        var path = PathOf(folder, commit);
        FileMapping? file = null;
        try
        {
            if (!BitConverter.IsLittleEndian || !File.Exists(path) || RegularFilesDirectory.HoldsNothing(path)) return null;
            file = new FileMapping(path);
            if (ReadDirectory(file, identity, File.GetLastWriteTimeUtc(path).Ticks, readsAll) is { } entries) return new TableFile(file, entries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A writer has replaced it, or the system does not let it be read: then it is derived once more.
        }

        file?.Dispose();
        return null;
    }

    /// <summary>Writes the tables of a commit: beside their place, flushed, then renamed.</summary>
    /// <param name="folder">The keyword index's folder.</param>
    /// <param name="commit">The commit's number.</param>
    /// <param name="identity">What tells the commit from another of the same number.</param>
    /// <param name="fill">Adds the arrays.</param>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public static void Write(string folder, long commit, ulong identity, Action<TableWriter> fill)
    {
        if (!BitConverter.IsLittleEndian) return;
        var path = PathOf(folder, commit);
        var written = DateTime.UtcNow;
        try
        {
            using (var file = new FileStream(path + ".tmp", FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 20))
            {
                var writer = new TableWriter(file);
                writer.Append(Magic);
                writer.Append(new Header(Version, 0, identity, written.Ticks));
                fill(writer);
                var (place, count) = writer.AppendDirectory();
                writer.Append(new Footer(place, count, 0, file.Position + Unsafe.SizeOf<Footer>() + ChecksumBytes));
                writer.Append(writer.Checksum);
                file.Flush(flushToDisk: true);
            }

            File.SetLastWriteTimeUtc(path + ".tmp", written);
            File.Move(path + ".tmp", path, overwrite: true);
        }
        finally
        {
            File.Delete(path + ".tmp");
        }
    }

    /// <summary>Files of tables in a folder that are not those of a commit: of an earlier one, or never finished. Others' files are none.</summary>
    /// <param name="folder">The keyword index's folder.</param>
    /// <param name="commit">The commit's number.</param>
    /// <exception cref="IOException">The system refuses to list the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public static IEnumerable<string> Others(string folder, long commit)
    {
        if (!System.IO.Directory.Exists(folder)) return [];
        var own = PathOf(folder, commit);
        return System.IO.Directory.EnumerateFiles(folder, "tables_*").Where(f => f != own && OwnName().IsMatch(Path.GetFileName(f)) && IsOwn(f));
    }

    /// <summary>An array; its memory is the file's.</summary>
    /// <exception cref="InvalidDataException">There is no such array, or of other values.</exception>
    public ReadOnlyMemory<T> Get<T>(string name)
        where T : unmanaged
    {
        if (!_entries.TryGetValue(name, out var entry) || entry.ValueBytes != Unsafe.SizeOf<T>() || entry.Count > int.MaxValue)
            throw new InvalidDataException($"The tables of the commit have no '{name}' of {Unsafe.SizeOf<T>()} bytes a value.");
        return new MappedArray<T>(_file, entry.Place, (int)entry.Count).Memory;
    }

    /// <summary>Whether there is an array.</summary>
    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _file.Dispose();

    private static Dictionary<string, Entry>? ReadDirectory(FileMapping file, ulong identity, long ticks, bool readsAll)
    {
        var (head, end) = (Magic.Length + Unsafe.SizeOf<Header>(), Unsafe.SizeOf<Footer>() + ChecksumBytes);
        if (file.Length < head + end || !file.At(0, Magic.Length).SequenceEqual(Magic)) return null;
        var header = MemoryMarshal.Read<Header>(file.At(Magic.Length, Unsafe.SizeOf<Header>()));
        var footer = MemoryMarshal.Read<Footer>(file.At(file.Length - end, Unsafe.SizeOf<Footer>()));
        if (header.Version != Version || header.Identity != identity || footer.Length != file.Length) return null;
        if ((readsAll || header.WrittenTicks != ticks) && !HoldsChecksum(file)) return null;
        var (entries, place) = (new Dictionary<string, Entry>(StringComparer.Ordinal), footer.Directory);
        for (var i = 0; i < footer.Count; i++)
        {
            var length = file.At(place++);
            var name = Encoding.ASCII.GetString(file.At(place, length));
            place += length;
            entries[name] = MemoryMarshal.Read<Entry>(file.At(place, Unsafe.SizeOf<Entry>()));
            place += Unsafe.SizeOf<Entry>();
        }

        return entries;
    }

    private static bool HoldsChecksum(FileMapping file)
    {
        var hash = new XxHash3();
        var content = file.Length - ChecksumBytes;
        for (long at = 0; at < content; at += HashedAtOnce) hash.Append(file.At(at, (int)Math.Min(HashedAtOnce, content - at)));
        return MemoryMarshal.Read<ulong>(file.At(content, ChecksumBytes)) == hash.GetCurrentHashAsUInt64();
    }

    /// <summary>Whether a file begins as these do. What a crash left empty or full of zeros does.</summary>
    private static bool IsOwn(string path)
    {
        try
        {
            if (RegularFilesDirectory.HoldsNothing(path)) return true;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> start = stackalloc byte[Magic.Length];
            var read = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            return Magic.StartsWith(read) || !read.ContainsAnyExcept((byte)0);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    [GeneratedRegex("^tables_[0-9]+\\.bin(\\.tmp)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();

    /// <summary>An array of the file.</summary>
    internal readonly record struct Entry(long ValueBytes, long Place, long Count);

    private readonly record struct Header(uint Version, uint Unused, ulong Identity, long WrittenTicks);

    private readonly record struct Footer(long Directory, int Count, int Unused, long Length);

    /// <summary>Memory of the file.</summary>
    private sealed class MappedArray<T>(FileMapping file, long place, int count) : MemoryManager<T>
        where T : unmanaged
    {
        public override Memory<T> Memory => CreateMemory(count);

        public override Span<T> GetSpan() => file.At<T>(place, count);

        public override unsafe MemoryHandle Pin(int elementIndex = 0) =>
            new(Unsafe.AsPointer(ref MemoryMarshal.GetReference(GetSpan()[elementIndex..])));

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
