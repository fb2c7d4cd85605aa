using SemanticSnips.Lifetimes;
using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

public sealed class LifetimeTests
{
    [Fact]
    public void Disposing_while_many_threads_embed_gives_vectors_or_says_that_it_is_disposed()
    {
        var folder = Repository.File("tests", "golden", "tiny-bert");
        float[] expected;
        using (var model = EmbeddingModel.Load(folder)) expected = model.EmbedQuery("what did the hosts say about chips");
        var (embedded, refused) = (0, 0);
        for (var round = 0; round < 40; round++)
        {
            var model = EmbeddingModel.Load(folder);
            using var running = new CountdownEvent(8);
            var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
            {
                running.Signal();
                try
                {
                    while (true)
                    {
                        if (!model.EmbedQuery("what did the hosts say about chips").AsSpan().SequenceEqual(expected))
                            throw new InvalidDataException("another vector");
                        Interlocked.Increment(ref embedded);
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }
            })).ToList();
            threads.ForEach(t => t.Start());
            running.Wait();
            model.Dispose();
            threads.ForEach(t => t.Join());
        }

        Assert.Equal(40 * 8, refused);
        Assert.True(embedded > 0);
    }

    [Fact]
    public void What_is_in_use_is_freed_by_whoever_comes_last()
    {
        var counted = new Counted();
        using (counted.Use())
        {
            using (counted.Use()) counted.Dispose();
            Assert.Equal(0, counted.Freed);
            Assert.Equal(nameof(LifetimeTests), Assert.Throws<ObjectDisposedException>(() => counted.Use().Dispose()).ObjectName.Split('.')[^1]);
        }

        Assert.Equal(1, counted.Freed);
        counted.Dispose();
        Assert.Equal(1, counted.Freed);
    }

    private sealed class Counted() : CountedHandle(typeof(LifetimeTests))
    {
        public int Freed { get; private set; }

        protected override void Free() => Freed++;
    }
}
