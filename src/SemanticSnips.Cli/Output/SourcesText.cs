using System.Globalization;

namespace SemanticSnips.Cli.Output;

/// <summary>Where the snips come from, for people.</summary>
internal static class SourcesText
{
    private const string Indent = "  ";

    /// <param name="page">Where to.</param>
    /// <param name="roots">What is imported again.</param>
    /// <param name="sources">Every file.</param>
    /// <param name="files">Whether each file is named.</param>
    /// <param name="shorten">Makes paths readable.</param>
    /// <param name="zone">What times are told in.</param>
    public static void Write(
        Page page, IReadOnlyList<string> roots, IReadOnlyList<ImportedSource> sources, bool files, Func<string, string> shorten, TimeZoneInfo zone)
    {
        if (sources.Count == 0 && roots.Count == 0)
        {
            page.Line("Nothing was imported yet.", Style.Title);
            return;
        }

        foreach (var root in roots) Write(page, shorten(root), Path.Exists(root) ? null : "not there any more", Of(root), Of(root), files, shorten, zone);
        var others = sources.Where(s => s.Root is null).ToList();
        foreach (var other in others) Write(page, other.Path == "-" ? "standard input" : shorten(other.Path), null, [other], [], files: false, shorten, zone);
        page.Line();
        page.Line($"{Times.Count(sources.Count, "file")}. 'snips index' reads them again, 'snips remove PATH' takes out what one brought.", Style.Dim);

        List<ImportedSource> Of(string root) => [.. sources.Where(s => s.Root == root)];
    }

    private static void Write(
        Page page, string name, string? lost, List<ImportedSource> all, List<ImportedSource> below, bool files, Func<string, string> shorten, TimeZoneInfo zone)
    {
        var formats = all.Select(s => s.Format).OfType<string>().CountBy(f => f).OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal);
        page.Line(new Paragraph().Add(name, Style.Title));
        page.Line(new Paragraph().AddAll(
        [
            (lost, Style.Fair, null),
            (Times.Count(all.Sum(s => s.Snips), "snip"), Style.Plain, null),
            (all.Count > 1 ? Times.Count(all.Count, "file") : null, Style.Plain, null),
            (string.Join(", ", formats.Select(f => f.Key)), Style.Dim, null),
            (ReadAt(all.Max(s => s.LastRead), zone), Style.Dim, null),
        ]), Indent);
        if (!files) return;
        foreach (var source in below)
        {
            page.Line(new Paragraph().AddAll(
            [
                (shorten(source.Path), Style.Plain, null),
                (Times.Count(source.Snips, "snip"), Style.Dim, null),
                (source.Format, Style.Dim, null),
                (ReadAt(source.LastRead, zone), Style.Dim, null),
            ]), Indent + Indent, new Paragraph().Add(Indent + Indent));
        }
    }

    private static string? ReadAt(DateTimeOffset? time, TimeZoneInfo zone) =>
        time is { } at ? $"read {TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}" : null;
}
