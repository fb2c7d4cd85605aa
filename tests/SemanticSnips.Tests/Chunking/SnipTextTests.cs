using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Chunking;

public sealed class SnipTextTests
{
    private static readonly Snip Whole = new()
    {
        Id = "0",
        Source = "test",
        Episode = new Episode
        {
            Title = "Clay",
            Show = "Kiln Talk",
            Chapters = [new(TimeSpan.Zero, "Welcome"), new(Seconds(60), "Pots"), new(Seconds(130), "Glaze"), new(Seconds(200), "Fire")],
        },
        Start = Seconds(100),
        End = Seconds(200),
        Title = "Why glaze",
        Note = "ask\nher",
        Summary = "- glass",
        Quote = "Glaze is glass.",
        Turns = [new("Ann", "What is glaze?"), new("Bo", "Glaze is glass."), new(null, "   "), new("Ann", "I see.")],
    };

    [Fact]
    public void Speech_comes_first_then_what_is_written_then_the_episode()
    {
        var text = SnipText.Of(Whole);

        Assert.Equal("What is glaze?\nGlaze is glass.\nI see.\nWhy glaze\nask\nher\n- glass\nGlaze is glass.\nPots\nGlaze\nClay\nKiln Talk", text.Text);
        Assert.Equal(
            ["Turn What is glaze?", "Turn Glaze is glass.", "Turn I see.", "Title Why glaze", "Note ask\nher", "Summary - glass",
                "Quote Glaze is glass.", "Chapter Pots", "Chapter Glaze", "Episode Clay", "Episode Kiln Talk"],
            text.Parts.Select(p => $"{p.Kind} {text.Text[p.From..p.To]}"));
    }

    [Fact]
    public void Speakers_and_times_are_those_of_the_span()
    {
        var text = SnipText.Of(Whole);
        var answer = text.Text.IndexOf("Glaze is", StringComparison.Ordinal);

        Assert.Equal(["Ann", "Bo"], text.SpeakersIn(0, text.Text.Length));
        Assert.Equal(["Bo"], text.SpeakersIn(answer, answer + 5));
        var (start, end) = text.TimesOf(answer, answer + 15);
        // 15 of 37 characters of speech are before the answer, and 30 at its end.
        Assert.Equal(100 + 100 * 15 / 37.0, start!.Value.TotalSeconds, 0.01);
        Assert.Equal(100 + 100 * 30 / 37.0, end!.Value.TotalSeconds, 0.01);
        Assert.Equal((null, null), text.TimesOf(text.Text.Length - 4, text.Text.Length));
    }

    [Fact]
    public void Given_times_are_kept_and_the_others_are_marked()
    {
        var text = SnipText.Of(Whole with
        {
            Turns = [new("A", "aaaa", Seconds(110), Seconds(120)), new("B", "bbbb"),
                new("C", "cccc", Seconds(150)), new("D", "dddd", Seconds(160), Seconds(170))],
        });

        Assert.Equal(
            // One word that nothing ends takes a second at most.
            ["110-120", "~120-150", "150-151", "160-170"],
            text.Parts.Where(p => p.Kind == PartKind.Turn)
                .Select(p => $"{(p.Approximate ? "~" : "")}{p.Start!.Value.TotalSeconds}-{p.End!.Value.TotalSeconds}"));
    }

    [Fact]
    public void An_end_that_the_source_gives_divides_what_lies_around_it()
    {
        var text = SnipText.Of(Whole with { Turns = [new("A", "aaaa"), new("B", "bbbb", null, Seconds(110)), new("C", "cccc"), new("D", "dddd")] });

        var turns = text.Parts.Where(p => p.Kind == PartKind.Turn).ToList();
        Assert.Equal(Seconds(110), turns[1].End);
        Assert.Equal(Seconds(110), turns[2].Start);
        Assert.Equal(Seconds(200), turns[3].End);
        Assert.True(turns[0].End < Seconds(110));
    }

    [Fact]
    public void Lines_time_what_they_say_and_only_what_lies_far_from_any_is_approximate()
    {
        var text = SnipText.Of(Whole with
        {
            Start = Seconds(0),
            End = Seconds(800),
            Turns =
            [
                new("A", "We stood there. The fog lifted. Gone.", Seconds(1),
                    Seconds(757)) { Lines = [new(0, Seconds(1), Seconds(4)), new(16, Seconds(750), Seconds(753)), new(32, Seconds(756), null)] },
                new("B", new string('b', 100), Seconds(760), Seconds(790)),
                new("C", "Untimed words."),
            ],
        });

        Assert.Equal((Seconds(1), Seconds(4)), text.TimesOf(0, 15));
        Assert.Equal((Seconds(750), Seconds(753)), text.TimesOf(16, 31));
        Assert.Equal((Seconds(756), Seconds(757)), text.TimesOf(32, 37));
        Assert.Equal((Seconds(1), Seconds(757)), text.TimesOf(0, 37));
        Assert.Equal((Seconds(775), Seconds(790)), text.TimesOf(38 + 50, 38 + 100));
        Assert.Equal([false, false, false, true, true], new[] { 0, 20, 38, 38 + 50, 140 }.Select(at => text.IsApproximate(at, at + 1)));
    }

    [Fact]
    public void Without_a_range_there_are_no_times()
    {
        var text = SnipText.Of(Whole with { Start = null, End = null });

        Assert.Equal((null, null), text.TimesOf(0, 20));
    }

    [Fact]
    public void Times_never_run_backwards()
    {
        // Some turns have both times, some one, some none; those that are given ascend.
        var turn = Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 40], Gen.Bool, Gen.Bool, Gen.Int[0, 20], Gen.Int[0, 20]);
        turn.Array[0, 12].ForAll(drawn =>
        {
            var clock = 100;
            var turns = new List<Turn>();
            foreach (var (words, hasStart, hasEnd, gap, length) in drawn)
            {
                var start = clock + gap;
                clock = start + length;
                turns.Add(new Turn("A", words, hasStart ? Seconds(start) : null, hasEnd ? Seconds(clock) : null));
            }

            var text = SnipText.Of(Whole with { End = Seconds(clock + 5), Turns = turns });
            var at = Seconds(100);
            foreach (var (part, given) in text.Parts.Zip(turns))
            {
                Assert.True(part.Start >= at && part.End >= part.Start, $"{part} after {at}");
                Assert.Equal(given.Start ?? part.Start, part.Start);
                Assert.Equal(given.End ?? part.End, part.End);
                Assert.True(part.Approximate || given.Start is not null, $"{part} has a start that nobody gave");
                at = part.End!.Value;
            }
        });
    }

    [Fact]
    public void A_snip_without_text_has_no_parts()
    {
        var text = SnipText.Of(new Snip { Id = "0", Source = "test", Episode = new Episode() });

        Assert.Equal("", text.Text);
        Assert.Empty(text.Parts);
        Assert.Empty(text.SpeakersIn(0, 0));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
