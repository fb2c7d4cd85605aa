using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Related;
using SemanticSnips.Searching;

namespace SemanticSnips.Postgres;

/// <summary>What related snips of one snip are told from: the passages nearest to its own, those with its words, its episode.</summary>
internal sealed class PostgresRelated : IRelatedSource
{
    /// <summary>Candidates of each of the snip's passages.</summary>
    private const int PerPassage = 200;

    /// <summary>Of a long snip so many passages look for others, spread over it.</summary>
    private const int MaxPassages = 16;

    private readonly LibraryRow _library;
    private readonly Candidates _candidates;
    private readonly PostingScores _postings;
    private readonly IReadOnlyDictionary<string, bool[]> _matches;
    private readonly SpeakerAliases _aliases;

    private PostgresRelated(LibraryRow library, Candidates candidates, PostingScores postings, IReadOnlyDictionary<string, bool[]> matches,
        SpeakerAliases aliases) =>
        (_library, _candidates, _postings, _matches, _aliases) = (library, candidates, postings, matches, aliases);

    public Corpus Corpus => _candidates.Corpus;

    /// <summary>The library's number of a snip of the corpus.</summary>
    public int NumberOf(int snip) => _candidates.NumberOf(snip);

    /// <summary>Collects what there is around a snip.</summary>
    /// <param name="snapshot">Of the library.</param>
    /// <param name="number">The snip's number.</param>
    /// <param name="source">The snip.</param>
    /// <param name="options">Which related snips are looked for; null for those that say the same.</param>
    /// <param name="profile">The constants.</param>
    /// <param name="cancellationToken">Reaches the server.</param>
    public static async Task<PostgresRelated> CollectAsync(
        Snapshot snapshot, int number, Snip source, RelatedOptions? options, RankingProfile profile, CancellationToken cancellationToken)
    {
        var own = await snapshot.RowsAsync(
            new Statement(
                """
                select p.id, p.from_char, p.to_char, p.kind, v.components::real[], s.episode_key
                from snip s left join passage p on p.snip = s.number left join embedding v on v.key = p.vector_key
                where s.number = @number order by p.ordinal
                """, ("number", number)),
            row => (
                Id: row.Or<int>(0), From: row.Or<int>(1), To: row.Or<int>(2), Kind: row.Or<short>(3),
                Vector: row.IsDBNull(4) ? null : row.GetFieldValue<float[]>(4), Episode: row.GetString(5)),
            cancellationToken).ConfigureAwait(false);
        var episode = own[0].Episode;
        var conditions = options is null ? [] : RelatedFinder.ConditionsFor(source, episode, options, HasAliasesIn(snapshot.Aliases));
        var sql = ConditionSql.Of(snapshot.Widen(conditions));
        var speaking = own.Where(p => p.Id is not null && p.Kind != (short)ChunkKind.Episode).ToList();
        var text = SnipText.Of(source).Text;
        var postings = await LookUpAsync(
            snapshot, string.Join('\n', speaking.Select(p => text[p.From!.Value..p.To!.Value])), profile, cancellationToken).ConfigureAwait(false);

        var statements = CandidateSql.Settings(PerPassage).ToList();
        var settings = statements.Count;
        var vectors = speaking.Where(p => p.Vector is not null).ToList();
        var step = Math.Max(1, (int)Math.Ceiling(vectors.Count / (double)MaxPassages));
        var words = postings.Best(PerPassage, null).Concat(own.Where(p => p.Id is not null).Select(p => p.Id!.Value)).ToArray();
        var near = snapshot.Library.AllVectors.Count <= Schema.ExactVectors ? NearScan.Exact : NearScan.Graph;
        foreach (var passage in vectors.Where((_, i) => i % step == 0)) statements.Add(Near(near, passage.Vector!, words, null));
        if (vectors.Count == 0) statements.Add(Near(null, [], words, null));
        if (sql.Expression is not null)
        {
            // What the options allow may be little, and far from the nearest of all.
            foreach (var passage in vectors.Where((_, i) => i % step == 0)) statements.Add(Near(NearScan.Filtered, passage.Vector!, [], sql));
        }

        var matching = statements.Count;
        statements.Add(new Statement(
            "select number, id, episode_key, start_ms, end_ms from snip where episode_key = @episode", ("episode", episode)));
        var (rows, episodeSnips) = (new List<CandidateRow>(), new List<(int, CorpusSnip)>());
        await snapshot.TripAsync(
            statements,
            (i, reader) => i < matching
                ? Snapshot.ReadAllAsync(reader, rows, CandidateRow.Read, cancellationToken)
                : Snapshot.ReadAllAsync(
                    reader, episodeSnips, row => (row.GetInt32(0), new CorpusSnip(row.GetString(1), row.GetString(2), 0, 0, row.TimeOr(3), row.TimeOr(4))),
                        cancellationToken),
            ends: false, cancellationToken).ConfigureAwait(false);
        var distinct = rows.DistinctBy(r => r.Id).OrderBy(r => r.SnipNumber).ThenBy(r => r.Passage.From).ThenBy(r => r.Id).ToList();
        var candidates = new Candidates(distinct, episodeSnips);
        var matches = new Dictionary<string, bool[]>(StringComparer.Ordinal);
        if (sql.Expression is { } condition)
        {
            var allowed = await snapshot.RowsAsync(
                new Statement(
                    $"select p.id from passage p join snip s on s.number = p.snip where p.id = any(@ids) and {condition}",
                    ("ids", distinct.ConvertAll(r => r.Id).ToArray())).With(sql),
                row => row.GetInt32(0), cancellationToken).ConfigureAwait(false);
            var set = allowed.ToHashSet();
            matches.Add(KeyOf(conditions), [.. distinct.Select(r => set.Contains(r.Id))]);
        }

        return new PostgresRelated(snapshot.Library, candidates, postings, matches, snapshot.Aliases);

        Statement Near(NearScan? scan, float[] vector, int[] found, ConditionSql? filter)
        {
            var statement = new Statement(
                CandidateSql.Of(scan, snapshot.Library.Manifest.Dimensions, filter?.Expression, withVectors: true),
                ("q", vector), ("k", PerPassage), ("words", found));
            return filter is null ? statement : statement.With(filter);
        }
    }

    /// <summary>The snips that stand first, of which the finder reads records: fetched at once.</summary>
    public IEnumerable<int> NearestSnips(int count)
    {
        var scores = _candidates.Rows.Select((r, i) => (Snip: Corpus.Passages[i].Snip, Score: r.Cosine));
        return scores.GroupBy(s => s.Snip).OrderByDescending(g => g.Max(s => s.Score)).Take(count).Select(g => NumberOf(g.Key));
    }

    public bool[]? Match(IReadOnlyList<Condition> conditions) => conditions.Count == 0 ? null : _matches[KeyOf(conditions)];

    public bool HasAliases(string speaker) => HasAliasesIn(_aliases)(speaker);

    public bool HasVector(int passage) => _candidates.Rows[passage].Vector is not null;

    public float[] VectorOf(int passage) => _candidates.Rows[passage].Vector!;

    public float[] CosinesTo(float[] vector) =>
        [.. _candidates.Rows.Select(r => r.Vector is { } own ? System.Numerics.Tensors.TensorPrimitives.Dot(own, vector) : float.NaN)];

    public (double[] Sum, int Count)? SumOwnVectors() => _library.OwnVectors.Count > 0 ? (_library.OwnVectors.Sum, _library.OwnVectors.Count) : null;

    public KeywordScores TopicOf(string text, int maxTerms) => new([.. _candidates.Rows.Select(r => _postings.Of(r.Id))], _postings.Ceiling, _postings.Terms);

    private static Func<string, bool> HasAliasesIn(SpeakerAliases aliases) =>
        speaker => aliases.Widen([new Condition(ConditionField.Speaker, speaker)])[0].Alternatives.Count > 0;

    private static string KeyOf(IReadOnlyList<Condition> conditions) => string.Join('\n', conditions.Select(c => $"{c.Field} {c.Value}"));

    /// <summary>Scores the most telling words of a text: counts of all its words first, then the blocks of those few.</summary>
    private static async Task<PostingScores> LookUpAsync(Snapshot snapshot, string text, RankingProfile profile, CancellationToken cancellationToken)
    {
        var terms = Analysis.CountTerms(text);
        var counts = (await snapshot.RowsAsync(
            new Statement(
                $"select term, (sum(octet_length(postings)) / {PostingBlock.Size})::int from posting where term = any(@terms) group by term",
                ("terms", terms.ConvertAll(t => t.Term).ToArray())),
            row => (Term: row.GetString(0), Count: row.GetInt32(1)), cancellationToken).ConfigureAwait(false)).ToDictionary(c => c.Term, c => c.Count,
                StringComparer.Ordinal);
        var telling = TellingTerms.Among(
            terms.Select(t => (t.Term, t.Count, counts.GetValueOrDefault(t.Term))), snapshot.Library.Passages, RelatedFinder.MaxTopicTerms);
        var postings = new PostingScores();
        if (telling.Count > 0)
        {
            var blocks = await snapshot.RowsAsync(
                new Statement(
                    "select term, block, postings from posting where term = any(@terms) order by term, block",
                        ("terms", telling.Select(t => t.Term).ToArray())),
                row => (row.GetString(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2)), cancellationToken).ConfigureAwait(false);
            foreach (var (term, block, bytes) in blocks) postings.Add(term, block, bytes);
        }

        postings.Score(telling, new Bm25(profile.K1, profile.B), snapshot.Library);
        return postings;
    }
}
