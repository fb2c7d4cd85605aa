using SemanticSnips.Postgres;
using SemanticSnips.Querying;

namespace SemanticSnips;

/// <summary>What people change in a library on a PostgreSQL server besides importing, and what it keeps beside its snips.</summary>
/// <remarks>
/// Marks are the library's: all who use it see them. Saved searches and the like are each role's own. Thread-safe; each call has a connection of its own.
/// A change that came after another writer's to the same snip is begun again. Every method throws <see cref="IndexException"/> where the server refuses or
/// is gone, or the library is of another version or model.
/// </remarks>
/// <param name="address">Where the library lies.</param>
/// <param name="model">The model that it was made with; stays the caller's.</param>
public sealed class PostgresEditor(PostgresAddress address, ModelLoader model)
{
    private const int Attempts = 8;

    /// <summary>Where the library lies.</summary>
    public PostgresAddress Address => address;

    /// <summary>Every source, by path.</summary>
    public IReadOnlyList<ImportedSource> ReadSources()
    {
        using var reading = new PostgresReading(address);
        return LibrarySources.Of(reading.Library.Manifest.Roots, reading.Read(beside => beside.ReadSources()), reading.ReadStates());
    }

    /// <inheritdoc cref="LibrarySources.WeighForget(string, string)"/>
    /// <param name="path">As there.</param>
    public RemovalReport WeighForget(string path)
    {
        using var reading = new PostgresReading(address);
        return LibrarySources.Weigh(reading.ReadStates(), reading.Library.Manifest.Roots, path);
    }

    /// <inheritdoc cref="LibrarySources.Forget(SnipIndexWriter, string)"/>
    /// <param name="path">As there.</param>
    public RemovalReport Forget(string path) => Change(store => LibrarySources.Forget(store, path));

    /// <inheritdoc cref="LibrarySources.Remove(SnipIndexWriter, IReadOnlyCollection{string})"/>
    /// <param name="ids">As there.</param>
    public RemovalReport Remove(IReadOnlyCollection<string> ids) => Change(store => LibrarySources.Remove(store, ids));

    /// <inheritdoc cref="LibrarySources.Restore(SnipIndexWriter, string)"/>
    /// <param name="id">As there.</param>
    public IReadOnlyList<string> Restore(string id) => Change(store => LibrarySources.Restore(store, id));

    /// <inheritdoc cref="SnipMarks.Change(SnipIndexWriter, string, MarkChange, CancellationToken)"/>
    /// <param name="id">As there.</param>
    /// <param name="change">As there.</param>
    /// <param name="cancellationToken">As there.</param>
    public Snip? Mark(string id, MarkChange change, CancellationToken cancellationToken = default) =>
        Change(store => SnipMarks.Change(store, model, id, change, cancellationToken));

    /// <summary>The note that was written on a snip here, without that of its sources; null for none.</summary>
    /// <param name="id">The snip's whole id.</param>
    public string? NoteOf(string id)
    {
        using var reading = new PostgresReading(address);
        return reading.Read(beside => beside.ReadMarks()).Find([id])?.Note;
    }

    /// <summary>A small file that the role keeps with the library; null where it keeps none of that name.</summary>
    /// <param name="name">The file's name.</param>
    public string? ReadFile(string name)
    {
        using var reading = new PostgresReading(address);
        return reading.Read(beside => beside.ReadFile(name, IsShared(name)));
    }

    /// <summary>Puts a small file in place of the one of that name; null takes it away.</summary>
    /// <param name="name">The file's name; <c>aliases.txt</c>, which other names mean which speaker, is the same for all who use the library.</param>
    /// <param name="content">What it holds.</param>
    /// <exception cref="QueryException">The aliases cannot be understood; nothing was changed.</exception>
    public void WriteFile(string name, string? content)
    {
        if (IsShared(name) && content is not null) SpeakerAliases.Parse(content.Split('\n'), name);
        Change(store => store.WriteFile(name, IsShared(name), content));
    }

    /// <summary>Makes the library whole again of the stored text of its snips.</summary>
    /// <param name="progress">Told as embedding goes on.</param>
    /// <param name="cancellationToken">Stops embedding; what is embedded is committed.</param>
    public RepairReport Repair(IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var store = PostgresStore.Open(address, model);
        return store.Repair(progress, cancellationToken);
    }

    private static bool IsShared(string name) => name == SpeakerAliases.FileName;

    private T Change<T>(Func<PostgresStore, T> change)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var store = PostgresStore.Open(address, model);
            try
            {
                return change(store);
            }
            catch (IndexException e) when (e.Fault == IndexFault.Locked && attempt < Attempts)
            {
                // What another has written is there now, and is changed instead of written over.
            }
        }
    }
}
