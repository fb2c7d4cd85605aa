namespace SemanticSnips.Evaluation;

/// <summary>What the plots and lists of a report share: the main measure, the run in question and its legs.</summary>
internal sealed class ReportView
{
    private static readonly string[] LegNames = ["keyword", "vector"];

    public ReportView(BenchmarkResult result)
    {
        Result = result;
        Measure = result.Runs.Count == 0 ? "" : result.Runs[0].Measures.Keys.FirstOrDefault() ?? "";
        var plotted = result.Runs.Where(run => run.PerQuery?.ContainsKey(Measure) == true).ToArray();
        Main = plotted.FirstOrDefault(run => run.Name == "hybrid") ?? plotted.LastOrDefault();
        RunResult[] legs = [.. LegNames.SelectMany(name => plotted.Where(run => run.Name == name && run != Main))];
        Legs = legs.Length > 0 ? legs : [.. plotted.Where(run => run.Name == result.Baseline && run != Main)];
        Queries = Main is null ? [] : [.. Values(Main).Keys.Where(query => Legs.All(leg => Values(leg).ContainsKey(query)))];
    }

    public BenchmarkResult Result { get; }

    /// <summary>The name of the measure that everything is plotted by: the first of the first run.</summary>
    public string Measure { get; }

    /// <summary>The hybrid, or the last run where there is none; null without values per query.</summary>
    public RunResult? Main { get; }

    /// <summary>The runs <c>keyword</c> and <c>vector</c>, as far as they exist and are not <see cref="Main"/>; where neither does, the baseline.</summary>
    public IReadOnlyList<RunResult> Legs { get; }

    /// <summary>The queries that <see cref="Main"/> and all <see cref="Legs"/> were measured on.</summary>
    public IReadOnlyList<string> Queries { get; }

    public double ValueOf(RunResult run, string query) => Values(run)[query];

    public string TextOf(string query) => Result.QueryTexts?.GetValueOrDefault(query) ?? "";

    /// <summary>The id and text of a query, cut to what a tooltip can hold.</summary>
    public string TipOf(string query) => TextOf(query).Length == 0 ? query : $"{query}: {Cut(TextOf(query), 120)}";

    /// <summary>The text of a query, cut to some two lines; the id where there is none.</summary>
    public string BriefOf(string query) => TextOf(query).Length == 0 ? query : Cut(TextOf(query), 110);

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest), "...");

    public IEnumerable<string> Worst(int count) => Queries
        .OrderBy(query => ValueOf(Main!, query))
        .ThenByDescending(query => Legs.Select(leg => ValueOf(leg, query)).DefaultIfEmpty().Max())
        .ThenBy(query => query, StringComparer.Ordinal)
        .Take(count);

    private IReadOnlyDictionary<string, double> Values(RunResult run) => run.PerQuery![Measure];
}
