using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SemanticSnips.Benchmarks.Rivals;

/// <summary>What an engine is asked for.</summary>
internal enum RivalTask
{
    /// <summary>The ten nearest rows of a vector.</summary>
    Vectors,

    /// <summary>The ten best rows for words.</summary>
    Words,

    /// <summary>Both together, and the texts of the ten best, as a person sees them.</summary>
    Whole,
}

/// <summary>An engine that answers questions about <see cref="RivalData"/> on one thread.</summary>
internal interface IRivalEngine : IDisposable
{
    RivalTask Task { get; }

    /// <summary>The version, or what else must be said of it.</summary>
    string Version { get; }

    /// <summary>Makes its store in an empty folder.</summary>
    void Build(RivalData data, string folder);

    /// <summary>Opens the store that it made, in another process.</summary>
    void Open(RivalData data, string folder);

    /// <summary>The ten best rows, best first.</summary>
    IReadOnlyList<int> Ask(RivalQuery query);
}

/// <summary>One step of an engine, measured: <c>runs/NAME.build.json</c> and <c>runs/NAME.ask.json</c>.</summary>
/// <param name="Engine">The engine's name.</param>
/// <param name="Task">What it was asked for.</param>
/// <param name="Version">See <see cref="IRivalEngine.Version"/>.</param>
/// <param name="Seconds">To build, or from opening to the first answer.</param>
/// <param name="PeakBytes">The process's peak of resident memory, pages of mapped files too.</param>
/// <param name="DiskBytes">The store's files.</param>
/// <param name="Milliseconds">Each question's, in the order in which they were asked; empty for a build.</param>
/// <param name="Found">Each question's rows; empty for a build.</param>
internal sealed record RivalRun(
    string Engine, RivalTask Task, string Version, double Seconds, long PeakBytes, long DiskBytes, double[] Milliseconds, int[][] Found)
{
    /// <summary>Rows that a question asks for.</summary>
    public const int Wanted = 10;

    private const int FewestTimes = 300;

    // The runtime compiles what is asked often a second time, in the background.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <summary>Does what a command line says: <c>names</c>, <c>build NAME DATA</c> or <c>ask NAME DATA</c>.</summary>
    /// <returns>The exit code.</returns>
    public static int Command(IReadOnlyDictionary<string, Func<IRivalEngine>> engines, string[] args)
    {
        switch (args)
        {
            case ["names"]:
                foreach (var name in engines.Keys) Console.WriteLine(name);
                return 0;
            case ["build", var name, var folder] when engines.TryGetValue(name, out var make):
                Save(folder, Build(make, name, RivalData.Open(folder)), "build");
                return 0;
            case ["ask", var name, var folder] when engines.TryGetValue(name, out var make):
                Save(folder, Ask(make, name, RivalData.Open(folder)), "ask");
                return 0;
            default:
                Console.Error.WriteLine("Usage: names | build NAME DATA | ask NAME DATA");
                return 2;
        }
    }

    public static RivalRun? Read(string folder, string engine, string step)
    {
        var path = Path.Combine(folder, "runs", $"{engine}.{step}.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<RivalRun>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
    }

    private static RivalRun Build(Func<IRivalEngine> make, string name, RivalData data)
    {
        var store = Store(data, name);
        if (Directory.Exists(store)) Directory.Delete(store, recursive: true);
        Directory.CreateDirectory(store);
        using var engine = make();
        var clock = Stopwatch.StartNew();
        engine.Build(data, store);
        return new RivalRun(name, engine.Task, engine.Version, clock.Elapsed.TotalSeconds, ReadPeakBytes(), 0, [], []);
    }

    private static RivalRun Ask(Func<IRivalEngine> make, string name, RivalData data)
    {
        var store = Store(data, name);
        using var engine = make();
        var clock = Stopwatch.StartNew();
        engine.Open(data, store);
        engine.Ask(data.Queries[0]);
        var first = clock.Elapsed.TotalSeconds;
        for (var i = 0; clock.Elapsed.TotalSeconds < first + WarmUp.TotalSeconds; i++) engine.Ask(data.Queries[i % data.Queries.Count]);

        var found = data.Queries.Select(q => engine.Ask(q).ToArray()).ToArray();
        var times = new List<double>();
        while (times.Count < FewestTimes)
        {
            foreach (var query in data.Queries)
            {
                clock.Restart();
                engine.Ask(query);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        var bytes = new DirectoryInfo(store).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        return new RivalRun(name, engine.Task, engine.Version, first, ReadPeakBytes(), bytes, [.. times], found);
    }

    private static string Store(RivalData data, string engine) => Path.Combine(data.Folder, "stores", engine);

    private static void Save(string folder, RivalRun run, string step)
    {
        var runs = Directory.CreateDirectory(Path.Combine(folder, "runs")).FullName;
        File.WriteAllText(Path.Combine(runs, $"{run.Engine}.{step}.json"), JsonSerializer.Serialize(run, JsonSerializerOptions.Web));
        var middle = run.Milliseconds.Length == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $", p50 {run.Milliseconds.Order().ElementAt(run.Milliseconds.Length / 2):0.00} ms");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Engine} {step}: {run.Seconds:0.0} s, {run.PeakBytes >> 20} MB{middle}"));
    }

    private static long ReadPeakBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
