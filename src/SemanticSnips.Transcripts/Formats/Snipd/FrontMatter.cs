using System.Buffers;
using System.Text;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>
/// The block between two <c>---</c> at a file's beginning. It looks like YAML and often is none (<c>show_author: @handle</c>, <c>episode_title: #12 -
/// Guest</c>, titles with colons), so values are taken as they stand, to the line's end; quotes, lists and wrapped lines are understood.
/// </summary>
internal static class FrontMatter
{
    private static readonly SearchValues<char> NoKeySigns = SearchValues.Create(" ,[]{}");

    private const int MaxLines = 500;

    /// <summary>Reads the block into the episode.</summary>
    /// <param name="source">Where it stands.</param>
    /// <param name="episode">Takes what the block says.</param>
    /// <param name="rename">What a format means by a name; null where it means what it says.</param>
    /// <param name="from">The line that begins the block.</param>
    /// <returns>The index of the first line after it; <paramref name="from"/> where there is no such block.</returns>
    public static int Read(SourceText source, EpisodeDraft episode, Func<string, string>? rename = null, int from = 0)
    {
        if (!source.Line(from).TrimEnd().SequenceEqual("---")) return from;
        var last = Math.Min(source.LineCount, from + MaxLines);
        var end = from + 1;
        while (end < last && source.Line(end).TrimEnd() is not ("---" or "...")) end++;
        if (end == last) return from;

        // A note may begin with a rule, as the transcripts of the plugin's archives do.
        var first = from + 1;
        while (first < end && source.Line(first).IsWhiteSpace()) first++;
        if (SnipdText.HeadingLevel(source.Line(first)) > 1) return from;

        string? name = null;
        var value = new StringBuilder();
        for (var i = from + 1; i < end; i++)
        {
            var line = source.Line(i).TrimEnd();
            var colon = line.IndexOf(':');
            if (colon > 0 && !char.IsWhiteSpace(line[0]) && line[0] is not ('-' or '#') && !line[..colon].ContainsAny(NoKeySigns))
            {
                Take(episode, name, value);
                name = EpisodeDraft.FieldName(line[..colon]);
                name = rename?.Invoke(name) ?? name;
                value.Append(line[(colon + 1)..].Trim());
            }
            else
            {
                Continue(value, line.Trim());
            }
        }

        Take(episode, name, value);
        return end + 1;
    }

    private static void Continue(StringBuilder value, ReadOnlySpan<char> line)
    {
        if (line.IsEmpty) return;
        if (!line.StartsWith("- ")) value.Append(' ').Append(line);
        else value.Append(SnipdText.ItemSign).Append(Unescape(line[2..].Trim().ToString()));
    }

    private static void Take(EpisodeDraft episode, string? name, StringBuilder value)
    {
        var text = value.ToString();
        value.Clear();
        if (text.Length > 0 && text[0] is '|' or '>') text = text[1..].TrimStart('-', '+', ' ');
        if (name is not null && text.Length > 0 && text is not ("null" or "~" or "\"\"" or "''")) episode.Take(name, Unescape(text));
    }

    private static string Unescape(string text)
    {
        if (text.Length < 2 || text[0] != text[^1]) return text;
        return text[0] switch
        {
            '"' => text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal),
            '\'' => text[1..^1].Replace("''", "'", StringComparison.Ordinal),
            _ => text,
        };
    }
}
