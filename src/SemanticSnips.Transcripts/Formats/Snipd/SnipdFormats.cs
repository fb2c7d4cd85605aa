namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>Files of Snipd's Obsidian plugin: one episode each, with front matter.</summary>
internal sealed class SnipdPlugin : ITranscriptFormat
{
    public string Name => "Snipd plugin";

    public bool Recognizes(SourceText source) =>
        source.Contains("from_snipd: true") || source.Contains("share.snipd.com/embed/obsidian-player/") ||
        source.Contains("## Full episode transcript\n"); // An archive keeps transcripts apart, without front matter.

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken) =>
        new SnipdScanner(source, log, new SnipdDress(IsPlugin: true)).Read(cancellationToken);
}

/// <summary>The app's export for Logseq.</summary>
internal sealed class SnipdLogseq : ITranscriptFormat
{
    public string Name => "Snipd Logseq";

    public bool Recognizes(SourceText source) => source.Contains("share.snipd.com/")
        && (source.Contains("\n  episode-link::") || source.Contains("\n\tepisode-link::"));

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken) =>
        new SnipdScanner(source, log, new SnipdDress(IsOutline: true)).Read(cancellationToken);
}

/// <summary>The app's Markdown export, of one or many episodes, as it is or reworked by its owner.</summary>
internal sealed class SnipdMarkdown : ITranscriptFormat
{
    public string Name => "Snipd Markdown";

    public bool Recognizes(SourceText source)
    {
        if (!source.Contains("\n##") && !source.Text.StartsWith('#')) return false;
        if (source.Contains("Play snip")) return true;
        if (!source.Contains("share.snipd.com/")) return false;
        if (source.Contains("\n🎧 ")) return true;
        for (var i = 0; i < source.LineCount; i++)
        {
            var line = source.Line(i);
            if (line.StartsWith('#') && SnipLink.IsIn(line)) return true;
        }

        return false;
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken) =>
        new SnipdScanner(source, log, default).Read(cancellationToken);
}

/// <summary>The Markdown export after someone copied it from a rendered page: no signs, no links.</summary>
internal sealed class SnipdPlainText : ITranscriptFormat
{
    public string Name => "Snipd plain text";

    public bool Recognizes(SourceText source) => source.Contains("Play snip - ");

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken) =>
        new SnipdScanner(source, log, new SnipdDress(IsRendered: true)).Read(cancellationToken);
}

/// <summary>Files that the plugin keeps for itself: an index, and pieces of notes that stand in full beside them.</summary>
internal sealed class SnipdBookkeeping : ITranscriptFormat
{
    public string Name => "Snipd bookkeeping";

    public bool Recognizes(SourceText source) =>
        source.Name.EndsWith("_append_only_content.md", StringComparison.Ordinal) ||
        (source.Text.AsSpan().TrimStart().StartsWith('{') && source.Contains("\"episodes_data\"") && source.Contains("\"shows_data\""));

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        if (source.Text.AsSpan().TrimStart().StartsWith('{') && !source.Episodes.TryAdd(source.Text))
            log.Warn(0, "The names of episodes in it cannot be read: it is not the JSON that the Snipd plugin writes.");
        log.Skip("It is the Snipd plugin's own bookkeeping; its snips are in the files beside it.");
        return [];
    }
}
