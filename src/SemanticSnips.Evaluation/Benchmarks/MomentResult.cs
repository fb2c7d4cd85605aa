namespace SemanticSnips.Evaluation;

/// <summary>How near a system's hits come to the right moments of recordings.</summary>
public sealed record MomentResult
{
    /// <summary>The questions measured: those with a relevant document that has times.</summary>
    public required int Queries { get; init; }

    /// <summary>Temporal intersection over union of the first hit's passage and the judged document nearest to it; the mean, wrong first hits included as 0.</summary>
    public required double PassageIou { get; init; }

    /// <summary>The same of the whole document that the first hit is in.</summary>
    public required double DocumentIou { get; init; }

    /// <summary>Median distance, in seconds, between the start of the first hit's passage and that of the nearest judged document; null where no first hit is of the right recording.</summary>
    public double? StartErrorSeconds { get; init; }

    /// <summary>Share of the first ten hits that cover the same moment as a hit above them; the mean.</summary>
    public required double DuplicateRate { get; init; }
}

/// <summary>Collects what <see cref="MomentResult"/> is made of, a question at a time.</summary>
/// <param name="moments">When each document is spoken.</param>
internal sealed class MomentTally(IReadOnlyDictionary<string, Moment> moments)
{
    private readonly List<double> _passageIou = [];
    private readonly List<double> _documentIou = [];
    private readonly List<double> _startErrors = [];
    private readonly List<double> _duplicates = [];

    public void Add(IReadOnlyList<SearchHit> hits, IReadOnlyDictionary<string, int> judgments)
    {
        Moment[] truths = [.. judgments.Where(j => j.Value > 0).Select(j => j.Key).Where(moments.ContainsKey).Select(id => moments[id])];
        if (truths.Length == 0) return;
        _duplicates.Add(TimeSpans.DuplicateRate([.. hits.Select(PassageOf).OfType<Moment>()]));
        var passage = hits.Count > 0 ? PassageOf(hits[0]) : null;
        _passageIou.Add(passage is { } p ? truths.Max(truth => TimeSpans.Iou(p, truth)) : 0);
        _documentIou.Add(passage is null ? 0 : truths.Max(truth => TimeSpans.Iou(moments[hits[0].Snip.Id], truth)));
        if (passage is { } found && truths.Select(truth => TimeSpans.StartError(found, truth)).Min() is { } error) _startErrors.Add(error.TotalSeconds);
    }

    public MomentResult? ToResult() => _passageIou.Count == 0 ? null : new MomentResult
    {
        Queries = _passageIou.Count,
        PassageIou = _passageIou.Average(),
        DocumentIou = _documentIou.Average(),
        StartErrorSeconds = _startErrors.Count > 0 ? Quantile.Of(_startErrors, .5) : null,
        DuplicateRate = _duplicates.Average(),
    };

    private Moment? PassageOf(SearchHit hit) =>
        moments.TryGetValue(hit.Snip.Id, out var document) && hit is { Start: { } start, End: { } end } && end >= start ? document with { Start = start, End = end } : null;
}
