using System.Text;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Exports;

/// <summary>Clips as Markdown: a heading with the link, a quotation, and where it is from.</summary>
internal static class Markdown
{
    public static void Write(TextWriter output, IReadOnlyList<Clip> clips)
    {
        for (var i = 0; i < clips.Count; i++)
        {
            if (i > 0) output.WriteLine();
            if (i == 0 && clips[i].Question is { } question)
            {
                output.WriteLine($"# {Inline(question)}");
                output.WriteLine();
            }

            output.WriteLine($"## {Linked(clips[i].Title, clips[i].Link)}");
            output.WriteLine();
            output.WriteLine(string.Join(" · ", [.. clips[i].Place.Select(Inline), .. TagsOf(clips[i].Snip), $"`{clips[i].Snip.Id}`"]));
            if (clips[i].Lines.Count > 0)
            {
                output.WriteLine();
                output.WriteLine(Quoted(clips[i].Lines, namesSpeakers: true));
            }

            WriteNote(output, clips[i].Snip);
        }
    }

    /// <summary>A quotation with its attribution below, to be pasted anywhere.</summary>
    public static string Quote(Clip clip)
    {
        var speakers = clip.Speakers.ToList();
        var words = clip.Lines.Count > 0 ? Quoted(clip.Lines, namesSpeakers: speakers.Count > 1) : $"> {Inline(clip.Title)}";
        var place = clip.Place.ToList();
        var time = Output.Times.ShowRange(clip.Start, clip.End);
        var from = place.Where(p => p != time).Select((p, i) => i == 0 ? $"*{Inline(p)}*" : Inline(p)).ToList();
        var when = clip.Link is { } link ? Linked(time ?? "listen", link) : time;
        return $"{words}\n>\n> — {string.Join(", ", [.. speakers.Count == 1 ? speakers.Select(Inline) : [], .. from, .. when is null ? [] : new[] { when }])}";
    }

    /// <summary>Lines as a block quotation, an empty line between two turns.</summary>
    public static string Quoted(IReadOnlyList<ClipLine> lines, bool namesSpeakers)
    {
        var quote = new StringBuilder();
        string? speaker = null;
        foreach (var line in lines)
        {
            if (quote.Length > 0) quote.Append("\n>\n");
            quote.Append("> ");
            if (namesSpeakers && line.Speaker is not null && line.Speaker != speaker) quote.Append("**").Append(Inline(line.Speaker)).Append(":** ");
            speaker = line.Speaker;
            quote.Append(Inline(line.Text));
        }

        return quote.ToString();
    }

    /// <summary>Text with a link, if there is one.</summary>
    public static string Linked(string text, string? link) => link is null ? Inline(text)
        : $"[{Inline(text)}]({link.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)})";

    /// <summary>Text of one line in which nothing is markup.</summary>
    public static string Inline(string text)
    {
        var plain = new StringBuilder(text.Length + 8);
        foreach (var c in PlainText.Of(text))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '^' or '$') plain.Append('\\');
            plain.Append(c);
        }

        return plain.ToString().Trim();
    }

    /// <summary>The tags as one piece; none where there are none.</summary>
    public static IEnumerable<string> TagsOf(Snip snip) =>
        snip.Tags.Count == 0 ? [] : [string.Join(' ', snip.Tags.Select(t => $"#{TagOf(t)}"))];

    /// <summary>A tag as apps take it: without blanks.</summary>
    public static string TagOf(string tag) => string.Concat(tag.Select(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '/' ? c : '-'));

    private static void WriteNote(TextWriter output, Snip snip)
    {
        if (string.IsNullOrWhiteSpace(snip.Note)) return;
        output.WriteLine();
        output.WriteLine($"**Note:** {Inline(snip.Note)}");
    }
}
