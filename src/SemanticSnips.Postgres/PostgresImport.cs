namespace SemanticSnips;

/// <summary>Brings a library on a PostgreSQL server in step with exports.</summary>
public static class PostgresImport
{
    /// <summary>How often an import begins whose commit came after another writer's to the same snips.</summary>
    private const int Attempts = 4;

    /// <summary>Imports sources; afterwards every snip is searchable by words and, unless told otherwise, by meaning.</summary>
    /// <param name="store">The library; stays the caller's.</param>
    /// <param name="paths">Files, folders, ZIP archives. No other writer may read them into the library at the same time.</param>
    /// <param name="options">How to import; null for the defaults.</param>
    /// <param name="progress">Told after each source and as embedding goes on.</param>
    /// <param name="cancellationToken">As for <see cref="Importer"/>.</param>
    /// <exception cref="FileNotFoundException">A path does not exist; nothing was changed.</exception>
    /// <exception cref="IndexException">The server refuses or is gone, or another writer reads the same sources or changed the same snips; what was
    /// committed stays.</exception>
    public static ImportReport Import(
        PostgresStore store, IReadOnlyList<string> paths, ImportOptions? options = null, IProgress<ImportProgress>? progress = null,
            CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        store.Claim(paths);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Importer.Import(store, store.Model, paths, options ?? new ImportOptions(), progress, cancellationToken);
            }
            catch (IndexException e) when (e.Fault == IndexFault.Locked && attempt < Attempts)
            {
                // Another writer changed the same snips: what it wrote is there now, and is merged with instead of written over.
                store.Forget();
            }
        }
    }
}
