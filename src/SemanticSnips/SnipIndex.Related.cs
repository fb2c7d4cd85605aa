using System.Diagnostics;
using SemanticSnips.Chunking;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Transcripts;

namespace SemanticSnips;

/// <summary>Which related snips to look for.</summary>
public sealed record RelatedOptions
{
    /// <summary>Hits at most; 1 or more.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Only passages in which the snip's main speaker speaks: who says most in it.</summary>
    public bool SameSpeaker { get; init; }

    /// <summary>Only other shows, and no re-run of the snip's own episode there. Where the snip's show is unknown, only other episodes.</summary>
    public bool OtherShows { get; init; }

    /// <summary>Hits of a lower <see cref="SearchHit.Relevance"/> are left out; 0 for none.</summary>
    public double MinRelevance { get; init; } = 0.25;

    /// <summary>Ranks by nothing but the cosine of the nearest passages: the baseline of a benchmark.</summary>
    internal bool CosineAlone { get; init; }
}

public sealed partial class SnipIndex
{
    /// <summary>Telling words of a snip that are looked up.</summary>
    private const int MaxTopicTerms = 24;

    /// <summary>Words that are named as shared.</summary>
    private const int MaxSharedTerms = 6;

    /// <summary>So much more likely must a snip of the same episode be related to come before one of another: what follows in the same talk is no discovery.</summary>
    private const double OtherEpisodeBonus = 0.3;

    /// <summary>The nearest snips, among which a repetition of a snip's speech must be.</summary>
    private const int Nearest = 100;

    /// <summary>Passages from which on their mean says what all of them have in common.</summary>
    private const double MeanReliability = 10;

    private float[]? _meanVector;

    /// <summary>Finds snips about the same thing that are not the same moment.</summary>
    /// <param name="id">A snip's id, or how it begins.</param>
    /// <param name="options">Which to look for; null for the defaults.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>
    /// The hits, other episodes preferred; null where no snip has the id. <see cref="SearchResult.Query"/> is the snip's id. Neither snips that share time with it
    /// are among them nor such as repeat its speech elsewhere; snips of one moment, and repeated speech, are one hit with "also in".
    /// <see cref="SearchHit.Relevance"/> is the probability that a person would call the two related.
    /// </returns>
    /// <exception cref="QueryException">Several ids begin so, or the same speaker is wanted and the snip names none.</exception>
    public SearchResult? Related(string id, RelatedOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new RelatedOptions();
        var clock = Stopwatch.StartNew();
        var number = FindNumber(id);
        if (number < 0) return null;
        var source = ReadSnip(number);
        var topic = ScoreTopic(number, source, options.CosineAlone);
        cancellation.ThrowIfCancellationRequested();
        var hits = topic is null ? [] : CollectRelated(number, source, topic, options, cancellation);
        return new SearchResult
        {
            Query = _keywords.Snips[number].Id,
            Mode = SearchMode.Hybrid,
            Hits = hits,
            Answered = hits.Count > 0,
            Notes = topic is null ? ["The snip has no words of its own, only its episode's name: there is nothing to find others by."] : [],
            Elapsed = clock.Elapsed,
        };
    }

    private List<SearchHit> CollectRelated(int number, Snip source, Topic topic, RelatedOptions options, CancellationToken cancellation)
    {
        var entry = _keywords.Snips[number];
        var scores = topic.Scores with { Allowed = Restrict(topic.Scores.Allowed!, Match(ConditionsFor(source, entry, options))) };
        var fused = new double[_rows.Length];
        Fusion.Fuse(scores, FusionKind.Absolute, options.CosineAlone ? Profile with { CoverageWeight = 0 } : Profile, fused);
        var speech = new SameSpeech(source);
        var episodes = EpisodesWith(speech, number, topic);
        var ranked = BestOfSnips(fused)
            .Where(b => b.Snip != number && !ShareTime(entry, _keywords.Snips[b.Snip]))
            .Select(b => (b.Snip, b.Passage, IsSame: episodes.Contains(_keywords.Snips[b.Snip].EpisodeKey)))
            .Select(b => (b.Snip, b.Passage, b.IsSame, Relevance: RelatednessOf(fused[b.Passage], b.IsSame)))
            .Select(b => (b.Snip, b.Passage, b.Relevance, Score: options.CosineAlone ? fused[b.Passage] : b.Relevance + (b.IsSame ? 0 : OtherEpisodeBonus)))
            .Where(b => b.Relevance >= options.MinRelevance || options.CosineAlone)
            .OrderByDescending(b => b.Score)
            .ThenBy(b => _keywords.Snips[b.Snip].Id, StringComparer.Ordinal);

        var hits = new List<(SearchHit Hit, SameSpeech Speech, SnipEntry Entry)>();
        var spare = SpareMoments;
        foreach (var (other, passage, relevance, score) in ranked)
        {
            cancellation.ThrowIfCancellationRequested();
            if (hits.Count == options.Top && spare-- == 0) break;
            var otherEntry = _keywords.Snips[other];
            var snip = ReadSnip(other);
            if (options.OtherShows && (episodes.Contains(otherEntry.EpisodeKey) || IsSameShow(snip, source))) continue;
            var otherSpeech = new SameSpeech(snip);
            if (otherSpeech.Repeats(speech)) continue;
            var same = hits.FindIndex(h => MomentCollapse.CoverSameMoment(h.Entry, otherEntry) || h.Speech.Repeats(otherSpeech));
            if (same >= 0)
            {
                var first = hits[same].Hit;
                hits[same] = hits[same] with { Hit = first with { AlsoIn = [.. first.AlsoIn, snip] } };
            }
            else if (hits.Count < options.Top)
            {
                var hit = Show(hits.Count + 1, snip, new SnipScore(other, passage, score), scores, 0);
                hit = hit with { Relevance = relevance, Cosine = float.IsNaN(topic.Cosines[passage]) ? null : topic.Cosines[passage], SharedTerms = SharedWords(hit.Text, scores.Terms) };
                hits.Add((hit, otherSpeech, otherEntry));
            }
        }

        return hits.ConvertAll(h => h.Hit);
    }

    /// <summary>The probability that a person calls two snips related. Nearness within one talk is worth more than across talks, where it may be no more than a common field.</summary>
    /// <remarks>
    /// Logistic curves through 265 pairs of 53 snips, judged by reading (benchmarks/judgments/related/learn.tsv), for the vectors of bge-small-en-v1.5. Other models' vectors,
    /// seen from their mean, lie on a like scale, but that was not measured.
    /// </remarks>
    private static double RelatednessOf(double score, bool sameEpisode) =>
        sameEpisode ? 1 / (1 + Math.Exp(-10 * (score - 0.36))) : 1 / (1 + Math.Exp(-18.7 * (score - 0.522)));

    /// <summary>The snip's episode, and those in which its speech was aired again.</summary>
    private HashSet<string> EpisodesWith(SameSpeech speech, int number, Topic topic) =>
        [_keywords.Snips[number].EpisodeKey, .. NearestTo(number, topic).Where(n => new SameSpeech(ReadSnip(n)).Repeats(speech)).Select(n => _keywords.Snips[n].EpisodeKey)];

    /// <summary>The snips with the nearest passages, nearest first. What repeats a snip's speech is among them.</summary>
    private IEnumerable<int> NearestTo(int number, Topic topic)
    {
        var near = new double[_rows.Length];
        Fusion.Fuse(topic.Scores, FusionKind.Absolute, Profile, near);
        return BestOfSnips(near)
            .Where(b => b.Snip != number)
            .OrderByDescending(b => near[b.Passage])
            .ThenBy(b => _keywords.Snips[b.Snip].Id, StringComparer.Ordinal)
            .Take(Nearest)
            .Select(b => b.Snip);
    }

    /// <summary>Each snip that has a candidate, by the best of its passages.</summary>
    private IEnumerable<SnipScore> BestOfSnips(double[] fused)
    {
        for (var snip = 0; snip < Count; snip++)
        {
            if (_table.Value.TryFindBest(fused, snip, out var best)) yield return best;
        }
    }

    /// <summary>The cosine of every passage with a vector; NaN where the passage has none yet.</summary>
    private float[] CosinesTo(float[] vector)
    {
        var buffers = _buffers.Rent();
        ScoreVectors(vector, buffers);
        var cosines = (float[])buffers.Cosines.Clone();
        _buffers.Return(buffers);
        return cosines;
    }

    /// <summary>The words of a passage whose terms are among those looked up, as they are written, most telling first.</summary>
    private static List<string> SharedWords(string passage, IReadOnlyList<string> terms)
    {
        var written = Analysis.Stemmed(passage).GroupBy(w => w.Term, StringComparer.Ordinal).ToDictionary(g => g.Key, g => passage[g.First().From..g.First().To], StringComparer.Ordinal);
        return [.. terms.Where(written.ContainsKey).Select(t => written[t]).Where(SaysSomething).Take(MaxSharedTerms)];
    }

    /// <summary>Abbreviations do, but not "y" nor "I'd".</summary>
    private static bool SaysSomething(string word) => !word.Contains('\'', StringComparison.Ordinal) && (word.Length > 2 || (word.Length == 2 && char.IsUpper(word[1])));

    private List<Condition> ConditionsFor(Snip source, SnipEntry entry, RelatedOptions options)
    {
        var conditions = new List<Condition>();
        if (options.SameSpeaker)
        {
            var name = MainSpeaker(source) ?? throw new QueryException($"The snip '{entry.Id}' does not say who speaks, so there is no same speaker to look for.");
            var speaker = new Condition(ConditionField.Speaker, name);
            conditions.Add(speaker);
            // "Speaker 2" is somebody else in each episode, unless the user wrote down who it is.
            if (SpeakerLabel.IsAnonymous(name) && _aliases.Value.Widen([speaker])[0].Alternatives.Count == 0) conditions.Add(new Condition(ConditionField.EpisodeKey, entry.EpisodeKey));
        }

        return conditions;
    }

    /// <summary>Who says most; the first of equals. Null where nobody is named.</summary>
    private static string? MainSpeaker(Snip snip) => snip.Turns
        .Where(t => t.Speaker is not null)
        .GroupBy(t => t.Speaker!, StringComparer.Ordinal)
        .MaxBy(g => g.Sum(t => t.Text.Length))?.Key;

    private static bool IsSameShow(Snip a, Snip b) =>
        a.Episode.Show is { } show && b.Episode.Show is { } other && string.Equals(show.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static bool[] Restrict(bool[] allowed, bool[]? further) =>
        further is null ? allowed : [.. allowed.Select((a, i) => a && further[i])];

    /// <summary>Scores every passage against a snip. A passage is as near to a snip as, halfway each, to the nearest of its passages and to all of them on average.</summary>
    /// <returns>Null where the snip has no words of its own, only the name of its episode, which all of the episode's snips share.</returns>
    private Topic? ScoreTopic(int number, Snip source, bool cosineAlone = false)
    {
        var entry = _keywords.Snips[number];
        var own = Enumerable.Range(entry.FirstPassage, entry.PassageCount).Where(p => _keywords.Passages[p].Kind != (byte)ChunkKind.Episode).ToList();
        if (own.Count == 0) return null;

        var nearest = new float[_rows.Length];
        Array.Fill(nearest, float.NaN);
        var (best, sum) = ((float[])nearest.Clone(), new float[_rows.Length]);
        var vectors = own.Where(p => _rows[p] >= 0).ToList();
        var mean = MeanVector();
        var toMean = mean is null ? null : CosinesTo(mean);
        var meanSquare = mean?.Sum(x => x * x) ?? 0;
        foreach (var p in vectors)
        {
            var cosines = CosinesTo(_vectors.VectorOf(_rows[p]));
            for (var i = 0; i < cosines.Length; i++)
            {
                var centred = Centre(cosines[i], toMean![p], toMean[i], meanSquare);
                nearest[i] = float.IsNaN(nearest[i]) ? cosines[i] : Math.Max(nearest[i], cosines[i]);
                best[i] = float.IsNaN(best[i]) ? centred : Math.Max(best[i], centred);
                sum[i] += centred;
            }
        }

        for (var i = 0; i < best.Length; i++) best[i] = (best[i] + sum[i] / vectors.Count) / 2;
        var text = SnipText.Of(source).Text;
        var words = _keywords.TopicOf(string.Join('\n', own.Select(p => text[_keywords.Passages[p].From.._keywords.Passages[p].To])), MaxTopicTerms);
        var allowed = _keywords.Passages.Select(p => p.Kind != (byte)ChunkKind.Episode).ToArray();
        return new Topic(new PassageScores { Cosines = cosineAlone ? nearest : best, Bm25 = words.Bm25, Ceiling = words.Ceiling, Terms = words.Terms, Allowed = allowed }, nearest);
    }

    /// <summary>
    /// The cosine of two vectors seen from the mean of all (as in Mu and Viswanath, "All-but-the-Top", ICLR 2018): what all passages have in common, such as being talk, makes
    /// none related, and passages of small talk are no longer near to everything.
    /// </summary>
    private static float Centre(float cosine, float toMeanA, float toMeanB, float meanSquare)
    {
        var lengths = (1 - 2 * toMeanA + meanSquare) * (1 - 2 * toMeanB + meanSquare);
        return lengths > 1e-6f ? Math.Clamp((cosine - toMeanA - toMeanB + meanSquare) / MathF.Sqrt(lengths), -1, 1) : cosine;
    }

    /// <summary>The mean of the passages' vectors, nearer to zero the fewer there are; null where there is no vector yet. Computed once.</summary>
    private float[]? MeanVector()
    {
        if (_meanVector is not null) return _meanVector;
        double[]? sum = null;
        var vector = new float[_vectors.Dimensions];
        var count = 0;
        for (var p = 0; p < _rows.Length; p++)
        {
            if (_rows[p] < 0 || _keywords.Passages[p].Kind == (byte)ChunkKind.Episode) continue;
            _vectors.CopyVector(_rows[p], vector);
            sum ??= new double[vector.Length];
            for (var i = 0; i < sum.Length; i++) sum[i] += vector[i];
            count++;
        }

        return sum is null ? null : _meanVector = [.. sum.Select(x => (float)(x / (count + MeanReliability)))];
    }

    /// <summary>Whether two snips of one episode share any time.</summary>
    private static bool ShareTime(SnipEntry a, SnipEntry b) =>
        MomentCollapse.CoverSameMoment(a, b) || (a.EpisodeKey == b.EpisodeKey && a.Start < b.End && b.Start < a.End);

    /// <summary>How near each passage is to a snip.</summary>
    /// <param name="Scores">What ranks: <see cref="PassageScores.Cosines"/> are seen from the mean; only passages with words of their own are allowed.</param>
    /// <param name="Cosines">The plain cosine of the nearest of the snip's passages; NaN where unknown.</param>
    private sealed record Topic(PassageScores Scores, float[] Cosines);
}
