using System.Text;
using SemanticSnips.Inference;
using SemanticSnips.Querying;
using SemanticSnips.Testing;
using SemanticSnips.Transcripts.Sources;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks.Fuzzing;

/// <summary>Exports, transcripts and archives of them: every reader.</summary>
internal sealed class SourceTarget() : FuzzTarget("source")
{
    private static readonly ReadLimits Small = new() { MaxBytes = 8 << 20, MaxArchiveBytes = 16 << 20, MaxEntries = 200 };

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "[", "](", "]]", "**", "> ", "### ", "\n# x\n", "---\n", "<br/>", "<blockquote><b>", "&amp;", "&#x1F3A7;", "🎧 ", "πŸ“š", "[00:01] ", "99:99:99",
        "(01:00 - 00:01)", "#t=1e99,2", "](https://share.snipd.com/snip/", "([Time 0:00:01](", "- ", "\t", "\r\n", "\u2028", "Transcript:\n", "## Highlights\n",
        "{\"segments\":[", "\"start\":", "\"words\":[{", "-->", "WEBVTT\n", "<v ", "<00:00:01.000>", "Speaker 1\n", "from_snipd: true\n", "a: |\n", "\0",
        "PK\u0003\u0004", "PK\u0001\u0002", "\uFEFF", "水", "1\n00:00:01,000 --> 00:00:02,000\n",
    ];

    public override IEnumerable<byte[]> Corpus() => Kept().Concat(
        Directory.EnumerateFiles(Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures"), "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains(".approved.", StringComparison.Ordinal) && !f.Contains(".received.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes));

    public override string Try(byte[] input)
    {
        var reports = Read(input);
        foreach (var report in reports)
        {
            Require(report.Skipped is null == report.Snips.Count > 0, "A source has snips or a reason.");
            foreach (var snip in report.Snips)
            {
                Require(snip.Id.Length > 0, "A snip has an id.");
                Require(snip.IsSegment || snip.Start is null == snip.End is null, "A range has both ends.");
                Require(!(snip.End < snip.Start || snip.Start < TimeSpan.Zero), "A range runs forwards.");
                Require(snip.Turns.All(t => t.Text.Length > 0 && t.Speaker is not "" && !(t.End < t.Start)), "A turn has words, and runs forwards.");
                Require(snip is { Title: not "", Note: not "", Summary: not "", Quote: not "", Episode.Title: not "", Episode.Show: not "" },
                    "What is missing is null.");
            }
        }

        Require(reports.SelectMany(r => r.Snips).Select(s => s.Id).SequenceEqual(Read(input).SelectMany(r => r.Snips).Select(s => s.Id)),
            "The same bytes are the same snips.");
        return string.Join(' ', reports.Take(3).Select(r =>
            $"{r.Format} {Math.Min(r.Snips.Count, 4)} {Math.Min(r.Warnings.Count, 3)} {r.Skipped?[..Math.Min(40, r.Skipped.Length)]}"));
    }

    private static List<SourceReport> Read(byte[] input) =>
        [.. TranscriptReader.Read([], Small, new ReadOptions { Streams = [new("-", () => new MemoryStream(input))] }, CancellationToken.None)];
}

/// <summary>A model's card, of both kinds.</summary>
internal sealed class CardTarget() : FuzzTarget("card")
{
    private static readonly string[] Cards = ["models/bge-small-en-v1.5", "models/reader-en", "tests/golden/tiny-bert"];

    private readonly TemporaryFolder _folder = new();

    public override IReadOnlyList<string> Tokens { get; } =
        ["{", "}", "\"", ",", ":", "null", "true", "[]", "1e999", "-1", "\"id\":",
            "\"kind\":\"reader\",", "\"outputs\":{", "../", "\\u0000", "\\ud800", "\uFEFF"];

    public override IEnumerable<byte[]> Corpus() => Kept().Concat(
        Cards.Select(f => File.ReadAllBytes(Repository.File(f, "model.json"))));

    public override string Try(byte[] input)
    {
        File.WriteAllBytes(_folder.File("model.json"), input);
        return $"{Outcome(() => EmbeddingCard.Load(_folder.Path).Id)} | {Outcome(() => ReaderCard.Load(_folder.Path).Id)}";
    }

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    private static string Outcome(Func<string> load)
    {
        try
        {
            load();
            return "a card";
        }
        catch (InferenceException e)
        {
            Require(e.Place is not null, "A fault of a card has its place.");
            return KindOf(e);
        }
    }
}

/// <summary>A ranking profile.</summary>
internal sealed class ProfileTarget() : FuzzTarget("profile")
{
    private readonly TemporaryFolder _folder = new();

    public override IReadOnlyList<string> Tokens { get; } =
        ["{", "}", "\"", ",", ":", "null", "true", "[]", "[{}]", "1e999", "-1", "\"k1\":",
            "\"relevance\":{", "\"checksum\":\"\"", "\"onTopic\":{", "\\ud800", "\uFEFF"];

    public override IEnumerable<byte[]> Corpus() => Kept().Concat([File.ReadAllBytes(Repository.File("models", "bge-small-en-v1.5", "ranking.json"))]);

    public override string Try(byte[] input)
    {
        File.WriteAllBytes(_folder.File("ranking.json"), input);
        try
        {
            var profile = RankingProfile.Read(_folder.File("ranking.json"));
            profile.Save(_folder.File("again.json"));
            Require(RankingProfile.Read(_folder.File("again.json")) == profile, "A profile that was written is read as it was.");
            return "a profile";
        }
        catch (ModelException e)
        {
            Require(e.Place is not null && e.Expected is not null, "A fault of a profile has its place, and what was expected.");
            return KindOf(e);
        }
    }

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }
}

/// <summary>The names of speakers.</summary>
internal sealed class AliasesTarget() : FuzzTarget("aliases")
{
    public override IReadOnlyList<string> Tokens { get; } = ["=", ",", "#", "\n", "\r\n", "Speaker 2", " ", "\t", "Zoë", "\uFEFF", "水", "\0"];

    public override string Try(byte[] input)
    {
        try
        {
            var aliases = SpeakerAliases.Parse(Encoding.UTF8.GetString(input).Split('\n'), "aliases.txt");
            _ = aliases.Widen([]);
            return "aliases";
        }
        catch (QueryException e)
        {
            Require(e.Place?.StartsWith("aliases.txt:", StringComparison.Ordinal) == true, "A fault of aliases has its line.");
            return "refused";
        }
    }
}

/// <summary>A segment of vectors, whose name and header say what it is.</summary>
internal sealed class SegmentTarget : FuzzTarget
{
    private readonly TemporaryFolder _folder = new();
    private readonly VectorSegmentInfo _info;
    private readonly byte[] _sound;

    public SegmentTarget() : base("segment")
    {
        _info = VectorSegmentWriter.Write(_folder.Path, 4, [1, 2, 3], [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0.6f, 0.8f]]);
        _sound = File.ReadAllBytes(_folder.File(_info.File));
    }

    public override IReadOnlyList<string> Tokens { get; } = ["SnipVecs", "\u0001\0\0\0", "\0\0\0\0", "\u007f\u007f\u007f\u007f"];

    public override IEnumerable<byte[]> Corpus() => Kept().Append(_sound);

    public override string Try(byte[] input)
    {
        File.WriteAllBytes(_folder.File(_info.File), input);
        var found = VectorSegment.TryIdentify(_folder.File(_info.File));
        try
        {
            using var segment = VectorSegment.Open(_folder.Path, _info, readsAll: true);
            Require(input.AsSpan().SequenceEqual(_sound), "A segment that differs by a bit is refused.");
            return $"sound {found is not null}";
        }
        catch (VectorFormatException e)
        {
            return $"{KindOf(e)} {found is not null}";
        }
    }

    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }
}
