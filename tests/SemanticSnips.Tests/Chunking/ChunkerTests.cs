using System.Text;
using CsCheck;
using SemanticSnips.Chunking;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Chunking;

public sealed class ChunkerTests
{
    private static readonly Func<ReadOnlySpan<char>, int> RealTokens = Models.Shipped.CountTokens;

    private static readonly Gen<string> Words = Gen.OneOf(
        "Taiwan", "makes", "the", "chips.", "So", "why?", "U.S.", "3.5", "etc.", "antidisestablishmentarianism", "水道",
            "東京は大きい。", "안녕하세요", "🚀🚀", "e\u0301te\u0301", "-----", "a!b!c!d!", "https://example.com/a?b=c&d", "\n", "x");

    [Fact]
    public void Chunks_hold_all_speech_in_order_and_fit_the_model()
    {
        var turn = Words.Array[1, 120].Select(w => string.Join(' ', w));
        Gen.Select(turn.Array[0, 5], Gen.Int[16, 180], Gen.Double[0, 1], Gen.Int[0, 3]).ForAll(
            (turns, max, min, overlap) => Check(Of(turns), RealTokens, new ChunkerOptions((int)(max * min), max, overlap)), iter: 300);
    }

    [Fact]
    public void Runs_without_white_space_are_cut_where_they_fit()
    {
        var run = Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['!', '?'], Gen.Char['가', '각'], Gen.Char['一', '丐'], Gen.Char['\u0300', '\u0310']).Array[1, 400]
            .Select(c => new string(c));
        Gen.Select(run, Gen.Int[16, 60], Gen.Double[0, 1]).ForAll(
            (text, max, min) => Check(Of([text]), RealTokens, new ChunkerOptions((int)(max * min), max)), iter: 200);
    }

    [Theory]
    [InlineData("x", 10_000)]
    [InlineData("!", 10_000)]
    [InlineData("水", 10_000)]
    [InlineData("a-", 10_000)]
    [InlineData("🚀", 5_000)]
    [InlineData("𠮷", 5_000)]
    [InlineData("word ", 20_000)]
    [InlineData("Is it so? ", 5_000)]
    [InlineData("gpt4,", 5_000)]
    public void Endless_text_of_one_kind_is_cut(string unit, int times) =>
        Check(Of([string.Concat(Enumerable.Repeat(unit, times))]), RealTokens, new ChunkerOptions());

    [Fact]
    public void A_line_of_a_megabyte_is_cut()
    {
        var words = new StringBuilder();
        for (var i = 0; words.Length < 1 << 20; i++) words.Append("word").Append(i % 977).Append(' ');

        var chunks = Check(Of([words.ToString()]), CountWords, new ChunkerOptions());

        Assert.InRange(chunks.Count, (1 << 20) / 8 / 180, (1 << 20) / 8 / 90);
    }

    /// <summary>A source that times both sides of a pause of 4 s or more; one of 3 s is a breath.</summary>
    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(25, 2)]
    public void A_passage_does_not_run_over_a_pause(double pauseSeconds, int expected)
    {
        var second = TimeSpan.FromSeconds(2 + pauseSeconds);
        var lines = new Line[] { new(0, TimeSpan.Zero, TimeSpan.FromSeconds(2)), new(13, second, second + TimeSpan.FromSeconds(2)) };
        var snip = Snip([]) with { Turns = [new Turn("A", "We tried it. It worked at last.", TimeSpan.Zero, lines[1].End) { Lines = lines }] };

        var text = SnipText.Of(snip);
        var chunks = new Chunker(CountWords, new ChunkerOptions(8, 60)).Cut(text).Where(c => c.Kind == ChunkKind.Transcript).ToList();

        Assert.Equal(expected, chunks.Count);
        Assert.Equal("It worked at last.", text.Text[chunks[^1].From..chunks[^1].To][^18..]);
        if (expected == 2) Assert.Equal("We tried it.", text.Text[chunks[0].From..chunks[0].To]);
    }

    [Fact]
    public void A_counter_that_counts_every_character_is_served_too() => Words.Array[1, 60].Select(w => string.Join(' ', w)).ForAll(
        text => Check(Of([text]), s => s.ToString().Count(c => !char.IsWhiteSpace(c)), new ChunkerOptions(8, 16)));

    [Fact]
    public void Sentences_overlap_by_as_many_as_asked()
    {
        var text = Of([string.Join(' ', Enumerable.Range(0, 40).Select(i => $"This is sentence number {i}."))]);

        foreach (var overlap in new[] { 0, 1, 2 })
        {
            var chunks = new Chunker(CountWords, new ChunkerOptions(20, 40, overlap)).Cut(text);
            for (var i = 1; i < chunks.Count - 1; i++)
            {
                var shared = chunks[i].From < chunks[i - 1].To ? text.Text[chunks[i].From..chunks[i - 1].To] : "";
                Assert.Equal(overlap, shared.Count(c => c == '.'));
            }
        }
    }

    [Fact]
    public void Short_speech_is_one_chunk() =>
        Assert.Equal(new Chunk(ChunkKind.Transcript, 0, 16, 5), Assert.Single(new Chunker(CountWords, new ChunkerOptions()).Cut(Of(["Is it so?", "It is."]))));

    [Fact]
    public void What_is_written_has_chunks_of_its_own()
    {
        var chunker = new Chunker(CountWords, new ChunkerOptions());
        var spoken = Snip(["Some speech."]) with { Title = "Title" };

        Assert.Equal([ChunkKind.Transcript], Kinds(spoken));
        Assert.Equal([ChunkKind.Transcript, ChunkKind.About], Kinds(spoken with { Note = "a note" }));
        Assert.Equal([ChunkKind.About], Kinds(spoken with { Turns = [] }));
        Assert.Equal([ChunkKind.Episode], Kinds(spoken with { Turns = [], Title = null }));
        Assert.Empty(Kinds(spoken with { Turns = [], Title = " ", Episode = new Episode() }));

        ChunkKind[] Kinds(Snip snip) => [.. chunker.Cut(SnipText.Of(snip)).Select(c => c.Kind)];
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chunker(CountWords, new ChunkerOptions(1, 15)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chunker(CountWords, new ChunkerOptions(101, 100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Chunker(CountWords, new ChunkerOptions(10, 100, -1)));
    }

    private static int CountWords(ReadOnlySpan<char> text) => text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static Snip Snip(IEnumerable<string> turns) =>
        new() { Id = "0", Source = "test", Episode = new Episode { Title = "Episode" }, Turns = [.. turns.Select(t => new Turn("A", t))] };

    private static SnipText Of(IEnumerable<string> turns) => SnipText.Of(Snip(turns));

    private static List<Chunk> Check(SnipText text, Func<ReadOnlySpan<char>, int> countTokens, ChunkerOptions options)
    {
        var chunks = new Chunker(countTokens, options).Cut(text).Where(c => c.Kind == ChunkKind.Transcript).ToList();
        var covered = new bool[text.Text.Length];
        for (var i = 0; i < chunks.Count; i++)
        {
            var (_, from, to, tokens) = chunks[i];
            Assert.True(from < to && to <= text.Text.Length);
            Assert.True(i == 0 || (from > chunks[i - 1].From && to > chunks[i - 1].To), "Chunks ascend.");
            Assert.False(char.IsLowSurrogate(text.Text[from]), "No character is cut in two.");
            Assert.InRange(countTokens(text.Text.AsSpan()[from..to]), 0, options.MaxTokens);
            Assert.Equal(countTokens(text.Text.AsSpan()[from..to]), tokens);
            covered.AsSpan(from, to - from).Fill(true);
        }

        foreach (var part in text.Parts.Where(p => p.Kind == PartKind.Turn))
        {
            for (var i = part.From; i < part.To; i++)
                Assert.True(covered[i] || char.IsWhiteSpace(text.Text[i]), $"Character {i} of {text.Text.Length} is in no chunk.");
        }

        // A sentence or a few are shared, never as much as a chunk; the last chunk may reach back until it is no scrap.
        for (var i = 1; i < chunks.Count; i++)
        {
            if (chunks[i].From >= chunks[i - 1].To) continue;
            var shared = countTokens(text.Text.AsSpan()[chunks[i].From..chunks[i - 1].To]);
            Assert.InRange(shared, 0, i < chunks.Count - 1 ? options.MaxTokens / 3 : Math.Max(options.MaxTokens / 3, options.MaxTokens - 1));
        }

        return chunks;
    }
}
