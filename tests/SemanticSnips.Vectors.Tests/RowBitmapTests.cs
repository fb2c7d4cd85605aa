using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Vectors.Tests;

public sealed class RowBitmapTests
{
    [Fact]
    public void It_behaves_as_a_set_of_rows()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 1_000_000]).ForAll((count, seed) =>
        {
            var random = new Random(seed);
            int[] one = [.. Enumerable.Range(0, count).Where(_ => random.Next(2) == 0)];
            int[] other = [.. Enumerable.Range(0, count).Where(_ => random.Next(2) == 0)];
            var both = Of(count, one);
            both.And(Of(count, other));
            Assert.Equal(one.Intersect(other).Order(), Rows(both));
            Assert.Equal(one.Intersect(other).Count(), both.SetCount);
            var either = Of(count, one);
            var before = either.Clone();
            either.Or(Of(count, other));
            Assert.Equal(one.Union(other).Order(), Rows(either));
            Assert.Equal(one, Rows(before));
            either.SetAll();
            Assert.Equal(count, either.SetCount);
            foreach (var row in one) either.Clear(row);
            Assert.Equal(Enumerable.Range(0, count).Except(one), Rows(either));
        }, iter: 100);
    }

    [Fact]
    public void Rows_outside_and_bitmaps_of_another_size_are_refused()
    {
        var bitmap = new RowBitmap(65);
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap[65]);
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Set(-1));
        Assert.Throws<ArgumentException>(() => bitmap.And(new RowBitmap(64)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowBitmap(-1));
    }

    private static RowBitmap Of(int count, int[] rows)
    {
        var bitmap = new RowBitmap(count);
        foreach (var row in rows) bitmap.Set(row);
        return bitmap;
    }

    private static IEnumerable<int> Rows(RowBitmap bitmap) => Enumerable.Range(0, bitmap.Count).Where(row => bitmap[row]);
}
