using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SemanticSnips.Benchmarks.Micro;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Benchmarks.Growth;

/// <summary>How many questions one <see cref="SharedIndex"/> answers for callers who ask at once.</summary>
internal static partial class ThroughputBenchmark
{
    private static readonly int[] Callers = [1, 2, 8, 32];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly (string Name, SearchMode Mode, bool Asks)[] Doors =
    [
        ("words", SearchMode.Keyword, false), ("vectors", SearchMode.Vector, false), ("hybrid", SearchMode.Hybrid, false), ("ask", SearchMode.Hybrid, true),
    ];

    /// <summary>Prints a Markdown table.</summary>
    /// <param name="indexFolder">An index.</param>
    /// <param name="collection">A collection's folder, whose questions are asked in turns.</param>
    /// <param name="time">How long each cell is measured.</param>
    /// <param name="beside">A file or folder to import again and again, into an index of its own, while all is measured once more; null for not.</param>
    public static async Task RunAsync(string indexFolder, string collection, TimeSpan time, string? beside)
    {
        using var model = new ModelLoader(ShippedModel.Folder);
        using var library = new SharedIndex(indexFolder, model);
        // A question's signs might be operators.
        string[] questions = [.. TestCollection.Load(collection).Queries.Select(q => NoOperators().Replace(q.Text, " "))];
        var status = await library.StatusAsync();
        var command = $"dotnet run -c Release --project benchmarks/SemanticSnips.Benchmarks -- throughput INDEX COLLECTION{(beside is null ? "" : " SOURCES")}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            # Callers at once

            One `SharedIndex` of {status.Passages:N0} passages; callers that ask one question after the other, each cell for {time.TotalSeconds:0} s after
            two seconds that nobody counts. Forward passes are part of it.

            {RunNote.Of(command)}

            | | callers | answers a second | of two callers | p50 | p95 | p99 |
            |---|---|---|---|---|---|---|
            """));
        await MeasureAsync(library, questions, time, "");
        if (beside is null) return;
        using var stop = new CancellationTokenSource();
        var import = Task.Run(() => ImportAgainAndAgain(beside, model, stop.Token));
        await MeasureAsync(library, questions, time, ", an import beside");
        await stop.CancelAsync();
        await import;
    }

    private static async Task MeasureAsync(SharedIndex library, string[] questions, TimeSpan time, string suffix)
    {
        foreach (var (name, mode, asks) in Doors)
        {
            var rates = new Dictionary<int, double>();
            foreach (var callers in Callers)
            {
                await AskAsync(library, questions, mode, asks, callers, WarmUp);
                var (times, elapsed) = await AskAsync(library, questions, mode, asks, callers, time);
                rates[callers] = times.Length / elapsed.TotalSeconds;
                string Cell(double of) =>
                    times.Length == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{times[(int)(of * (times.Length - 1))]:0.0} ms");
                var share = callers <= 2 ? "" : string.Create(CultureInfo.InvariantCulture, $"{rates[callers] / rates[2]:0.00}");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {name}{suffix} | {callers} | {rates[callers]:0.0} | {share} | {Cell(.5)} | {Cell(.95)} | {Cell(.99)} |"));
            }
        }
    }

    private static async Task<(double[] Milliseconds, TimeSpan Elapsed)> AskAsync(
        SharedIndex library, string[] questions, SearchMode mode, bool asks, int callers, TimeSpan time)
    {
        var (times, next, all) = (new ConcurrentBag<double>(), -1, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (all.Elapsed < time)
            {
                var question = questions[(int)((uint)Interlocked.Increment(ref next) % questions.Length)];
                var began = Stopwatch.GetTimestamp();
                if (asks) await library.AskAsync(question);
                else await library.SearchAsync(question, new SearchOptions { Mode = mode });
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        })));
        return ([.. times.Order()], all.Elapsed);
    }

    private static void ImportAgainAndAgain(string sources, ModelLoader model, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var folder = new Testing.TemporaryFolder();
            using var writer = SnipIndexWriter.Open(folder.Path, model);
            Importer.Import(writer, [sources], new ImportOptions { SkipEmbedding = true }, null, stop);
        }
    }

    [GeneratedRegex(@"[^\w\s'?.,]|(?<=\W|^)-")]
    private static partial Regex NoOperators();
}
