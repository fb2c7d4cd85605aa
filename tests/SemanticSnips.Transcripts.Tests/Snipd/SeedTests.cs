using SemanticSnips.Testing;

namespace SemanticSnips.Transcripts.Tests.Snipd;

/// <summary>The seed, a real export copied from a rendered page. Counts were taken from the file with grep.</summary>
public sealed class SeedTests
{
    private static readonly SourceReport Report = Assert.Single(TranscriptReader.Read([Repository.File("seeds", "000_a2215d5af0eea1bb.txt")]));

    [Fact]
    public void Every_snip_is_read_without_a_warning()
    {
        Assert.Equal("Snipd plain text", Report.Format);
        Assert.Empty(Report.Warnings);
        Assert.Equal(32, Report.Snips.Count);
        Assert.Equal(23, Report.Snips.Count(snip => snip.HasTranscript));
        Assert.Equal(9, Report.Snips.Count(snip => snip.Title is null));
        Assert.Equal(23, Report.RepairedSpans);
        Assert.All(Report.Snips, snip => Assert.True(snip is { Note: null, Summary: null, Quote: null, IsSegment: false }));
        Assert.Equal(32, Report.Snips.Select(snip => snip.Id).Distinct().Count());
    }

    [Fact]
    public void Three_speakers_take_their_turns()
    {
        var turns = Report.Snips.SelectMany(snip => snip.Turns).CountBy(turn => turn.Speaker ?? "").ToDictionary();
        Assert.Equal(new Dictionary<string, int> { ["Dylan Patel"] = 39, ["Lex Fridman"] = 33, ["Nathan Lambert"] = 27 }, turns);
    }

    [Fact]
    public void The_episode_is_known()
    {
        var episode = Report.Snips[0].Episode;
        Assert.All(Report.Snips, snip => Assert.Same(episode, snip.Episode));
        Assert.Equal("DeepSeek, China, OpenAI, NVIDIA, xAI, TSMC, Stargate,", episode.Title);
        Assert.Equal("Lex Fridman Podcast", episode.Show);
        Assert.Equal("Lex Fridman", episode.Host);
        Assert.StartsWith("Dylan Patel is the founder of SemiAnalysis", episode.ShowNotes, StringComparison.Ordinal);
        Assert.EndsWith("a blog on AI called Interconnects.", episode.ShowNotes, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranges_are_those_of_the_play_lines()
    {
        var expected = File.ReadLines(Repository.File("seeds", "000_a2215d5af0eea1bb.txt"))
            .Where(line => line.Contains("Play snip", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('(', StringComparison.Ordinal) + 1)..line.IndexOf(')', StringComparison.Ordinal)]);
        static string Clock(TimeSpan? time) => time!.Value.ToString(time.Value.Hours > 0 ? @"hh\:mm\:ss" : @"mm\:ss");
        Assert.Equal(expected, Report.Snips.Select(snip => $"{Clock(snip.Start)} - {Clock(snip.End)}"));
    }

    [Fact]
    public void No_word_of_the_transcripts_is_lost()
    {
        var text = string.Join(' ', Report.Snips.SelectMany(snip => snip.Turns).Select(turn => turn.Text));
        var speech = File.ReadLines(Repository.File("seeds", "000_a2215d5af0eea1bb.txt"))
            .SkipWhile(line => line != "Click to expand")
            .Where(line => line.Length > 0 && line is not ("Lex Fridman" or "Dylan Patel" or "Nathan Lambert" or "Click to expand"))
            .Where(line => !line.EndsWith("š Transcript", StringComparison.Ordinal) && !line.StartsWith('[') && !line.StartsWith("🎧", StringComparison.Ordinal))
            .Where(line => Report.Snips.All(snip => snip.Title != line));
        Assert.Equal(string.Join(' ', speech), text);
    }
}
