using System.Text.Json;
using System.Text.Json.Serialization;

namespace SemanticSnips.Indexing;

/// <summary>In which format each source was read, and when last, as <c>sources.jsonl</c> beside the vector segments holds it.</summary>
/// <remarks>It only tells: what is lost or cannot be read is unknown, and nothing depends on it.</remarks>
internal static class SourceLog
{
    /// <summary>The file's name.</summary>
    public const string FileName = "sources.jsonl";

    /// <summary>Whether a file is what an interrupted <see cref="Update"/> left.</summary>
    public static bool IsUnfinished(string path) => Path.GetFileName(path) == FileName + OwnFile.Unfinished;

    /// <summary>What is known, by source.</summary>
    public static Dictionary<string, SourceRead> Load(string folder) => Read(File.Exists(PathIn(folder)) ? PathIn(folder) : FormerPathIn(folder));

    /// <summary>Takes up what an import read, and forgets what is gone.</summary>
    public static void Update(string folder, IEnumerable<SourceRead> reads, Func<string, bool> isGone)
    {
        var known = Load(folder);
        foreach (var read in reads) known[read.Source] = read;
        var lines = known.Values.Where(r => !isGone(r.Source)).OrderBy(r => r.Source, StringComparer.Ordinal);
        Directory.CreateDirectory(IndexManifest.VectorFolder(folder));
        OwnFile.Write(PathIn(folder), lines.Select(r => JsonSerializer.Serialize(r, SnipJson.Default.SourceRead)));
        // A file of that name that tells of no source is somebody else's.
        if (Read(FormerPathIn(folder)).Count > 0) File.Delete(FormerPathIn(folder));
    }

    private static Dictionary<string, SourceRead> Read(string path)
    {
        try
        {
            var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            return lines.Select(l => JsonSerializer.Deserialize(l, SnipJson.Default.SourceRead)).OfType<SourceRead>()
                .DistinctBy(r => r.Source, StringComparer.Ordinal).ToDictionary(r => r.Source, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(StringComparer.Ordinal);
        }
    }

    private static string PathIn(string folder) => Path.Combine(IndexManifest.VectorFolder(folder), FileName);

    /// <summary>Where earlier versions had it: in the index's folder itself.</summary>
    private static string FormerPathIn(string folder) => Path.Combine(folder, FileName);
}

/// <summary>One reading of a source.</summary>
/// <param name="Source">See <see cref="Snip.Source"/>.</param>
/// <param name="Format">One of <see cref="TranscriptReader.Formats"/>.</param>
/// <param name="At">When.</param>
internal sealed record SourceRead(
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("format")] string? Format,
    [property: JsonPropertyName("read")] DateTimeOffset At);
