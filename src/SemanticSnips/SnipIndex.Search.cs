using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SemanticSnips.Chunking;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Transcripts;

namespace SemanticSnips;

public sealed partial class SnipIndex
{
    /// <summary>Moments that are looked at beyond those asked for, since some may repeat the speech of others.</summary>
    private const int SpareMoments = 10;

    /// <summary>Finds the snips that a query is about.</summary>
    /// <param name="query">Words and conditions, see <see cref="SnipQuery"/>.</param>
    /// <param name="options">How to search; null for the defaults.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="QueryException">The query cannot be understood.</exception>
    public SearchResult Search(string query, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        var parsed = SnipQuery.Parse(query);
        return Search(query, parsed, options ?? new SearchOptions(), cancellation);
    }

    internal SearchResult Search(string query, SnipQuery parsed, SearchOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var notes = new List<string>();
        var hits = parsed.Words.Length == 0 ? Browse(parsed, options.Top) : ScoreAndRank();
        cancellation.ThrowIfCancellationRequested();
        return new SearchResult
        {
            Query = query,
            Mode = options.Mode,
            Hits = hits,
            Answered = hits.Count > 0 && (parsed.Words.Length == 0 || hits[0].Relevance >= RelevanceThreshold),
            Notes = notes,
            Elapsed = clock.Elapsed,
        };

        List<SearchHit> ScoreAndRank()
        {
            var buffers = _buffers.Rent();
            var found = Rank(Score(parsed, options.Mode, buffers, notes, cancellation), options);
            _buffers.Return(buffers);
            return found;
        }
    }

    /// <summary>Ranks snips for a query without collapsing moments and without anything to show; for evaluation.</summary>
    /// <param name="scores">See <see cref="Score(SnipQuery, SearchMode, List{string}, CancellationToken)"/>.</param>
    /// <param name="mode">Which legs rank.</param>
    /// <param name="fusion">How they are fused.</param>
    /// <param name="profile">The constants of ranking.</param>
    /// <param name="depth">Snips at most.</param>
    internal IReadOnlyList<RankedSnip> Rank(PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile, int depth)
    {
        var buffers = _buffers.Rent();
        IReadOnlyList<RankedSnip> ranked = [.. RankSnips(FusePassages(scores, mode, fusion, profile, buffers), buffers)
            .Take(depth)
            .Select(b => new RankedSnip(_keywords.Snips[b.Snip].Id, b.Score, scores.Cosines?[b.Passage] ?? double.NaN, scores.Coverage(b.Passage), b.Passage))];
        _buffers.Return(buffers);
        return ranked;
    }

    /// <summary>Both legs' scores of every passage.</summary>
    internal PassageScores Score(SnipQuery query, SearchMode mode, List<string> notes, CancellationToken cancellation) =>
        Score(query, mode, new QueryBuffers(_vectors.Count, _rows.Length, Count), notes, cancellation);

    /// <summary>Both legs' scores of every passage, in the buffers' arrays. The query is embedded while its words are looked up.</summary>
    private PassageScores Score(SnipQuery query, SearchMode mode, QueryBuffers buffers, List<string> notes, CancellationToken cancellation)
    {
        var embedding = mode == SearchMode.Keyword ? null : Task.Run(() => _model.EmbedQuery(query.Words, cancellation), cancellation);
        var scores = new PassageScores { Allowed = Match(query.Conditions) };
        if (mode != SearchMode.Vector)
        {
            var keyword = _keywords.Score(query.Words, new Bm25(Profile.K1, Profile.B), buffers.Bm25);
            scores = scores with { Bm25 = keyword.Bm25, Ceiling = keyword.Ceiling, Terms = keyword.Terms };
            if (keyword.Terms.Count == 0) notes.Add("Every word of the query is too common to look up; it was searched by meaning alone.");
        }

        if (embedding is not null)
        {
            Prepare(); // the first query waits for the model anyway
            var embedded = embedding.GetAwaiter().GetResult();
            if (_model.Truncates(query.Words, isQuery: true))
            {
                notes.Add($"The query is longer than the model's {_model.Card.MaxTokens} tokens; only its beginning was searched by meaning, all of it by words.");
            }

            ScoreVectors(embedded, buffers);
            scores = scores with { Cosines = buffers.Cosines };
        }

        return scores;
    }

    /// <summary>The relevance from which on a hit counts as an answer.</summary>
    internal double RelevanceThreshold => Profile.Relevance?.Threshold ?? 0.5;

    /// <summary>Derives what ranking needs of all snips, at the first call.</summary>
    private void Prepare() => _ = (_table.Value, _neighbours.Value);

    /// <summary>The cosine of every passage with a vector; NaN where the passage has no vector yet.</summary>
    private void ScoreVectors(float[] vector, QueryBuffers buffers)
    {
        var (byRow, cosines) = (buffers.ByRow, buffers.Cosines);
        _vectors.Score(vector, byRow);
        for (var i = 0; i < cosines.Length; i++) cosines[i] = _rows[i] >= 0 ? byRow[_rows[i]] : float.NaN;
    }

    /// <summary>One score a passage, by passage number; negative infinity for passages that are no candidates.</summary>
    private double[] FusePassages(PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile, QueryBuffers buffers)
    {
        var fused = buffers.Fused;
        if (mode == SearchMode.Keyword) Fusion.Single(scores, scores.Bm25!, positiveOnly: true, fused);
        else if (mode == SearchMode.Vector) Fusion.Single(scores, scores.Cosines!, positiveOnly: false, fused);
        else Fusion.Fuse(scores, fusion, profile, fused);
        if (mode != SearchMode.Hybrid || fusion != FusionKind.Absolute) return fused;

        if (profile is not { PreviousWeight: 0, NextWeight: 0 })
        {
            _neighbours.Value.Smooth(fused, profile, buffers.Smoothed);
            fused = buffers.Smoothed;
        }

        foreach (var passage in _table.Value.EpisodeOnlyPassages) fused[passage] -= profile.EpisodeOnlyPenalty;
        return fused;
    }

    /// <summary>Each snip that has a candidate, by the best of its passages.</summary>
    private SnipRanking RankSnips(double[] fused, QueryBuffers buffers)
    {
        var (table, found, count) = (_table.Value, buffers.Snips, 0);
        for (var snip = 0; snip < found.Length; snip++)
        {
            if (table.TryFindBest(fused, snip, out var best)) found[count++] = best;
        }

        return new SnipRanking(_keywords.Snips, found, count);
    }

    /// <summary>The hits of a query whose scores are known.</summary>
    internal List<SearchHit> Rank(PassageScores scores, SearchOptions options)
    {
        var buffers = _buffers.Rent();
        var fused = FusePassages(scores, options.Mode, options.Fusion, Profile, buffers);
        var moments = MomentCollapse.Collapse(
            RankSnips(fused, buffers),
            _keywords.Snips,
            _table.Value,
            snip => _table.Value.TryFindBest(fused, snip, out var best) ? best : null,
            Math.Max(options.Top, StandsOutModel.LeadDepth) + SpareMoments);
        _buffers.Return(buffers);
        return Show(moments, scores, options.Top);
    }

    /// <summary>The first moments as hits. One that repeats the speech of a hit is listed with it.</summary>
    private List<SearchHit> Show(IReadOnlyList<Moment> moments, PassageScores scores, int top)
    {
        var tenth = TenthScore(moments);
        var snips = new (Snip Snip, SameSpeech Speech)[moments.Count];
        InParallel(snips.Length, i =>
        {
            var snip = ReadSnip(moments[i].Leader.Snip);
            snips[i] = (snip, new SameSpeech(snip));
        });

        var shown = new List<int>();
        var alsoIn = new List<List<Snip>>();
        for (var i = 0; i < snips.Length; i++)
        {
            var repeated = shown.FindIndex(h => snips[h].Speech.Repeats(snips[i].Speech));
            if (repeated >= 0)
            {
                alsoIn[repeated].Add(snips[i].Snip);
                alsoIn[repeated].AddRange(moments[i].Others.Select(ReadSnip));
            }
            else if (shown.Count < top)
            {
                shown.Add(i);
                alsoIn.Add([.. moments[i].Others.Select(ReadSnip)]);
            }
        }

        var hits = new SearchHit[shown.Count];
        InParallel(hits.Length, i => hits[i] = Show(i + 1, snips[shown[i]].Snip, moments[shown[i]].Leader, scores, tenth) with { AlsoIn = alsoIn[i] });
        return [.. hits];
    }

    private double TenthScore(IReadOnlyList<Moment> moments) => moments.Count == 0
        ? 0
        : StandsOutModel.TenthScore(moments.Count, moments[Math.Min(StandsOutModel.LeadDepth, moments.Count) - 1].Leader.Score, Profile.Relevance?.StandsOut.BackgroundScore);

    /// <summary>Does something for each number below a count, on all cores; what goes wrong is thrown as it is.</summary>
    private static void InParallel(int count, Action<int> act)
    {
        try
        {
            Parallel.For(0, count, act);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    /// <summary>Hits of a query without words, in the order of <see cref="List"/>.</summary>
    private List<SearchHit> Browse(SnipQuery query, int top)
    {
        var allowed = Match(query.Conditions)!;
        var scores = new PassageScores { Allowed = allowed };
        return [.. _keywords.Snips
            .Select(s => Enumerable.Range(s.FirstPassage, s.PassageCount).Where(p => allowed[p]).Select(p => (int?)p).FirstOrDefault())
            .OfType<int>()
            .OrderByDescending(p => _keywords.Snips[_keywords.Passages[p].Snip].Date)
            .ThenBy(p => _keywords.Snips[_keywords.Passages[p].Snip].EpisodeKey, StringComparer.Ordinal)
            .ThenBy(p => _keywords.Snips[_keywords.Passages[p].Snip].Start)
            .ThenBy(p => _keywords.Snips[_keywords.Passages[p].Snip].Id, StringComparer.Ordinal)
            .Take(top)
            .Select((p, i) => Show(i + 1, ReadSnip(_keywords.Passages[p].Snip), new SnipScore(_keywords.Passages[p].Snip, p, 0), scores, 0) with { Relevance = 1 })];
    }

    private SearchHit Show(int rank, Snip snip, SnipScore found, PassageScores scores, double tenthScore)
    {
        var passage = _keywords.Passages[found.Passage];
        var text = SnipText.Of(snip);
        var (start, end) = text.TimesOf(passage.From, passage.To);
        var words = text.Text[passage.From..passage.To];
        double? cosine = scores.Cosines is { } cosines && !float.IsNaN(cosines[found.Passage]) ? cosines[found.Passage] : null;
        return new SearchHit
        {
            Rank = rank,
            Snip = snip,
            Score = found.Score,
            Relevance = RelevanceOf(found.Passage, found.Score, tenthScore, scores),
            Cosine = cosine,
            Bm25 = scores.Bm25?[found.Passage],
            Kind = (ChunkKind)passage.Kind,
            Passage = new TextSpan(passage.From, passage.To),
            Text = words,
            Speakers = text.SpeakersIn(passage.From, passage.To),
            Start = start ?? snip.Start,
            End = end ?? snip.End,
            Highlights = Highlight(words, scores.Terms),
        };
    }

    private double RelevanceOf(int passage, double score, double tenthScore, PassageScores scores)
    {
        var evidence = new RelevanceEvidence(scores.Cosines?[passage] is { } cosine && !float.IsNaN(cosine) ? cosine : double.NaN, scores.Coverage(passage), score - tenthScore);
        return Relevance.Estimate(Profile.Relevance, evidence);
    }

    private static List<TextSpan> Highlight(string text, IReadOnlyList<string> terms)
    {
        if (terms.Count == 0) return [];
        var wanted = terms.ToHashSet(StringComparer.Ordinal);
        return [.. Analysis.Stemmed(text).Where(w => wanted.Contains(w.Term)).Select(w => new TextSpan(w.From, w.To))];
    }
}
