using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

public class TimeSpansTests
{
    [Theory]
    [InlineData(0, 10, 0, 10, 1)]
    [InlineData(0, 10, 5, 15, 5 / 15.0)]
    [InlineData(0, 10, 2, 4, 2 / 10.0)]
    [InlineData(0, 10, 10, 20, 0)]
    [InlineData(0, 10, 30, 40, 0)]
    [InlineData(5, 5, 5, 5, 1)]
    [InlineData(5, 5, 0, 10, 0)]
    public void IoU_is_the_common_time_over_the_covered_time(double a, double b, double c, double d, double expected) =>
        Assert.Equal(expected, TimeSpans.Iou(At(a, b), At(c, d)), 1e-9);

    [Theory]
    [InlineData(0, 60, 20, 26, 1)]
    [InlineData(20, 26, 0, 60, 1)]
    [InlineData(0, 10, 5, 25, 5 / 10.0)]
    [InlineData(0, 10, 10, 20, 0)]
    [InlineData(0, 10, 30, 40, 0)]
    [InlineData(5, 5, 0, 10, 1)]
    [InlineData(11, 11, 0, 10, 0)]
    public void Containment_is_the_common_time_over_the_shorter(double a, double b, double c, double d, double expected) =>
        Assert.Equal(expected, TimeSpans.Containment(At(a, b), At(c, d)), 1e-9);

    [Fact]
    public void Episodes_have_nothing_to_do_with_one_another()
    {
        Assert.Equal(0, TimeSpans.Iou(At(0, 10), At(0, 10, "other")));
        Assert.Equal(0, TimeSpans.Containment(At(0, 10), At(2, 4, "other")));
        Assert.False(TimeSpans.AreSameMoment(At(0, 10), At(0, 10, "other")));
        Assert.Null(TimeSpans.StartError(At(0, 10), At(0, 10, "other")));
    }

    [Fact]
    public void IoU_is_symmetric_and_between_zero_and_one()
    {
        var moment = Gen.Select(Gen.Int[0, 100], Gen.Int[0, 50]).Select((start, length) => At(start, start + length));
        Gen.Select(moment, moment).ForAll((a, b) =>
            TimeSpans.Iou(a, b) == TimeSpans.Iou(b, a) && TimeSpans.Iou(a, b) is >= 0 and <= 1 && TimeSpans.Iou(a, a) == 1);
    }

    [Theory]
    [InlineData(0, 100, 40, 45, true)]
    [InlineData(40, 45, 0, 100, true)]
    [InlineData(0, 30, 10, 40, true)]
    [InlineData(0, 30, 11, 41, false)]
    public void One_moment_is_one_within_the_other_or_half_in_common(double a, double b, double c, double d, bool same) =>
        Assert.Equal(same, TimeSpans.AreSameMoment(At(a, b), At(c, d)));

    [Fact]
    public void The_start_error_has_no_sign()
    {
        Assert.Equal(TimeSpan.FromSeconds(7), TimeSpans.StartError(At(3, 20), At(10, 20)));
        Assert.Equal(TimeSpan.FromSeconds(7), TimeSpans.StartError(At(10, 20), At(3, 20)));
    }

    [Fact]
    public void The_duplicate_rate_counts_hits_that_repeat_one_above_them()
    {
        Moment[] hits = [At(0, 60), At(10, 20), At(100, 160), At(0, 60, "other"), At(5, 65)];
        Assert.Equal(2 / 5.0, TimeSpans.DuplicateRate(hits));
        Assert.Equal(1 / 2.0, TimeSpans.DuplicateRate(hits, top: 2));
        Assert.Equal(0, TimeSpans.DuplicateRate([]));
    }

    [Fact]
    public void A_moment_that_ends_before_it_starts_is_refused() =>
        Assert.Throws<ArgumentException>(() => TimeSpans.Iou(At(10, 5), At(0, 1)));

    private static Moment At(double start, double end, string episode = "episode") =>
        new(episode, TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end));
}
