using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>Snips that went through Readwise to Markdown, Obsidian or Logseq: metadata, then a list of highlights that end with a time and a link.</summary>
internal sealed class Readwise : ITranscriptFormat
{
    private const string TimeLink = "([Time ";

    public string Name => "Readwise";

    public bool Recognizes(SourceText source) =>
        source.Text.Contains("#podcasts", StringComparison.OrdinalIgnoreCase) && source.Text.Contains("category:", StringComparison.OrdinalIgnoreCase) &&
        (source.Contains("share.snipd.com/") || source.Contains("Transcript:"));

    public IReadOnlyList<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellation)
    {
        var episode = new EpisodeDraft();
        var highlights = new List<ReadwiseHighlight>();
        var isLinked = source.Contains(TimeLink);
        ReadwiseHighlight? current = null;
        var inHighlights = false;
        var baseIndent = -1;
        for (var i = FrontMatter.Read(source, episode); i < source.LineCount; i++)
        {
            if ((i & 0x3FF) == 0) cancellation.ThrowIfCancellationRequested();
            var raw = source.Line(i).TrimEnd();
            var line = raw.TrimStart();
            var heading = line.StartsWith("- #") ? line[2..] : line;
            var level = SnipdText.HeadingLevel(heading);
            if (level > 0 && IsHighlights(heading))
            {
                (inHighlights, baseIndent, current) = (true, -1, null);
            }
            else if (!inHighlights)
            {
                if (level == 1) episode.Heading ??= SnipdText.Value(heading[1..]);
                else if (level == 0) TakeField(episode, line);
            }
            else if (level > 0 && heading[level..].TrimStart() is var words && words.StartsWith("Time ") && Timecode.TryParse(words[5..], out var time))
            {
                highlights.Add(current = new ReadwiseHighlight { Time = time });
            }
            else if (line.StartsWith("- ") && (baseIndent < 0 || raw.Length - line.Length <= baseIndent) && !(isLinked && current is { IsClosed: false }))
            {
                baseIndent = raw.Length - line.Length;
                highlights.Add(current = new ReadwiseHighlight());
                current.Take(line[2..]);
            }
            else
            {
                current?.Take(line);
            }
        }

        return Build(source, episode, highlights);
    }

    private static List<Snip> Build(SourceText source, EpisodeDraft draft, List<ReadwiseHighlight> highlights)
    {
        draft.Description ??= highlights.FirstOrDefault(highlight => highlight.IsEpisodeNote)?.Text;
        var episode = draft.Build();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var highlight in highlights) highlight.Transcript.CountNames(names);
        return [.. highlights.Where(highlight => highlight is { IsEpisodeNote: false, IsEmpty: false }).Select(highlight => highlight.Build(episode, source, draft.Exported ?? source.LastWrite, names))];
    }

    private static bool IsHighlights(ReadOnlySpan<char> heading) =>
        heading.TrimStart("# ") is var words && (words.StartsWith("Highlights") || words.StartsWith("New highlights added"));

    private static void TakeField(EpisodeDraft episode, ReadOnlySpan<char> line)
    {
        line = line.TrimStart("-* ");
        var colon = line[..Math.Min(line.Length, 40)].IndexOf(':');
        if (colon <= 0) return;
        var value = line[(colon + 1)..].TrimStart(":*").Trim().ToString();
        var name = EpisodeDraft.FieldName(line[..colon]);
        // Readwise knows authors of books; of a podcast that is the show.
        episode.Take(name switch { "author" => "show", "url" => "episode url", "summary" => "description", _ => name }, value);
    }
}
