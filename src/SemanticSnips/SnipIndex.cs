using System.Diagnostics;
using SemanticSnips.Answers;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Related;
using SemanticSnips.Searching;
using SemanticSnips.Vectors;

namespace SemanticSnips;

/// <summary>One commit of an index, open for questions: hands each to the stages that answer it.</summary>
/// <remarks>
/// Thread-safe, immutable, expensive to open. It always sees the moment of the commit that it opened, whatever a writer does meanwhile; open another to see
/// more. Dispose it; the model stays the caller's. What still runs then ends as if nothing had happened, and closes the files; later calls throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
internal sealed class SnipIndex : IDisposable
{
    private readonly string _folder;
    private readonly KeywordIndex _keywords;
    private readonly HitReader _reader;
    private readonly Browse _browse;
    private readonly RelatedFinder _related;
    private readonly SnipIds _ids;
    private readonly Lazy<LibraryStatus> _status;
    private readonly UseCount _uses;

    private SnipIndex(string folder, ModelLoader model, KeywordIndex keywords, VectorStore vectors, IndexManifest manifest, RankingProfile profile)
    {
        (_folder, _keywords, Manifest, Profile) = (folder, keywords, manifest, profile);
        _uses = new UseCount(typeof(SnipIndex), () =>
        {
            keywords.Dispose();
            vectors.Dispose();
        });
        Legs = new Legs(folder, keywords, vectors, model, profile);
        _reader = new HitReader(snip => SnipRecord.Parse(keywords.ReadContent(snip)), () => Legs.Corpus, profile);
        _browse = new Browse(keywords, Legs, _reader);
        _status = new Lazy<LibraryStatus>(() => _browse.CountUp(manifest), LazyThreadSafetyMode.PublicationOnly);
        Searcher = new Searcher(model, Legs, _reader, _browse, profile, _status);
        Asker = new Asker(Searcher, Legs, model, profile);
        Reranker = new Reranker(model, profile);
        _related = new RelatedFinder(Legs, _reader, profile);
        _ids = new SnipIds(keywords, _reader);
    }

    /// <summary>What the commit says of itself.</summary>
    public IndexManifest Manifest { get; }

    /// <summary>The constants of ranking.</summary>
    public RankingProfile Profile { get; }

    /// <summary>The number of Lucene's commit; rises with each.</summary>
    internal long Commit => _keywords.Commit;

    /// <summary>Snips in the index.</summary>
    public int Count => _keywords.Snips.Count;

    /// <summary>What turns queries into scores.</summary>
    public Legs Legs { get; }

    /// <summary>What turns queries into hits.</summary>
    public Searcher Searcher { get; }

    /// <summary>What turns questions into answers.</summary>
    public Asker Asker { get; }

    /// <summary>What reads hits and orders them anew.</summary>
    public Reranker Reranker { get; }

    /// <summary>Opens the newest commit of the index in a folder.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The model that the index was made with. Stays the caller's and must outlive the index.</param>
    /// <param name="profile">The constants of ranking; null for those in the model's folder.</param>
    /// <exception cref="IndexException">There is none, or it is damaged, or of another format or model.</exception>
    /// <exception cref="ModelException">No profile is given, and the one that stood beside the model at the last commit is gone or damaged.</exception>
    public static SnipIndex Open(string folder, ModelLoader model, RankingProfile? profile = null)
    {
        var commit = IndexCommit.Open(folder, model.Card);
        try
        {
            if (profile is null) commit.Manifest.RequireProfile(folder, model.Folder);
            return new SnipIndex(folder, model, commit.Keywords, commit.Vectors, commit.Manifest, profile ?? RankingProfile.Load(model.Folder));
        }
        catch
        {
            commit.Dispose();
            throw;
        }
    }

    /// <summary>Derives ahead of the first query what every query needs.</summary>
    /// <param name="asked">Whether many queries will come: then what pays only for these, too.</param>
    public void Warm(bool asked = false)
    {
        using var hold = _uses.Use();
        Legs.Prepare();
        if (asked) Legs.Sketch();
    }

    /// <summary>Ranks the snips that match a query; see <see cref="ISnipLibrary.SearchAsync"/>.</summary>
    public SearchResult Search(string query, SearchOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = OptionChecks.Check(options);
        using var hold = _uses.Use();
        using var read = Searcher.Read(OptionChecks.Text(query));
        var found = Searcher.Search(query, read, Reranker.Widen(options), cancellationToken);
        return Reranker.Apply(found, read.Words, options, cancellationToken);
    }

    /// <summary>Finds the sentences that answer a question, or that nothing does; see <see cref="ISnipLibrary.AskAsync"/>.</summary>
    public AskResult Ask(string question, AskOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = OptionChecks.Check(options);
        using var hold = _uses.Use();
        return Asker.Ask(OptionChecks.Text(question), options, cancellationToken);
    }

    /// <summary>Finds snips about the same thing that are not the same moment; see <see cref="ISnipLibrary.RelatedAsync"/>.</summary>
    public SearchResult? Related(string id, RelatedOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = OptionChecks.Check(options);
        using var hold = _uses.Use();
        var clock = Stopwatch.StartNew();
        var number = _ids.Find(OptionChecks.Text(id));
        if (number < 0) return null;
        var hits = _related.Find(number, options, cancellationToken);
        return new SearchResult
        {
            Query = _keywords.Snips[number].Id,
            Mode = SearchMode.Hybrid,
            Hits = hits ?? [],
            Confidence = hits is [_, ..] ? Profile.ConfidenceOf(hits.Max(h => h.Relevance)) : Confidence.None,
            Generation = Manifest.Generation,
            EmbeddedShare = _status.Value.EmbeddedShare,
            Notes = hits is null ? [SearchNotes.NothingToRelateBy] : [],
            Elapsed = clock.Elapsed,
        };
    }

    /// <summary>One snip, whole; null where there is none; see <see cref="ISnipLibrary.FindAsync"/>.</summary>
    public SnipDetails? Find(string id, CancellationToken cancellationToken = default)
    {
        using var hold = _uses.Use();
        var number = _ids.Find(OptionChecks.Text(id));
        if (number < 0) return null;
        var snip = _reader.ReadSnip(number);
        return new SnipDetails(snip, SnipText.Of(snip), _related.AlsoIn(number, snip, cancellationToken)) { Generation = Manifest.Generation };
    }

    /// <summary>A page of the snips; see <see cref="ISnipLibrary.ListAsync"/>.</summary>
    public SnipPage List(string? query = null, int skip = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        OptionChecks.Page(skip, take);
        using var hold = _uses.Use();
        return _browse.List(query, skip, take, cancellationToken) with { Generation = Manifest.Generation };
    }

    /// <summary>Every snip of a listing, in its order, read as it is asked for.</summary>
    public IEnumerable<Snip> ReadAll(string? query = null, CancellationToken cancellationToken = default)
    {
        using var hold = _uses.Use();
        foreach (var snip in _browse.ReadAll(query, cancellationToken)) yield return snip;
    }

    /// <summary>The names that the snips of a listing have; see <see cref="ISnipLibrary.FacetsAsync"/>.</summary>
    public Facets Facets(string? query = null, int top = 20, CancellationToken cancellationToken = default)
    {
        OptionChecks.Top(top);
        using var hold = _uses.Use();
        return _browse.CountNames(query, cancellationToken).Take(top) with { Generation = Manifest.Generation };
    }

    /// <summary>Groups of snips that hold the same speech; see <see cref="ISnipLibrary.DuplicatesAsync"/>.</summary>
    public IReadOnlyList<IReadOnlyList<Snip>> Duplicates(CancellationToken cancellationToken = default)
    {
        using var hold = _uses.Use();
        return _related.Duplicates(cancellationToken);
    }

    /// <summary>What the commit holds; counted once.</summary>
    public LibraryStatus ReadStatus()
    {
        using var hold = _uses.Use();
        return _status.Value;
    }

    /// <summary>Bytes on disk of what the index owns; walks its folders.</summary>
    public long MeasureBytes() => IndexManifest.BytesOf(_folder);

    /// <summary>Closes the files, at once or when the last call that still runs has ended.</summary>
    public void Dispose() => _uses.Dispose();
}
