using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Transcripts;
using SemanticSnips.Vectors;

namespace SemanticSnips;

/// <summary>The search engine: one commit of an index, open for questions.</summary>
/// <remarks>
/// Thread-safe, immutable, expensive to open. It always sees the moment of the commit that it opened, whatever a writer does meanwhile;
/// open another to see more. Dispose it; the model stays the caller's.
/// </remarks>
public sealed partial class SnipIndex : IDisposable
{
    private readonly string _folder;
    private readonly ModelLoader _model;
    private readonly KeywordIndex _keywords;
    private readonly VectorStore _vectors;
    private readonly int[] _rows;
    private readonly Lazy<Neighbours> _neighbours;
    private readonly Lazy<SnipTable> _table;
    private readonly QueryBufferPool _buffers;
    private readonly Lazy<SpeakerAliases> _aliases;

    private SnipIndex(string folder, ModelLoader model, KeywordIndex keywords, VectorStore vectors, IndexManifest manifest, RankingProfile profile)
    {
        _folder = folder;
        _model = model;
        _keywords = keywords;
        _vectors = vectors;
        _rows = new int[keywords.Passages.Count];
        for (var i = 0; i < _rows.Length; i++) _rows[i] = vectors.TryFindRow(keywords.Passages[i].VectorKey, out var row) ? row : -1;
        _neighbours = new Lazy<Neighbours>(() => Neighbours.Of(keywords.Snips, keywords.Passages));
        _table = new Lazy<SnipTable>(() => new SnipTable(keywords.Snips, keywords.Passages));
        _buffers = new QueryBufferPool(vectors.Count, keywords.Passages.Count, keywords.Snips.Count);
        _aliases = new Lazy<SpeakerAliases>(() => SpeakerAliases.Load(folder));
        Manifest = manifest;
        Profile = profile;
    }

    /// <summary>What the commit says of itself.</summary>
    public IndexManifest Manifest { get; }

    /// <summary>The constants of ranking.</summary>
    public RankingProfile Profile { get; }

    /// <summary>The number of Lucene's commit; rises with each.</summary>
    internal long Commit => _keywords.Commit;

    /// <summary>Snips in the index.</summary>
    public int Count => _keywords.Snips.Count;

    /// <summary>Whether a folder holds an index.</summary>
    public static bool Exists(string folder) => KeywordIndex.Exists(IndexManifest.KeywordFolder(folder));

    /// <summary>The number of the newest commit in a folder; -1 where there is none. Opens nothing.</summary>
    internal static long NewestCommit(string folder) => KeywordIndex.NewestCommit(IndexManifest.KeywordFolder(folder));

    /// <summary>Opens the newest commit of the index in a folder.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The model that the index was made with; begins to load. Stays the caller's and must outlive the index.</param>
    /// <param name="profile">The constants of ranking; null for those in the model's folder.</param>
    /// <exception cref="IndexException">There is none, or it is damaged, or of another format or model.</exception>
    public static SnipIndex Open(string folder, ModelLoader model, RankingProfile? profile = null)
    {
        // A writer may compact the segments between the reading of the commit and of the segments: then there is a newer commit.
        for (var attempt = 1; ; attempt++)
        {
            var keywords = OpenKeywords(folder);
            try
            {
                var manifest = IndexManifest.Read(folder, keywords);
                manifest.RequireModel(folder, model.Card);
                var vectors = SnipIndexWriter.OpenVectors(folder, manifest);
                return new SnipIndex(folder, model, keywords, vectors, manifest, profile ?? RankingProfile.Load(model.Folder));
            }
            catch (IndexException e) when (e.Fault == IndexFault.Damaged && attempt < 3)
            {
                keywords.Dispose();
                Thread.Sleep(20);
            }
            catch
            {
                keywords.Dispose();
                throw;
            }
        }
    }

    /// <summary>Derives what the first query would wait for.</summary>
    internal void Warm() => Prepare();

    /// <summary>What the index holds.</summary>
    public IndexStatus ReadStatus() => new(
        Count,
        _keywords.Match([new Condition(ConditionField.Is, "transcript")]) is { } with ? _keywords.Snips.Count(s => s.PassageCount > 0 && with[s.FirstPassage]) : 0,
        _rows.Length,
        _rows.Count(r => r >= 0),
        Manifest.Segments.Count,
        Manifest.Generation,
        Manifest.Model,
        new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Exists ? f.Length : 0)); // A writer may delete one meanwhile.

    /// <summary>The snip with an id, or with an id that begins so where there is only one; null where there is none.</summary>
    /// <exception cref="QueryException">Several ids begin so.</exception>
    public Snip? Find(string id)
    {
        var number = FindNumber(id);
        return number < 0 ? null : ReadSnip(number);
    }

    /// <summary>The snips that a query's conditions and words allow, by episode and time; all for null.</summary>
    /// <param name="query">Conditions as in a search; its words must stand in the snip's text.</param>
    /// <exception cref="QueryException">The query cannot be understood.</exception>
    public IReadOnlyList<Snip> List(string? query = null)
    {
        var numbers = Enumerable.Range(0, Count);
        if (!string.IsNullOrWhiteSpace(query))
        {
            var parsed = SnipQuery.Parse(query);
            var words = Analysis.Exact(parsed.Words).Select(w => new Condition(ConditionField.Phrase, w.Term));
            var allowed = Match([.. parsed.Conditions, .. words])!;
            numbers = numbers.Where(n => allowed.AsSpan(_keywords.Snips[n].FirstPassage, _keywords.Snips[n].PassageCount).Contains(true));
        }

        return [.. numbers.Select(ReadSnip)
            .OrderByDescending(s => s.Episode.Published)
            .ThenBy(s => s.Episode.Title, StringComparer.Ordinal)
            .ThenBy(s => s.Start)
            .ThenBy(s => s.End)
            .ThenBy(s => s.Id, StringComparer.Ordinal)];
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _keywords.Dispose();
        _vectors.Dispose();
    }

    private static KeywordIndex OpenKeywords(string folder)
    {
        if (!Exists(folder))
        {
            throw new IndexException(IndexFault.Missing, $"There is no index in '{folder}'.") { Place = folder };
        }

        try
        {
            IndexManifest.RequireFormat(folder);
            return KeywordIndex.Open(IndexManifest.KeywordFolder(folder));
        }
        catch (KeywordIndexException e)
        {
            throw new IndexException(IndexFault.Damaged, $"{e.Message} Delete the folder and run 'snips index' again.", e);
        }
    }

    private bool[]? Match(IReadOnlyList<Condition> conditions)
    {
        try
        {
            return _keywords.Match(conditions.Any(c => c.Field == ConditionField.Speaker) ? _aliases.Value.Widen(conditions) : conditions);
        }
        catch (FormatException e)
        {
            throw new QueryException(e.Message, e);
        }
    }

    private Snip ReadSnip(int number) => SnipRecord.Parse(_keywords.ReadContent(number)).Snip;

    private int FindNumber(string id)
    {
        id = id.Trim().ToLowerInvariant();
        var exact = _keywords.FindSnip(id);
        if (exact >= 0 || id.Length < 3) return exact;
        var starting = Enumerable.Range(0, Count).Where(n => _keywords.Snips[n].Id.StartsWith(id, StringComparison.Ordinal)).Take(4).ToList();
        return starting.Count switch
        {
            0 => -1,
            1 => starting[0],
            _ => throw new QueryException($"'{id}' begins the ids of several snips: {string.Join(", ", starting.Select(n => _keywords.Snips[n].Id))}{(starting.Count == 4 ? " …" : "")} Type more of it."),
        };
    }
}
