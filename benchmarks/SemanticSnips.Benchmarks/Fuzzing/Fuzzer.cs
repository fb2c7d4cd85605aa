using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;

namespace SemanticSnips.Benchmarks.Fuzzing;

/// <summary>Feeds every door with bent inputs for a while. An input that comes to a new kind of end joins the corpus; one that fails is made smaller and
/// written out, to be tried first from then on.</summary>
internal static class Fuzzer
{
    /// <summary>Longer than any input that is bent may take, on a busy machine too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int MostCorpus = 4000;

    /// <summary>Runs.</summary>
    /// <param name="time">How long, all doors together.</param>
    /// <param name="seed">What is drawn; the same seed bends alike.</param>
    /// <param name="only">Names of the doors; none for all.</param>
    /// <returns>0, or 1 where something failed.</returns>
    public static int Run(TimeSpan time, int seed, IReadOnlyCollection<string> only)
    {
        List<FuzzTarget> targets =
        [
            new SourceTarget(), new CardTarget(), new ProfileTarget(), new AliasesTarget(), new SegmentTarget(),
            new QueryTarget(), new McpTarget(), new HttpTarget(),
        ];
        var failures = 0;
        var tries = 0;
        try
        {
            var chosen = targets.Where(t => only.Count == 0 || only.Contains(t.Name)).ToList();
            if (chosen.Count == 0) throw new ArgumentException($"There are {string.Join(", ", targets.Select(t => t.Name))}.", nameof(only));
            foreach (var target in chosen)
            {
                var (tried, kinds, failed) = Run(target, time / chosen.Count, seed);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{target.Name,-8} {tried,9:#,0} inputs, {kinds,5:#,0} kinds of end, {failed} failed"));
                tries += tried;
                failures += failed;
            }
        }
        finally
        {
            targets.ForEach(t => t.Dispose());
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fuzz {tries}: {failures} failed"));
        return failures == 0 ? 0 : 1;
    }

    private static (int Tried, int Kinds, int Failed) Run(FuzzTarget target, TimeSpan time, int seed)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random, target.Tokens);
        var corpus = target.Corpus().ToList();
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        var faults = new HashSet<string>(StringComparer.Ordinal);
        var tried = 0;
        foreach (var input in corpus.ToList()) Feed(input);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            var bent = mutator.Bend(corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)]);
            if (Feed(bent) && corpus.Count < MostCorpus) corpus.Add(bent);
        }

        return (tried, kinds.Count, faults.Count);

        bool Feed(byte[] input)
        {
            tried++;
            if (FaultOf(target, input, out var kind) is not { } fault) return kinds.Add(kind);
            if (faults.Add(Describe(fault)))
            {
                var small = Shrink(target, input, Describe(fault));
                Console.WriteLine($"FAILED {target.Name}: {Describe(fault)}\n  kept as {Keep(target, small)}\n{fault}");
            }

            return false;
        }
    }

    private static Exception? FaultOf(FuzzTarget target, byte[] input, out string kind)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            kind = target.Try(input);
            return watch.Elapsed < Patience ? null : new FuzzFault($"It took longer than {Patience.TotalSeconds} s.");
        }
        catch (Exception e)
        {
            kind = "";
            return e;
        }
    }

    /// <summary>Faults of one kind are told once.</summary>
    private static string Describe(Exception fault) => fault is FuzzFault ? fault.Message
        : $"{fault.GetType().Name} at {fault.StackTrace?.Split('\n')[0].Trim()}";

    /// <summary>Leaves out pieces, large ones first, as long as the same fault comes.</summary>
    private static byte[] Shrink(FuzzTarget target, byte[] input, string fault)
    {
        var watch = Stopwatch.StartNew();
        for (var piece = Math.Max(1, input.Length / 2); piece > 0; piece /= 2)
        {
            for (var at = 0; at < input.Length && watch.Elapsed < Patience;)
            {
                byte[] less = [.. input[..at], .. input[Math.Min(input.Length, at + piece)..]];
                if (FaultOf(target, less, out _) is { } same && Describe(same) == fault) input = less;
                else at += piece;
            }
        }

        return input;
    }

    private static string Keep(FuzzTarget target, byte[] input)
    {
        var folder = Directory.CreateDirectory(Path.Combine(FuzzTarget.KeptFolder, target.Name)).FullName;
        var file = Path.Combine(folder, $"case-{XxHash3.HashToUInt64(input):x16}");
        File.WriteAllBytes(file, input);
        return file;
    }
}
