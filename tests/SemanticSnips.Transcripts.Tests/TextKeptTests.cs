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
    private const string FirstRow = "| source | format | words | in no snip |\n|---|---|---|---|\n";

    [Fact]
    public void Only_words_that_the_table_names_are_lost()
    {
        var table = new StringBuilder(FirstRow);
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

        // What stands above the table explains it.
        var path = Repository.File("benchmarks", "results", "text-kept.md");
        var approved = File.ReadAllText(path).ReplaceLineEndings("\n");
        var at = approved.IndexOf(FirstRow, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("SNIPS_APPROVE") == "1") File.WriteAllText(path, approved[..at] + table);
        else Assert.Equal(approved[at..], table.ToString());
    }

    private static string Decode(string file) => TextDecoder.Decode(File.ReadAllBytes(file), new ReadLog(file)) ?? "";

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
