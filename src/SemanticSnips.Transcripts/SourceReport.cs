using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips;

/// <summary>What reading one source (a file, a ZIP entry, standard input) came to.</summary>
public sealed record SourceReport
{
    /// <summary>The path as given or found; inside a ZIP, archive and entry joined by '!'.</summary>
    public required string File { get; init; }

    /// <summary>The format's name as <see cref="TranscriptReader"/> lists it; null when skipped.</summary>
    public string? Format { get; init; }

    /// <summary>Why nothing was read, as a sentence for the user; null when something was.</summary>
    public string? Skipped { get; init; }

    /// <summary>The snips, in the source's order. Ids may repeat when the source repeats a snip.</summary>
    public IReadOnlyList<Snip> Snips { get; init; } = [];

    /// <summary>Places that could be read only in part.</summary>
    public IReadOnlyList<SourceWarning> Warnings { get; init; } = [];

    /// <summary>Spans of doubly encoded text that were repaired.</summary>
    public int RepairedSpans { get; init; }

    /// <summary>What the file was before it was read; null where a change could not be told by it.</summary>
    internal FileStamp? Stamp { get; init; }

    /// <summary>Whether it was not read because it is as it was before.</summary>
    internal bool IsUnchanged { get; init; }

    /// <summary>Whether the next report is of the same source and goes on where this one ends; what is said of the whole source stands in the last.</summary>
    internal bool IsContinued { get; init; }
}

/// <summary>A place in a source that could be read only in part.</summary>
/// <param name="File">The source, as in <see cref="SourceReport.File"/>.</param>
/// <param name="Line">1-based line; 0 where the warning is about the whole source.</param>
/// <param name="Message">What was found, what was expected and what was done about it.</param>
public sealed record SourceWarning(string File, int Line, string Message);
