namespace SemanticSnips.Indexing;

/// <summary>What was imported, and what is known of its files.</summary>
/// <param name="Roots">Files and folders, as absolute paths.</param>
/// <param name="Files">Size and time of the files that were read whole, by absolute path.</param>
internal sealed record ImportedSources(IReadOnlyList<string> Roots, SourceLedger Files);
