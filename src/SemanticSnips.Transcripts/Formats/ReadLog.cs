namespace SemanticSnips.Transcripts.Formats;

/// <summary>What a format has to say about one source besides its snips.</summary>
internal sealed class ReadLog(string file)
{
    /// <summary>More warnings than this about one source help nobody; the rest are counted.</summary>
    private const int MaxWarnings = 100;

    private readonly List<SourceWarning> _warnings = [];
    private int _more;

    /// <summary>Why the source has no snips; null where it has some or nobody said why.</summary>
    public string? SkipReason { get; private set; }

    /// <summary>Spans of doubly encoded text that were repaired.</summary>
    public int RepairedSpans { get; set; }

    /// <summary>The warnings so far, in the order in which they were made.</summary>
    public IReadOnlyList<SourceWarning> Warnings =>
        _more == 0 ? _warnings : [.. _warnings, new SourceWarning(file, 0, $"{_more} further warnings are not shown.")];

    /// <summary>Notes a place that could be read only in part.</summary>
    /// <param name="line">1-based; 0 for the whole source. Line i of <see cref="SourceText"/> has the number i + 1.</param>
    /// <param name="message">What was found, what was expected and what was done about it, as a sentence.</param>
    public void Warn(int line, string message)
    {
        if (_warnings.Count < MaxWarnings) _warnings.Add(new SourceWarning(file, line, message));
        else _more++;
    }

    /// <summary>Says why the source has no snips, as a sentence; the format then returns none.</summary>
    public void Skip(string reason) => SkipReason = reason;
}
