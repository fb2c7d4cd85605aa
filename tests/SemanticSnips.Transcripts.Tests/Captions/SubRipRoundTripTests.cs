using System.Globalization;
using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Transcripts.Tests.Captions;

public class SubRipRoundTripTests
{
    private static readonly Gen<(string Speaker, int Pause, int Length, int Words)[]> AnyCues =
        Gen.Select(Gen.OneOf("Ann", "Joe van Dyk", "SPEAKER_02"), Gen.Int[0, 5000], Gen.Int[1, 6000], Gen.Int[1, 30]).Array[1, 60];

    [Fact]
    public void Written_cues_come_back_with_their_words_speakers_and_times() => AnyCues.ForAll(cues =>
    {
        var expected = new List<(string Speaker, string Word)>();
        var times = new HashSet<TimeSpan?>();
        var file = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var clock = TimeSpan.Zero;
        for (var i = 0; i < cues.Length; i++)
        {
            var (speaker, pause, length, words) = cues[i];
            var start = clock + TimeSpan.FromMilliseconds(pause);
            clock = start + TimeSpan.FromMilliseconds(length);
            times.UnionWith([start, clock]);
            var text = Enumerable.Range(0, words).Select(k => $"w{i}x{k}" + (k % 7 == 6 ? "." : "")).ToArray();
            expected.AddRange(text.Select(word => (speaker, word)));
            var label = i == 0 || cues[i - 1].Speaker != speaker ? speaker + ": " : "";
            file.WriteLine(FormattableString.Invariant(
                $"{i + 1}\n{start:hh\\:mm\\:ss\\,fff} --> {clock:hh\\:mm\\:ss\\,fff}\n{label}{string.Join(' ', text)}\n"));
        }

        var (format, snips, log) = FixtureFile.Read(FixtureFile.Source("made.srt", file.ToString()));
        var turns = snips.SelectMany(snip => snip.Turns).ToList();

        Assert.Equal("SubRip captions", format?.Name);
        Assert.Empty(log.Warnings);
        Assert.Equal(expected, turns.SelectMany(turn => turn.Text.Split(' ').Select(word => (turn.Speaker!, word))));
        Assert.All(turns, turn => Assert.True(times.Contains(turn.Start) && times.Contains(turn.End) && turn.End >= turn.Start));
    });
}
