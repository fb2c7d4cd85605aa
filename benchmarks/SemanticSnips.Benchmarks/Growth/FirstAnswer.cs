using System.Diagnostics;
using System.Globalization;
using SemanticSnips.Benchmarks.Micro;

namespace SemanticSnips.Benchmarks.Growth;

/// <summary>What a process that is started for one question takes, by the size of the library.</summary>
internal static class FirstAnswer
{
    private const int Runs = 7;
    private const string Caches = "/proc/sys/vm/drop_caches";

    private static readonly (string Name, string[] Arguments)[] Commands =
    [
        ("`search`", ["search", "why is the type checker so slow on large projects"]),
        ("`search --mode keyword`", ["search", "--mode", "keyword", "why is the type checker so slow on large projects"]),
        ("`list --top 1`", ["list", "--top", "1"]),
    ];

    /// <summary>Writes an index of a number of snips, as <see cref="ScaleLibrary"/> makes them.</summary>
    /// <param name="passages">See <see cref="ScaleLibrary"/>.</param>
    /// <param name="snips">How many.</param>
    /// <param name="folder">A folder to make.</param>
    public static void Write(string passages, int snips, string folder)
    {
        using var model = new ModelLoader(ShippedModel.Folder);
        var library = new ScaleLibrary(passages, model);
        var made = DirectIndex.Write(folder, model, null, library.Snips(int.MaxValue).Take(snips), (_, number) => library.VectorOf(number));
        Console.WriteLine($"{snips} snips, {made} passages");
    }

    /// <summary>Prints a Markdown table: medians of whole processes.</summary>
    /// <param name="program">The program, or its snips.dll.</param>
    /// <param name="folders">Indexes.</param>
    public static void Run(string program, IReadOnlyList<string> folders)
    {
        var isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        Console.WriteLine(
            $"""
            # A process's first answer by the size of the library

            `{(isAssembly ? "dotnet snips.dll" : "snips")}`, started anew for each run: medians of {Runs}, wall / processor. Cold: the system's page cache was
            emptied before, so that program, models and index come from the disk.

            {RunNote.Of("dotnet run -c Release --project benchmarks/SemanticSnips.Benchmarks -- first PROGRAM INDEX...")}

            | snips | passages |{string.Concat(Commands.Select(c => $" {c.Name}, warm | cold |"))}
            |---|---|{string.Concat(Commands.Select(_ => "---|---|"))}
            """);
        foreach (var folder in folders)
        {
            using (var model = new ModelLoader(ShippedModel.Folder))
            using (var index = SnipIndex.Open(folder, model))
            {
                Console.Write(string.Create(CultureInfo.InvariantCulture, $"| {index.Count:N0} | {index.ReadStatus().Passages:N0} |"));
            }

            foreach (var (_, arguments) in Commands)
            {
                string[] all = [.. isAssembly ? [program] : Array.Empty<string>(), .. arguments, "--index", folder];
                foreach (var empties in new[] { false, true }) Console.Write($" {Measure(isAssembly ? "dotnet" : program, all, empties)} |");
            }

            Console.WriteLine();
        }
    }

    private static string Measure(string program, string[] arguments, bool empties)
    {
        if (empties && !Environment.IsPrivilegedProcess) return "-";
        var (walls, processors) = (new List<double>(), new List<double>());
        for (var run = empties ? 0 : -1; run < Runs; run++)
        {
            if (empties) File.WriteAllText(Caches, "3");
            var before = ChildrensSeconds();
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (run < 0) continue; // fills the cache
            walls.Add(clock.Elapsed.TotalSeconds);
            processors.Add(ChildrensSeconds() - before);
        }

        walls.Sort();
        processors.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{walls[Runs / 2]:0.00} / {processors[Runs / 2]:0.00} s");
    }

    /// <summary>Processor time of all processes that this one has waited for, in hundredths.</summary>
    private static double ChildrensSeconds()
    {
        // Behind the name, which may hold anything, the fields from the third on: the 16th and 17th are the children's ticks.
        var fields = File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }
}
