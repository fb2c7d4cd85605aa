using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Transcripts.Tests;

public class SegmenterTests
{
    private static readonly Episode Episode = new() { Title = "The long evening", Show = "Test Tones" };

    private static readonly string[][] Subjects =
    [
        ["honey", "bees", "hive", "queen", "swarm", "nectar", "comb", "drone", "smoke", "keeper"],
        ["kiln", "clay", "glaze", "wheel", "bowl", "ash", "potter", "slip", "oven", "bisque"],
        ["harbour", "ferry", "tide", "anchor", "pilot", "sail", "buoy", "rope", "crew", "storm"],
        ["piano", "hammer", "string", "tuner", "pedal", "octave", "felt", "keys", "hall", "chord"],
    ];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.OneOf("Yes.", "And then?", "竹子一天能长一米吗？有的种类可以。", "…", "no punctuation at all here"),
        Gen.Int[1, 120].Select(words => string.Join(' ', Enumerable.Range(0, words).Select(i => Subjects[i % 4][i % 10] + (i % 9 == 8 ? "." : "")))),
        Gen.Int[400, 1500].Select(words => string.Join(' ', Enumerable.Range(0, words).Select(i => Subjects[i % 4][i % 7] + (i % 11 == 8 ? "." : "")))),
        Gen.Int[400, 1500].Select(words => string.Join(' ', Enumerable.Repeat("word", words))));

    private static readonly Gen<Turn[]> AnyTurns =
        Gen.Select(Gen.OneOf("Ann", "Bo", null!), AnyText, Gen.Int[0, 40], Gen.Bool, Gen.Bool).Array[1, 40].Select(items =>
        {
            var clock = 0;
            return items.Select(item =>
            {
                var (speaker, text, length, hasStart, hasEnd) = item;
                var start = clock;
                clock += length;
                return new Turn(speaker, text, hasStart ? TimeSpan.FromSeconds(start) : null, hasEnd ? TimeSpan.FromSeconds(clock) : null);
            }).ToArray();
        });

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(Segmenter.MaxWords)]
    public void Segments_hold_every_turn_once_and_in_order(int windowWords) => AnyTurns.ForAll(turns =>
    {
        var segments = Cut(turns, windowWords);
        Assert.Equal(Characters(turns), Characters([.. segments.SelectMany(segment => segment.Turns)]));
        Assert.All(segments, segment => Assert.NotEmpty(segment.Turns));
        Assert.All(segments.SelectMany(segment => segment.Turns), turn => Assert.False(string.IsNullOrWhiteSpace(turn.Text)));
    });

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(Segmenter.MaxWords)]
    public void Segments_have_ids_of_their_own_and_the_same_ones_each_time(int windowWords) => AnyTurns.ForAll(turns =>
    {
        var ids = Cut(turns, windowWords).Select(segment => segment.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids, Cut(turns, windowWords).Select(segment => segment.Id));
    });

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(Segmenter.MaxWords)]
    public void Turns_keep_the_times_that_they_have_and_segments_follow_one_another(int windowWords) => AnyTurns.ForAll(turns =>
    {
        var starts = turns.Select(turn => turn.Start).ToHashSet();
        var all = starts.Concat(turns.Select(turn => turn.End)).Where(time => time is not null).ToHashSet();
        TimeSpan? latest = null;
        foreach (var segment in Cut(turns, windowWords))
        {
            Assert.False(segment.End < segment.Start || segment.Start < latest, $"{segment.Start} - {segment.End} after {latest}");
            Assert.False(segment.Start < all.Min());
            Assert.All(segment.Turns, turn => Assert.True((turn.Start is null || starts.Contains(turn.Start)) && (turn.End is null || all.Contains(turn.End))));
            latest = segment.Start ?? latest;
        }
    });

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(Segmenter.MaxWords)]
    public void No_segment_is_longer_than_the_limit(int windowWords) => AnyTurns.ForAll(turns =>
        Assert.All(Cut(turns, windowWords), segment => Assert.InRange(segment.Turns.Sum(turn => Words.Count(turn.Text)), 1, Segmenter.MaxWords)));

    [Fact]
    public void A_turn_is_cut_only_when_it_is_too_long_for_a_segment()
    {
        var turns = Talk(subjects: 3, turnsEach: 12);

        Assert.Equal(turns, Cut(turns).SelectMany(segment => segment.Turns));
    }

    [Fact]
    public void A_long_turn_is_cut_at_sentences_and_the_segments_share_its_time()
    {
        var text = string.Join(' ', Enumerable.Range(100, 100).Select(i => $"Sentence number {i} has seven words here."));

        var segments = Cut([new Turn("Ann", text, TimeSpan.Zero, TimeSpan.FromMinutes(5))]);

        Assert.Equal(2, segments.Count);
        Assert.All(segments, segment => Assert.EndsWith("here.", Assert.Single(segment.Turns).Text, StringComparison.Ordinal));
        // Sentences of one length: the second segment begins in proportion to the sentences before it.
        var before = segments[0].Turns[0].Text.Split('.').Length - 1;
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(5)), (segments[0].Start, segments[1].End));
        Assert.Equal(3 * before, segments[0].End!.Value.TotalSeconds, 0.1);
        Assert.Equal(3 * before, segments[1].Start!.Value.TotalSeconds, 0.1);
        Assert.Equal((null, null), (segments[0].Turns[0].End, segments[1].Turns[0].Start));
    }

    [Fact]
    public void A_long_turn_that_is_cut_keeps_the_times_of_its_lines()
    {
        var sentences = Enumerable.Range(100, 100).Select(i => $"Sentence number {i} has seven words here.").ToList();
        var lines = sentences.Select((sentence, i) =>
            new Line(i * (sentence.Length + 1), TimeSpan.FromSeconds(5 * i), TimeSpan.FromSeconds((5 * i) + 3))).ToArray();

        var segments = Cut([new Turn("Ann", string.Join(' ', sentences), TimeSpan.Zero, TimeSpan.FromSeconds(498)) { Lines = lines }]);

        Assert.Equal(2, segments.Count);
        Assert.Equal(lines.Select(line => (line.Start, line.End)),
            segments.SelectMany(segment => segment.Turns[0].Lines.Select(line => (line.Start, line.End))));
        Assert.All(segments, segment => Assert.Equal((segment.Start, segment.End), (segment.Turns[0].Start, segment.Turns[0].End)));
        Assert.All(segments, segment =>
            Assert.All(segment.Turns[0].Lines, line => Assert.StartsWith("Sentence", segment.Turns[0].Text[line.Offset..], StringComparison.Ordinal)));
        Assert.Equal(0, segments[1].Turns[0].Lines[0].Offset);
    }

    [Fact]
    public void A_silence_of_half_a_minute_ends_a_segment_however_short()
    {
        Turn Said(string text, double from, double to) => new("Ann", text, TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));

        var segments = Cut([Said("We stood on the pier.", 1, 4), Said("It rained.", 33, 35), Said("The fog lifted.", 65, 68)]);

        Assert.Equal([(1, 35), (65, 68)], segments.Select(segment => (segment.Start!.Value.TotalSeconds, segment.End!.Value.TotalSeconds)));
    }

    [Fact]
    public void Cut_window_by_window_a_long_talk_changes_its_segments_where_it_changes_its_subject()
    {
        var turns = Talk(subjects: 4, turnsEach: 11);

        var segments = Cut(turns, windowWords: 1000);

        Assert.Equal(turns, segments.SelectMany(segment => segment.Turns));
        Assert.Equal(Cut(turns).Select(segment => segment.Id), segments.Select(segment => segment.Id));
    }

    [Fact]
    public void A_window_is_cut_without_waiting_for_the_rest()
    {
        IEnumerable<Turn> Endless()
        {
            for (var i = 0; ; i++)
            {
                var text = $"{string.Join(' ', Subjects[i % 4])}.";
                yield return new Turn("Ann", text, TimeSpan.FromSeconds(4 * i), TimeSpan.FromSeconds((4 * i) + 3));
            }
        }

        var segments = Segmenter.Cut(Episode, Endless(), "talk.vtt", null, windowWords: 1000).Take(20).ToList();

        Assert.All(segments.Skip(1).Zip(segments), pair => Assert.True(pair.First.Start >= pair.Second.End));
    }

    [Fact]
    public void A_short_transcript_is_one_segment() => Assert.Single(Cut(Talk(subjects: 4, turnsEach: 3)));

    [Fact]
    public void Nothing_said_is_no_segment() => Assert.Empty(Cut([]));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Segments_end_where_the_subject_changes(int subjects)
    {
        var segments = Cut(Talk(subjects, turnsEach: 11));

        Assert.Equal(subjects, segments.Count);
        Assert.All(segments, segment => Assert.Equal(11, segment.Turns.Count));
    }

    [Fact]
    public void Chapters_decide_where_words_do_not()
    {
        var turns = Enumerable.Range(0, 30)
            .Select(i => new Turn("Ann", string.Join(' ', Enumerable.Repeat("the same again and again", 6)),
            TimeSpan.FromSeconds(10 * i), TimeSpan.FromSeconds((10 * i) + 9))).ToList();
        var chapters = new[] { new Chapter(TimeSpan.Zero, "Hello"),
            new Chapter(TimeSpan.FromSeconds(80.9), "Middle"), new Chapter(TimeSpan.FromSeconds(220), "Farewell") };

        var segments = Segmenter.Cut(Episode with { Chapters = chapters }, turns, "talk.vtt", null);

        Assert.Equal(["Hello", "Middle", "Farewell"], segments.Select(segment => segment.Title));
        Assert.Equal([0, 80, 220], segments.Select(segment => (int)segment.Start!.Value.TotalSeconds));
        Assert.Equal([79, 219, 299], segments.Select(segment => (int)segment.End!.Value.TotalSeconds));
    }

    [Fact]
    public void Without_chapters_a_segment_has_no_title_and_without_times_its_number_makes_the_id()
    {
        var segments = Cut([.. Talk(subjects: 2, turnsEach: 11).Select(turn => turn with { Start = null, End = null })]);

        Assert.All(segments, segment => Assert.Null(segment.Title));
        Assert.Equal(SnipId.FromContent("Test Tones", "The long evening", null, null, "segment 2"), segments[1].Id);
    }

    [Fact]
    public void A_segment_ends_where_the_next_one_starts_when_turns_have_no_ends()
    {
        var segments = Cut([.. Talk(subjects: 2, turnsEach: 11).Select(turn => turn with { End = null })]);

        Assert.Equal(segments[1].Start, segments[0].End);
        Assert.Null(segments[1].End);
    }

    private static IReadOnlyList<Snip> Cut(IReadOnlyList<Turn> turns, int windowWords = int.MaxValue) =>
        [.. Segmenter.Cut(Episode, turns, "talk.vtt", null, windowWords)];

    /// <summary>Turns of 32 words; each subject has its own vocabulary among words that all share.</summary>
    private static Turn[] Talk(int subjects, int turnsEach) =>
        [.. Enumerable.Range(0, subjects * turnsEach).Select(i => new Turn(
            i % 2 == 0 ? "Ann" : "Bo",
            string.Join(' ', Enumerable.Range(0, 8).Select(k => $"and the {Subjects[i / turnsEach][(i + (3 * k)) % 10]} was")) + ".",
            TimeSpan.FromSeconds(12 * i),
            TimeSpan.FromSeconds((12 * i) + 11)))];

    private static string Characters(IEnumerable<Turn> turns) =>
        string.Concat(turns.SelectMany(turn => turn.Text.Where(c => !char.IsWhiteSpace(c))));
}
