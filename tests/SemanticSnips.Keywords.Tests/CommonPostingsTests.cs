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
        Assert.Equal(Postings(11).Bytes.ToArray(), common.Find("often")!.Value.Bytes.ToArray());
    }

    [Fact]
    public void What_was_not_asked_for_lately_goes_and_what_was_stays()
    {
        var common = new CommonPostings(100);
        common.Add("asked", Postings(480));
        common.Add("not asked", Postings(480));
        for (var i = 0; i < 10; i++)
        {
            common.Add($"{i}", Postings(560));
            Assert.NotNull(common.Find("asked"));
        }

        Assert.Null(common.Find("not asked"));
    }

    [Fact]
    public void At_most_32_bytes_a_passage_are_held() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[2, 1600]).Array[1, 200].Sample(asked =>
        {
            var common = new CommonPostings(100);
            foreach (var (stem, postings) in asked)
            {
                if (common.Find($"{stem}") is null) common.Add($"{stem}", Postings(postings));
                Assert.InRange(common.Size, 0, 32 * 100);
            }
        }, iter: 50);

    /// <summary>So many passages one after the other, a byte each.</summary>
    private static PackedPostings Postings(int count)
    {
        var packer = new PostingPacker();
        packer.Start();
        for (var passage = 0; passage < count; passage++) packer.Add(passage, 1);
        return packer.Packed;
    }
}
