using System.Diagnostics;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;

namespace SemanticSnips.Searching;

/// <summary>The stages of a search one after the other: query, legs, ranker, hits.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Searcher
{
    private readonly ModelLoader _model;
    private readonly Legs _legs;
    private readonly HitReader _reader;
    private readonly Browse _browse;
    private readonly RankingProfile _profile;
    private readonly Lazy<LibraryStatus> _status;
    private readonly Lazy<HybridRanker> _ranker;

    public Searcher(ModelLoader model, Legs legs, HitReader reader, Browse browse, RankingProfile profile, Lazy<LibraryStatus> status)
    {
        (_model, _legs, _reader, _browse, _profile, _status) = (model, legs, reader, browse, profile, status);
        _ranker = new Lazy<HybridRanker>(() => new HybridRanker(legs.Corpus));
    }

    /// <summary>What turns scores into an order.</summary>
    public HybridRanker Ranker => _ranker.Value;

    /// <summary>Reads a query, mistakes and all.</summary>
    /// <returns>Dispose it.</returns>
    /// <exception cref="QueryException">The query cannot be understood.</exception>
    public Query Read(string query) => Read(SnipQuery.Parse(query));

    /// <summary>Takes a query that was parsed already.</summary>
    /// <returns>Dispose it.</returns>
    /// <exception cref="QueryException">A condition cannot be understood.</exception>
    public Query Read(SnipQuery parsed) => Query.Of(parsed, _legs, _model);

    /// <summary>What a query finds.</summary>
    /// <param name="text">The query as it was given.</param>
    /// <param name="query">The same, read.</param>
    /// <param name="options">How to search.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public SearchResult Search(string text, Query query, SearchOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var notes = new List<string>(query.Notes);
        var hits = query.Words.Length == 0 ? _browse.Hits(query.Allowed!, options.Top) : Rank(query, options, notes, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (hits.Count == 0)
        {
            notes.AddRange(NameHints.Of(
                query.Conditions, c => _legs.Match([c])!.AsSpan().Contains(true), () => _browse.CountNames(null, cancellationToken)));
        }

        return new SearchResult
        {
            Query = text,
            Mode = options.Mode,
            Hits = hits,
            IsRanked = query.Words.Length > 0,
            Confidence = hits.Count == 0 ? Confidence.None : _profile.ConfidenceOf(hits[0].Relevance),
            Generation = _status.Value.Generation,
            EmbeddedShare = _status.Value.EmbeddedShare,
            Notes = notes,
            Elapsed = clock.Elapsed,
        };
    }

    /// <summary>The hits of a query whose scores are known.</summary>
    public IReadOnlyList<SearchHit> ReadHits(PassageScores scores, SearchOptions options, CancellationToken cancellationToken = default)
    {
        var buffers = _legs.Buffers.Rent();
        var moments = Ranker.FindMoments(scores, options.Mode, options.Fusion, _profile, options.Top + HitReader.SpareMoments, buffers);
        _legs.Buffers.Return(buffers);
        return _reader.Read(moments, scores, options.Top, cancellationToken);
    }

    private IReadOnlyList<SearchHit> Rank(Query query, SearchOptions options, List<string> notes, CancellationToken cancellationToken)
    {
        var buffers = _legs.Buffers.Rent();
        var lifts = _profile.SpeakerLift > 0 && AskedSpeakers.MayName(query.Words) && options is { Mode: SearchMode.Hybrid, Fusion: FusionKind.Absolute };
        var read = lifts ? options with { Top = options.Top + SpeakerLift.Depth } : options;
        var best = options.Fusion == FusionKind.Absolute ? read.Top + HitReader.SpareMoments : (int?)null;
        var scores = _legs.Score(query, options.Mode, buffers, notes, cancellationToken, best);
        using (scores.Nearest)
        {
            var hits = ReadHits(scores, read, cancellationToken);
            _legs.Buffers.Return(buffers);
            return lifts ? SpeakerLift.Apply(query, hits, _profile.SpeakerLift, options.Top) : hits;
        }
    }
}
