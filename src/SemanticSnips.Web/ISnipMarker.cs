namespace SemanticSnips.Web;

/// <summary>Where the page puts a person's own tags, stars and notes. Called from any thread.</summary>
public interface ISnipMarker
{
    /// <summary>The own note of a snip, without that of its sources; null for none.</summary>
    /// <param name="id">The snip's whole id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QueryException">The marks cannot be read.</exception>
    Task<string?> FindNoteAsync(string id, CancellationToken cancellationToken);

    /// <summary>Changes the marks of one snip.</summary>
    /// <param name="id">The snip's whole id.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Ends the wait for another writer.</param>
    /// <returns>The snip as it is now; null where there is none with that id.</returns>
    /// <exception cref="IndexException">The library cannot be written now.</exception>
    Task<Snip?> ChangeAsync(string id, MarkChange change, CancellationToken cancellationToken);
}
