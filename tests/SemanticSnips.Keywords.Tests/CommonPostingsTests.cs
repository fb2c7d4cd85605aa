using CsCheck;

namespace SemanticSnips.Keywords.Tests;

/// <summary>Postings that are held are those that were read, and never more than there is room for.</summary>
public sealed class CommonPostingsTests
{
    [Fact]
    public void Only_common_stems_are_held()
    {
        var common = new CommonPostings(640);
        common.Add("rare", Postings(10));
        common.Add("often", Postings(11));
        Assert.Null(common.Find("rare"));
        Assert.Null(common.Find("never added"));
        Assert.Equal(Postings(11), common.Find("often")!);
    }

    [Fact]
    public void What_was_not_asked_for_lately_goes_and_what_was_stays()
    {
        var common = new CommonPostings(100);
        common.Add("asked", Postings(60));
        common.Add("not asked", Postings(60));
        for (var i = 0; i < 10; i++)
        {
            common.Add($"{i}", Postings(70));
            Assert.NotNull(common.Find("asked"));
        }

        Assert.Null(common.Find("not asked"));
    }

    [Fact]
    public void At_most_four_postings_a_passage_are_held() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[2, 100]).Array[1, 200].Sample(asked =>
        {
            var common = new CommonPostings(100);
            foreach (var (stem, postings) in asked)
            {
                if (common.Find($"{stem}") is null) common.Add($"{stem}", Postings(postings));
                Assert.InRange(common.Count, 0, 4 * 100);
            }
        }, iter: 50);

    private static Posting[] Postings(int count) => [.. Enumerable.Range(0, count).Select(i => new Posting(i, 1))];
}
