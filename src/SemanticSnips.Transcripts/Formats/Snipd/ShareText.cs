namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>What the app's share sheet gives, pasted into notes: <c>[Title | 38sec snip from Show](link)</c>, often with quoted lines below.</summary>
internal sealed class ShareText : ITranscriptFormat
{
    private const string From = " snip from ";

    public string Name => "Snipd share text";

    public bool Recognizes(SourceText source) => source.Contains(From) && source.Contains("](https://share.snipd.com/snip/");

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var snips = new List<Snip>();
        var quote = new List<string>();
        for (var i = 0; i < source.LineCount; i++)
        {
            if ((i & 0x3FF) == 0) cancellationToken.ThrowIfCancellationRequested();
            var line = source.Line(i).Trim();
            if (SnipLink.IsIn(line) && Read(line, source) is { } snip)
            {
                Quote(snips, quote);
                snips.Add(snip);
            }
            else if (SnipdText.WithoutIndent(line).StartsWith('>'))
            {
                if (SnipdText.Unquote(SnipdText.WithoutIndent(line)).Trim() is { IsEmpty: false } words) quote.Add(SnipdText.Decode(words.ToString()));
            }
            else if (!line.IsEmpty)
            {
                // Other words end the quotation; quotations below them are somebody else's.
                Quote(snips, quote);
                if (snips.Count > 0 && snips[^1].Quote is null) snips[^1] = snips[^1] with { Quote = "" };
            }
        }

        Quote(snips, quote);
        return [.. snips.Select(snip => snip.Quote is "" ? snip with { Quote = null } : snip)];
    }

    private static Snip? Read(ReadOnlySpan<char> line, SourceText source)
    {
        var link = SnipLink.Find(line)!;
        var text = line[..link.Begin];
        if (!text.EndsWith("](")) return null;
        text = text[..^2];
        var from = text.LastIndexOf(From);
        if (from < 0 || text[..from].LastIndexOf(" | ") is var bar && bar < 0) return null;
        var open = LinkStart(text, bar);
        if (open < 0) return null;
        var note = Note(text[..open], line[link.End..]);
        var episode = new Episode { Show = SnipdText.Value(text[(from + From.Length)..]) };
        var title = SnipdText.Title(text[(open + 1)..bar]);
        return new Snip
        {
            Id = link.Id ?? SnipId.FromContent(episode.Show, null, null, null, title),
            Episode = episode,
            Start = TimeIn(text[..open]),
            End = TimeIn(text[..open]),
            Title = title,
            Note = note,
            Url = link.Url,
            Exported = source.LastWrite,
            Source = source.File,
        };
    }

    /// <summary>Where the bracket stands that begins the link: titles may hold brackets in pairs, and the user's words before it wiki links.</summary>
    private static int LinkStart(ReadOnlySpan<char> text, int bar)
    {
        var depth = 1;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == ']') depth++;
            else if (text[i] == '[' && --depth == 0 && i < bar) return i;
        }

        return text[..bar].IndexOf('[');
    }

    /// <summary>What the user wrote around the link, on its line.</summary>
    private static string? Note(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var words = string.Concat(before.TrimStart("-*>• \t").TrimEnd(), " ", after.TrimStart(")").Trim()).Trim();
        return words.Any(char.IsLetterOrDigit) ? SnipdText.Value(words) : null;
    }

    /// <summary>The moment, where the user wrote one before the link.</summary>
    private static TimeSpan? TimeIn(ReadOnlySpan<char> words)
    {
        foreach (var range in words.Split(' '))
        {
            if (Cues.Timecode.TryParse(words[range].Trim("()[],;:."), out var time)) return time;
        }

        return null;
    }

    private static void Quote(List<Snip> snips, List<string> quote)
    {
        if (snips.Count > 0 && quote.Count > 0 && snips[^1].Quote is null) snips[^1] = snips[^1] with { Quote = string.Join('\n', quote) };
        quote.Clear();
    }
}
