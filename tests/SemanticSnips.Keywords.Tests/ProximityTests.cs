using CsCheck;

namespace SemanticSnips.Keywords.Tests;

/// <summary>Proximity against its formula written out by hand: neighbours of the query count min(idf) / distance within eight words, as a share of the
/// possible.</summary>
public sealed class ProximityTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Neighbours_of_the_query_count_by_their_commoner_word_and_their_distance()
    {
        // Of five passages alpha stands in four, beta and gamma in three.
        using var folder = KeywordFolder.Of(
            "alpha beta gamma", "alpha one two beta three", "gamma one beta", "alpha alone here and there", "gamma alpha");
        using var index = folder.Open();

        var proximity = Score(index, "alpha beta gamma");

        double Idf(int passages) => Math.Log(1 + (5 - passages + 0.5) / (passages + 0.5));
        var (ab, bc) = (Math.Min(Idf(4), Idf(3)), Math.Min(Idf(3), Idf(3)));
        Assert.Equal(1, proximity[0], Tolerance);
        Assert.Equal(ab / 3 / (ab + bc), proximity[1], Tolerance);
        Assert.Equal(bc / 2 / (ab + bc), proximity[2], Tolerance);
        Assert.Equal([0, 0], proximity[3..]);
    }

    [Theory]
    [InlineData("price of a chip", 1 / 3.0)]
    [InlineData("chips have their prices", 1 / 3.0)]
    [InlineData("chip 2 3 4 5 6 7 8 price", 1 / 8.0)]
    [InlineData("chip 2 3 4 5 6 7 8 9 price", 0)]
    [InlineData("price 2 3 4 5 chip 7 8 price 10 chip", 1 / 2.0)]
    public void Any_form_and_any_order_counts_and_of_several_places_the_nearest(string text, double expected)
    {
        using var folder = KeywordFolder.Of(text, "something else");
        using var index = folder.Open();

        Assert.Equal(expected, Score(index, "chip price")[0], Tolerance);
    }

    [Fact]
    public void Nothing_reaches_from_a_heading_into_the_text()
    {
        var snip = KeywordFolder.Snip("0", "price of memory");
        using var folder = new KeywordFolder().Commit([snip with { Passages = [snip.Passages[0] with { Headings = ["The chip"] }] }]);
        using var index = folder.Open();

        Assert.Equal([0], Score(index, "chip price"));
        Assert.Equal([1 / 2f], Score(index, "price memory"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("alpha")]
    [InlineData("alpha alpha")]
    public void One_word_has_no_neighbour(string query)
    {
        using var folder = KeywordFolder.Of("alpha beta alpha");
        using var index = folder.Open();

        Assert.Equal([0], Score(index, query));
    }

    [Fact]
    public void It_does_not_depend_on_commits_deletions_and_stores()
    {
        var texts = Gen.OneOf("chip", "chips", "price", "prices", "pricing", "control", "of", "memory").Array[1, 25].Select(w => string.Join(' ', w))
            .Array[1, 8];
        texts.Sample(
            written =>
            {
                using var folder = new KeywordFolder().Commit([KeywordFolder.Snip("gone", "chip price control memory")]);
                for (var i = 0; i < written.Length; i++) folder.Commit([KeywordFolder.Snip($"{i}", written[i])]);
                folder.Commit([], "gone");
                using var index = folder.Open();

                var terms = index.TermsOf("chip price control memory");
                var shares = Proximity.Shares([.. terms.Select(t => index.IdfOf(t.Term))]);
                Assert.Equal(written.Select(t => Proximity.Of([.. terms.Select(w => w.Term)], shares, PlacesIn(t))), Score(index, "chip price control memory"));
            },
            iter: 40);
    }

    private static float[] Score(KeywordIndex index, string query) =>
        index.Score(index.TermsOf(query), proximity: new float[index.Passages.Count]).Proximity!;

    private static Dictionary<string, List<int>> PlacesIn(string text) => PassageWords.Of([text]).Positions
        .Where(w => Analysis.Stem(w.Key) is not null)
        .GroupBy(w => Analysis.Stem(w.Key)!, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.SelectMany(w => w.Value).Order().ToList(), StringComparer.Ordinal);
}
