namespace SemanticSnips.Indexing;

/// <summary>How an index is written.</summary>
internal sealed record IndexWriterOptions
{
    /// <summary>How chunks are cut; made smaller where the model's window is.</summary>
    public ChunkerOptions Chunking { get; init; } = new();

    /// <summary>What of a passage is embedded.</summary>
    public PassageRule Passages { get; init; } = PassageRule.NamesTitleText;

    /// <summary>Accept an index of another model or chunker, or with damaged segments: cut all its snips again, and drop the vectors that are of no
    /// use.</summary>
    public bool Rebuild { get; init; }

    /// <summary>Wait for another writer to be done, however long, rather than refuse; cancellation ends the wait.</summary>
    public bool WaitsForLock { get; init; }

    /// <summary>From so many documents on, passages and snips together, what opening derives is kept beside the commit.</summary>
    internal int TablesFrom { get; init; } = CommitTables.FewestDocuments;

    /// <summary>Leave segments that no commit names: a repair goes on to name them.</summary>
    internal bool KeepsOrphans { get; init; }

    /// <summary>Begin a first commit beside segments whose commit is gone: a repair has set it aside.</summary>
    internal bool IgnoresVectors { get; init; }
}
