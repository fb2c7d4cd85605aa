using SemanticSnips.Indexing;

namespace SemanticSnips.Tests.Indexing;

public sealed class ReadAheadTests
{
    [Fact]
    public void Items_come_in_their_order()
    {
        using var ahead = new ReadAhead<int>(_ => Enumerable.Range(0, 1000), 4, _ => 1, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 1000), ahead.Items);
    }

    [Fact]
    public void A_fault_comes_behind_what_was_made_before_it()
    {
        using var ahead = new ReadAhead<int>(_ => Enumerable.Range(0, 5).Select(i => i < 3 ? i : throw new FileNotFoundException("gone")),
            4, _ => 1, CancellationToken.None);
        var seen = new List<int>();

        Assert.Throws<FileNotFoundException>(() =>
        {
            foreach (var item in ahead.Items) seen.Add(item);
        });
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public void Cancellation_stops_both_sides()
    {
        using var cancellation = new CancellationTokenSource();
        using var ahead = new ReadAhead<int>(Endless, 4, _ => 1, cancellation.Token);

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var item in ahead.Items) if (item == 10) cancellation.Cancel();
        });
    }

    [Fact]
    public void Disposal_stops_what_nobody_asks_for()
    {
        var made = 0;
        using (var ahead = new ReadAhead<int>(stop => Endless(stop).Select(i => made = i), 4, _ => 1, CancellationToken.None))
        {
            Assert.Equal(0, ahead.Items.First());
        }

        var after = made;
        Assert.InRange(after, 0, 10);
    }

    [Fact]
    public void No_more_is_held_than_was_said_and_a_heavier_item_comes_through_alone()
    {
        var held = 0;
        var most = 0;
        var weights = new[] { 1, 2, 3, 1, 50, 1, 4, 10, 1, 1, 1, 1 };
        using var ahead = new ReadAhead<int>(_ => weights, 10, w => w, CancellationToken.None);
        foreach (var weight in ahead.Items) (held, most) = (held + weight, Math.Max(most, weight));

        Assert.Equal((weights.Sum(), 50), (held, most));
    }

    private static IEnumerable<int> Endless(CancellationToken stop)
    {
        for (var i = 0; ; i++)
        {
            stop.ThrowIfCancellationRequested();
            yield return i;
        }
    }
}
