using System.Diagnostics;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Searching;

namespace SemanticSnips.Postgres;

/// <summary>One search of a snapshot in three round trips at most: posting blocks, candidates with what stands around them, records of what is shown.</summary>
/// <remarks>Ranks with the code that ranks an index folder. Not thread-safe.</remarks>
internal sealed class PostgresSearch : IDisposable
{
    /// <summary>Candidates of each leg: deeper changes nothing that counts.</summary>
    private const int CandidatesPerLeg = 200;

    /// <summary>So many times as many are found by words, where their sums with the cosine then decide which of them are candidates.</summary>
    private const int FusedDepth = 10;

    /// <summary>Conditions that let through no more passages than this have all of these scored.</summary>
    private const int FilteredPassages = 20_000;

    private readonly Snapshot _snapshot;
    private readonly ModelLoader _model;
    private readonly RankingProfile _profile;
    private readonly SnipQuery _parsed;
    private readonly ConditionSql _conditions;
    private QueryTerms _terms;
    private PostingScores _postings = new();
    private HashSet<int>? _allowed;

    /// <param name="snapshot">What is searched; nothing was asked of it yet.</param>
    /// <param name="model">Embeds the query.</param>
    /// <param name="profile">The constants.</param>
    /// <param name="parsed">The query.</param>
    /// <exception cref="QueryException">A condition cannot be understood.</exception>
    public PostgresSearch(Snapshot snapshot, ModelLoader model, RankingProfile profile, SnipQuery parsed)
    {
        (_snapshot, _model, _profile, _parsed) = (snapshot, model, profile, parsed);
        _conditions = ConditionSql.Of(snapshot.Widen(parsed.Conditions));
        _terms = new QueryTerms(parsed.Words);
        Query = NewQuery(parsed.Words);
    }

    /// <summary>The query; its terms, and how its words were meant, are known after the search.</summary>
    public Query Query { get; private set; }

    /// <summary>How many passages could be found; known after the search.</summary>
    public int Findable => _allowed?.Count ?? _snapshot.Library.Passages;

    /// <summary>How telling a term of the query is in the library.</summary>
    public double IdfOf(string term) => Bm25.Idf(_snapshot.Library.Passages, _postings.Count(term));

    /// <summary>Ranks.</summary>
    /// <param name="text">The query as it was given.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellationToken">Stops embedding and the server.</param>
    public async Task<SearchResult> RunAsync(string text, SearchOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var notes = new List<string>();
        var hits = _parsed.Words.Length == 0
            ? await BrowseAsync(options.Top, cancellationToken).ConfigureAwait(false)
            : await RankAsync(options, notes, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (hits.Count == 0) notes.AddRange(await PostgresHints.OfAsync(_snapshot, _parsed.Conditions, cancellationToken).ConfigureAwait(false));
        return new SearchResult
        {
            Query = text,
            Mode = options.Mode,
            Hits = hits,
            IsRanked = _parsed.Words.Length > 0,
            Confidence = hits.Count == 0 ? Confidence.None : _profile.ConfidenceOf(hits[0].Relevance),
            Generation = _snapshot.Library.Generation,
            Notes = notes,
            Elapsed = clock.Elapsed,
        };
    }

    /// <summary>Waits until the embedding has ended.</summary>
    public void Dispose() => Query.Dispose();

    private Query NewQuery(string words) =>
        new(words, [], null, _model.EmbedQuery) { Speakers = Query.SpeakersOf(_parsed), Conditions = _parsed.Conditions };

    private async Task<IReadOnlyList<SearchHit>> RankAsync(SearchOptions options, List<string> notes, CancellationToken cancellationToken)
    {
        var embeds = options.Mode != SearchMode.Keyword && _model.Knows(_parsed.Words);
        var mayBeMistyped = Mistyping.Suspects(_parsed.Words, _ => false, _model.IsWord).Any();
        if (embeds && !mayBeMistyped) Query.BeginEmbedding(cancellationToken);
        await LookUpAsync(mayBeMistyped, notes, cancellationToken).ConfigureAwait(false);
        if (embeds) Query.BeginEmbedding(cancellationToken);
        TakeTerms(options.Mode, notes);
        var lifts = _profile.SpeakerLift > 0 && AskedSpeakers.MayName(Query.Words) && options is { Mode: SearchMode.Hybrid, Fusion: FusionKind.Absolute };
        var top = lifts ? options.Top + SpeakerLift.Depth : options.Top;
        var vector = embeds ? Query.Embed(cancellationToken) : null;
        if (!embeds && options.Mode != SearchMode.Keyword) notes.Add(SearchNotes.UnknownScript(_model.Card.Id));
        if (vector is not null && _model.Truncates(Query.Words, isQuery: true)) notes.Add(SearchNotes.Truncated(_model.Card.MaxTokens));
        var looksForPairs = options.Mode == SearchMode.Hybrid && _profile.ProximityWeight > 0;
        var places = looksForPairs ? new WordPlaces(_postings.Terms, [.. _postings.Terms.Select(IdfOf)]) : null;
        var depth = Math.Max(CandidatesPerLeg, 4 * (top + HitReader.SpareMoments));
        var fuses = vector is not null && options is { Mode: SearchMode.Hybrid, Fusion: FusionKind.Absolute };
        var candidates = await FindAsync(vector, depth, fuses, places is { Any: true } ? places : null, cancellationToken).ConfigureAwait(false);
        var scores = ScoresOf(candidates, vector, options.Mode) with
        {
            Proximity = places is null ? null : [.. candidates.Rows.Select(r => places.Of(r.Places))],
        };
        var moments = new HybridRanker(candidates.Corpus)
            .FindMoments(scores, options.Mode, options.Fusion, _profile, top + HitReader.SpareMoments, candidates.NewBuffers());
        if (moments.Count == 0) return [];
        var shown = moments.SelectMany(m => m.Others.Prepend(m.Leader.Snip)).Select(candidates.NumberOf);
        var records = await _snapshot.ReadRecordsAsync(shown, cancellationToken, ends: true).ConfigureAwait(false);
        var hits = new HitReader(snip => records[candidates.NumberOf(snip)], () => candidates.Corpus, _profile).Read(moments, scores, top, cancellationToken);
        return lifts ? SpeakerLift.Apply(Query, hits, _profile.SpeakerLift, options.Top) : hits;
    }

    /// <summary>The first trip: posting blocks, and the passages that the conditions allow. Where a word may be mistyped and nobody says it, another for the
    /// words that are near, and one for what was meant.</summary>
    private async Task LookUpAsync(bool mayBeMistyped, List<string> notes, CancellationToken cancellationToken)
    {
        List<Statement> statements = [_terms.Statement];
        if (_conditions.Expression is { } condition)
            statements.Add(new Statement($"select array_agg(p.id) from passage p join snip s on s.number = p.snip where {condition}").With(_conditions));
        await _snapshot.TripAsync(statements, async (i, reader) =>
        {
            if (i == 0)
            {
                await _postings.AddAsync(reader, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                _allowed = reader.IsDBNull(0) ? [] : [.. reader.GetFieldValue<int[]>(0)];
            }
        }, ends: false, cancellationToken).ConfigureAwait(false);
        _snapshot.Library.Manifest.RequireModel(_snapshot.Library.Manifest.Model, _model.Card);
        if (!mayBeMistyped) return;
        var words = await MendAsync(notes, cancellationToken).ConfigureAwait(false);
        if (words == _parsed.Words) return;
        (_terms, _postings, Query) = (new QueryTerms(words), new PostingScores(), NewQuery(words));
        await _snapshot.TripAsync(
            [_terms.Statement], (_, reader) => _postings.AddAsync(reader, cancellationToken), ends: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The words as they were meant.</summary>
    private async Task<string> MendAsync(List<string> notes, CancellationToken cancellationToken)
    {
        var suspects = Mistyping.Suspects(_parsed.Words, Holds, _model.IsWord).Select(s => s.Typed.ToLowerInvariant()).Distinct().ToList();
        if (suspects.Count == 0) return _parsed.Words;
        var near = suspects.ConvertAll(_ => new List<(string, int)>());
        await _snapshot.TripAsync(
            suspects.ConvertAll(s => Vocabulary.Near(s, Mistyping.MaxEdits(s))),
            (i, reader) => Snapshot.ReadAllAsync(reader, near[i], row => (row.GetString(0), row.GetInt32(1)), cancellationToken), ends: false,
            cancellationToken).ConfigureAwait(false);
        return Mistyping.Mend(
            _parsed.Words, Holds, _model.IsWord, (typed, edits) => Vocabulary.Nearest(typed, edits, near[suspects.IndexOf(typed)]), notes);

        bool Holds(string term) => _postings.Count(term) > 0;
    }

    private void TakeTerms(SearchMode mode, List<string> notes)
    {
        Query = Query.WithTerms(FrameWords.Without(_terms.KnownIn(_postings)));
        if (mode == SearchMode.Vector) return;
        _postings.Score(Query.Terms, new Bm25(_profile.K1, _profile.B), _snapshot.Library);
        if (_postings.Terms.Count == 0) notes.Add(SearchNotes.OnlyCommonWords);
    }

    /// <summary>The second trip.</summary>
    private async Task<Candidates> FindAsync(float[]? vector, int depth, bool fuses, WordPlaces? places, CancellationToken cancellationToken)
    {
        var dimensions = _snapshot.Library.Manifest.Dimensions;
        NearScan? near = vector is null ? null
            : _allowed is { Count: <= FilteredPassages } ? NearScan.Filtered
            : _allowed is null && _snapshot.Library.AllVectors.Count <= Schema.ExactVectors ? NearScan.Exact
            : NearScan.Graph;
        var words = _postings.Best(fuses ? FusedDepth * depth : depth, _allowed);
        var statement = new Statement(
            CandidateSql.Of(near, dimensions, _conditions.Expression, fuses, withPlaces: places is not null),
            ("q", vector ?? []), ("k", depth), ("words", words),
            ("shares", Array.ConvertAll(words, w => _profile.CoverageWeight * _postings.Of(w) / _postings.Ceiling)),
            ("typical", vector is null ? 0 : _snapshot.Library.AllVectors.MeanCosine(vector)),
            ("pairs", places?.Pairs ?? ""), ("beginnings", places?.Beginnings ?? []));
        if (near is NearScan.Filtered or NearScan.Graph) statement.With(_conditions);
        var rows = new List<CandidateRow>();
        List<Statement> statements = [.. CandidateSql.Settings(depth), statement];
        await _snapshot.TripAsync(
            statements, (_, reader) => Snapshot.ReadAllAsync(reader, rows, CandidateRow.Read, cancellationToken), ends: false,
                cancellationToken).ConfigureAwait(false);
        return new Candidates(rows);
    }

    private PassageScores ScoresOf(Candidates candidates, float[]? vector, SearchMode mode)
    {
        var library = _snapshot.Library;
        var rows = candidates.Rows;
        var scores = new PassageScores
        {
            Candidates = mode == SearchMode.Hybrid ? null : [.. rows.Select(r => r.IsCandidate)],
            Allowed = _allowed is null ? null : [.. rows.Select(r => _allowed.Contains(r.Id))],
        };
        if (mode != SearchMode.Vector)
        {
            scores = scores with { Bm25 = [.. rows.Select(r => _postings.Of(r.Id))], Ceiling = _postings.Ceiling, Terms = _postings.Terms };
        }

        if (vector is null) return mode == SearchMode.Keyword ? scores : scores with { Cosines = [.. rows.Select(_ => float.NaN)] };
        var meanCosine = rows.Count > 0 && rows[0].MeanCosine is { } mean ? mean : library.AllVectors.MeanCosine(vector);
        return scores with
        {
            Cosines = [.. rows.Select(r => r.Cosine)],
            Background = new Background(meanCosine, _postings.MeanCoverage(_allowed?.Count ?? library.Passages, _allowed)),
        };
    }

    /// <summary>Hits of a query that only filters: newest first, each by its first passage that is allowed.</summary>
    private async Task<IReadOnlyList<SearchHit>> BrowseAsync(int top, CancellationToken cancellationToken)
    {
        var sql = $"""
            select s.number, s.id, s.episode_key, s.start_ms, s.end_ms, f.from_char, f.to_char, f.kind, s.record
            from snip s cross join lateral (
                select p.from_char, p.to_char, p.kind from passage p where p.snip = s.number and {_conditions.Expression} order by p.ordinal limit 1) as f
            order by s.date desc nulls last, s.episode_key, s.start_ms nulls first, s.id
            limit @top
            """;
        var found = await _snapshot.RowsAsync(
            new Statement(sql, ("top", top)).With(_conditions),
            row => (
                Snip: new CorpusSnip(row.GetString(1), row.GetString(2), 0, 1, row.TimeOr(3), row.TimeOr(4)),
                Passage: new CorpusPassage(0, row.GetInt32(5), row.GetInt32(6), (ChunkKind)row.GetInt16(7)),
                Record: SnipRecord.Parse(row.GetFieldValue<byte[]>(8))),
            cancellationToken, ends: true).ConfigureAwait(false);
        var corpus = new Corpus(
            [.. found.Select((f, i) => f.Snip with { FirstPassage = i })],
            [.. found.Select((f, i) => f.Passage with { Snip = i })],
            new Neighbours(new int[found.Count], new int[found.Count]));
        var reader = new HitReader(i => found[i].Record, () => corpus, _profile);
        return [.. found.Select((f, i) => reader.Show(i + 1, f.Record.Snip, new SnipScore(i, i, 0), new PassageScores(), 0) with { Relevance = 1 })];
    }
}
