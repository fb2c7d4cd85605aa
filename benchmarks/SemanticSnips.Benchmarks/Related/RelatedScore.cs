using System.Globalization;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Benchmarks.Related;

/// <summary>Sets what rankings found beside what was judged related.</summary>
internal static class RelatedScore
{
    private static readonly double[] Bins = [0, 0.2, 0.4, 0.6, 0.8, 1.01];

    /// <summary>Prints precision at five with intervals over snips, by place, and how often hits of a relevance were judged related.</summary>
    /// <param name="judgmentFile">Lines of snip, other and 0 or 1.</param>
    /// <param name="runFile">Lines as <see cref="RelatedPool"/> writes them.</param>
    public static void Print(string judgmentFile, string runFile)
    {
        var judged = Rows(judgmentFile).ToDictionary(r => (r[0], r[1]), r => r[2] == "1");
        var runs = Rows(runFile)
            .Select(r => (Snip: r[0], System: r[1], Related: judged[(r[0], r[3])], SameEpisode: r[4] == "same",
            Relevance: double.Parse(r[5], CultureInfo.InvariantCulture))).ToList();
        var snips = judged.Keys.Select(k => k.Item1).Distinct().Order(StringComparer.Ordinal).ToList();
        var precisions = new Dictionary<string, double[]>(StringComparer.Ordinal);
        Line($"{snips.Count} snips, {judged.Count} pairs judged, {judged.Values.Count(v => v)} related");
        foreach (var system in runs.GroupBy(r => r.System))
        {
            var bySnip = system.ToLookup(r => r.Snip);
            precisions[system.Key] = [.. snips.Select(s => bySnip[s].Count(r => r.Related) / (double)RelatedPool.Depth)];
            var interval = Bootstrap.Mean(precisions[system.Key]);
            var same = system.Where(r => r.SameEpisode).ToList();
            var other = system.Where(r => !r.SameEpisode).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{system.Key,-8} P@5 {precisions[system.Key].Average():.000} [{interval.Low:.000}, {interval.High:.000}]; related of shown: " +
                $"{system.Count(r => r.Related)}/{system.Count()}, same episode {same.Count(r => r.Related)}/{same.Count}, other episodes " +
                $"{other.Count(r => r.Related)}/{other.Count}"));
        }

        foreach (var system in precisions.Keys.Where(k => k != "cosine"))
        {
            var difference = Bootstrap.Difference(precisions[system], precisions["cosine"]);
            Line($"{system} - cosine: {precisions[system].Average() - precisions["cosine"].Average():.000} [{difference.Low:.000}, {difference.High:.000}]");
        }

        foreach (var (from, to) in Bins.Zip(Bins.Skip(1)))
        {
            var bin = runs.Where(r => r.System == "related" && r.Relevance >= from && r.Relevance < to).ToList();
            if (bin.Count > 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"relevance {from:0.0} to {Math.Min(1, to):0.0}: {bin.Count,3} hits, mean {bin.Average(r => r.Relevance):.00}, related " +
                $"{bin.Average(r => r.Related ? 1 : 0):.00}"));
        }
    }

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(file).Skip(1).Select(l => l.Split('\t'));

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
