using System.Globalization;
using System.Text.Json;

namespace SemanticSnips.Cli.Exports;

/// <summary>Clips for a vault of Obsidian: a callout each, with a block id to link to and a wiki link to the episode; one clip alone is a note with
/// properties.</summary>
internal static class Obsidian
{
    private const string NotInNames = "[]#^|\\/:\"<>?*";

    public static void Write(TextWriter output, IReadOnlyList<Clip> clips)
    {
        if (clips is [{ Question: null, Relevance: null } only]) WriteProperties(output, only);
        if (clips is [{ Question: { } question }, ..]) output.WriteLine($"# {Markdown.Inline(question)}\n");
        for (var i = 0; i < clips.Count; i++)
        {
            if (i > 0) output.WriteLine();
            Write(output, clips[i]);
        }
    }

    private static void Write(TextWriter output, Clip clip)
    {
        output.WriteLine($"> [!quote] {Markdown.Linked(clip.Title, clip.Link)}");
        if (clip.Lines.Count > 0) output.WriteLine(Markdown.Quoted(clip.Lines, namesSpeakers: true));
        output.WriteLine(">");
        var episode = clip.Snip.Episode.Title is { } title ? $"[[{NameOf(title)}]]" : null;
        var parts = new[] { episode, clip.Snip.Episode.Show is { } show ? Markdown.Inline(show) : null, Output.Times.ShowRange(clip.Start, clip.End) };
        output.WriteLine($"> — {string.Join(" · ", parts.OfType<string>().Concat(Markdown.TagsOf(clip.Snip)))}");
        if (!string.IsNullOrWhiteSpace(clip.Snip.Note)) output.WriteLine($">\n> **Note:** {Markdown.Inline(clip.Snip.Note)}");
        output.WriteLine();
        output.WriteLine($"^snip-{string.Concat(clip.Snip.Id.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'))}");
    }

    /// <summary>YAML, whose strings are JSON's here: nothing in them can end them.</summary>
    private static void WriteProperties(TextWriter output, Clip clip)
    {
        var snip = clip.Snip;
        output.WriteLine("---");
        Property("snip", snip.Id);
        Property("title", clip.Title);
        Property("episode", snip.Episode.Title);
        Property("show", snip.Episode.Show);
        Property("published", snip.Episode.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Property("url", clip.Link);
        if (clip.Speakers.Any()) output.WriteLine($"speakers: [{string.Join(", ", clip.Speakers.Select(Text))}]");
        if (snip.Tags.Count > 0) output.WriteLine($"tags: [{string.Join(", ", snip.Tags.Select(t => Text(Markdown.TagOf(t))))}]");
        if (snip.Favourite) output.WriteLine("favourite: true");
        output.WriteLine("---\n");

        void Property(string name, string? value)
        {
            if (value is not null) output.WriteLine($"{name}: {Text(value)}");
        }
    }

    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>A title as a file of the vault can be called.</summary>
    private static string NameOf(string title) =>
        string.Concat(title.Trim(' ', ',', ';').Select(c => char.IsControl(c) || NotInNames.Contains(c, StringComparison.Ordinal) ? ' ' : c)).Trim();
}
