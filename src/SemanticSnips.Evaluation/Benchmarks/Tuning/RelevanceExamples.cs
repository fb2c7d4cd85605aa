using SemanticSnips.Ranking;

namespace SemanticSnips.Evaluation;

/// <summary>What a question is to a collection.</summary>
internal enum QuestionKind
{
    /// <summary>The collection holds a relevant document.</summary>
    Answerable,

    /// <summary>It did, but the relevant documents are hidden: the hard kind of unanswerable.</summary>
    Masked,

    /// <summary>A question of another collection: the easy kind.</summary>
    OffTopic,
}

/// <summary>One hit that relevance is learnt from.</summary>
/// <param name="Collection">The number of the collection that was searched.</param>
/// <param name="Kind">What the question is to it.</param>
/// <param name="Group">What is held out together.</param>
/// <param name="Rank">1 for the first hit.</param>
/// <param name="Score">What it is ranked by.</param>
/// <param name="Evidence">What speaks for it.</param>
/// <param name="IsRelevant">Whether it is judged relevant.</param>
internal sealed record RelevanceExample(int Collection, QuestionKind Kind, string Group, int Rank, double Score, RelevanceEvidence Evidence, bool IsRelevant);

/// <summary>Gathers hits of answerable, masked and off-topic questions.</summary>
internal static class RelevanceExamples
{
    public static List<RelevanceExample> Gather(
        IReadOnlyList<ScoredCollection> collections, RankingProfile profile, double backgroundScore, int queriesPerCollection,
        CancellationToken cancellationToken)
    {
        var examples = new List<RelevanceExample>();
        for (var c = 0; c < collections.Count; c++)
        {
            var collection = collections[c];
            var own = Sampling.Spaced(collection.Queries, queriesPerCollection).ToList();
            foreach (var query in own)
            {
                var relevant = RelevantTo(collection, query.Query).ToList();
                if (relevant.Count == 0) continue;
                Add(c, QuestionKind.Answerable, query);
                Add(c, QuestionKind.Masked, query with { Scores = query.Scores.Hide(collection.Index.Legs.Corpus, relevant) });
            }

            var strangers = collections.Where(other => other != collection)
                .SelectMany(other => Sampling.Spaced([.. other.Collection.Queries.Where(q => IsStrange(collection, other, q))], queriesPerCollection))
                .ToList();
            var asked = 0;
            foreach (var stranger in Sampling.Spaced(strangers, own.Count))
            {
                cancellationToken.ThrowIfCancellationRequested();

                // Where groups are searched on their own, a stranger asks in each in turn; it is held out with its own group all the same.
                var place = collection.Queries[(int)((long)asked++ * collection.Queries.Count / own.Count)].Query.Group;
                var scored = collection.Runner.Score(stranger with { Group = place }, SearchMode.Hybrid, cancellationToken);
                Add(c, QuestionKind.OffTopic, scored with { Query = stranger });
            }
        }

        return examples;

        void Add(int c, QuestionKind kind, ScoredQuery query)
        {
            var hits = collections[c].Runner.Rank(query, RunnerSystem.Hybrid, profile, StandsOutModel.LeadDepth);
            if (hits.Count == 0) return;
            var tenth = StandsOutModel.TenthScore(hits.Count, hits[^1].Score, backgroundScore);
            var judgments = collections[c].Collection.Qrels[query.Query.Id];
            for (var i = 0; i < hits.Count; i++)
            {
                if (double.IsNaN(hits[i].Cosine)) continue;
                var evidence = new RelevanceEvidence(hits[i].Cosine, hits[i].Coverage, hits[i].Score - tenth);
                var isRelevant = kind == QuestionKind.Answerable && judgments.GetValueOrDefault(hits[i].Id) > 0;
                examples.Add(new RelevanceExample(c, kind, ScoredCollection.GroupOf(query.Query), i + 1, hits[i].Score, evidence, isRelevant));
            }
        }
    }

    /// <summary>The score of passages at large: the mean over a collection's questions and their passages, every collection counting alike.</summary>
    public static double BackgroundScore(IReadOnlyList<ScoredCollection> collections, RankingProfile profile) =>
        collections.Average(c => c.Queries.Average(query =>
    {
        var fused = new double[query.Scores.Cosines!.Length];
        Fusion.Fuse(query.Scores, FusionKind.Absolute, profile, fused);
        return fused.Where(double.IsFinite).DefaultIfEmpty().Average();
    }));

    private static IEnumerable<string> RelevantTo(ScoredCollection collection, TestQuery query) =>
        collection.Collection.Qrels[query.Id].Where(j => j.Value > 0).Select(j => j.Key);

    /// <summary>Two collections may be made of the same documents; a question about those is no stranger.</summary>
    private static bool IsStrange(ScoredCollection collection, ScoredCollection other, TestQuery query) =>
        !RelevantTo(other, query).Any(collection.Collection.Contains);
}
