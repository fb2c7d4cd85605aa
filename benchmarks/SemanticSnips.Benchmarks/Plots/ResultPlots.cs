using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Plots;

/// <summary>Draws the plots of <c>benchmarks/results</c> from the tables that stand there; a table that is missing has no plot.</summary>
internal static class ResultPlots
{
    private static readonly string Results = Repository.File("benchmarks", "results");

    /// <summary>Writes them all.</summary>
    public static void Write()
    {
        Directory.CreateDirectory(Path.Combine(Results, "plots"));
        Save("query.svg", PartsOfAQuery());
        Save("scan.svg", Scans());
        Save("growth.svg", Growth());
        Save("reliability.svg", Reliability());
        foreach (var (file, plot) in Rivals()) Save(file, plot);
    }

    private static void Save(string file, string? plot)
    {
        if (plot is null) return;
        File.WriteAllText(Path.Combine(Results, "plots", file), plot);
        Console.WriteLine($"benchmarks/results/plots/{file}");
    }

    private static string? PartsOfAQuery()
    {
        const string library = "Synthetic100k";
        (string Method, string Label)[] parts =
        [
            ("Whole_query", "whole"), ("Embed_query", "embed the question"), ("Keyword_leg", "look up its words, beside that"),
            ("Dense_leg", "multiply all vectors"), ("Fuse_rank_show", "fuse, rank, read and show"),
        ];
        if (MarkdownTables.Read(Path.Combine(Results, "speed.md")).FirstOrDefault(t => t.Heading == "QueryBenchmarks") is not { } table) return null;
        return Svg.Bars("Where a warm query's time goes, 100,000 passages", "ms", [.. parts
            .Select(part => (part.Label, Row: table.Rows.Single(r => r[table.Column("Method")] == part.Method && r[table.Column("Index")] == library)))
            .Select((part, i) => (part.Label, MarkdownTables.Number(part.Row[table.Column("Mean")]), i > 0))]);
    }

    private static string? Scans()
    {
        if (MarkdownTables.Read(Path.Combine(Results, "speed.md")).FirstOrDefault(t => t.Heading == "ScanBenchmarks") is not { } table) return null;
        var names = new Dictionary<string, string>
        {
            ["TensorPrimitives_Dot_a_row"] = "a loop over TensorPrimitives",
            ["Top_10"] = "ten nearest, exact",
            ["Top_10_quantized"] = "ten nearest, quantized",
        };
        return Svg.Lines("Vectors of 384 floats on one thread", "rows", "ms", [.. names.Select(name => (name.Value,
            (IReadOnlyList<(double, double)>)[.. table.Rows
                .Where(r => r[0] == name.Key && r[table.Column("Threads")] == "1")
                .Select(r => (MarkdownTables.Number(r[table.Column("Rows")]), MarkdownTables.Number(r[table.Column("Mean")])))]))]);
    }

    private static string? Growth()
    {
        if (MarkdownTables.Read(Path.Combine(Results, "growth.md")).FirstOrDefault(t => t.Heads[0] == "passages") is not { } table) return null;
        return Svg.Lines("A warm query's parts, by the size of the library", "passages", "ms, p50", [.. table.Rows
            .Where(r => r[1].Contains(" ms", StringComparison.Ordinal))
            .Select(row => (row[0], (IReadOnlyList<(double, double)>)[.. row.Skip(1).Index().Where(c => c.Item != "-").Select(c =>
                (MarkdownTables.Number(table.Heads[c.Index + 1]), MarkdownTables.Number(c.Item)))]))]);
    }

    private static string? Reliability()
    {
        var tables = MarkdownTables.Read(Path.Combine(Results, "library.md")).Where(t => t.Heads[0] == "said").ToList();
        if (tables.Count == 0) return null;
        return Svg.Reliability("How likely a quotation is said to be right, and how many are, by the size of the library", [.. tables.Select(table => (
            table.Heading,
            (IReadOnlyList<(double, double, double)>)[.. table.Rows.Where(r => r[2] != "-").Select(r => (
                MarkdownTables.Number(r[2]), MarkdownTables.Number(r[3]), MarkdownTables.Number(r[1])))]))]);
    }

    /// <summary>Of the last set of data, which is the largest.</summary>
    private static IEnumerable<(string File, string Plot)> Rivals()
    {
        foreach (var tables in MarkdownTables.Read(Path.Combine(Results, "rivals.md")).Where(t => t.Column("p50") > 0).GroupBy(t => t.Heading))
        {
            var table = tables.Last();
            var kind = table.Heading.Split(':')[0];
            yield return ($"rivals-{kind.ToLowerInvariant()}.svg", Svg.Bars($"{table.Heading}; p50 on one core", "ms", [.. table.Rows.Select(r =>
                (r[0].Split(" (")[0], MarkdownTables.Number(r[table.Column("p50")]), r[0].StartsWith("ours", StringComparison.Ordinal)))]));
        }
    }
}
