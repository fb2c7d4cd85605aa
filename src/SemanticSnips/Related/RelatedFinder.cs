using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Searching;

namespace SemanticSnips.Related;

/// <summary>Finds snips about the same thing, and snips that say the same.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RelatedFinder
{
    /// <summary>Telling words of a snip that are looked up.</summary>
    internal const int MaxTopicTerms = 24;

    /// <summary>Words that are named as shared.</summary>
    private const int MaxSharedTerms = 6;

    /// <summary>The nearest snips, among which a repetition of a snip's speech must be.</summary>
    internal const int Nearest = 100;

    /// <summary>Passages from which on their mean says what all of them have in common.</summary>
    private const double MeanReliability = 10;

    private readonly IRelatedSource _legs;
    private readonly HitReader _reader;
    private readonly RankingProfile _profile;
    private readonly Lazy<float[]?> _mean;

    public RelatedFinder(IRelatedSource legs, HitReader reader, RankingProfile profile)
    {
        (_legs, _reader, _profile) = (legs, reader, profile);
        _mean = new Lazy<float[]?>(MeanVector, LazyThreadSafetyMode.PublicationOnly);
    }

    private Corpus Corpus => _legs.Corpus;

    /// <summary>The snips that are related to one, other episodes preferred, each moment and each speech once.</summary>
    /// <param name="number">The snip's number.</param>
    /// <param name="options">Which to look for.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Null where the snip has no words of its own, so that there is nothing to find others by.</returns>
    /// <exception cref="QueryException">The same speaker is wanted and the snip names none.</exception>
    public IReadOnlyList<SearchHit>? Find(int number, RelatedOptions options, CancellationToken cancellationToken)
    {
        var source = _reader.ReadSnip(number);
        var topic = ScoreTopic(number, source, options.CosineAlone);
        cancellationToken.ThrowIfCancellationRequested();
        return topic is null ? null : Collect(number, source, topic, options, cancellationToken);
    }

    /// <summary>Where the same is said or the same moment covered: in snips that overlap a snip by half, and where its speech was published again.</summary>
    /// <returns>Those of its episode first, by time, then the others.</returns>
    public IReadOnlyList<Snip> AlsoIn(int number, Snip source, CancellationToken cancellationToken)
    {
        var entry = Corpus.Snips[number];
        var speech = new SameSpeech(source);
        var found = new HashSet<int>();
        foreach (var other in Corpus.SnipsOfSameEpisode(number))
        {
            if (other != number && MomentCollapse.CoverSameMoment(entry, Corpus.Snips[other])) found.Add(other);
        }

        if (!speech.IsShort && ScoreTopic(number, source) is { } topic)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.UnionWith(NearestTo(number, topic).Where(n => !found.Contains(n) && speech.Repeats(new SameSpeech(_reader.ReadSnip(n)))).ToList());
        }

        return [.. found
            .OrderBy(n => Corpus.Snips[n].EpisodeKey != entry.EpisodeKey)
            .ThenBy(n => Corpus.Snips[n].EpisodeKey, StringComparer.Ordinal)
            .ThenBy(n => Corpus.Snips[n].Start)
            .ThenBy(n => Corpus.Snips[n].Id, StringComparer.Ordinal)
            .Select(_reader.ReadSnip)];
    }

    /// <summary>Groups the snips whose speech is the same: saved twice, or aired twice.</summary>
    /// <returns>
    /// Groups of two or more, each with its longest snip first; by that snip's episode and time. Snips that merely share a part are in no group.
    /// </returns>
    /// <remarks>Reads every snip once and each that may repeat another once more; time grows with their number, not with its square.</remarks>
    public IReadOnlyList<IReadOnlyList<Snip>> Duplicates(CancellationToken cancellationToken) =>
        Duplicates(Corpus.Snips.Count, _reader.ReadSnip, n => Corpus.Snips[n].Id, cancellationToken);

    /// <inheritdoc cref="Duplicates(CancellationToken)"/>
    /// <param name="count">Snips are numbered from 0 to below this.</param>
    /// <param name="read">Reads a snip's record.</param>
    /// <param name="idOf">A snip's id.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static IReadOnlyList<IReadOnlyList<Snip>> Duplicates(
        int count, Func<int, Snip> read, Func<int, string> idOf, CancellationToken cancellationToken)
    {
        var groups = SpeechGroups.Find(count, n => new SameSpeech(read(n)), idOf, cancellationToken);
        return [.. groups
            .Select(g => g.Select(read).ToList())
            .OrderBy(g => g[0].Episode.Show, StringComparer.Ordinal)
            .ThenBy(g => g[0].Episode.Title, StringComparer.Ordinal)
            .ThenBy(g => g[0].Start)
            .ThenBy(g => g[0].Id, StringComparer.Ordinal)];
    }

    private List<SearchHit> Collect(int number, Snip source, Topic topic, RelatedOptions options, CancellationToken cancellationToken)
    {
        var entry = Corpus.Snips[number];
        var matching = _legs.Match(ConditionsFor(source, entry.EpisodeKey, options, _legs.HasAliases));
        var scores = topic.Scores with { Allowed = Restrict(topic.Scores.Allowed!, matching) };
        var speech = new SameSpeech(source);
        var episodes = EpisodesWith(speech, number, topic);
        var hits = new List<(SearchHit Hit, SameSpeech Speech, CorpusSnip Entry)>();
        var spare = HitReader.SpareMoments;
        foreach (var (found, relevance) in Rank(number, scores, episodes, options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (hits.Count == options.Top && spare-- == 0) break;
            var otherEntry = Corpus.Snips[found.Snip];
            var snip = _reader.ReadSnip(found.Snip);
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
                var hit = _reader.Show(hits.Count + 1, snip, found, scores, 0);
                double? cosine = float.IsNaN(topic.Cosines[found.Passage]) ? null : topic.Cosines[found.Passage];
                hits.Add((hit with { Relevance = relevance, Cosine = cosine, SharedTerms = SharedWords(hit.Text, scores.Terms) }, otherSpeech, otherEntry));
            }
        }

        return hits.ConvertAll(h => h.Hit);
    }

    /// <summary>The snips that are neither the one in question nor share time with it, by how likely they are related, other episodes preferred.</summary>
    private IEnumerable<(SnipScore Found, double Relevance)> Rank(int number, PassageScores scores, HashSet<string> episodes, RelatedOptions options)
    {
        var (entry, relatedness) = (Corpus.Snips[number], _profile.Relatedness);
        var fused = new double[Corpus.Passages.Count];
        Fusion.Fuse(scores, FusionKind.Absolute, options.CosineAlone ? _profile with { CoverageWeight = 0 } : _profile, fused);
        return BestOfSnips(fused)
            .Where(b => b.Snip != number && !ShareTime(entry, Corpus.Snips[b.Snip]))
            .Select(b => (Best: b, IsSame: episodes.Contains(Corpus.Snips[b.Snip].EpisodeKey)))
            .Select(b => (b.Best, b.IsSame, Relevance: relatedness.Probability(b.Best.Score, b.IsSame)))
            .Select(b => (b.Best, b.Relevance, Score: options.CosineAlone ? b.Best.Score : b.Relevance + (b.IsSame ? 0 : relatedness.OtherEpisodeBonus)))
            .Select(b => (Found: b.Best with { Score = b.Score }, b.Relevance))
            .Where(b => b.Relevance >= options.MinRelevance || options.CosineAlone)
            .OrderByDescending(b => b.Found.Score)
            .ThenBy(b => Corpus.Snips[b.Found.Snip].Id, StringComparer.Ordinal);
    }

    /// <summary>The snip's episode, and those in which its speech was aired again.</summary>
    private HashSet<string> EpisodesWith(SameSpeech speech, int number, Topic topic) =>
    [
        Corpus.Snips[number].EpisodeKey,
        .. NearestTo(number, topic).Where(n => new SameSpeech(_reader.ReadSnip(n)).Repeats(speech)).Select(n => Corpus.Snips[n].EpisodeKey),
    ];

    /// <summary>The snips with the nearest passages, nearest first. What repeats a snip's speech is among them.</summary>
    private IEnumerable<int> NearestTo(int number, Topic topic)
    {
        var near = new double[Corpus.Passages.Count];
        Fusion.Fuse(topic.Scores, FusionKind.Absolute, _profile, near);
        return BestOfSnips(near)
            .Where(b => b.Snip != number)
            .OrderByDescending(b => b.Score)
            .ThenBy(b => Corpus.Snips[b.Snip].Id, StringComparer.Ordinal)
            .Take(Nearest)
            .Select(b => b.Snip);
    }

    /// <summary>Each snip that has a candidate, by the best of its passages.</summary>
    private IEnumerable<SnipScore> BestOfSnips(double[] fused)
    {
        for (var snip = 0; snip < Corpus.Snips.Count; snip++)
        {
            if (Corpus.TryFindBest(fused, snip, out var best)) yield return best;
        }
    }

    /// <summary>The words of a passage whose terms are among those looked up, as they are written, most telling first.</summary>
    private static List<string> SharedWords(string passage, IReadOnlyList<string> terms)
    {
        var written = Analysis.Stemmed(passage)
            .GroupBy(w => w.Term, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => passage[g.First().From..g.First().To], StringComparer.Ordinal);
        return [.. terms.Where(written.ContainsKey).Select(t => written[t]).Where(SaysSomething).Take(MaxSharedTerms)];
    }

    /// <summary>Abbreviations do, but not "y" nor "I'd".</summary>
    private static bool SaysSomething(string word) =>
        !word.Contains('\'', StringComparison.Ordinal) && (word.Length > 2 || (word.Length == 2 && char.IsUpper(word[1])));

    internal static List<Condition> ConditionsFor(Snip source, string episodeKey, RelatedOptions options, Func<string, bool> hasAliases)
    {
        var conditions = new List<Condition>();
        if (options.SameSpeaker)
        {
            var name = MainSpeaker(source)
                ?? throw new QueryException($"The snip '{source.Id}' does not say who speaks, so there is no same speaker to look for.");
            conditions.Add(new Condition(ConditionField.Speaker, name));
            // "Speaker 2" is somebody else in each episode, unless the user wrote down who it is.
            if (SpeakerLabel.IsAnonymous(name) && !hasAliases(name)) conditions.Add(new Condition(ConditionField.EpisodeKey, episodeKey));
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

    /// <summary>
    /// Scores every passage against a snip. A passage is as near to a snip as, halfway each, to the nearest of its passages and to all of them on average.
    /// </summary>
    /// <returns>Null where the snip has no words of its own, only the name of its episode, which all of the episode's snips share.</returns>
    private Topic? ScoreTopic(int number, Snip source, bool cosineAlone = false)
    {
        var entry = Corpus.Snips[number];
        var own = Enumerable.Range(entry.FirstPassage, entry.PassageCount).Where(p => Corpus.Passages[p].Kind != ChunkKind.Episode).ToList();
        if (own.Count == 0) return null;

        var nearest = new float[Corpus.Passages.Count];
        Array.Fill(nearest, float.NaN);
        var (best, sum) = ((float[])nearest.Clone(), new float[nearest.Length]);
        var vectors = own.Where(_legs.HasVector).ToList();
        var mean = _mean.Value;
        var toMean = mean is null ? null : _legs.CosinesTo(mean);
        var meanSquare = mean?.Sum(x => x * x) ?? 0;
        foreach (var p in vectors)
        {
            var cosines = _legs.CosinesTo(_legs.VectorOf(p));
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
        var words = _legs.TopicOf(string.Join('\n', own.Select(p => text[Corpus.Passages[p].From..Corpus.Passages[p].To])), MaxTopicTerms);
        var allowed = Corpus.Passages.Select(p => p.Kind != ChunkKind.Episode).ToArray();
        var scores = new PassageScores
        {
            Cosines = cosineAlone ? nearest : best,
            Bm25 = words.Bm25,
            Ceiling = words.Ceiling,
            Terms = words.Terms,
            Allowed = allowed
        };
        return new Topic(scores, nearest);
    }

    /// <summary>
    /// The cosine of two vectors seen from the mean of all (as in Mu and Viswanath, "All-but-the-Top", ICLR 2018): what all passages have in common, such
    /// as being talk, makes none related, and passages of small talk are no longer near to everything.
    /// </summary>
    private static float Centre(float cosine, float toMeanA, float toMeanB, float meanSquare)
    {
        var lengths = (1 - 2 * toMeanA + meanSquare) * (1 - 2 * toMeanB + meanSquare);
        return lengths > 1e-6f ? Math.Clamp((cosine - toMeanA - toMeanB + meanSquare) / MathF.Sqrt(lengths), -1, 1) : cosine;
    }

    /// <summary>The mean of the passages' vectors, nearer to zero the fewer there are; null where there is no vector yet.</summary>
    private float[]? MeanVector() =>
        _legs.SumOwnVectors() is var (sum, count)
            ? [.. sum.Select(x => (float)(x / (count + MeanReliability)))]
            : null;

    /// <summary>Whether two snips of one episode share any time.</summary>
    private static bool ShareTime(CorpusSnip a, CorpusSnip b) =>
        MomentCollapse.CoverSameMoment(a, b) || (a.EpisodeKey == b.EpisodeKey && a.Start < b.End && b.Start < a.End);

    /// <summary>How near each passage is to a snip.</summary>
    /// <param name="Scores">What ranks: <see cref="PassageScores.Cosines"/> are seen from the mean; only passages with words of their own are allowed.</param>
    /// <param name="Cosines">The plain cosine of the nearest of the snip's passages; NaN where unknown.</param>
    private sealed record Topic(PassageScores Scores, float[] Cosines);
}
