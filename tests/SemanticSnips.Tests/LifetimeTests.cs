namespace SemanticSnips.Tests;

/// <summary>Closing an index while others ask it.</summary>
public sealed class LifetimeTests
{
    // A vector that was read in place after the files were unmapped ended the process; Lucene, closed in the middle, throws whatever it comes upon.
    [Fact]
    public async Task Who_asks_while_the_index_is_closed_gets_an_answer_or_is_told_that_it_is_closed()
    {
        using var folder = Library.Filled(Enumerable.Range(0, 60)
            .Select(i => Library.Snip($"s{i:00}", $"chips {i} from fab {i % 5}, and wafers of sand {i % 7}")));
        for (var round = 0; round < 15; round++)
        {
            var index = folder.Open();
            using var started = new CountdownEvent(3);
            var askers = Enumerable.Range(0, 3).Select(n => Task.Factory.StartNew(
                () =>
                {
                    started.Signal();
                    for (var i = 0; ; i++)
                    {
                        try
                        {
                            Assert.NotNull(index.Related($"s{i % 60:00}", new RelatedOptions { MinRelevance = 0 }));
                            Assert.NotEmpty(index.Search("fab 3 chips", new SearchOptions { Mode = SearchMode.Vector }).Hits);
                        }
                        catch (ObjectDisposedException)
                        {
                            return;
                        }
                    }
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)).ToArray();
            started.Wait();
            Thread.Sleep(round % 5 * 3);

            index.Dispose();

            await Task.WhenAll(askers);
        }
    }
}
