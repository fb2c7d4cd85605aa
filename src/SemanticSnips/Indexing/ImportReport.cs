namespace SemanticSnips;

/// <summary>What an import came to.</summary>
public sealed record ImportReport
{
    /// <summary>Sources that were read.</summary>
    public int Files { get; init; }

    /// <summary>Sources that were not, and why.</summary>
    public IReadOnlyList<SkippedSource> Skipped { get; init; } = [];

    /// <summary>Places that could be read only in part.</summary>
    public IReadOnlyList<SourceWarning> Warnings { get; init; } = [];

    /// <summary>Snips that the index did not have.</summary>
    public int New { get; init; }

    /// <summary>Snips that say something else than before.</summary>
    public int Changed { get; init; }

    /// <summary>Snips that are as they were.</summary>
    public int Unchanged { get; init; }

    /// <summary>Snips that were found to be another version of one that is there, and merged with it.</summary>
    public int Merged { get; init; }

    /// <summary>Snips that left their source and were removed.</summary>
    public int Removed { get; init; }

    /// <summary>Snips that left their source and were kept.</summary>
    public int Gone { get; init; }

    /// <summary>Spans of doubly encoded text that were repaired.</summary>
    public int RepairedSpans { get; init; }

    /// <summary>Chunks in the index after the import.</summary>
    public int Chunks { get; init; }

    /// <summary>Chunks that were embedded by it.</summary>
    public int Embedded { get; init; }

    /// <summary>Chunks in the index without a vector: found by words alone until a later import embeds them.</summary>
    public int Pending { get; init; }

    /// <summary>Whether a cancellation ended the import before it was through. What was committed, all that was embedded included, stays; the next import goes
    /// on from there.</summary>
    public bool Stopped { get; init; }

    /// <summary>What the import did besides, as whole sentences: an interrupted one cleared away, an older format brought to this one.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>A source that was not read.</summary>
/// <param name="File">The source.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record SkippedSource(string File, string Reason);

/// <summary>How far an import is.</summary>
/// <param name="Files">Sources read so far.</param>
/// <param name="Snips">Snips read so far.</param>
/// <param name="Embedding">How far embedding is; null while sources are read.</param>
public readonly record struct ImportProgress(int Files, int Snips, EmbeddingProgress? Embedding);

/// <summary>How to import.</summary>
public sealed record ImportOptions
{
    /// <summary>Remove snips that left their source; by default they are kept and counted as gone.</summary>
    public bool Prune { get; init; }

    /// <summary>With <see cref="Prune"/>: remove also the snips of what was imported before and is not there any more, and forget it.</summary>
    public bool PruneMissingRoots { get; init; }

    /// <summary>Leave embedding to a later import: the snips are searchable by words only until then.</summary>
    public bool SkipEmbedding { get; init; }

    /// <summary>Passages that are embedded at a time at most, a core each; 1 or more. An import beside a server leaves a core to those who ask.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Called before every few hundred passages that are embedded, on the thread of the import: may wait for a better time, and must end with the
    /// token; null for nobody.</summary>
    public Action<CancellationToken>? BeforeEmbedding { get; init; }

    /// <summary>How sources are read.</summary>
    public ReadOptions Reading { get; init; } = new();
}
