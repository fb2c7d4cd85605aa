using SemanticSnips.Indexing;

namespace SemanticSnips.Tests.Indexing;

public sealed class WriteBehindTests
{
    [Fact]
    public void Actions_run_in_their_order_and_are_done_when_it_is_finished()
    {
        var done = new List<int>();
        using var behind = new WriteBehind();

        for (var i = 0; i < 1000; i++)
        {
            var number = i;
            behind.Do(() => done.Add(number));
        }

        behind.Finish();
        Assert.Equal(Enumerable.Range(0, 1000), done);
    }

    [Fact]
    public void It_goes_on_after_it_was_finished()
    {
        var done = 0;
        using var behind = new WriteBehind();
        behind.Finish();
        behind.Do(() => done++);
        behind.Finish();
        behind.Do(() => done++);
        behind.Finish();

        Assert.Equal(2, done);
    }

    [Fact]
    public void What_an_action_throws_is_thrown_by_every_call_behind_it_and_nothing_else_runs()
    {
        var done = 0;
        using var behind = new WriteBehind();
        behind.Do(() => done++);
        behind.Do(() => throw new IOException("full"));
        var calls = 0;

        // More than wait at a time: who gives them must not be left waiting.
        var given = Assert.Throws<IOException>(() =>
        {
            for (; calls < 10_000; calls++) behind.Do(() => done++);
            behind.Finish();
        });

        Assert.Equal("full", given.Message);
        Assert.Throws<IOException>(behind.Finish);
        Assert.Throws<IOException>(() => behind.Do(() => done++));
        Assert.Equal(1, done);
    }

    [Fact]
    public void Disposal_waits_and_throws_nothing()
    {
        var done = 0;
        using (var behind = new WriteBehind())
        {
            behind.Do(() => Interlocked.Increment(ref done));
            behind.Do(() => throw new IOException("full"));
        }

        Assert.Equal(1, done);
    }
}
