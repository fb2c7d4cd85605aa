using SemanticSnips.Indexing;
using SemanticSnips.Querying;

namespace SemanticSnips;

/// <summary>The newest commit of an index folder, open once for many callers while one writer adds.</summary>
/// <remarks>
/// Opens at the first call; what failed is tried again at the next. A call keeps the commit that it began with. Each second the commit's number is read: a
/// newer one is opened beside, made ready and put in its place; if that fails, the old one serves on and <see cref="LibraryStatus.Problem"/> says why. As many
/// calls run as there are cores; the others wait and can be cancelled. The models stay the caller's and must outlive it.
/// </remarks>
public sealed class SharedIndex : ISnipLibrary
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private readonly ModelLoader _models;
    private readonly RankingProfile? _profile;
    private readonly SemaphoreSlim _gate = new(Environment.ProcessorCount);
    private readonly SemaphoreSlim _opening = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _swap = new();
    private Timer? _timer;
    private Commit? _newest;
    private string? _problem;
    private int _refreshing;
    private bool _isDisposed;

    /// <summary>Names the index; nothing is opened yet.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="models">The models that it was made with; stay the caller's.</param>
    /// <param name="profile">The constants of ranking; null for those in the model's folder.</param>
    public SharedIndex(string folder, ModelLoader models, RankingProfile? profile = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(models);
        Folder = folder;
        _models = models;
        _profile = profile;
    }

    /// <summary>The index's folder.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public Task<SearchResult> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            index => index.Search(query, options, cancellationToken),
            () => Begin(OptionChecks.Text(query), OptionChecks.Check(options), readsSentences: false),
            cancellationToken);

    /// <inheritdoc/>
    public Task<AskResult> AskAsync(string question, AskOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(
            index => index.Ask(question, options, cancellationToken),
            () => Begin(OptionChecks.Text(question), OptionChecks.Check(options).Search, readsSentences: true),
            cancellationToken);

    /// <inheritdoc/>
    public Task<SearchResult?> RelatedAsync(string id, RelatedOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(index => index.Related(id, options, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<SnipDetails?> FindAsync(string id, CancellationToken cancellationToken = default) =>
        RunAsync(index => index.Find(id, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<SnipPage> ListAsync(string? query = null, int skip = 0, int take = 100, CancellationToken cancellationToken = default) =>
        RunAsync(index => index.List(query, skip, take, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Facets> FacetsAsync(string? query = null, int top = 20, CancellationToken cancellationToken = default) =>
        RunAsync(index => index.Facets(query, top, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IReadOnlyList<Snip>>> DuplicatesAsync(CancellationToken cancellationToken = default) =>
        RunAsync(index => index.Duplicates(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<LibraryStatus> StatusAsync(CancellationToken cancellationToken = default) =>
        RunAsync(index => index.ReadStatus() with { Problem = Volatile.Read(ref _problem) }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Check>> CheckAsync(CancellationToken cancellationToken = default)
    {
        // An index that cannot be opened is examined all the same.
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        await EnterAsync(_gate, cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => IndexCheck.Examine(Folder, _models.Card, _models.Folder, cancellationToken).ToList(), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Refuses new calls and lets the running ones end; the last of them closes the files.</summary>
    public void Dispose()
    {
        Commit? last;
        lock (_swap)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            (last, _newest) = (_newest, null);
        }

        _timer?.Dispose();
        _closing.Cancel();
        last?.Release();
    }

    /// <summary>Looks for a newer commit now; what the timer does each second.</summary>
    internal void Refresh()
    {
        if (Interlocked.Exchange(ref _refreshing, 1) == 1) return;
        try
        {
            if (Volatile.Read(ref _newest) is not { } current || IndexCommit.Newest(Folder) == current.Index.Commit) return;
            var next = new Commit(SnipIndex.Open(Folder, _models, _profile));
            try
            {
                next.Index.Warm(current.Index.Legs.IsSketched);
            }
            catch
            {
                next.Release();
                throw;
            }

            Put(next);
            Volatile.Write(ref _problem, null);
        }
        catch (Exception e) when (e is SnipsException or IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _problem, e.Message);
        }
        catch (ObjectDisposedException)
        {
            // Library or models were disposed meanwhile, and nobody waits for this; on a timer's thread it would end the process.
        }
        finally
        {
            Volatile.Write(ref _refreshing, 0);
        }
    }

    /// <summary>Refuses what cannot be asked before anything is opened, and lets the models load beside the index.</summary>
    private void Begin(string query, SearchOptions options, bool readsSentences)
    {
        if (SnipQuery.Parse(query).Words.Length == 0 || options.Mode == SearchMode.Keyword || !Directory.Exists(Folder)) return;
        _models.Prepare(reader: readsSentences);
    }

    private Task<T> RunAsync<T>(Func<SnipIndex, T> call, CancellationToken cancellationToken) => RunAsync(call, null, cancellationToken);

    private async Task<T> RunAsync<T>(Func<SnipIndex, T> call, Action? begin, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);
        begin?.Invoke();
        await EnterAsync(_gate, cancellationToken).ConfigureAwait(false);
        try
        {
            var lease = TryLease() ?? await OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await Task.Run(() => call(lease.Index), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                lease.Release();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits until there is room, the caller cancels, or the library is disposed.</summary>
    private async Task EnterAsync(SemaphoreSlim room, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await room.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(SharedIndex));
        }
    }

    /// <summary>The newest commit, held for the caller; null where none is open yet.</summary>
    private Commit? TryLease()
    {
        lock (_swap)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _newest?.Hold();
            return _newest;
        }
    }

    private async Task<Commit> OpenAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(_opening, cancellationToken).ConfigureAwait(false);
        try
        {
            if (TryLease() is { } opened) return opened;
            var commit = new Commit(await Task.Run(() => SnipIndex.Open(Folder, _models, _profile), cancellationToken).ConfigureAwait(false));
            commit.Hold();
            Put(commit);
            return commit;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Makes a commit the newest; whoever holds the one before keeps it until done.</summary>
    private void Put(Commit commit)
    {
        Commit? before;
        lock (_swap)
        {
            before = _isDisposed ? commit : _newest;
            if (!_isDisposed)
            {
                _newest = commit;
                _timer ??= new Timer(_ => Refresh(), null, RefreshInterval, RefreshInterval);
            }
        }

        before?.Release();
    }

    /// <summary>An open commit, closed by the last who lets go of it.</summary>
    private sealed class Commit(SnipIndex index)
    {
        private int _holders = 1;

        public SnipIndex Index => index;

        public void Hold() => Interlocked.Increment(ref _holders);

        public void Release()
        {
            if (Interlocked.Decrement(ref _holders) == 0) index.Dispose();
        }
    }
}
