using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SemanticSnips.Testing;
using SemanticSnips.Transcripts.Formats;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests;

/// <summary>No word of a source is lost but those that a reviewed table names: marks of the format, and what is no speech.</summary>
public sealed partial class TextKeptTests
{
    private const string Head =
        """
        # Words of sources that are in no snip

        Runs of letters and digits of each source, counted, against those of all that its snips hold (turns, speakers, titles, notes, summaries, quotes, tags, links, what is known of the episode). Times and numbers are left
        out: they become times. Words that a format is made of (keys of JSON, `WEBVTT`, tags) are in no snip by design; what else is missing is explained here. A test holds the table, so that no other word gets lost unseen.

        - Captions: `WEBVTT`, notes, cue settings, styles and tags; the repeated half of rolling captions; sounds in brackets (`[Music]`) and `(laughter)`; a name that stands before each line and is kept once a turn.
        - JSON and tables: keys, column heads, languages, model names, identifiers; what a file holds twice (`segments` and their `words`, words and their pieces).
        - TTML and YouTube: names of elements, attributes and namespaces.
        - Snipd and Readwise: labels of the template (`Episode metadata`, `Play snip`, `Transcript`), addresses of pictures, people and books, HTML; a heading that says the title again; letters that were
          doubly encoded and are repaired (`josã`). Of a note around shared links, what stands by itself before and between them (`Walked to the station`) belongs to the note and to no snip.
        - Texts: labels and footers (`Transcribed by`, `Attendees` with the names that speak below), addresses behind links, and what stands above the first speaker and names nothing (`Recorded in the tower`).
        - Web pages: markup, and all that stands outside of the transcript's element.
        - Sources that are no transcript (`skipped`): everything.


        """;

    [Fact]
    public void Only_words_that_the_table_names_are_lost()
    {
        var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
        table.Append("| source | format | words | in no snip |\n|---|---|---|---|\n");
        var fixtures = Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures");
        foreach (var file in Directory.EnumerateFiles(fixtures, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetFileName(f).Contains(".approved.", StringComparison.Ordinal)
                && !Path.GetFileName(f).Contains(".received.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var report = Assert.Single(TranscriptReader.Read([file]));
            var inside = Path.GetRelativePath(fixtures, file).Replace('\\', '/');
            var words = Words(Decode(file));
            var kept = Words(string.Join('\n', Strings(report.Snips).Append(Path.GetFileNameWithoutExtension(file))));
            var lost = words.Select(w => (Word: w.Key, Count: w.Value - kept.GetValueOrDefault(w.Key))).Where(w => w.Count > 0)
                .OrderByDescending(w => w.Count).ThenBy(w => w.Word, StringComparer.Ordinal).ToList();
            table.Append(CultureInfo.InvariantCulture, $"| {inside} | {report.Format ?? "skipped"} | {words.Values.Sum()} | {(report.Format is null ? "all"
                : string.Join(' ', lost.Select(w => w.Count == 1 ? w.Word : $"{w.Word}×{w.Count}")))} |\n");
        }

        var path = Repository.File("benchmarks", "results", "text-kept.md");
        if (Environment.GetEnvironmentVariable("SNIPS_APPROVE") == "1") File.WriteAllText(path, table.ToString());
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), table.ToString());
    }

    private static string Decode(string file)
    {
        var decoded = TextDecoder.Decode(File.ReadAllBytes(file), new ReadLog(file));
        return decoded ?? "";
    }

    private static Dictionary<string, int> Words(string text)
    {
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Match word in Word().Matches(Time().Replace(text, " ")))
        {
            var folded = word.Value.ToLowerInvariant();
            if (!folded.All(char.IsDigit)) words[folded] = words.GetValueOrDefault(folded) + 1;
        }

        return words;
    }

    /// <summary>Every string below an object. A segment's title repeats its first words and is left out.</summary>
    private static IEnumerable<string> Strings(object? value) => value switch
    {
        null => [],
        string text => [text],
        Snip { IsSegment: true, Title: not null } segment => Strings(segment with { Title = null }),
        DateOnly or DateTimeOffset or TimeSpan or bool or int => [],
        IEnumerable many => many.Cast<object?>().SelectMany(Strings),
        _ => value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Strings(p.GetValue(value))),
    };

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+(?:[:.,]\d+)+(?:s|ms)?|\b\d+(?:s|ms|min|h|m)\b|\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
