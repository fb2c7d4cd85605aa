using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

/// <summary>The definitions, written out by hand.</summary>
public class MeasuresTests
{
    private const double Exact = 1e-12;
    private static readonly int[] Ranked = [0, 3, 0, 1, -1];
    private static readonly int[] Judged = [1, 3, 2, 0, -1];

    [Fact]
    public void NDCG_is_the_discounted_gain_over_the_best_one()
    {
        var gain = (3 / Math.Log2(3)) + (1 / Math.Log2(5));
        var best = (3 / Math.Log2(2)) + (2 / Math.Log2(3)) + (1 / Math.Log2(4));
        Assert.Equal(gain / best, Measures.Ndcg(Ranked, Judged), Exact);
    }

    [Fact]
    public void NDCG_with_a_cutoff_cuts_the_ideal_too() =>
        Assert.Equal((3 / Math.Log2(3)) / ((3 / Math.Log2(2)) + (2 / Math.Log2(3))), Measures.Ndcg(Ranked, Judged, 2), Exact);

    [Fact]
    public void Average_precision_divides_by_all_relevant_documents_also_those_not_found() =>
        Assert.Equal(((1 / 2.0) + (2 / 4.0)) / 3, Measures.AveragePrecision(Ranked, Judged), Exact);

    [Fact]
    public void Reciprocal_rank_looks_at_the_first_relevant_document()
    {
        Assert.Equal(1 / 2.0, Measures.ReciprocalRank(Ranked), Exact);
        Assert.Equal(0, Measures.ReciprocalRank(Ranked, 1));
    }

    [Fact]
    public void Precision_counts_unfilled_ranks_as_misses() => Assert.Equal(2 / 10.0, Measures.Precision(Ranked, 10), Exact);

    [Fact]
    public void Recall_and_success_count_relevant_documents_within_the_cutoff()
    {
        Assert.Equal(2 / 3.0, Measures.Recall(Ranked, Judged), Exact);
        Assert.Equal(1 / 3.0, Measures.Recall(Ranked, Judged, 3), Exact);
        Assert.Equal(0, Measures.Success(Ranked, 1));
        Assert.Equal(1, Measures.Success(Ranked, 2));
    }

    [Fact]
    public void A_query_without_relevant_documents_has_zero_everywhere()
    {
        int[] nothing = [0, -1];
        Assert.Equal(0, Measures.Ndcg(nothing, nothing));
        Assert.Equal(0, Measures.AveragePrecision(nothing, nothing));
        Assert.Equal(0, Measures.ReciprocalRank(nothing));
        Assert.Equal(0, Measures.Recall(nothing, nothing));
        Assert.Equal(0, Measures.Precision([], 10));
    }

    private static readonly Gen<int[]> Grades = Gen.Int[-1, 3].Array[1, 30];

    [Fact]
    public void The_best_order_has_NDCG_one_and_no_order_has_more() => Grades.ForAll(grades =>
    {
        var best = grades.OrderDescending().ToArray();
        var hasRelevant = grades.Any(grade => grade > 0);
        return Math.Abs(Measures.Ndcg(best, grades, 10) - (hasRelevant ? 1 : 0)) < Exact
            && Measures.Ndcg(grades, grades, 10) <= Measures.Ndcg(best, grades, 10) + Exact;
    });

    [Fact]
    public void Moving_a_better_document_up_never_lowers_a_measure() => Gen.Select(Grades, Gen.Int[0, 29]).ForAll((grades, at) =>
    {
        var i = at % grades.Length;
        if (i == 0 || grades[i] <= Math.Max(0, grades[i - 1])) return true;
        var swapped = grades.ToArray();
        (swapped[i - 1], swapped[i]) = (swapped[i], swapped[i - 1]);
        return Measures.Ndcg(swapped, grades, 10) >= Measures.Ndcg(grades, grades, 10) - Exact
            && Measures.AveragePrecision(swapped, grades) >= Measures.AveragePrecision(grades, grades) - Exact
            && Measures.ReciprocalRank(swapped, 10) >= Measures.ReciprocalRank(grades, 10)
            && Measures.Recall(swapped, grades, 10) >= Measures.Recall(grades, grades, 10);
    });

    [Fact]
    public void Documents_below_the_cutoff_change_nothing() => Gen.Select(Grades, Grades).ForAll((grades, more) =>
    {
        int[] longer = [.. grades, .. more];
        int[] judged = [.. longer, 1];
        return Measures.Ndcg(grades, judged, grades.Length) == Measures.Ndcg(longer, judged, grades.Length)
            && Measures.Recall(grades, judged, grades.Length) == Measures.Recall(longer, judged, grades.Length)
            && Measures.Precision(grades, grades.Length) == Measures.Precision(longer, grades.Length);
    });

    [Fact]
    public void Judged_but_irrelevant_documents_do_not_change_the_norm() => Grades.ForAll(grades =>
        Measures.Ndcg(grades, grades) == Measures.Ndcg(grades, [.. grades, 0, -1]));
}
