using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using SemanticSnips.Testing;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Sources;

/// <summary>Fixtures bent in many ways. Nothing may throw, and whatever is read keeps the promises of the model. SNIPS_FUZZ_SECONDS makes the hunt longer, by
/// so many seconds a fixture, and the large sources larger.</summary>
public sealed class HostileInputTests
{
    private const int Rounds = 40;
    private static readonly ReadLimits Small = new() { MaxBytes = 8 << 20, MaxArchiveBytes = 16 << 20, MaxEntries = 200 };

    private static readonly string[] Tokens =
    [
        "[", "](", "[[", "]]", "((", "**", "> ", "#", "### ", "\n# x\n", "---\n", "<br/>",
            "<blockquote><b>", "</details>", "&amp;", "&#x1F3A7;", "🎧 ", "πŸ“š", "ðŸ",
        "[00:01] ", "99:99:99", "9999999999:00", "(01:00 - 00:01)", "#t=,", "#t=1e99,2",
            "](https://share.snipd.com/snip/", "([Time 0:00:01](", "- ", "\t", "\r", "\u2028", "\uFFFD",
        "Transcript:\n", "## Highlights\n", "Click to expand\n", "Cover|200\n", "{\"segments\":[", "\"start\":",
            "-->", "WEBVTT\n", "<v ", "Speaker 1\n", "from_snipd: true\n", "a: |\n", "\u001F", "\0",
    ];

    private static readonly Func<Random, byte[], byte[]>[] Mutations =
    [
        (random, bytes) => bytes[..random.Next(bytes.Length + 1)],
        (random, bytes) => bytes[random.Next(bytes.Length + 1)..],
        (random, bytes) => Replace(random, bytes, _ => (byte)random.Next(256)),
        (random, bytes) => Replace(random, bytes, _ => (byte)random.Next(32)),
        (random, bytes) => Replace(random, bytes, value => (byte)(value ^ (1 << random.Next(8)))),
        (_, bytes) => Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(bytes)),
        (_, bytes) => Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(bytes)),
        (_, bytes) => Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(bytes)),
        (random, bytes) => [.. bytes[..random.Next(bytes.Length + 1)], .. bytes],
        ShuffleLines,
        (random, bytes) => Insert(random, bytes, Tokens[random.Next(Tokens.Length)]),
        (random, bytes) => Insert(random, bytes, string.Concat(Enumerable.Repeat(Tokens[random.Next(Tokens.Length)], random.Next(1, 2000)))),
        (random, bytes) => Zip(random, bytes),
    ];

    public static TheoryData<string> Sources => [.. Files().Select(file => Path.GetRelativePath(Root, file))];

    private static int Seconds { get; } = int.TryParse(Environment.GetEnvironmentVariable("SNIPS_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var given)
        ? given : 0;

    private static string Root { get; } = Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures");

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_bent_source_neither_throws_nor_breaks_the_model(string name)
    {
        var original = File.ReadAllBytes(Path.Join(Root, name));
        // The seed of a failure is in its message; the name makes it differ by file, not by run.
        var seed = name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds || watch.Elapsed.TotalSeconds < Seconds; round++)
        {
            var random = new Random(unchecked(seed + round));
            var bytes = original;
            for (var i = random.Next(1, 4); i > 0; i--) bytes = Mutations[random.Next(Mutations.Length)](random, bytes);
            try
            {
                Check(bytes);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{name}, round {round}: {e.Message}", e);
            }
        }
    }

    /// <summary>The same text in another encoding is the same source; with its marks for every encoding, and without one where the look tells.</summary>
    [Theory]
    [MemberData(nameof(Sources))]
    public void A_source_is_the_same_in_every_encoding_that_is_read(string name)
    {
        var bytes = File.ReadAllBytes(Path.Join(Root, name));
        if (!Utf8.IsValid(bytes)) return;
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var expected = Ids(Encoding.UTF8.GetBytes(text));
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode,
            Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true) })
        {
            Assert.Equal(expected, Ids([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
        }

        static List<string> Ids(byte[] source) =>
            [.. TranscriptReader.Read([], Small, FixtureFile.Streaming(() => new MemoryStream(source)), CancellationToken.None)
                .SelectMany(report => report.Snips).Select(snip => snip.Id)];
    }

    [Fact]
    public void Random_bytes_are_no_source()
    {
        byte[][] beginnings =
            [[], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0, 0], [.. "PK\u0003\u0004"u8], [.. "WEBVTT\n"u8], [.. "{\"segments\":["u8]];
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 5000)];
            random.NextBytes(bytes);
            Check([.. beginnings[seed % beginnings.Length], .. bytes]);
        }
    }

    public static TheoryData<string, string, string, string> Nested => new()
    {
        { "[", "", "]", "" },
        { "{\"segments\":[", "1", "]}", "" },
        { "{\"segments\":[{\"start\":0,\"end\":1,\"text\":\"a\",\"words\":", "[", "", "" },
        { "<div>", "hello", "</div>", "<cite>Ann:</cite><time>0:09</time><p>" },
        { "<blockquote>", "<b>Ann</b>", "</blockquote>", "# T\n## Episode metadata\n🎧 Play snip - 1min (00:01 - 00:10)\n#### Transcript\n" },
        { "> ", "words", "", "[T | 2min snip from S](https://share.snipd.com/snip/x)\n" },
        { "- ", "words", "", "# T\n## Episode metadata\n🎧 Play snip - 1min (00:01 - 00:10)\n" },
        { "((", "words", "))", "# T\nshare.snipd.com/\n🎧 00:01 - 00:10\n" },
        { "<v Ann><b>", "words", "</b>", "WEBVTT\n\n00:01.000 --> 00:02.000\n" },
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public void Nesting_of_any_depth_neither_overflows_nor_takes_long(string open, string inside, string close, string before)
    {
        foreach (var depth in new[] { 60, 70, 100_000 })
        {
            Check(Encoding.UTF8.GetBytes(before + string.Concat(Enumerable.Repeat(open, depth)) + inside + string.Concat(Enumerable.Repeat(close, depth))));
        }
    }

    [Fact]
    public void A_list_that_is_ever_deeper_is_read() =>
        Check(Encoding.UTF8.GetBytes("# T\n## Episode metadata\n🎧 Play snip - 1min (00:01 - 00:10)\n"
            + string.Concat(Enumerable.Range(0, 2000).Select(i => new string(' ', 2 * i) + "- x\n"))));

    public static TheoryData<string, string> Large => new()
    {
        { "# T\n## Episode metadata\n🎧 Play snip - 1min (00:01 - 00:10)\n", "lorem ipsum dolor " },
        { "", "[" },
        { "WEBVTT\n\n", "00:00:01.000 --> 00:00:04.000\n<v Ann>The tram line opens in May.\n\n" },
        { "Ann: ", "The tram line opens in May. " },
    };

    /// <summary>What a source of a hundred megabytes takes is a small multiple of it.</summary>
    [Theory]
    [MemberData(nameof(Large))]
    public void A_large_source_takes_memory_in_proportion(string beginning, string repeated)
    {
        var size = Seconds > 0 ? 100 << 20 : 10 << 20;
        var bytes = Encoding.UTF8.GetBytes(beginning + string.Concat(Enumerable.Repeat(repeated, size / repeated.Length)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Single(TranscriptReader.Read([], new ReadLimits(), FixtureFile.Streaming(() => new MemoryStream(bytes)), CancellationToken.None).ToList());

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / bytes.Length, 0, 60);
    }

    public static TheoryData<string> Repeated => [.. Tokens];

    /// <summary>Work that grows with the square of a line's length would take minutes here.</summary>
    [Theory]
    [MemberData(nameof(Repeated))]
    public void One_long_line_is_read_in_linear_time(string token)
    {
        var line = string.Concat(Enumerable.Repeat(token.Replace("\n", "", StringComparison.Ordinal), 400_000 / token.Length));
        Check(Encoding.UTF8.GetBytes($"# T\n\n## Episode metadata\n<details>\n<summary>Show notes</summary>\n> {line}\n</details>\n## Snips\n### [00:10] " +
            $"{line}\n🎧 Play snip - 1min (00:01 - 00:10)\n#### Transcript\n{line}\n"));
        Check(Encoding.UTF8.GetBytes(
            $"---\nfrom_snipd: true\nguests: {line}\n---\n### [{line}](https://share.snipd.com/snip/x) {line}\n🎧 00:01 - 00:10 {line}\n{line}"));
        Check(Encoding.UTF8.GetBytes($"T\n\nCover|200\n\n{line}\n\nPlay snip - 1min (00:01 - 00:10)\n\nTranscript\n\nClick to expand\n{line}"));
        Check(Encoding.UTF8.GetBytes(
            $"- Category: #podcasts\n- Author: {line}\n## Highlights\n- a\n  Transcript:\n  {line} ([Time 0:01](https://share.snipd.com/snip/x))\n{line}"));
        Check(Encoding.UTF8.GetBytes($"[{line} | 2min snip from {line}](https://share.snipd.com/snip/x)\n> {line}"));
    }

    [Fact]
    public void Many_lines_of_one_token_are_read_in_linear_time()
    {
        foreach (var token in Tokens)
        {
            var lines = string.Concat(Enumerable.Repeat(token.TrimEnd('\n') + "\n", 30_000));
            Check(Encoding.UTF8.GetBytes("# T\n## Episode metadata\n🎧 Play snip - 1min (00:01 - 00:10)\nhttps://share.snipd.com/ \n" + lines));
        }
    }

    private static void Check(byte[] bytes)
    {
        var reports = TranscriptReader.Read([], Small, FixtureFile.Streaming(() => new MemoryStream(bytes)), CancellationToken.None).ToList();
        foreach (var report in reports)
        {
            Assert.True(report.Skipped is null == report.Format is not null
                && report.Skipped is null == (report.Snips.Count > 0), "A source has snips or a reason.");
            foreach (var snip in report.Snips)
            {
                Assert.NotEmpty(snip.Id);
                // A segment may begin or end with turns that have no times.
                Assert.True(snip.IsSegment || snip.Start is null == snip.End is null, $"A range has both ends, not {snip.Start} - {snip.End}.");
                Assert.False(snip.End < snip.Start || snip.Start < TimeSpan.Zero, $"A range runs forwards, not {snip.Start} - {snip.End}.");
                Assert.All(snip.Turns, turn =>
                    Assert.True(turn.Text.Length > 0 && turn.Speaker is not "" && !(turn.End < turn.Start), $"A turn has words: {turn}"));
                Assert.True(snip is { Title: not "", Note: not "", Summary: not "", Quote: not "", Episode.Title: not "", Episode.Show: not "" },
                    $"What is missing is null: {snip}");
            }
        }

        var again = TranscriptReader.Read([], Small, FixtureFile.Streaming(() => new MemoryStream(bytes)), CancellationToken.None);
        Assert.Equal(reports.SelectMany(report => report.Snips).Select(snip => snip.Id), again.SelectMany(report => report.Snips).Select(snip => snip.Id));
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains(".approved.", StringComparison.Ordinal) && !file.Contains(".received.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static byte[] Replace(Random random, byte[] bytes, Func<byte, byte> replacement)
    {
        var copy = bytes.ToArray();
        for (var i = random.Next(1, 8); i > 0 && copy.Length > 0; i--)
        {
            var at = random.Next(copy.Length);
            copy[at] = replacement(copy[at]);
        }

        return copy;
    }

    private static byte[] ShuffleLines(Random random, byte[] bytes)
    {
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        random.Shuffle(lines);
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    private static byte[] Insert(Random random, byte[] bytes, string token)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. Encoding.UTF8.GetBytes(token), .. bytes[at..]];
    }

    private static byte[] Zip(Random random, byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                using var entry = archive.CreateEntry(random.Next(2) == 0 ? $"../{i}.md" : "a/../../b\\c\0d.md").Open();
                entry.Write(bytes);
            }
        }

        return Replace(random, stream.ToArray(), _ => (byte)random.Next(256));
    }
}
