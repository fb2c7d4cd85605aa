namespace SemanticSnips.Evaluation.Tests;

public class CollectionIndexTests
{
    [Fact]
    public void A_second_build_embeds_nothing()
    {
        using var notes = new Notes();

        Assert.Equal(24, CollectionIndex.Build(notes.Collection, notes.IndexFolder(), notes.Model).Embedded);
        Assert.Equal(0, CollectionIndex.Build(notes.Collection, notes.IndexFolder(), notes.Model).Embedded);
    }

    [Fact]
    public void What_was_embedded_before_a_stop_is_kept()
    {
        using var notes = new Notes(documents: 1100);
        using var stop = new CancellationTokenSource();
        var (kept, passages) = (0, 0);
        var progress = new Stopper(step =>
        {
            if (step.Done < 600 || stop.IsCancellationRequested) return;
            stop.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(
            () => CollectionIndex.Build(notes.Collection, notes.IndexFolder(), notes.Model, null, progress, stop.Token));
        using (var index = SnipIndex.Open(notes.IndexFolder(), notes.Model))
            (kept, passages) = (index.ReadStatus().Passages - index.ReadStatus().Pending, index.ReadStatus().Passages);

        Assert.Equal(1100, passages);
        Assert.InRange(kept, 512, 1099);
        Assert.Equal(passages - kept, CollectionIndex.Build(notes.Collection, notes.IndexFolder(), notes.Model).Embedded);
    }

    [Theory]
    [InlineData(null, null, "talks-bge")]
    [InlineData(180, null, "talks-bge-180-1")]
    [InlineData(180, 0, "talks-bge-180-0")]
    [InlineData(440, 1, "talks-bge")]
    public void Each_way_to_cut_has_its_own_folder(int? tokens, int? overlap, string folder) =>
        Assert.Equal(Path.Combine("eval", folder), CollectionIndex.FolderOf("eval", "talks", "bge", CollectionIndex.ChunkingOf(tokens, overlap)));

    private sealed class Stopper(Action<EmbeddingProgress> report) : IProgress<EmbeddingProgress>
    {
        public void Report(EmbeddingProgress value) => report(value);
    }
}
