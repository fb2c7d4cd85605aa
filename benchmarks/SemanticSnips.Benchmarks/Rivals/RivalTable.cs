using System.Globalization;
using System.Text;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Benchmarks.Rivals;

/// <summary>The engines beside each other, as Markdown.</summary>
internal static class RivalTable
{
    /// <summary>An engine that finds less of the ten nearest is not compared with exact ones in the sentences below a table.</summary>
    private const double NearlyAll = 0.99;

    private static readonly (RivalTask Task, string Title, string Ours)[] Tasks =
    [
        (RivalTask.Vectors, "Vectors: the ten nearest", "ours-exact"),
        (RivalTask.Words, "Words: the ten best by BM25", "ours-words"),
        (RivalTask.Whole, "Whole: words and vectors together, and the texts of the ten best", "ours"),
    ];

    /// <summary>Prints a section for each folder of data, a table for each task.</summary>
    public static void Print(IReadOnlyList<string> folders)
    {
        Console.WriteLine(
            $"""
            # Beside what people would use instead

            The same passages, vectors and questions for all; each engine builds and answers in processes of its own that may use one core. Nobody embeds
            here: questions come with their vectors.

            {RunNote.Of($"benchmarks/rivals/run --results benchmarks/results/rivals.md COLLECTION...")}

            p50, p95: milliseconds of a warm question (300 and more, in rounds). First answer: from opening the store, its process started. Memory: the
            process's peak of resident memory, mapped files included.
            Recall: of the ten nearest, told in double precision. nDCG@10: of the documents that people judged.
            Whole: for the rivals their words and vectors, a hundred candidates of each, joined by reciprocal ranks (k = 60); for ours the default search,
            which also tells how likely a hit is relevant, collapses moments and marks words.
            """);
        foreach (var data in folders.Select(RivalData.Open))
        {
            Console.WriteLine($"\n## {data.Name}\n\n{data.Queries.Count} questions, {data.Dimensions} floats a vector ({data.Model}).");
            foreach (var (task, title, ours) in Tasks) Print(data, task, title, ours);
        }
    }

    private static void Print(RivalData data, RivalTask task, string title, string ours)
    {
        var rows = Directory.EnumerateFiles(Path.Combine(data.Folder, "runs"), "*.ask.json")
            .Select(f => Path.GetFileName(f)[..^".ask.json".Length])
            .Select(name => new Row(data, RivalRun.Read(data.Folder, name, "build"), RivalRun.Read(data.Folder, name, "ask")!))
            .Where(r => r.Asked.Task == task)
            .OrderBy(r => r.P50)
            .ToList();
        if (rows.Count == 0) return;
        var quality = task == RivalTask.Vectors ? "recall@10" : "nDCG@10";
        Console.WriteLine($"\n### {title}\n\n| | p50 | p95 | {quality} | first answer | build | memory, build | memory, answers | disk |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var row in rows) Console.WriteLine(row.Line);
        var own = rows.Where(r => r.Asked.Engine.StartsWith("ours", StringComparison.Ordinal)).ToList();
        if (own.Count == 0 || own.Count == rows.Count) return;
        var wins = new StringBuilder();
        Compare("a warm question", r => r.P50);
        Compare("the first answer", r => r.Asked.Seconds);
        Compare("building", r => r.Built?.Seconds ?? double.NaN);
        Compare("memory of who answers", r => r.Asked.PeakBytes);
        Compare("bytes on disk", r => r.Asked.DiskBytes);
        if (data.Grades.Count > 0 && task != RivalTask.Vectors) Compare("nDCG@10", r => -r.Quality);
        var condition = task == RivalTask.Vectors ? $"; recall of {NearlyAll:.00} and more alone" : "";
        Console.WriteLine($"\n{(wins.Length == 0 ? "No rival wins anywhere" : $"**A rival wins**:{wins}")}{condition}.");

        void Compare(string what, Func<Row, double> of)
        {
            var fair = rows.Where(r => task != RivalTask.Vectors || r.Quality >= NearlyAll).Where(r => !double.IsNaN(of(r))).ToList();
            var (rival, us) = (fair.Except(own).MinBy(of), own.Intersect(fair).MinBy(of));
            if (rival is null || us is null || of(rival) >= of(us)) return;
            if (wins.Length > 0) wins.Append(';');
            wins.Append(CultureInfo.InvariantCulture, $" {what}, {rival.Asked.Engine} ({of(rival) / of(us):.00} of {us.Asked.Engine})");
        }
    }

    private sealed class Row
    {
        public Row(RivalData data, RivalRun? built, RivalRun asked)
        {
            (Built, Asked) = (built, asked);
            var times = asked.Milliseconds.Order().ToArray();
            (P50, P95) = (times[times.Length / 2], times[(int)(times.Length * 0.95)]);
            Quality = asked.Task == RivalTask.Vectors
                ? asked.Found.Zip(data.Nearest, (found, nearest) => (double)found.Intersect(nearest).Count() / Math.Min(RivalRun.Wanted, data.Rows)).Average()
                : data.Grades.Count == 0 ? double.NaN : Ndcg(data, asked.Found);
        }

        public RivalRun? Built { get; }

        public RivalRun Asked { get; }

        public double P50 { get; }

        public double P95 { get; }

        public double Quality { get; }

        public string Line => string.Create(CultureInfo.InvariantCulture,
            $"| {Asked.Engine} ({Asked.Version}) | {P50:0.00} ms | {P95:0.00} ms | {(double.IsNaN(Quality) ? "-" : $"{Quality:.000}")} "
            + $"| {Asked.Seconds:0.00} s | {Build} | "
            + $"{(Built is null ? "-" : Mb(Built.PeakBytes))} | {Mb(Asked.PeakBytes)} | {Mb(Asked.DiskBytes)} |");

        private string Build => Built is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{Built.Seconds:0.0} s");

        private static string Mb(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

        private static double Ndcg(RivalData data, int[][] found)
        {
            string[] documents = [.. data.ReadPassages().Select(p => p.Document)];
            return data.Queries.Zip(found, (query, rows) =>
            {
                var grades = data.Grades[query.Id];
                var ranked = rows.Select(r => documents[r]).Distinct().Select(d => grades.GetValueOrDefault(d));
                return Measures.Ndcg([.. ranked], [.. grades.Values], RivalRun.Wanted);
            }).Average();
        }
    }
}
