using System.Buffers;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>Snips that went through Readwise to Markdown, Obsidian, Roam or Logseq: metadata, then a list of highlights that end with a time and a
/// link.</summary>
internal sealed class Readwise : ITranscriptFormat
{
    private const int LinesToMetadata = 10;

    private static readonly SearchValues<string> Podcasts = SearchValues.Create(["podcasts"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Category = SearchValues.Create(["category"], StringComparison.OrdinalIgnoreCase);

    public string Name => "Readwise";

    public bool Recognizes(SourceText source)
    {
        if (!source.Contains("share.snipd.com/") && !source.Contains("Transcript:") && !source.Contains("[Time ")
            && !source.Contains("# Time ") && !source.Contains("eadwise")) return false;
        if (!source.Text.AsSpan().ContainsAny(Podcasts) || !source.Text.AsSpan().ContainsAny(Category)) return false;
        for (var i = 0; i < source.LineCount; i++)
        {
            var line = source.Line(i).TrimStart("-*• \t");
            if (line.StartsWith("category", StringComparison.OrdinalIgnoreCase) && line.Length < 80 && IsPodcasts(line[8..])) return true;
        }

        return false;
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var document = new ReadwiseDocument(source.Contains("([Time "));
        var snips = new List<Snip>();
        var i = FrontMatter.Read(source, document.Episode, Meaning);
        for (; i < source.LineCount; i++)
        {
            if ((i & 0x3FF) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (document.HasHighlights && StartsDocument(source, i))
            {
                // A document that was exported again may stand behind itself.
                snips.AddRange(document.Build(source));
                document = new ReadwiseDocument(source.Contains("([Time "));
                i = FrontMatter.Read(source, document.Episode, Meaning, i);
                if (i == source.LineCount) break;
            }

            document.Take(source.Line(i));
        }

        snips.AddRange(document.Build(source));
        return snips;
    }

    /// <summary>Readwise knows authors of books; of a podcast that is the show.</summary>
    public static string Meaning(string field) =>
        field switch { "author" => "show", "url" => "episode url", "summary" => "description", "source url" => "episode url", _ => field };

    /// <summary>Whether a title with metadata below it begins here, or a block of front matter or properties.</summary>
    private static bool StartsDocument(SourceText source, int index)
    {
        var line = source.Line(index).TrimEnd();
        var isTitle = SnipdText.HeadingLevel(line) == 1;
        if (!isTitle && line is not "---" && !line.StartsWith("title::")) return false;
        for (var i = index + 1; i < Math.Min(source.LineCount, index + LinesToMetadata); i++)
        {
            var next = source.Line(i).TrimStart("-*• \t");
            if (next.StartsWith("category", StringComparison.OrdinalIgnoreCase) || next.StartsWith("![rw-book-cover]")) return true;
            if (isTitle && SnipdText.HeadingLevel(next) > 1 && next.TrimEnd().EndsWith("Metadata")) return true;
        }

        return false;
    }

    private static bool IsPodcasts(ReadOnlySpan<char> value) => value.TrimStart("*:")
        .Trim("\"'#[]* \t").TrimEnd("\"'#[]* \t") is "podcasts" or "podcast" or "Podcasts" or "Podcast";
}
