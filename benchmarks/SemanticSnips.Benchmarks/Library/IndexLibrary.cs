using SemanticSnips.Transcripts;

namespace SemanticSnips.Benchmarks.Library;

/// <summary>An open index as what the questions are asked of; only what they need.</summary>
internal sealed class IndexLibrary(SnipIndex index) : ISnipLibrary
{
    public Task<SearchResult> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => index.Search(query, options, cancellationToken), cancellationToken);

    public Task<AskResult> AskAsync(string question, AskOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.Run(() => index.Ask(question, options?.Search, options?.Answers ?? 3, cancellationToken), cancellationToken);

    public Task<SnipPage> ListAsync(string? query = null, int skip = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        var all = index.List(query);
        return Task.FromResult(new SnipPage([.. all.Skip(skip).Take(take)], skip, all.Count));
    }

    public Task<SearchResult?> RelatedAsync(string id, RelatedOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<SnipDetails?> FindAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Facets> FacetsAsync(string? query = null, int top = 20, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<IReadOnlyList<Snip>>> DuplicatesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<LibraryStatus> StatusAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Check>> CheckAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Dispose() => index.Dispose();
}
