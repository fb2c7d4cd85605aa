using System.Globalization;

namespace SemanticSnips.Cli.Exports;

/// <summary>Clips as a table with a heading: the same columns whatever was asked.</summary>
internal static class Table
{
    private static readonly (string Name, Func<Clip, string?> Of)[] Columns =
    [
        ("snip", c => c.Snip.Id),
        ("show", c => c.Snip.Episode.Show),
        ("episode", c => c.Snip.Episode.Title),
        ("title", c => c.Snip.Title),
        ("speakers", c => string.Join("; ", c.Speakers)),
        ("start", c => Seconds(c.Start)),
        ("end", c => Seconds(c.End)),
        ("published", c => c.Snip.Episode.Published?.ToString("O")),
        ("tags", c => string.Join("; ", c.Snip.Tags)),
        ("favourite", c => c.Snip.Favourite ? "true" : "false"),
        ("relevance", c => c.Relevance?.ToString("0.####", CultureInfo.InvariantCulture)),
        ("text", c => string.Join('\n', c.Lines.Select(l => l.Text))),
        ("note", c => c.Snip.Note),
        ("link", c => c.Link),
    ];

    /// <summary>RFC 4180, but for the ends of lines, which are the system's.</summary>
    public static void WriteCsv(TextWriter output, IReadOnlyList<Clip> clips) => Write(output, clips, ',', value =>
        value.AsSpan().ContainsAny(",\"\n\r") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value);

    /// <summary>A tab between fields, in which tabs and line ends are blanks.</summary>
    public static void WriteTsv(TextWriter output, IReadOnlyList<Clip> clips) => Write(output, clips, '\t', value =>
        value.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' '));

    private static void Write(TextWriter output, IReadOnlyList<Clip> clips, char between, Func<string, string> escape)
    {
        output.WriteLine(string.Join(between, Columns.Select(c => c.Name)));
        foreach (var clip in clips) output.WriteLine(string.Join(between, Columns.Select(c => escape(Harmless(c.Of(clip) ?? "")))));
    }

    /// <summary>A spreadsheet would compute a field that begins so; an apostrophe before it makes it text.</summary>
    private static string Harmless(string value) => value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{value}" : value;

    private static string? Seconds(TimeSpan? time) => time?.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
