using System.Diagnostics;
using SemanticSnips.Chunking;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;

namespace SemanticSnips;

public sealed partial class SnipIndex
{
    /// <summary>Hits whose scores place a hit in its list, see <see cref="RelevanceEvidence.Lead"/>.</summary>
    internal const int LeadDepth = 10;

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
        var hits = parsed.Words.Length == 0
            ? Browse(parsed, options.Top)
            : Rank(Score(parsed, options.Mode, notes, cancellation), options);
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
    }

    /// <summary>Ranks snips for a query without collapsing moments and without anything to show; for evaluation.</summary>
    /// <param name="scores">See <see cref="Score(SnipQuery, SearchMode, List{string}, CancellationToken)"/>.</param>
    /// <param name="mode">Which legs rank.</param>
    /// <param name="fusion">How they are fused.</param>
    /// <param name="profile">The constants of ranking.</param>
    /// <param name="depth">Snips at most.</param>
    internal IReadOnlyList<RankedSnip> Rank(PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile, int depth)
    {
        var fused = FusePassages(scores, mode, fusion, profile);
        return [.. BestOfSnips(fused)
            .Select(b => (b.Snip, b.Passage, Score: fused[b.Passage]))
            .OrderByDescending(b => b.Score)
            .ThenBy(b => _keywords.Snips[b.Snip].Id, StringComparer.Ordinal)
            .Take(depth)
            .Select(b => new RankedSnip(_keywords.Snips[b.Snip].Id, b.Score, scores.Cosines?[b.Passage] ?? double.NaN, scores.Coverage(b.Passage), b.Passage))];
    }

    /// <summary>Both legs' scores of every passage.</summary>
    internal PassageScores Score(SnipQuery query, SearchMode mode, List<string> notes, CancellationToken cancellation)
    {
        var scores = new PassageScores { Allowed = Match(query.Conditions) };
        if (mode != SearchMode.Keyword)
        {
            _model.Prepare();
        }

        if (mode != SearchMode.Vector)
        {
            var keyword = _keywords.Score(query.Words, new Bm25(Profile.K1, Profile.B));
            scores = scores with { Bm25 = keyword.Bm25, Ceiling = keyword.Ceiling, Terms = keyword.Terms };
            if (keyword.Terms.Count == 0) notes.Add("Every word of the query is too common to look up; it was searched by meaning alone.");
        }

        if (mode != SearchMode.Keyword)
        {
            if (_model.Model.Truncates(query.Words, isQuery: true))
            {
                notes.Add($"The query is longer than the model's {_model.Card.MaxTokens} tokens; only its beginning was searched by meaning, all of it by words.");
            }

            scores = scores with { Cosines = ScoreVectors(_model.Model.EmbedQuery(query.Words, cancellation)) };
        }

        return scores;
    }

    /// <summary>The relevance from which on a hit counts as an answer.</summary>
    internal double RelevanceThreshold => Profile.Relevance?.Threshold ?? 0.5;

    private float[] ScoreVectors(ReadOnlySpan<float> query)
    {
        var byRow = new float[_vectors.Count];
        _vectors.Score(query, byRow);
        var cosines = new float[_rows.Length];
        for (var i = 0; i < cosines.Length; i++) cosines[i] = _rows[i] >= 0 ? byRow[_rows[i]] : float.NaN;
        return cosines;
    }

    private double[] FusePassages(PassageScores scores, SearchMode mode, FusionKind fusion, RankingProfile profile)
    {
        switch (mode)
        {
            case SearchMode.Keyword:
                return Fusion.Single(scores, scores.Bm25!, positiveOnly: true);
            case SearchMode.Vector:
                return Fusion.Single(scores, scores.Cosines!, positiveOnly: false);
            default:
                var fused = Fusion.Fuse(scores, fusion, profile);
                if (fusion != FusionKind.Absolute) return fused;
                fused = _neighbours.Value.Smooth(fused, profile.PreviousWeight, profile.NextWeight);
                for (var i = 0; i < fused.Length; i++)
                {
                    if (_keywords.Passages[i].Kind == (byte)ChunkKind.Episode) fused[i] -= profile.EpisodeOnlyPenalty;
                }

                return fused;
        }
    }

    /// <summary>The best passage of each snip that has a candidate; the first of equals.</summary>
    private IEnumerable<(int Snip, int Passage)> BestOfSnips(double[] fused)
    {
        for (var s = 0; s < _keywords.Snips.Count; s++)
        {
            var snip = _keywords.Snips[s];
            var best = -1;
            for (var p = snip.FirstPassage; p < snip.FirstPassage + snip.PassageCount; p++)
            {
                if (!double.IsNegativeInfinity(fused[p]) && (best < 0 || fused[p] > fused[best])) best = p;
            }

            if (best >= 0) yield return (s, best);
        }
    }

    /// <summary>The hits of a query whose scores are known.</summary>
    internal List<SearchHit> Rank(PassageScores scores, SearchOptions options)
    {
        var fused = FusePassages(scores, options.Mode, options.Fusion, Profile);
        var ranked = BestOfSnips(fused)
            .Select(b => (b.Snip, b.Passage, Score: fused[b.Passage]))
            .OrderByDescending(b => b.Score)
            .ThenBy(b => _keywords.Snips[b.Snip].Id, StringComparer.Ordinal)
            .ToList();
        var byLeader = ranked.ToDictionary(r => r.Snip);
        var moments = MomentCollapse.Collapse(ranked.ConvertAll(r => r.Snip), _keywords.Snips, Math.Max(options.Top, LeadDepth) + SpareMoments);
        var tenth = moments.Count == 0 ? 0 : byLeader[moments[Math.Min(LeadDepth, moments.Count) - 1].Leader].Score;
        var hits = new List<(SearchHit Hit, SameSpeech Speech)>();
        foreach (var moment in moments)
        {
            var speech = new SameSpeech(ReadSnip(moment.Leader));
            var others = moment.Others.Select(ReadSnip);
            var repeated = hits.FindIndex(h => h.Speech.Repeats(speech));
            if (repeated >= 0)
            {
                var first = hits[repeated].Hit;
                hits[repeated] = (first with { AlsoIn = [.. first.AlsoIn, ReadSnip(moment.Leader), .. others] }, hits[repeated].Speech);
            }
            else if (hits.Count < options.Top)
            {
                var (_, passage, score) = byLeader[moment.Leader];
                hits.Add((Show(hits.Count + 1, passage, score, scores, tenth) with { AlsoIn = [.. others] }, speech));
            }
        }

        return hits.ConvertAll(h => h.Hit);
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
            .Select((p, i) => Show(i + 1, p, 0, scores, 0) with { Relevance = 1 })];
    }

    private SearchHit Show(int rank, int passageNumber, double score, PassageScores scores, double tenthScore)
    {
        var passage = _keywords.Passages[passageNumber];
        var snip = ReadSnip(passage.Snip);
        var text = SnipText.Of(snip);
        var (start, end) = text.TimesOf(passage.From, passage.To);
        var words = text.Text[passage.From..passage.To];
        double? cosine = scores.Cosines is { } cosines && !float.IsNaN(cosines[passageNumber]) ? cosines[passageNumber] : null;
        return new SearchHit
        {
            Rank = rank,
            Snip = snip,
            Score = score,
            Relevance = RelevanceOf(passageNumber, score, tenthScore, scores),
            Cosine = cosine,
            Bm25 = scores.Bm25?[passageNumber],
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
