using System.Diagnostics;
using Npgsql;
using SemanticSnips.Answers;
using SemanticSnips.Indexing;
using SemanticSnips.Postgres;
using SemanticSnips.Querying;
using SemanticSnips.Related;
using SemanticSnips.Searching;

namespace SemanticSnips;

/// <summary>A library on a PostgreSQL server, ranked with the code that ranks an index folder.</summary>
/// <remarks>
/// Connects at the first call; a call sees one commit, in a transaction that only reads. As many calls run as the pool has connections; the others
/// wait and can be cancelled. Cancelling a call ends what the server does for it. The models stay the caller's and must outlive it.
/// </remarks>
public sealed class PostgresLibrary : ISnipLibrary
{
    /// <summary>Records that are read at a time where all are.</summary>
    private const int RecordsPerTrip = 500;

    private readonly ModelLoader _models;
    private readonly Lazy<RankingProfile> _profile;
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _gate;
    private readonly CancellationTokenSource _closing = new();
    private readonly UseCount _uses;
    private volatile string? _aliases;

    /// <summary>Names the library; nothing is connected yet.</summary>
    /// <param name="address">Where it lies.</param>
    /// <param name="models">The models that it was made with; stay the caller's.</param>
    /// <param name="profile">The constants of ranking; null for those in the model's folder.</param>
    public PostgresLibrary(PostgresAddress address, ModelLoader models, RankingProfile? profile = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(models);
        Address = address;
        _models = models;
        _profile = new Lazy<RankingProfile>(() => profile ?? RankingProfile.Load(models.Folder), LazyThreadSafetyMode.PublicationOnly);
        _source = address.CreateSource();
        _gate = new SemaphoreSlim(address.PoolSize);
        _uses = new UseCount(typeof(PostgresLibrary), _source.Dispose);
    }

    /// <summary>Where the library lies.</summary>
    public PostgresAddress Address { get; }

    /// <inheritdoc/>
    public Task<SearchResult> SearchAsync(string query, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = OptionChecks.Check(options);
        var text = OptionChecks.Text(query);
        return RunAsync(async snapshot =>
        {
            using var search = new PostgresSearch(snapshot, _models, _profile.Value, SnipQuery.Parse(text));
            var found = await search.RunAsync(text, Reranker.Widen(options), cancellationToken).ConfigureAwait(false);
            return new Reranker(_models, _profile.Value).Apply(found, search.Query.Words, options, cancellationToken);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AskResult> AskAsync(string question, AskOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = OptionChecks.Check(options);
        var text = OptionChecks.Text(question);
        var reads = options.UseReader && _profile.Value.Reading is not null && _models.HasReader
            && options.Search is { Mode: SearchMode.Hybrid, Fusion: FusionKind.Absolute };
        return RunAsync(async snapshot =>
        {
            if (reads) _models.Prepare(reader: true);
            using var search = new PostgresSearch(snapshot, _models, _profile.Value, SnipQuery.Parse(text));
            var found = await search.RunAsync(text, options.Search, cancellationToken).ConfigureAwait(false);
            options.Found?.Report(found);
            if (search.Query.Words.Length == 0 || (!reads && !found.Answered)) return new AskResult { Search = found, Answers = [] };
            var finder = new AnswerFinder(_models, search.Query, _profile.Value, search.IdfOf, search.Findable);
            return new AskResult
            {
                Search = found,
                Answers = reads && _models.ReaderKnows(search.Query.Words)
                    ? finder.Read(found.Hits, options.Answers, Confidence.Unsure, cancellationToken)
                    : finder.Embed(found.Hits, options.Answers, Confidence.Unsure, cancellationToken),
            };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SearchResult?> RelatedAsync(string id, RelatedOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = OptionChecks.Check(options);
        var text = OptionChecks.Text(id);
        return RunAsync<SearchResult?>(async snapshot =>
        {
            var clock = Stopwatch.StartNew();
            if (await Listing.FindAsync(snapshot, text, cancellationToken).ConfigureAwait(false) is not var (number, record)) return null;
            var (finder, place) = await RelatedOfAsync(snapshot, number, record, options, cancellationToken).ConfigureAwait(false);
            var hits = finder.Find(place, options, cancellationToken);
            return new SearchResult
            {
                Query = record.Snip.Id,
                Mode = SearchMode.Hybrid,
                Hits = hits ?? [],
                Confidence = hits is [_, ..] ? _profile.Value.ConfidenceOf(hits.Max(h => h.Relevance)) : Confidence.None,
                Generation = snapshot.Library.Generation,
                Notes = hits is null ? [SearchNotes.NothingToRelateBy] : [],
                Elapsed = clock.Elapsed,
            };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SnipDetails?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        var text = OptionChecks.Text(id);
        return RunAsync<SnipDetails?>(async snapshot =>
        {
            if (await Listing.FindAsync(snapshot, text, cancellationToken).ConfigureAwait(false) is not var (number, record)) return null;
            var (finder, place) = await RelatedOfAsync(snapshot, number, record, null, cancellationToken).ConfigureAwait(false);
            var alsoIn = finder.AlsoIn(place, record.Snip, cancellationToken);
            return new SnipDetails(record.Snip, SnipText.Of(record.Snip), alsoIn) { Generation = snapshot.Library.Generation };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SnipPage> ListAsync(string? query = null, int skip = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        OptionChecks.Page(skip, take);
        return RunAsync(snapshot => new Listing(snapshot, query).ReadPageAsync(skip, take, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Facets> FacetsAsync(string? query = null, int top = 20, CancellationToken cancellationToken = default)
    {
        OptionChecks.Top(top);
        return RunAsync(async snapshot =>
        {
            var snips = await new Listing(snapshot, query).ReadAllAsync(cancellationToken).ConfigureAwait(false);
            return Facets.Of(snips).Take(top) with { Generation = snapshot.Library.Generation };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<IReadOnlyList<Snip>>> DuplicatesAsync(CancellationToken cancellationToken = default) => RunAsync(async snapshot =>
    {
        var snips = await snapshot.RowsAsync(
            new Statement("select number, id from snip order by number"), row => (Number: row.GetInt32(0), Id: row.GetString(1)), cancellationToken)
                .ConfigureAwait(false);

        // Every snip is read once in order, and what may repeat another once more.
        var page = new Dictionary<int, SnipRecord>();
        Snip Read(int n)
        {
            if (!page.TryGetValue(snips[n].Number, out var record))
            {
                page = snapshot.ReadRecordsAsync(snips.Skip(n).Take(RecordsPerTrip).Select(s => s.Number), cancellationToken).GetAwaiter().GetResult();
                record = page[snips[n].Number];
            }

            return record.Snip;
        }

        return await Task.Run(() => RelatedFinder.Duplicates(snips.Count, Read, n => snips[n].Id, cancellationToken), cancellationToken).ConfigureAwait(false);
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<LibraryStatus> StatusAsync(CancellationToken cancellationToken = default) => RunAsync(async snapshot =>
    {
        var pending = await snapshot.RowsAsync(
            new Statement("select count(*)::int from pending k join passage p on p.vector_key = k.key"), row => row.GetInt32(0), cancellationToken, ends: true)
            .ConfigureAwait(false);
        var library = snapshot.Library;
        library.Manifest.RequireModel(Address.Place, _models.Card);
        return new LibraryStatus
        {
            Generation = library.Generation,
            Snips = library.Snips,
            WithTranscript = library.Transcripts,
            Passages = library.Passages,
            Pending = pending[0],
            Model = library.Manifest.Model,
            Roots = library.Manifest.Roots,
        };
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Check>> CheckAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_uses.IsDisposed, this);
        return PostgresCheck.RunAsync(_source, Address, _models, cancellationToken);
    }

    /// <summary>Refuses new calls and lets the running ones end; the last of them closes the connections.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _uses.Dispose();
    }

    private async Task<(RelatedFinder Finder, int Place)> RelatedOfAsync(
        Snapshot snapshot, int number, SnipRecord record, RelatedOptions? options, CancellationToken cancellationToken)
    {
        var source = await PostgresRelated.CollectAsync(snapshot, number, record.Snip, options, _profile.Value, cancellationToken).ConfigureAwait(false);
        var records = await snapshot.ReadRecordsAsync(
            source.NearestSnips(RelatedFinder.Nearest + 2 * (options?.Top ?? 0)), cancellationToken).ConfigureAwait(false);
        records[number] = record;
        var reader = new HitReader(Read, () => source.Corpus, _profile.Value);
        return (new RelatedFinder(source, reader, _profile.Value), source.Corpus.Find(record.Snip.Id));

        SnipRecord Read(int snip)
        {
            var wanted = source.NumberOf(snip);
            if (!records.TryGetValue(wanted, out var known))
            {
                known = snapshot.ReadRecordsAsync([wanted], cancellationToken).GetAwaiter().GetResult()[wanted];
                records.Add(wanted, known);
            }

            return known;
        }
    }

    private async Task<T> RunAsync<T>(Func<Snapshot, Task<T>> call, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_uses.IsDisposed, this);
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var hold = _uses.Use();

            // Off the caller's thread: words are embedded and answers read within.
            return await Task.Run(() => AskAgainAsync(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (OperationCanceledException or SnipsException) && PostgresFaults.Of(Address, e) is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Schema.FaultOf(_source, Address, e)!;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes a call, and again where it supposed aliases that have changed; and once more where the connection turns out to be dead: it may be one
    /// that the pool kept while the server was begun anew.</summary>
    private async Task<T> AskAgainAsync<T>(Func<Snapshot, Task<T>> call, CancellationToken cancellationToken)
    {
        for (var isKept = true; ;)
        {
            try
            {
                await using var snapshot = await Snapshot.OpenAsync(_source, Address, _aliases, cancellationToken).ConfigureAwait(false);
                return await call(snapshot).ConfigureAwait(false);
            }
            catch (AliasesChangedException e)
            {
                _aliases = e.Aliases;
            }
            catch (Exception e) when (isKept && PostgresFaults.IsBroken(e) && !cancellationToken.IsCancellationRequested)
            {
                isKept = false;
                _source.Clear();
            }
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await _gate.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(PostgresLibrary));
        }
    }
}
