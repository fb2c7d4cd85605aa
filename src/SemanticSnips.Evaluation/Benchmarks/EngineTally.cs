
namespace SemanticSnips.Evaluation;

/// <summary>Collects what can be measured only on hits as users get them: relevance, refusals, moments.</summary>
internal sealed class EngineTally
{
    private static readonly Dictionary<string, int> Nothing = [];

    private readonly SnipIndex _index;
    private readonly TestCollection _collection;
    private readonly bool _maskAnswers;
    private readonly MomentTally _moments;
    private readonly List<FirstHit> _answerable = [];
    private readonly List<FirstHit> _masked = [];
    private readonly List<FirstHit> _unanswerable = [];
    private readonly List<double> _probabilities = [];
    private readonly List<bool> _outcomes = [];

    public EngineTally(SnipIndex index, TestCollection collection, ModelLoader model, BenchmarkOptions options)
    {
        (_index, _collection, _maskAnswers) = (index, collection, options.MaskAnswers);
        var moments = CollectionMetadata.ReadMoments(collection);
        _moments = new MomentTally(moments, Truths.Read(collection, moments), CollectionIndex.ReadPassages(collection, moments, model, options.Chunking));
    }

    public IReadOnlyList<AbstentionResult>? Abstention
    {
        get
        {
            AbstentionResult?[] kinds =
            [
                Evaluation.Abstention.Measure("masked", _answerable, _masked, _index.Profile.Threshold),
                Evaluation.Abstention.Measure("unanswerable", _answerable, _unanswerable, _index.Profile.Threshold),
            ];
            return kinds.OfType<AbstentionResult>().ToList() is { Count: > 0 } measured ? measured : null;
        }
    }

    public CalibrationResult? Calibration
    {
        get
        {
            if (_probabilities.Count == 0) return null;
            var calibration = Evaluation.Calibration.Of(_probabilities, _outcomes);
            return new CalibrationResult(_probabilities.Count, calibration.ExpectedCalibrationError, calibration.Brier, calibration.Bins);
        }
    }

    public MomentResult? Moments => _moments.ToResult();

    /// <summary>Takes in a judged question.</summary>
    /// <param name="query">The question.</param>
    /// <param name="ranking">The hybrid's ranking of documents.</param>
    public void Add(ScoredQuery query, IReadOnlyList<ScoredDocument> ranking)
    {
        var judgments = _collection.Qrels[query.Query.Id];
        string[] relevant = [.. judgments.Where(j => j.Value > 0).Select(j => j.Key)];
        var hits = Show(query, judgments);
        _moments.Add(query.Query.Id, hits, ranking.Take(hits.Count).Select(r => r.Document), relevant);
        if (relevant.Length == 0) return;
        _answerable.Add(FirstHit.Of(hits, judgments));
        if (_maskAnswers) _masked.Add(FirstHit.Of(_index.Searcher.ReadHits(query.Scores.Hide(_index.Legs.Corpus, relevant), new SearchOptions()), judgments));
    }

    /// <summary>Takes in a question that the collection marks as unanswerable.</summary>
    public void AddUnanswerable(ScoredQuery query) => _unanswerable.Add(FirstHit.Of(Show(query, Nothing), Nothing));

    private IReadOnlyList<SearchHit> Show(ScoredQuery query, IReadOnlyDictionary<string, int> judgments)
    {
        var hits = _index.Searcher.ReadHits(query.Scores, new SearchOptions());
        if (_index.Profile.Relevance is null) return hits;
        foreach (var hit in hits)
        {
            _probabilities.Add(hit.Relevance);
            _outcomes.Add(FirstHit.Judge(hit, judgments));
        }

        return hits;
    }
}
