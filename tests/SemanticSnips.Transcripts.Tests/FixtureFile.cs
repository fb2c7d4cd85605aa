using System.Globalization;
using System.Text;
using SemanticSnips.Testing;
using SemanticSnips.Transcripts.Formats;

namespace SemanticSnips.Transcripts.Tests;

/// <summary>Reads a fixture and writes what came of it as text that a person can check.</summary>
internal static class FixtureFile
{
    private const string Approved = ".approved.txt";

    /// <summary>Standard input as the one source.</summary>
    public static ReadOptions Streaming(Func<Stream> open) => new() { Streams = [new("-", open)] };

    /// <summary>The fixtures of a folder below Fixtures, for a theory.</summary>
    public static TheoryData<string> In(string folder)
    {
        var files = Directory.GetFiles(Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures", folder));
        return [.. files.Select(Path.GetFileName).OfType<string>()
            .Where(name => !name.EndsWith(Approved, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Compares the outcome of a fixture with its approved file.</summary>
    public static void Verify(string folder, string name)
    {
        var path = Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures", folder, name);
        Approvals.Verify(path + Approved, Describe(name, File.ReadAllText(path)));
    }

    /// <summary>The text as a source.</summary>
    public static SourceText Source(string name, string text) => new(name, text.ReplaceLineEndings("\n"));

    /// <summary>The source as if its user had named it.</summary>
    public static SourceText Named(this SourceText source) => new(source.File, source.Text) { IsTranscript = true };

    /// <summary>Reads with the first format that recognises the source; none where no format does.</summary>
    public static (ITranscriptFormat? Format, IReadOnlyList<Snip> Snips, ReadLog Log) Read(SourceText source)
    {
        var log = new ReadLog(source.File);
        var format = KnownFormats.All.FirstOrDefault(known => known.Recognizes(source));
        return (format, [.. format?.Read(source, log, CancellationToken.None) ?? []], log);
    }

    private static string Describe(string name, string text)
    {
        var (format, snips, log) = Read(Source(name, text));
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $"format: {format?.Name ?? "none"}\n");
        if (log.SkipReason is not null) lines.Append(CultureInfo.InvariantCulture, $"skipped: {log.SkipReason}\n");
        foreach (var warning in log.Warnings) lines.Append(CultureInfo.InvariantCulture, $"line {warning.Line}: {warning.Message}\n");
        if (snips.Count > 0) Append(lines, snips[0].Episode);
        foreach (var snip in snips) Append(lines, snip);
        return lines.ToString();
    }

    private static void Append(StringBuilder lines, Episode episode)
    {
        lines.Append(CultureInfo.InvariantCulture, $"episode: {episode.Title}\n");
        if (episode.Show is not null) lines.Append(CultureInfo.InvariantCulture, $"show: {episode.Show}\n");
        if (episode.Host is not null) lines.Append(CultureInfo.InvariantCulture, $"host: {episode.Host}\n");
        if (episode.Published is not null) lines.Append(CultureInfo.InvariantCulture, $"published: {episode.Published:yyyy-MM-dd}\n");
        if (episode.Url is not null) lines.Append(CultureInfo.InvariantCulture, $"url: {episode.Url}\n");
        foreach (var chapter in episode.Chapters) lines.Append(CultureInfo.InvariantCulture, $"chapter: {chapter.Start:c} {chapter.Title}\n");
    }

    private static void Append(StringBuilder lines, Snip snip)
    {
        lines.Append(CultureInfo.InvariantCulture, $"\n{(snip.IsSegment ? "segment" : "snip")} {Time(snip.Start)} - {Time(snip.End)}");
        if (snip.Title is not null) lines.Append(' ').Append(snip.Title);
        lines.Append('\n');
        foreach (var turn in snip.Turns)
            lines.Append(CultureInfo.InvariantCulture, $"  [{Time(turn.Start)} - {Time(turn.End)}] {turn.Speaker ?? "(nobody)"}: {turn.Text}\n");
    }

    private static string Time(TimeSpan? time) => time is null ? "?" : time.Value.ToString(@"h\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
