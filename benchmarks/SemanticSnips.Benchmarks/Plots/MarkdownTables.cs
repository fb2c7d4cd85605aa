using System.Globalization;
using System.Text.RegularExpressions;

namespace SemanticSnips.Benchmarks.Plots;

/// <summary>The tables of a page of results, read back, so that a plot shows what stands there and nothing else.</summary>
internal static partial class MarkdownTables
{
    /// <summary>Every table with the heading above it; none where the page is not there.</summary>
    public static IReadOnlyList<Table> Read(string file)
    {
        var (tables, heading, lines) = (new List<Table>(), "", new List<string[]>());
        foreach (var line in File.Exists(file) ? File.ReadLines(file).Append("") : [])
        {
            if (line.StartsWith('|'))
            {
                lines.Add([.. line.Trim()[1..^1].Split('|').Select(c => c.Trim().Trim('*', ' '))]); // the first head may be empty
                continue;
            }

            // Heads, the rule below them, and rows.
            if (lines.Count > 2) tables.Add(new Table(heading, lines[0], [.. lines.Skip(2)]));
            lines.Clear();
            if (line.StartsWith('#')) heading = line.TrimStart('#', ' ');
        }

        return tables;
    }

    /// <summary>The first number of a cell; NaN where it has none.</summary>
    public static double Number(string cell) =>
        First().Match(cell) is { Success: true } found ? double.Parse(found.Value.Replace(",", ""), CultureInfo.InvariantCulture) : double.NaN;

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?|\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex First();
}

/// <summary>A table.</summary>
/// <param name="Heading">The heading above it.</param>
/// <param name="Heads">The first row.</param>
/// <param name="Rows">The others.</param>
internal sealed record Table(string Heading, string[] Heads, IReadOnlyList<string[]> Rows)
{
    /// <summary>The number of a column; -1 where there is none of that name.</summary>
    public int Column(string head) => Array.IndexOf(Heads, head);
}
