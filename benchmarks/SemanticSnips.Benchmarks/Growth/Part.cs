using System.Diagnostics;
using System.Globalization;

namespace SemanticSnips.Benchmarks.Growth;

/// <summary>What some work took: time and memory, over many questions.</summary>
/// <param name="Name">The work.</param>
/// <param name="Milliseconds">Each question's, ascending.</param>
/// <param name="Bytes">Allocated for a question on all threads, on average.</param>
internal sealed record Part(string Name, double[] Milliseconds, double Bytes)
{
    /// <summary>What nothing is measured for longer than, but for a question that has begun.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    public double P50 => Milliseconds[Milliseconds.Length / 2];

    public double P95 => Milliseconds[(int)(Milliseconds.Length * 0.95)];

    /// <summary>A cell of a table.</summary>
    public string Cell => string.Create(CultureInfo.InvariantCulture, $"{P50:0.00} / {P95:0.00} ms, {Bytes / 1024:0} KB");

    /// <summary>Asks all questions, in rounds, after one round that nobody counts; fewer where they take too long.</summary>
    public static Part Measure(string name, int questions, Action<int> ask)
    {
        var all = Stopwatch.StartNew();
        for (var i = 0; i < questions && all.Elapsed < AtMost; i++) ask(i);
        var (times, clock) = (new List<double>(), new Stopwatch());
        all.Restart();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        while (all.Elapsed < AtMost && (times.Count < 3 * questions || (times.Count < 30 * questions && all.Elapsed < Enough)))
        {
            for (var i = 0; i < questions && (all.Elapsed < AtMost || times.Count == 0); i++)
            {
                clock.Restart();
                ask(i);
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        var bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        return new Part(name, [.. times.Order()], (double)bytes / times.Count);
    }
}
