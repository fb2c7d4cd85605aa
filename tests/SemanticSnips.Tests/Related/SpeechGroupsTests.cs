using System.Globalization;
using CsCheck;
using SemanticSnips.Related;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Related;

public sealed class SpeechGroupsTests
{
    [Fact]
    public void Repeated_speech_is_one_group_with_the_longest_first()
    {
        string[] texts = [Half(SameSpeechTests.Bees), SameSpeechTests.Ice, SameSpeechTests.OtherBees,
            SameSpeechTests.Bees, SameSpeechTests.Ice.ToUpperInvariant(), "Hello there."];

        var groups = Find(texts);

        Assert.Equal([[3, 0], [1, 4]], groups.OrderByDescending(g => g[0]).Select(g => g.ToArray()));
    }

    /// <summary>The groups are those that comparing each with each finds, for speech of random words, some of it repeated with wrong words.</summary>
    [Fact]
    public void Nothing_is_missed_that_comparing_all_pairs_finds()
    {
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[2, 12]).ForAll(
            (seed, count) =>
            {
                var random = new Random(seed);
                var originals = Enumerable.Range(0, count).Select(_ => Words(random, random.Next(60, 300))).ToList();
                var texts = originals.Concat(originals.Take(count / 2)
                    .Select(o => string.Join(' ', o.Split(' ').Select(w => random.Next(10) == 0 ? "wrong" + random.Next(99) : w)))).ToArray();
                var speech = texts.Select(SameSpeechTests.Speech).ToList();

                var pairs = from a in Enumerable.Range(0, texts.Length) from b in Enumerable.Range(0, a) where speech[a].Repeats(speech[b]) select (b, a);
                var found = Find(texts).SelectMany(g => g.Skip(1).Select(o => (Math.Min(o, g[0]), Math.Max(o, g[0]))));
                Assert.Equal(pairs.Order(), found.Order());
            },
            iter: 30);
    }

    [Fact]
    public void What_everybody_says_groups_nobody()
    {
        const string Sponsor = " This episode is brought to you by a company that makes mattresses, and if you use our code at the checkout you will get " +
            "ten per cent off your first order.";
        var random = new Random(5);
        var texts = Enumerable.Range(0, 60).Select(_ => Words(random, 200) + Sponsor).ToArray();

        Assert.Empty(Find(texts));
    }

    private static IReadOnlyList<IReadOnlyList<int>> Find(string[] texts) =>
        SpeechGroups.Find(texts.Length, n => SameSpeechTests.Speech(texts[n]), n => n.ToString("00", CultureInfo.InvariantCulture), CancellationToken.None);

    private static string Half(string text) => text[..(text.Length / 2)];

    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => "w" + random.Next(800)));
}
