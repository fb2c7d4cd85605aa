namespace SemanticSnips;

/// <summary>Snips that can be asked: an index folder on this machine, or a database.</summary>
/// <remarks>
/// Thread-safe; a call answers from one commit. Times count from the episode's start; spans are UTF-16 units, end excluded.
/// Besides what it names, each method throws <see cref="QueryException"/> (not understood, ambiguous id), <see cref="IndexException"/>,
/// <see cref="ModelException"/>,
/// <see cref="ArgumentException"/> (an option outside of its range), <see cref="OperationCanceledException"/> and <see cref="ObjectDisposedException"/>.
/// Dispose lets running calls end.
/// </remarks>
public interface ISnipLibrary : IDisposable
{
    /// <summary>Ranks the snips that match a query.</summary>
    /// <param name="query">Words and conditions.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting and searching.</param>
    Task<SearchResult> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Finds the sentences that answer a question, or that nothing does.</summary>
    /// <param name="question">Words and conditions.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting, searching and reading.</param>
    Task<AskResult> AskAsync(string question, AskOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Finds snips about the same thing that are not the same moment.</summary>
    /// <param name="id">A snip's id, how it begins, or its link.</param>
    /// <param name="options">Which; null for the defaults.</param>
    /// <param name="cancellationToken">Stops waiting and searching.</param>
    /// <returns>Null where there is no such snip.</returns>
    Task<SearchResult?> RelatedAsync(string id, RelatedOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>One snip, with its text laid out and where else its moment is.</summary>
    /// <param name="id">A snip's id, how it begins, or its link.</param>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    /// <returns>Null where there is no such snip.</returns>
    Task<SnipDetails?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>A page of the snips, newest episode first, then by time.</summary>
    /// <param name="query">Conditions, and words that must stand in the snip's text; null for all.</param>
    /// <param name="skip">Snips to leave out at the beginning; 0 or more.</param>
    /// <param name="take">Snips at most; 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    Task<SnipPage> ListAsync(string? query = null, int skip = 0, int take = 100, CancellationToken cancellationToken = default);

    /// <summary>How many snips each show, speaker, tag and month has, most first.</summary>
    /// <param name="query">As for <see cref="ListAsync"/>.</param>
    /// <param name="top">Values of each kind at most; 1 to 1,000.</param>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    Task<Facets> FacetsAsync(string? query = null, int top = 20, CancellationToken cancellationToken = default);

    /// <summary>Groups of snips that hold the same speech: saved twice, or aired twice.</summary>
    /// <param name="cancellationToken">Stops waiting and reading.</param>
    /// <returns>Groups of two or more, the longest snip first.</returns>
    Task<IReadOnlyList<IReadOnlyList<Snip>>> DuplicatesAsync(CancellationToken cancellationToken = default);

    /// <summary>What the library holds: generation, counts, roots. Walks nothing.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<LibraryStatus> StatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads everything and says what is sound and what is not.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<Check>> CheckAsync(CancellationToken cancellationToken = default);
}
