using SemanticSnips.Ranking;
using SemanticSnips.Searching;
using SemanticSnips.Testing;
using SemanticSnips.Vectors;

namespace SemanticSnips.Tests.Searching;

/// <summary>Ranking by a sketch of the vectors first, beside ranking by all of their floats.</summary>
public sealed class NearestLegTests
{
    private const int Dimensions = 384;
    private const int PassagesPerSnip = 4;
    private const int SnipsPerEpisode = 10;
    private const int Snips = 1500;
    private const int Topics = 15;
    private const int Top = 20;

    private static readonly RankingProfile Profile = new()
    {
        CoverageWeight = 0.4,
        ProximityWeight = 0.1,
        PreviousWeight = 0.4,
        NextWeight = 0.2,
        SecondNeighbourShare = 0.5,
        PeakShare = 0.25,
        MissingNeighbourShare = 0.3,
        EpisodeOnlyPenalty = 0.15,
    };

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Vector)]
    public void The_first_moments_are_those_of_exact_vectors(SearchMode mode)
    {
        using var folder = new TemporaryFolder();
        using var store = Store(folder.Path, out var rows);
        var corpus = MakeCorpus();
        var leg = new NearestLeg(store, rows, Profile, () => corpus);
        leg.MakeReady();
        var ranker = new HybridRanker(corpus);
        var nearly = NewBuffers(store, corpus);
        for (var question = 0; question < 40; question++)
        {
            var random = new Random(1000 + question);
            var vector = Near(question % Topics, random);
            var words = mode == SearchMode.Vector ? new PassageScores() : Words(corpus, random);
            var cosines = ExactCosines(store, rows, vector);
            var expected = Find(words with { Cosines = cosines });

            var scores = leg.Score(vector, words, nearly, Top);
            var found = Find(scores);

            Assert.InRange(scores.Nearest!.Passages.Length, Top, corpus.Passages.Count / 3);
            Assert.Equal(scores.Nearest.Passages.Order().Distinct(), scores.Nearest.Passages);
            foreach (var (e, f) in expected.Zip(found))
            {
                Assert.Equal((e.Leader.Snip, e.Leader.Passage), (f.Leader.Snip, f.Leader.Passage));
                Assert.Equal(e.Leader.Score, f.Leader.Score, 1e-5);
                Assert.Equal(cosines[e.Leader.Passage], scores.Cosines![f.Leader.Passage]);
                Assert.Equal(e.Others, f.Others);
            }
        }

        IReadOnlyList<Moment> Find(PassageScores scores) =>
            ranker.FindMoments(scores, mode, FusionKind.Absolute, Profile, Top, NewBuffers(store, corpus));
    }

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Vector)]
    public void Under_conditions_too_what_is_forbidden_lifts_nothing(SearchMode mode)
    {
        using var folder = new TemporaryFolder();
        using var store = Store(folder.Path, out var rows);
        var corpus = MakeCorpus();
        var leg = new NearestLeg(store, rows, Profile, () => corpus);
        leg.MakeReady();
        var ranker = new HybridRanker(corpus);
        var nearly = NewBuffers(store, corpus);
        for (var question = 0; question < 20; question++)
        {
            var random = new Random(3000 + question);
            var vector = Near(question % Topics, random);
            bool[] allowed = [.. corpus.Passages.Select(p => p.Snip % 3 == question % 3)];
            var words = (mode == SearchMode.Vector ? new PassageScores() : Words(corpus, random, allowed)) with { Allowed = allowed };
            var expected = Find(words with { Cosines = ExactCosines(store, rows, vector) });

            var found = Find(leg.Score(vector, words, nearly, Top));

            // What allowed passages come to on average is estimated: of two that are as good either may be first.
            Assert.Equal(expected.Select(m => m.Leader.Score), found.Select(m => m.Leader.Score), (a, b) => Math.Abs(a - b) < 2e-3);
            Assert.InRange(found.Select(m => m.Leader.Snip).Intersect(expected.Select(m => m.Leader.Snip)).Count(), Top - 1, Top);
            Assert.All(found, m => Assert.True(allowed[m.Leader.Passage]));
        }

        IReadOnlyList<Moment> Find(PassageScores scores) =>
            ranker.FindMoments(scores, mode, FusionKind.Absolute, Profile, Top, NewBuffers(store, corpus));
    }

    [Theory]
    [InlineData(SearchMode.Hybrid)]
    [InlineData(SearchMode.Vector)]
    public void Few_allowed_passages_are_ranked_as_among_all(SearchMode mode)
    {
        using var folder = new TemporaryFolder();
        using var store = Store(folder.Path, out var rows);
        var corpus = MakeCorpus();
        var leg = new NearestLeg(store, rows, Profile, () => corpus);
        var ranker = new HybridRanker(corpus);
        for (var question = 0; question < 20; question++)
        {
            var random = new Random(2000 + question);
            var vector = Near(question % Topics, random);
            var allowed = new bool[corpus.Passages.Count];
            for (var snip = question; snip < Snips; snip += 12) allowed.AsSpan(snip * PassagesPerSnip, PassagesPerSnip).Fill(true);
            var words = (mode == SearchMode.Vector ? new PassageScores() : Words(corpus, random)) with { Allowed = allowed };
            var cosines = ExactCosines(store, rows, vector, allowed);

            int[] few = [.. Enumerable.Range(0, allowed.Length).Where(p => allowed[p])];
            var scores = leg.ScoreFew(vector, words, NewBuffers(store, corpus), few);

            Assert.Equal(
                Told(words with { Cosines = cosines }),
                Told(scores));
        }

        IEnumerable<string> Told(PassageScores scores) => ranker
            .FindMoments(scores, mode, FusionKind.Absolute, Profile, Top, NewBuffers(store, corpus))
            .Select(m => $"{m.Leader.Snip} {m.Leader.Passage} {m.Leader.Score:0.00000} {string.Join(',', m.Others)}");
    }

    [Fact]
    public void Where_no_passage_is_allowed_nothing_is_found()
    {
        using var folder = new TemporaryFolder();
        using var store = Store(folder.Path, out var rows);
        var corpus = MakeCorpus();
        var buffers = NewBuffers(store, corpus);
        var scores = new NearestLeg(store, rows, Profile, () => corpus).ScoreFew(Near(0, new Random(1)), new PassageScores(), buffers, []);
        Assert.Empty(new HybridRanker(corpus).FindMoments(scores, SearchMode.Hybrid, FusionKind.Absolute, Profile, Top, buffers));
    }

    [Fact]
    public void The_sketch_comes_after_some_questions_and_many_hits_do_without()
    {
        using var folder = new TemporaryFolder();
        using var store = Store(folder.Path, out var rows);
        var leg = new NearestLeg(store, rows, Profile, MakeCorpus);
        for (var i = 0; i < 100; i++) Assert.False(leg.CanServe(1000));
        Assert.False(leg.IsReady);
        Assert.False(leg.CanServe(10));
        Assert.True(SpinWait.SpinUntil(() => leg.CanServe(10), TimeSpan.FromMinutes(2)));
        Assert.False(leg.CanServe(1000));
    }

    [Fact]
    public void A_store_that_is_closed_needs_no_sketch()
    {
        using var folder = new TemporaryFolder();
        var store = Store(folder.Path, out var rows);
        store.Dispose();
        var leg = new NearestLeg(store, rows, Profile, () => throw new InvalidOperationException());
        leg.MakeReady();
        Assert.False(leg.IsReady);
    }

    /// <summary>The cosine of each passage by all of its floats; NaN where it is not allowed.</summary>
    private static float[] ExactCosines(VectorStore store, int[] rows, float[] vector, bool[]? allowed = null)
    {
        var byRow = new float[store.Count];
        store.Score(vector, byRow);
        return [.. rows.Select((row, p) => allowed?[p] != false ? byRow[row] : float.NaN)];
    }

    private static QueryBuffers NewBuffers(VectorStore store, Corpus corpus) => new(store.Count, corpus.Passages.Count, corpus.Snips.Count);

    /// <summary>One vector a passage, in an order of its own; every tenth passage has the vector of the one before.</summary>
    private static VectorStore Store(string folder, out int[] rows)
    {
        var random = new Random(1);
        var vectors = Enumerable.Range(0, Snips * PassagesPerSnip).Select(p => Near(p / 7 % Topics, random)).ToArray();
        var info = VectorSegmentWriter.Write(folder, Dimensions, [.. vectors.Select((_, i) => (UInt128)i)], vectors);
        rows = [.. Enumerable.Range(0, vectors.Length).Select(p => p % 10 == 9 ? vectors.Length - p : vectors.Length - 1 - p)];
        return VectorStore.Open(folder, Dimensions, [info]);
    }

    /// <summary>A unit vector of a topic. Topics share a direction, as embeddings of one model do.</summary>
    private static float[] Near(int topic, Random random)
    {
        var axes = new Random(100 + topic);
        var vector = new float[Dimensions];
        for (var i = 0; i < Dimensions; i++)
        {
            vector[i] = (i % 3 == 0 ? 1 : 0) + (float)Gaussian(axes) + ((float)Gaussian(random) * .8f);
        }

        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return Array.ConvertAll(vector, x => x / length);
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static PassageScores Words(Corpus corpus, Random random, bool[]? allowed = null) => new()
    {
        Bm25 = [.. corpus.Passages.Select((_, p) => random.Next(12) == 0 && allowed?[p] != false ? 8 * random.NextSingle() : 0)],
        Proximity = [.. corpus.Passages.Select(_ => random.Next(30) == 0 ? random.NextSingle() : 0)],
        Ceiling = 8,
    };

    /// <summary>Snips of a minute, one after the other; every fifth begins with the one before and covers its moment.</summary>
    private static Corpus MakeCorpus()
    {
        var snips = new List<CorpusSnip>();
        var passages = new List<CorpusPassage>();
        for (var snip = 0; snip < Snips; snip++)
        {
            var start = TimeSpan.FromMinutes((snip % 5 == 4 ? snip - 1 : snip) % SnipsPerEpisode);
            snips.Add(new CorpusSnip(
                $"s{snip:0000}", $"e{snip / SnipsPerEpisode}", passages.Count, PassagesPerSnip, start, start + TimeSpan.FromMinutes(1)));
            for (var i = 0; i < PassagesPerSnip; i++)
            {
                var kind = i == PassagesPerSnip - 1 && snip % 3 == 0 ? ChunkKind.Episode : ChunkKind.Transcript;
                passages.Add(new CorpusPassage(snip, 100 * i, (100 * i) + 100, kind));
            }
        }

        return new Corpus(snips, passages);
    }
}
