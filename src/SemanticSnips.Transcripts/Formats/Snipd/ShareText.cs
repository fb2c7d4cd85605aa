namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>What the app's share sheet gives, pasted into notes: <c>[Title | 38sec snip from Show](link)</c>, often with quoted lines below.</summary>
internal sealed class ShareText : ITranscriptFormat
{
    private const string From = " snip from ";

    public string Name => "Snipd share text";

    public bool Recognizes(SourceText source) => source.Contains(From) && source.Contains("](https://share.snipd.com/snip/");

    public IReadOnlyList<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellation)
    {
        var snips = new List<Snip>();
        var quote = new List<string>();
        for (var i = 0; i < source.LineCount; i++)
        {
            if ((i & 0x3FF) == 0) cancellation.ThrowIfCancellationRequested();
            var line = source.Line(i).Trim();
            if (SnipLink.IsIn(line) && Read(line, source) is { } snip)
            {
                Quote(snips, quote);
                snips.Add(snip);
            }
            else if (SnipdText.WithoutIndent(line).StartsWith('>') && SnipdText.Unquote(SnipdText.WithoutIndent(line)).Trim() is { IsEmpty: false } words)
            {
                quote.Add(SnipdText.Decode(words.ToString()));
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
        // Titles may hold brackets, so the outermost one begins the link.
        var open = text[..bar].IndexOf('[');
        if (open < 0) return null;
        var episode = new Episode { Show = SnipdText.Value(text[(from + From.Length)..]) };
        var title = SnipdText.Title(text[(open + 1)..bar]);
        return new Snip
        {
            Id = link.Id ?? SnipId.FromContent(episode.Show, null, null, null, title),
            Episode = episode,
            Title = title,
            Url = link.Url,
            Exported = source.LastWrite,
            Source = source.File,
        };
    }

    private static void Quote(List<Snip> snips, List<string> quote)
    {
        if (snips.Count > 0 && quote.Count > 0 && snips[^1].Quote is null) snips[^1] = snips[^1] with { Quote = string.Join('\n', quote) };
        quote.Clear();
    }
}
