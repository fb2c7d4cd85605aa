namespace SemanticSnips.Evaluation;

/// <summary>What a search for constants came to with documents cut in one way.</summary>
/// <param name="Chunking">How they were cut.</param>
/// <param name="Passages">Passages in all indexes together.</param>
/// <param name="Start">The figures with the constants that the search began with, by collection and question.</param>
/// <param name="Chosen">The best constants for all questions.</param>
/// <param name="ChosenFigures">The figures with them.</param>
/// <param name="ChosenMean">Their mean over collections of nDCG@10.</param>
/// <param name="ByFold">The best constants for the questions outside each fold.</param>
/// <param name="TrainedMeans">The mean over collections of nDCG@10 outside each fold with those.</param>
/// <param name="HeldOut">Every question's figures with the constants that were chosen without its group.</param>
internal sealed record Trial(
    ChunkerOptions Chunking,
    int Passages,
    QueryFigures[][] Start,
    RankingProfile Chosen,
    QueryFigures[][] ChosenFigures,
    double ChosenMean,
    RankingProfile[] ByFold,
    double[] TrainedMeans,
    QueryFigures[][] HeldOut)
{
    public static Trial Of(ConstantSearch search, IReadOnlyList<ScoredCollection> collections,
        ChunkerOptions chunking, RankingProfile start, IReadOnlyDictionary<string, int> foldOf, int folds)
    {
        var chosen = search.Climb(start, _ => true);
        RankingProfile[] byFold = [.. Enumerable.Range(0, folds).Select(fold => search.Climb(start, group => foldOf[group] != fold))];
        return new Trial(
            chunking,
            collections.Sum(c => c.Index.ReadStatus().Passages),
            search.Score(start),
            chosen,
            search.Score(chosen),
            search.MeanNdcg(chosen, _ => true),
            byFold,
            [.. byFold.Select((profile, fold) => search.MeanNdcg(profile, group => foldOf[group] != fold))],
            [.. collections.Select((c, n) => c.Queries.Select((q, i) => search.Score(byFold[foldOf[ScoredCollection.GroupOf(q.Query)]])[n][i]).ToArray())]);
    }
}
