namespace SemanticSnips.Evaluation;

/// <summary>Measures the hybrid for every value of each ranking constant's grid, one constant at a time.</summary>
internal sealed class ConstantSweep
{
    private const int Depth = 10;

    private readonly CollectionRunner _runner;
    private readonly Measure _measure;
    private readonly List<(RankingProfile Profile, double Sum)> _points = [];
    private readonly List<(RankingConstant Constant, double Value, int Point)> _values = [];
    private int _queries;

    public ConstantSweep(CollectionRunner runner, Measure measure)
    {
        (_runner, _measure) = (runner, measure);
        var used = runner.Index.Profile;
        foreach (var constant in RankingConstant.All)
        {
            foreach (var value in constant.Grid.Append(constant.Of(used)).Distinct().Order())
            {
                // The point in use is on every curve; it is ranked once.
                var profile = constant.In(used, value);
                var point = _points.FindIndex(p => p.Profile == profile);
                if (point < 0)
                {
                    point = _points.Count;
                    _points.Add((profile, 0));
                }

                _values.Add((constant, value, point));
            }
        }
    }

    public void Add(ScoredQuery query, IReadOnlyDictionary<string, int> judgments)
    {
        var values = new double[_points.Count];
        Parallel.For(0, values.Length, i => values[i] = _measure.Of([.. _runner.Retrieve(query, RunnerSystem.Hybrid, _points[i].Profile, Depth)], judgments));
        for (var i = 0; i < values.Length; i++) _points[i] = _points[i] with { Sum = _points[i].Sum + values[i] };
        _queries++;
    }

    public IReadOnlyList<ConstantCurve> ToCurves(RankingProfile used) =>
    [
        .. _values.GroupBy(v => v.Constant).Select(g => new ConstantCurve(
            g.Key.Name, g.Key.Meaning, g.Key.Of(used), [.. g.Select(v => new CurvePoint(v.Value, _points[v.Point].Sum / _queries))])),
    ];
}
