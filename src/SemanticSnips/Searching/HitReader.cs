using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Ranking;
using SemanticSnips.Related;

namespace SemanticSnips.Searching;

/// <summary>Reads the records of what was found and makes hits of them.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="read">Reads the record of the snip with a number.</param>
/// <param name="corpus">What the numbers are of.</param>
/// <param name="profile">The constants.</param>
internal sealed class HitReader(Func<int, SnipRecord> read, Func<Corpus> corpus, RankingProfile profile)
{
    /// <summary>Moments to find beyond the hits asked for, since some may repeat the speech of others.</summary>
    public const int SpareMoments = 10;

    /// <summary>Reads a snip's record.</summary>
    public Snip ReadSnip(int snip) => read(snip).Snip;

    /// <summary>The hits of some moments; those that repeat the speech of one before them are folded into its "also in".</summary>
    /// <param name="moments">Best first, <see cref="SpareMoments"/> more than hits.</param>
    /// <param name="scores">What found them.</param>
    /// <param name="top">Hits at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IReadOnlyList<SearchHit> Read(IReadOnlyList<Moment> moments, PassageScores scores, int top, CancellationToken cancellationToken)
    {
        var tenth = TenthScore(moments);
        var snips = new (Snip Snip, SameSpeech Speech)[moments.Count];
        OnAllCores.For(snips.Length, i =>
        {
            var snip = ReadSnip(moments[i].Leader.Snip);
            snips[i] = (snip, new SameSpeech(snip));
        }, cancellationToken);

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
        OnAllCores.For(
            hits.Length,
            i => hits[i] = Show(i + 1, snips[shown[i]].Snip, moments[shown[i]].Leader, scores, tenth) with { AlsoIn = alsoIn[i] },
            cancellationToken);
        return hits;
    }

    /// <summary>One hit.</summary>
    /// <param name="rank">1 for the best.</param>
    /// <param name="snip">The snip's record.</param>
    /// <param name="found">Its best passage.</param>
    /// <param name="scores">What found it.</param>
    /// <param name="tenthScore">What it must stand out from, see <see cref="StandsOutModel.TenthScore"/>.</param>
    public SearchHit Show(int rank, Snip snip, SnipScore found, PassageScores scores, double tenthScore)
    {
        var passage = corpus().Passages[found.Passage];
        var layout = SnipText.Of(snip);
        var (start, end) = layout.TimesOf(passage.From, passage.To);
        var words = layout.Text[passage.From..passage.To];
        double? cosine = scores.Cosines is { } cosines && !float.IsNaN(cosines[found.Passage]) ? cosines[found.Passage] : null;
        var evidence = new RelevanceEvidence(cosine ?? double.NaN, scores.Coverage(found.Passage), found.Score - tenthScore);
        return new SearchHit
        {
            Rank = rank,
            Snip = snip,
            Score = found.Score,
            Relevance = Relevance.Estimate(profile.Relevance, evidence),
            Cosine = cosine,
            Bm25 = scores.Bm25?[found.Passage],
            Kind = passage.Kind,
            Layout = layout,
            Passage = new TextSpan(passage.From, passage.To),
            Text = words,
            Speakers = layout.SpeakersIn(passage.From, passage.To),
            Start = start ?? snip.Start,
            End = end ?? snip.End,
            Highlights = Highlight(words, scores.Terms),
        };
    }

    private double TenthScore(IReadOnlyList<Moment> moments)
    {
        if (moments.Count == 0) return 0;
        var last = moments[Math.Min(StandsOutModel.LeadDepth, moments.Count) - 1].Leader.Score;
        return StandsOutModel.TenthScore(moments.Count, last, profile.Relevance?.StandsOut.BackgroundScore);
    }

    private static List<TextSpan> Highlight(string text, IReadOnlyList<string> terms) =>
        [.. Analysis.Find(text, terms).Select(w => new TextSpan(w.From, w.To))];
}
