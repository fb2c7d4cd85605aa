using System.Globalization;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SemanticSnips.Cli.Picking;

/// <summary>A <see cref="PickList"/> on a screen: what is typed, the list, and what the selected snip says.</summary>
internal static class PickScreen
{
    private const int LeastHeight = 8;

    /// <summary>Lines of the list on a screen of a height.</summary>
    public static int ListLines(int height) => Math.Max(2, (Math.Max(LeastHeight, height) - 3) / 2);

    /// <summary>Everything that is shown, as high as the screen but for its last line.</summary>
    public static IRenderable Draw(PickList list, int width, int height)
    {
        var lines = ListLines(height);
        var rows = new List<IRenderable>
        {
            Line($"> {list.Typed}▏", new Spectre.Console.Style(decoration: Decoration.Bold)),
            Line(string.Create(CultureInfo.InvariantCulture, $"  {list.Matches.Count:#,0} of {list.Total:#,0} · Enter shows · Ctrl-O plays · Esc ends"), Dim),
        };
        var first = Math.Clamp(list.Place - (lines / 2), 0, Math.Max(0, list.Matches.Count - lines));
        for (var i = first; i < first + lines; i++)
        {
            if (i >= list.Matches.Count) rows.Add(Line("", null));
            else if (i == list.Place) rows.Add(Line($"▌ {Name(list.Matches[i])}", new Spectre.Console.Style(decoration: Decoration.Bold | Decoration.Invert)));
            else rows.Add(Line($"  {Name(list.Matches[i])}", null));
        }

        rows.Add(Line(new string('─', Math.Max(1, width - 1)), Dim));
        var room = Math.Max(LeastHeight, height) - lines - 4;
        List<string> preview = [.. Preview(list.Selected, Math.Max(10, width - 3)).Take(room)];
        for (var i = 0; i < room; i++) rows.Add(Line(i < preview.Count ? $"  {preview[i]}" : "", null));
        return new Rows(rows);

        // As wide as the screen: it is written over what was there before.
        Text Line(string text, Spectre.Console.Style? style) => Cut(PlainText.Of(text), style, Math.Max(10, width - 1));
    }

    private static Spectre.Console.Style Dim => new(decoration: Decoration.Dim);

    private static Text Cut(string text, Spectre.Console.Style? style, int width)
    {
        if (LineBreaks.WidthOf(text) > width)
        {
            var length = 0;
            for (var columns = 0; length < text.Length;)
            {
                var next = StringInfo.GetNextTextElementLength(text.AsSpan(length));
                columns += LineBreaks.WidthOf(text.Substring(length, next));
                if (columns >= width) break;
                length += next;
            }

            text = text[..length] + "…";
        }

        return new Text(text + new string(' ', Math.Max(0, width - LineBreaks.WidthOf(text))), style) { Overflow = Overflow.Crop };
    }

    private static string Name(Snip snip)
    {
        var parts = new[] { snip.Title ?? snip.Episode.Title ?? SnipLines.Untitled, snip.Favourite ? "★" : null, Times.ShowRange(snip.Start, snip.End),
            snip.Episode.Show };
        return string.Join(" · ", parts.OfType<string>());
    }

    private static IEnumerable<string> Preview(Snip? snip, int width)
    {
        if (snip is null) return ["Nothing matches."];
        List<string> texts = [SnipLines.Episode(snip) ?? ""];
        if (!string.IsNullOrWhiteSpace(snip.Note)) texts.Add($"Your note: {snip.Note}");
        texts.AddRange(snip.Turns.Count > 0 ? snip.Turns.Select(t => t.Speaker is null ? t.Text : $"{t.Speaker}: {t.Text}")
            : [snip.Summary ?? snip.Quote ?? "no transcript"]);
        return texts.Select(PlainText.Of).SelectMany(t => LineBreaks.Of(t, width).Select(l => t[l.From..l.To]));
    }
}
