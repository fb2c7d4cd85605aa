using SemanticSnips.Ranking;

namespace SemanticSnips.Tests.Ranking;

/// <summary>Ranking a part of a library as another store gives it: candidates, the passages around them, and what passages at large score.</summary>
public sealed class HybridRankerTests
{
    private const int Snips = 40;
    private const int PassagesPerSnip = 5;

    private static readonly RankingProfile Profile = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Candidates_with_their_surroundings_rank_as_they_do_among_all(int seed)
    {
        var random = new Random(seed);
        var all = WholeCorpus();
        var scores = new PassageScores
        {
            Cosines = [.. Enumerable.Range(0, all.Passages.Count).Select(_ => (float)(0.5 + 0.3 * random.NextDouble()))],
            Bm25 = [.. Enumerable.Range(0, all.Passages.Count).Select(_ => random.Next(4) == 0 ? 8 * random.NextSingle() : 0)],
            Proximity = [.. Enumerable.Range(0, all.Passages.Count).Select(_ => random.Next(6) == 0 ? random.NextSingle() : 0)],
            Ceiling = 8,
        };
        var whole = Rank(all, scores);

        var (part, partScores) = Part(all, scores, [.. Enumerable.Range(0, Snips).Where(s => whole.Any(r => r.Id == all.Snips[s].Id))]);
        var ranked = Rank(part, partScores);

        Assert.True(part.Passages.Count < all.Passages.Count);
        Assert.Equal(whole.Count, ranked.Count);
        foreach (var (expected, actual) in whole.Zip(ranked))
        {
            Assert.Equal(expected.Id, actual.Id);
            Assert.Equal(expected.Score, actual.Score, 1e-5);
        }
    }

    [Fact]
    public void Words_that_stand_near_each_other_lift_their_passage_and_not_what_neighbours_are_measured_from()
    {
        // Two episodes of a lone passage each, and one of two passages.
        CorpusSnip[] snips = [new("a", "1", 0, 1, null, null), new("b", "2", 1, 1, null, null), new("c", "3", 2, 2, null, null)];
        CorpusPassage[] passages = [.. new[] { 0, 1, 2, 2 }.Select((s, i) => new CorpusPassage(s, i * 10, i * 10 + 10, ChunkKind.Transcript))];
        var scores = new PassageScores
        {
            Cosines = [0.6f, 0.7f, 0.5f, 0.8f],
            Bm25 = [4, 0, 0, 1],
            Ceiling = 8,
            Proximity = [1, 0, 0.25f, 0],
        };
        var profile = new RankingProfile
        {
            CoverageWeight = 0.4,
            ProximityWeight = 0.1,
            PreviousWeight = 0.4,
            NextWeight = 0.2,
            SecondNeighbourShare = 0.5,
            PeakShare = 0.5,
            MissingNeighbourShare = 0,
        };
        var corpus = new Corpus(snips, passages);

        var ranked = new HybridRanker(corpus).RankSnips(scores, SearchMode.Hybrid, FusionKind.Absolute, profile, 3, Buffers(corpus));

        // At large (.8 + .7 + .5 + .85) / 4 = .7125; passage 2, before the last, is at .525 and lends nothing.
        Assert.Equal(["a", "c", "b"], ranked.Select(r => r.Id));
        Assert.Equal(0.6 + (0.4 * 4 / 8) + 0.1, ranked[0].Score, 1e-6);
        Assert.Equal(0.8 + (0.4 * 1 / 8), ranked[1].Score, 1e-6);
        Assert.Equal(0.7, ranked[2].Score, 1e-6);
    }

    [Fact]
    public void What_is_hidden_is_not_found_and_nothing_else_changes()
    {
        var corpus = WholeCorpus();
        var scores = new PassageScores
        {
            Cosines = [.. Enumerable.Range(0, corpus.Passages.Count).Select(i => i / 1000f)],
            Bm25 = new float[corpus.Passages.Count]
        };

        var hidden = scores.Hide(corpus, ["s39", "nobody"]);

        Assert.Null(scores.Allowed);
        Assert.Equal(Vectors(scores).Where(id => id != "s39"), Vectors(hidden));
        Assert.DoesNotContain("s38", Vectors(hidden.Hide(corpus, ["s38"])));

        IEnumerable<string> Vectors(PassageScores of) =>
            new HybridRanker(corpus).RankSnips(of, SearchMode.Vector, FusionKind.Absolute, Profile, Snips, Buffers(corpus)).Select(r => r.Id);
    }

    private static IReadOnlyList<RankedSnip> Rank(Corpus corpus, PassageScores scores) =>
        new HybridRanker(corpus).RankSnips(scores, SearchMode.Hybrid, FusionKind.Absolute, Profile, 10, Buffers(corpus));

    private static QueryBuffers Buffers(Corpus corpus) => new(0, corpus.Passages.Count, corpus.Snips.Count);

    /// <summary>Episodes of eight snips, each following the one before.</summary>
    private static Corpus WholeCorpus()
    {
        var snips = Enumerable.Range(0, Snips).Select(s =>
            new CorpusSnip($"s{s:00}", $"e{s / 8}", s * PassagesPerSnip, PassagesPerSnip,
                TimeSpan.FromSeconds(s % 8 * 60), TimeSpan.FromSeconds(s % 8 * 60 + 60)));
        var passages = Enumerable.Range(0, Snips * PassagesPerSnip)
            .Select(p => new CorpusPassage(p / PassagesPerSnip, p % PassagesPerSnip * 100, p % PassagesPerSnip * 100 + 100, ChunkKind.Transcript));
        return new Corpus([.. snips], [.. passages]);
    }

    /// <summary>Some snips' passages and two before and two after each, numbered anew.</summary>
    private static (Corpus Corpus, PassageScores Scores) Part(Corpus all, PassageScores scores, IReadOnlyList<int> snips)
    {
        var neighbours = all.Neighbours;
        var kept = new SortedSet<int>();
        foreach (var p in snips.SelectMany(s => Enumerable.Range(all.Snips[s].FirstPassage, PassagesPerSnip)))
        {
            kept.Add(p);
            for (var (n, steps) = (neighbours.Previous(p), 0); n >= 0 && steps < 2; n = neighbours.Previous(n), steps++) kept.Add(n);
            for (var (n, steps) = (neighbours.Next(p), 0); n >= 0 && steps < 2; n = neighbours.Next(n), steps++) kept.Add(n);
        }

        int[] passages = [.. kept];
        var candidates = snips.ToHashSet();
        int[] owners = [.. passages.Select(p => all.Passages[p].Snip).Distinct()];
        var numbers = passages.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);
        var links = new Neighbours(
            passages.Select(p => numbers.GetValueOrDefault(neighbours.Previous(p), -1)).ToArray(),
            passages.Select(p => numbers.GetValueOrDefault(neighbours.Next(p), -1)).ToArray());
        var corpus = new Corpus(
            [.. owners.Select(s =>
                all.Snips[s] with { FirstPassage = Array.FindIndex(passages, p => all.Passages[p].Snip == s),
                PassageCount = passages.Count(p => all.Passages[p].Snip == s) })],
            [.. passages.Select(p => all.Passages[p] with { Snip = Array.IndexOf(owners, all.Passages[p].Snip) })],
            links);
        return (corpus, scores with
        {
            Cosines = [.. passages.Select(p => scores.Cosines![p])],
            Bm25 = [.. passages.Select(p => scores.Bm25![p])],
            Proximity = [.. passages.Select(p => scores.Proximity![p])],
            Candidates = [.. passages.Select(p => candidates.Contains(all.Passages[p].Snip))],
            Background = new Background(scores.Cosines!.Average(c => (double)c), Enumerable.Range(0, all.Passages.Count).Average(scores.Coverage)),
        });
    }
}
