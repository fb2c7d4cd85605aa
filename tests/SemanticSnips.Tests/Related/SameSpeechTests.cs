using CsCheck;
using SemanticSnips.Related;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Related;

public sealed class SameSpeechTests
{
    /// <summary>Two talks on one subject, and one on another.</summary>
    internal const string Bees =
        """
        People think that a beehive is run by its queen, but she decides next to nothing. She lays eggs, up to two thousand a day in June, and the
        workers decide where. When the hive gets crowded it is the old foragers who start looking for a new home. Each scout that finds a hollow tree
        comes back and dances, and the angle of the dance says the direction and its length the distance. The better the tree, the longer she dances,
        and the more sisters fly out to check it for themselves. Nobody compares two sites. They only ever look at one, and still the swarm picks the
        best of them nine times out of ten. I find that deeply comforting when I sit in meetings. You do not need anyone who understands the whole
        picture, you need honest reports and a rule for when to stop arguing. For the bees the rule is a count. Once about fifteen of them are at the
        same hole at once, they go home, pipe, warm up their wings, and the whole cloud lifts off within the hour.
        """;

    internal const string OtherBees =
        """
        I keep six hives behind the garage and what surprises everyone is how little the queen has to say. A swarm leaves in early summer because
        there is no room left, and before it settles you get this debate among the scouts. They fly out, inspect cavities, and report with the waggle
        dance that Karl von Frisch decoded. Tom Seeley put numbered dots on four thousand bees on an island with no trees to watch how they agree. A
        scout with a mediocre cavity gives up early, a scout with a great one keeps recruiting, so support drains away from bad options. He calls it a
        quorum. What I take from it as a manager is that enthusiasm should decay unless somebody goes and looks again. Committees of people do the
        opposite, the loudest voice gets louder. My own swarm ended up in the neighbour's chimney, which by their measure was a perfect choice, dry
        and high above the ground, with an entrance facing south.
        """;

    internal const string Ice =
        """
        The refrigerator was the end of an enormous trade. Every winter gangs of men went out on the ponds of New England with horses and ploughs, and
        cut the ice into blocks like a chessboard. Frederic Tudor shipped it to Martinique in eighteen hundred and six and lost nearly everything,
        because nobody there had a place to keep it or any idea what it was for. So he gave bartenders cold drinks for nothing until their customers
        would not have them warm. Sawdust was what saved him, a waste of the mills that cost him only the carting, and twenty years later he was
        selling ice in Calcutta with two thirds of the cargo still solid.
        """;

    [Fact]
    public void Two_transcripts_of_one_recording_are_the_same_speech()
    {
        var other = Bees.ToLowerInvariant().Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal)
            .Replace("two thousand", "2000", StringComparison.Ordinal).Replace("foragers", "four agers", StringComparison.Ordinal)
            .Replace("hollow", "hello", StringComparison.Ordinal).Replace("swarm", "storm", StringComparison.Ordinal)
                .Replace("sisters", "sister's", StringComparison.Ordinal)
            .Replace("fifteen", "15", StringComparison.Ordinal).Replace("do not", "don't", StringComparison.Ordinal)
                .Replace("bees", "B's", StringComparison.Ordinal);

        Assert.True(Same(Bees, other));
    }

    [Fact]
    public void Talks_on_one_subject_are_not_the_same_speech()
    {
        Assert.False(Same(Bees, OtherBees));
        Assert.False(Same(Bees, Ice));
    }

    /// <summary>Every seventh word wrong leaves 0.54 of the runs of four whole.</summary>
    [Fact]
    public void Wrong_words_anywhere_do_not_hide_it()
    {
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 1000]).ForAll((first, salt) =>
        {
            var words = Bees.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            for (var i = first; i < words.Length; i += 7) words[i] = $"{(char)('a' + (i + salt) % 26)}{salt}";
            Assert.True(Same(Bees, string.Join(' ', words)));
        });
    }

    [Fact]
    public void Who_repeats_whom_does_not_matter_nor_does_how_turns_are_cut()
    {
        var words = Bees.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Gen.Int[40, words.Length].SelectMany(length => Gen.Int[0, words.Length - length].Select(Gen.Int[1, 30], (from, cut) => (length, from, cut))).ForAll(c =>
        {
            var clip = new Snip
            {
                Id = "clip",
                Source = "test",
                Episode = new Episode(),
                Turns = [.. words.Skip(c.from).Take(c.length).Chunk(c.cut).Select(t => new Turn(null, string.Join(' ', t)))],
            };
            Assert.True(new SameSpeech(clip).Repeats(Speech(Bees)));
            Assert.True(Speech(Bees).Repeats(new SameSpeech(clip)));
        });
    }

    [Fact]
    public void Clips_that_share_less_than_half_are_two()
    {
        var words = (Bees + " " + Ice).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.False(Same(string.Join(' ', words[..150]), string.Join(' ', words[95..245])));
        Assert.True(Same(string.Join(' ', words[..150]), string.Join(' ', words[50..200])));
    }

    [Fact]
    public void A_greeting_is_too_short_to_tell()
    {
        const string Greeting = "Welcome back to the show, it is so good to have you here again.";

        Assert.False(Same(Greeting, Greeting));
        Assert.False(Same(Greeting + " " + Bees, Greeting + " " + Ice));
        Assert.False(Same("", ""));
    }

    [Fact]
    public void Scripts_without_blanks_are_compared_by_characters()
    {
        const string Tea = "茶を飲む前に湯を少し冷ましてから急須に注ぐと苦味が出にくくなります。";

        Assert.True(Same(Tea, Tea.Replace("。", "", StringComparison.Ordinal)));
        Assert.False(Same(Tea, "昨日の会議では新しい倉庫をどこに建てるかについて長く話し合いました。"));
    }

    private static bool Same(string a, string b) => Speech(a).Repeats(Speech(b));

    internal static SameSpeech Speech(string text) =>
        new(new Snip { Id = "s", Source = "test", Episode = new Episode(), Turns = text.Length == 0 ? [] : [new Turn(null, text)] });
}
