namespace SemanticSnips.Cli;

/// <summary>What a person changes in the session's library besides importing, and what is kept beside its snips: in an index folder, or on a server.</summary>
/// <remarks>A change waits a few seconds for another writer. Every method throws <see cref="IndexException"/> where the library cannot be read or
/// written.</remarks>
internal interface ILibraryEditor
{
    /// <summary>Every source, by path.</summary>
    IReadOnlyList<ImportedSource> ReadSources();

    /// <summary>What <see cref="Forget"/> would take out.</summary>
    RemovalReport WeighForget(string path);

    /// <summary>Takes out what a source said and forgets it.</summary>
    RemovalReport Forget(string path);

    /// <summary>Takes snips out for good.</summary>
    RemovalReport Remove(IReadOnlyCollection<string> ids);

    /// <summary>Lets imports take up removed snips again; returns where they come from.</summary>
    IReadOnlyList<string> Restore(string id);

    /// <summary>Changes tags, star and note of a snip; null where there is none of that id.</summary>
    Snip? Mark(string id, MarkChange change);

    /// <summary>The note that was written on a snip here; null for none.</summary>
    string? NoteOf(string id);

    /// <summary>Mends what can be mended.</summary>
    RepairReport Repair(IProgress<EmbeddingProgress>? progress);

    /// <summary>A small file beside the snips; null where there is none.</summary>
    string? ReadFile(string name);

    /// <summary>Puts a small file in place of the one before, which stays whole until then; null takes it away.</summary>
    void WriteFile(string name, string? content);

    /// <summary>Where a small file is, for people.</summary>
    string PlaceOf(string name);
}
