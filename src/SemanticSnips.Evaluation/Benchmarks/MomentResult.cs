namespace SemanticSnips.Evaluation;

/// <summary>How near a system's hits come to the right moments of recordings.</summary>
/// <remarks>
/// The truth of a question is the stretches of its marked sentences (<c>evidence.jsonl</c>), their times interpolated by characters within the document;
/// without marked sentences it is the time ranges of its relevant documents. A passage is compared with the stretch of the truth that suits it best.
/// IoU alone says little: a right passage of a minute around a sentence of six seconds has .1. Hence containment, and the IoU that the best passage of
/// the index would have.
/// </remarks>
public sealed record MomentResult
{
    /// <summary>The questions measured: those with a truth in time.</summary>
    public required int Queries { get; init; }

    /// <summary>How many of them are measured against marked sentences; the others against whole documents.</summary>
    public required int Marked { get; init; }

    /// <summary>Share of questions whose first passage is at the right moment: <see cref="TimeSpans.Containment"/> is at least a half.</summary>
    public required double RightMoment { get; init; }

    /// <summary>The 95 % bootstrap interval of <see cref="RightMoment"/>.</summary>
    public required Interval RightMomentInterval { get; init; }

    /// <summary>Temporal intersection over union of first passage and truth; the mean, 0 where they do not meet.</summary>
    public required double PassageIou { get; init; }

    /// <summary>The same if for each question the best passage of its relevant documents came first: what the cutting of passages allows.</summary>
    public required double PassageIouCeiling { get; init; }

    /// <summary>
    /// Median distance between the start of the first passage and that of the truth, in seconds, wrong hits of the right recording included;
    /// null where no first hit is of the right recording.
    /// </summary>
    public double? StartErrorSeconds { get; init; }

    /// <summary>The same over the questions whose first passage is at the right moment: what one must listen to, or has missed, until the answer
    /// begins.</summary>
    public double? StartErrorWhenRightSeconds { get; init; }

    /// <summary>Share of the first ten hits that cover the same moment as a hit above them; the mean.</summary>
    public required double DuplicateRate { get; init; }

    /// <summary>The same of the first ten documents before those of one moment are folded into one hit.</summary>
    public required double DuplicateRateUnfolded { get; init; }
}

/// <summary>Collects what <see cref="MomentResult"/> is made of, a question at a time.</summary>
/// <param name="moments">When each document is spoken.</param>
/// <param name="truths">When each question's answer is spoken.</param>
/// <param name="passages">When each document's passages are spoken.</param>
internal sealed class MomentTally(
    IReadOnlyDictionary<string, Moment> moments, IReadOnlyDictionary<string, Truth> truths, IReadOnlyDictionary<string, IReadOnlyList<Moment>> passages)
{
    private const double RightContainment = 0.5;

    private readonly List<double> _right = [];
    private readonly List<double> _iou = [];
    private readonly List<double> _ceiling = [];
    private readonly List<double> _startErrors = [];
    private readonly List<double> _startErrorsWhenRight = [];
    private readonly List<double> _duplicates = [];
    private readonly List<double> _duplicatesUnfolded = [];
    private int _marked;

    /// <summary>Takes in a question; one without truth is not measured.</summary>
    /// <param name="query">The question's id.</param>
    /// <param name="hits">What is shown, best first.</param>
    /// <param name="ranking">The documents before any were folded together, best first.</param>
    /// <param name="relevant">The relevant documents.</param>
    public void Add(string query, IReadOnlyList<SearchHit> hits, IEnumerable<string> ranking, IEnumerable<string> relevant)
    {
        if (!truths.TryGetValue(query, out var truth)) return;
        _marked += truth.AreMarked ? 1 : 0;
        _duplicates.Add(TimeSpans.DuplicateRate([.. hits.Select(PassageOf).OfType<Moment>()]));
        _duplicatesUnfolded.Add(TimeSpans.DuplicateRate([.. ranking.Where(moments.ContainsKey).Select(id => moments[id])]));
        _ceiling.Add(relevant.SelectMany(id => passages.GetValueOrDefault(id, []))
            .Select(p => truth.Moments.Max(t => TimeSpans.Iou(p, t))).DefaultIfEmpty().Max());
        if (hits.Count == 0 || PassageOf(hits[0]) is not { } passage)
        {
            _right.Add(0);
            _iou.Add(0);
            return;
        }

        var isRight = truth.Moments.Max(t => TimeSpans.Containment(passage, t)) >= RightContainment;
        _right.Add(isRight ? 1 : 0);
        _iou.Add(truth.Moments.Max(t => TimeSpans.Iou(passage, t)));
        if (truth.Moments.Select(t => TimeSpans.StartError(passage, t)).Min() is not { } error) return;
        _startErrors.Add(error.TotalSeconds);
        if (isRight) _startErrorsWhenRight.Add(error.TotalSeconds);
    }

    public MomentResult? ToResult() => _right.Count == 0 ? null : new MomentResult
    {
        Queries = _right.Count,
        Marked = _marked,
        RightMoment = _right.Average(),
        RightMomentInterval = Bootstrap.Mean(_right),
        PassageIou = _iou.Average(),
        PassageIouCeiling = _ceiling.Average(),
        StartErrorSeconds = Median(_startErrors),
        StartErrorWhenRightSeconds = Median(_startErrorsWhenRight),
        DuplicateRate = _duplicates.Average(),
        DuplicateRateUnfolded = _duplicatesUnfolded.Average(),
    };

    private static double? Median(List<double> values) => values.Count > 0 ? Quantile.Of(values, .5) : null;

    private Moment? PassageOf(SearchHit hit) =>
        moments.TryGetValue(hit.Snip.Id, out var document) && hit is { Start: { } start, End: { } end }
            && end >= start ? document with { Start = start, End = end } : null;
}
