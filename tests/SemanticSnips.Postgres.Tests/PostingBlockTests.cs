namespace SemanticSnips.Postgres.Tests;

public sealed class PostingBlockTests
{
    [Fact]
    public void What_was_put_into_a_block_comes_out_of_it()
    {
        var block = new MemoryStream();
        PostingBlock.Append(block, new Posting(8192, 3, 120));
        PostingBlock.Append(block, new Posting(12_287, 70_000, 65_535));

        Assert.Equal(2, PostingBlock.Of(8192));
        Assert.Equal(2, PostingBlock.Of(12_287));
        Assert.Equal(new Posting(8192, 3, 120), PostingBlock.Read(2, block.ToArray(), 0));
        Assert.Equal(new Posting(12_287, 65_535, 65_535), PostingBlock.Read(2, block.ToArray(), 1));
    }

    [Fact]
    public void A_passage_is_taken_out_of_its_block_alone()
    {
        var block = new MemoryStream();
        foreach (var passage in new[] { 5, 6, 9 }) PostingBlock.Append(block, new Posting(passage, 1, 10));

        var left = PostingBlock.Without(0, block.ToArray(), new HashSet<int> { 6, 4101 });

        Assert.Equal([5, 9], new[] { 0, 1 }.Select(i => PostingBlock.Read(0, left, i).Passage));
        Assert.Equal(2 * PostingBlock.Size, left.Length);
    }
}
