using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Chunking;

/// <summary>Whether a click on a line lands where its source says that it is spoken.</summary>
public sealed partial class LineTimesTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 720)]
    [InlineData(4, 3600)]
    public void Every_line_of_dense_captions_is_found_at_its_start(int seed, int silence)
    {
        var source = Captions(seed, silence);

        var errors = Errors(source, "talk.srt", withLines: true);

        Assert.Equal(400, errors.Count);
        Assert.InRange(errors[errors.Count / 2], 0, 0.1);
        Assert.InRange(errors[^1], 0, 1);
    }

    /// <summary>With SNIPS_APPROVE=1 this writes the table that the results hold.</summary>
    [Fact]
    public void Lines_of_every_fixture_are_found_within_a_second_or_nearer_than_by_their_turn()
    {
        var table = new StringBuilder("| source | lines | before: median | 90 % | worst | after: median | 90 % | worst |\n|---|---|---|---|---|---|---|---|\n");
        string[] kinds = ["Captions", "Json", "Kinds"];
        var folders = kinds.Select(kind => Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures", kind));
        // Rolling captions show a line again and again; when it is said is not the time of each.
        var files = folders.SelectMany(Directory.GetFiles).Where(file => Path.GetExtension(file) is ".srt" or ".vtt" or ".json")
            .Where(file => !file.EndsWith("rolling.vtt", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        (string Name, string Text)[] sources = [.. files.Select(file => (Path.GetFileName(file), File.ReadAllText(file))),
            ("made, dense", Captions(1, 0)), ("made, 12 minutes of music", Captions(3, 720)), ("made, an hour of lunch", Captions(4, 3600))];
        foreach (var (name, text) in sources)
        {
            var (before, after) = (Errors(text, name, withLines: false), Errors(text, name, withLines: true));
            if (after.Count == 0) continue;
            // A caption of one word shares the line of the second that it stands in.
            Assert.True(after[^1] <= Math.Max(1, before[^1]), $"{name}: {after[^1]} after, {before[^1]} before");
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {after.Count} | {Cells(before)} | {Cells(after)} |\n");
        }

        if (Environment.GetEnvironmentVariable("SNIPS_APPROVE") == "1")
            File.WriteAllText(Repository.File("benchmarks", "results", "line-times.md"), "# Error of each line's start, in seconds\n\nWhere a line begins " +
                "in its snip's text, against the source; before: in proportion within its turn, after: by the lines that the turn keeps.\n\n" + table);
    }

    /// <summary>What is said; a segment's title repeats its first words behind it.</summary>
    private static string Speech(SnipText text) => text.Text[..text.Parts.Last(part => part.Kind == PartKind.Turn).To];

    private static string Cells(List<double> errors) =>
        string.Create(CultureInfo.InvariantCulture, $"{errors[errors.Count / 2]:0.00} | {errors[errors.Count * 9 / 10]:0.00} | {errors[^1]:0.00}");

    /// <summary>The errors in ascending order, of all lines whose words stand once in the text.</summary>
    private static List<double> Errors(string source, string name, bool withLines)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(name), source);
        var snips = TranscriptReader.Read([folder.Path]).SelectMany(report => report.Snips)
            .Select(snip => withLines ? snip : snip with { Turns = [.. snip.Turns.Select(turn => turn with { Lines = [] })] });
        var texts = snips.Select(SnipText.Of).ToList();
        var errors = new List<double>();
        var isJson = name.EndsWith(".json", StringComparison.Ordinal);
        // AssemblyAI counts milliseconds.
        var unit = name.Contains("assemblyai", StringComparison.Ordinal) ? 0.001 : 1;
        foreach (Match match in (isJson ? TimedJson() : Timed()).Matches(source.ReplaceLineEndings("\n")))
        {
            var time = match.Groups["time"].Value;
            var start = isJson ? TimeSpan.FromSeconds(double.Parse(time, CultureInfo.InvariantCulture) * unit)
                : TimeSpan.ParseExact("0:" + time.Replace(',', '.'), time.Length > 9 ? @"d\:hh\:mm\:ss\.fff" : @"d\:mm\:ss\.fff", CultureInfo.InvariantCulture);
            var words = Markup().Replace(match.Groups["text"].Value, "").Trim();
            var found = texts.Select(text => (Text: text, At: Speech(text).IndexOf(words, StringComparison.Ordinal))).Where(place => place.At >= 0).ToList();
            if (words.Length < 8 || found.Count != 1 || Speech(found[0].Text).IndexOf(words, found[0].At + 1, StringComparison.Ordinal) >= 0) continue;
            if (found[0].Text.TimesOf(found[0].At, found[0].At + words.Length).Start is { } said) errors.Add(Math.Abs((said - start).TotalSeconds));
        }

        errors.Sort();
        return errors;
    }

    /// <summary>400 captions of speech at an uneven pace, with small pauses, few sentence ends and, in the middle of a sentence, a silence.</summary>
    private static string Captions(int seed, int silence)
    {
        var random = new Random(seed);
        var file = new StringBuilder();
        var clock = 0.5;
        for (var i = 0; i < 400; i++)
        {
            var words = random.Next(3, 12);
            var end = clock + (words * (0.2 + (random.NextDouble() * 0.5)));
            var text = string.Join(' ', Enumerable.Range(0, words).Select(k => $"w{i}x{k}")) + (i % 5 == 4 ? "." : "");
            file.Append(CultureInfo.InvariantCulture, $"{i + 1}\n{Stamp(clock)} --> {Stamp(end)}\n{text}\n\n");
            clock = end + (random.NextDouble() * 1.5) + (i == 201 ? silence : 0);
        }

        return file.ToString();
    }

    private static string Stamp(double seconds) => TimeSpan.FromMilliseconds(Math.Round(seconds * 1000))
        .ToString(@"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<time>(?:\d\d:)?\d\d:[0-5]\d[.,]\d{3}) --> .*\n(?<text>[^\n]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Timed();

    [GeneratedRegex("\"(?:start|startTime)\"\\s*:\\s*(?<time>[0-9.]+)[^{}]*?\"(?:text|body)\"\\s*:\\s*\"(?<text>[^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex TimedJson();

    [GeneratedRegex(@"<[^>]*>|^[A-Z][\w ]*: ", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
