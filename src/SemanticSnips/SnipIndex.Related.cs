using System.Diagnostics;
using SemanticSnips.Keywords;
using SemanticSnips.Ranking;

namespace SemanticSnips;

/// <summary>Which related snips to look for.</summary>
public sealed record RelatedOptions
{
    /// <summary>Hits at most; 1 or more.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Only passages in which somebody of the snip speaks.</summary>
    public bool SameSpeaker { get; init; }

    /// <summary>Only other shows.</summary>
    public bool OtherShows { get; init; }
}

public sealed partial class SnipIndex
{
    /// <summary>Telling words of a snip that are looked up.</summary>
    private const int MaxTopicTerms = 24;

    /// <summary>Other episodes come first unless this one is clearly nearer: what follows in the same talk is no discovery.</summary>
    private const double SameEpisodePenalty = 0.05;

    /// <summary>Finds snips about the same thing that are not the same moment.</summary>
    /// <param name="id">A snip's id, or how it begins.</param>
    /// <param name="options">Which to look for; null for the defaults.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The hits; null where no snip has the id. <see cref="SearchResult.Query"/> is the snip's id.</returns>
    /// <exception cref="Querying.QueryException">Several ids begin so.</exception>
    public SearchResult? Related(string id, RelatedOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new RelatedOptions();
        var clock = Stopwatch.StartNew();
        var number = FindNumber(id);
        if (number < 0) return null;
        var source = ReadSnip(number);
        var buffers = _buffers.Rent();
        var scores = ScoreTopic(number, Match(ConditionsFor(source, options)), buffers);
        cancellation.ThrowIfCancellationRequested();

        Fusion.Fuse(scores, FusionKind.Absolute, Profile, buffers.Fused);
        var moments = MomentCollapse.Collapse(
            RankOthers(number, buffers), _keywords.Snips, _table.Value, snip => FindOther(number, snip, buffers.Fused), Math.Max(options.Top, LeadDepth));
        var tenth = moments.Count > 0 ? moments[Math.Min(moments.Count, LeadDepth) - 1].Leader.Score : 0;
        var hits = moments.Take(options.Top).Select((m, i) =>
        {
            var hit = Show(i + 1, ReadSnip(m.Leader.Snip), m.Leader, scores, tenth);
            return hit with { AlsoIn = [.. m.Others.Select(ReadSnip)], SharedTerms = SharedWords(hit.Text, scores.Terms) };
        }).ToList();
        _buffers.Return(buffers);
        return new SearchResult
        {
            Query = _keywords.Snips[number].Id,
            Mode = SearchMode.Hybrid,
            Hits = hits,
            Answered = hits.Count > 0,
            Elapsed = clock.Elapsed,
        };
    }

    /// <summary>The words of a passage whose terms are among those looked up, as they are written, most telling first.</summary>
    private static List<string> SharedWords(string passage, IReadOnlyList<string> terms)
    {
        var written = Analysis.Stemmed(passage).GroupBy(w => w.Term, StringComparer.Ordinal).ToDictionary(g => g.Key, g => passage[g.First().From..g.First().To], StringComparer.Ordinal);
        return [.. terms.Where(written.ContainsKey).Select(t => written[t]).Take(6)];
    }

    private static List<Condition> ConditionsFor(Transcripts.Snip source, RelatedOptions options)
    {
        var conditions = new List<Condition>();
        if (options.SameSpeaker)
        {
            conditions.AddRange(source.Turns.Select(t => t.Speaker).OfType<string>().Distinct().Take(1).Select(s => new Condition(ConditionField.Speaker, s)));
        }

        if (options.OtherShows && source.Episode.Show is { } show) conditions.Add(new Condition(ConditionField.Show, show, Excluded: true));
        return conditions;
    }

    /// <summary>The snips that are not the same moment, those of the same episode with less score.</summary>
    private SnipRanking RankOthers(int number, QueryBuffers buffers)
    {
        var count = 0;
        for (var snip = 0; snip < Count; snip++)
        {
            if (FindOther(number, snip, buffers.Fused) is { } found) buffers.Snips[count++] = found;
        }

        return new SnipRanking(_keywords.Snips, buffers.Snips, count);
    }

    private SnipScore? FindOther(int number, int snip, double[] fused)
    {
        if (!_table.Value.TryFindBest(fused, snip, out var best)) return null;
        if (_table.Value.EpisodeOf(snip) != _table.Value.EpisodeOf(number)) return best;
        var (entry, other) = (_keywords.Snips[number], _keywords.Snips[snip]);
        return snip == number || MomentCollapse.CoverSameMoment(entry, other) || Overlap(entry, other) ? null : best with { Score = best.Score - SameEpisodePenalty };
    }

    /// <summary>A passage is as near to a snip as to the nearest of the snip's passages; its words count by how telling they are.</summary>
    private PassageScores ScoreTopic(int number, bool[]? allowed, QueryBuffers buffers)
    {
        var entry = _keywords.Snips[number];
        var vectors = Enumerable.Range(entry.FirstPassage, entry.PassageCount).Where(p => _rows[p] >= 0).Select(p => _vectors.VectorOf(_rows[p]).ToArray()).ToList();
        if (vectors.Count > 0) ScoreVectors(vectors, buffers);
        else Array.Fill(buffers.Cosines, float.NaN);
        var topic = _keywords.TopicOf(Chunking.SnipText.Of(ReadSnip(number)).Text, MaxTopicTerms, null, buffers.Bm25);
        return new PassageScores { Cosines = buffers.Cosines, Bm25 = topic.Bm25, Ceiling = topic.Ceiling, Terms = topic.Terms, Allowed = allowed };
    }

    private static bool Overlap(SnipEntry a, SnipEntry b) => a.Start < b.End && b.Start < a.End;
}
