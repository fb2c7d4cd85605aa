using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

public class AurocTests
{
    [Fact]
    public void It_is_the_share_of_pairs_that_are_ordered_rightly_with_ties_as_halves()
    {
        // Few different scores, so that ties are common.
        var scores = Gen.Int[0, 6].Select(score => score / 4.0).Array[1, 20];
        Gen.Select(scores, scores).ForAll((positives, negatives) =>
        {
            var pairs = from positive in positives
                        from negative in negatives
                        select positive > negative ? 1 : positive == negative ? 0.5 : 0;
            return Math.Abs(pairs.Average() - Auroc.Of(positives, negatives)!.Value) < 1e-12;
        });
    }

    [Fact]
    public void Only_the_order_of_scores_matters()
    {
        double[] positives = [0.9, 0.4, 0.7];
        double[] negatives = [0.5, 0.1];
        Assert.Equal(5 / 6.0, Auroc.Of(positives, negatives));
        Assert.Equal(5 / 6.0, Auroc.Of(positives.Select(Math.Exp), negatives.Select(Math.Exp)));
        Assert.Equal(1 / 6.0, Auroc.Of(negatives, positives)!.Value, 1e-12);
    }

    [Fact]
    public void Without_one_side_there_is_none()
    {
        Assert.Null(Auroc.Of([], [1]));
        Assert.Null(Auroc.Of([1], []));
        Assert.Throws<ArgumentException>(() => Auroc.Of([double.NaN], [1]));
    }
}
