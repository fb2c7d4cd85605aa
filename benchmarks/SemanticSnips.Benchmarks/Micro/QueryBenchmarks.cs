using BenchmarkDotNet.Attributes;
using SemanticSnips.Ranking;
using SemanticSnips.Searching;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>A warm query as people run it, and its parts, so that its cost has an address.</summary>
/// <remarks>
/// The words are looked up while the query is embedded, so the parts' sum is more than the whole. What they leave of it is parsing, counting the query's tokens
/// and bringing scores from rows to passages.
/// </remarks>
[Milliseconds]
public class QueryBenchmarks
{
    private const string Text = "why do export controls on chips raise the risk for Taiwan?";

    private static readonly string[] ShortSentences = new SyntheticText(randomSeed: 3).Passages(64, minWords: 12, maxWords: 12);

    private OpenIndex _open = null!;
    private Query _query = null!;
    private PassageScores _scores = null!;
    private float[] _embedded = null!;
    private IReadOnlyList<SearchHit> _hits = null!;

    /// <summary>What is searched.</summary>
    public enum Library
    {
        /// <summary>The repository's seed, with its real vectors.</summary>
        Seed = 0,

        /// <summary>20,000 snips of five passages, see <see cref="SyntheticIndex"/>.</summary>
        Synthetic100k = 20_000,
    }

    [Params(Library.Seed, Library.Synthetic100k)]
    public Library Index { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _open = Shared.Index((int)Index);
        _query = _open.Index.Searcher.Read(Text);
        _scores = _open.Index.Legs.Score(_query, SearchMode.Hybrid, _open.Index.Legs.NewBuffers(), [], CancellationToken.None);
        _embedded = Embed_query();
        _hits = Whole_query().Hits;
    }

    [Benchmark(Baseline = true)]
    public SearchResult Whole_query() => _open.Index.Search(Text);

    [Benchmark]
    public float[] Embed_query() => _open.Model.EmbedQuery(_query.Words);

    [Benchmark]
    public float[] Dense_leg()
    {
        var cosines = new float[_open.Vectors.Count];
        _open.Vectors.Score(_embedded, cosines);
        return cosines;
    }

    [Benchmark]
    public object Keyword_leg() => _open.Index.Legs.Score(_query, SearchMode.Keyword, _open.Index.Legs.NewBuffers(), [], CancellationToken.None);

    [Benchmark]
    public IReadOnlyList<SearchHit> Fuse_rank_show() => _open.Index.Searcher.ReadHits(_scores, new SearchOptions());

    [Benchmark]
    public SearchResult? Related() => _open.Index.Related(_hits[0].Snip.Id);

    /// <summary>What ask adds to a search at most: all the hits that it looks at, relevant or not.</summary>
    [Benchmark]
    public object Sentences_of_the_best_hits() => _open.Index.Asker.FindAnswers(_query, _hits, count: 3, Confidence.None, reads: true, CancellationToken.None);

    /// <summary>What the one before it should stay below.</summary>
    [Benchmark]
    public float[][] Embed_64_sentences_of_12_words() => _open.Model.EmbedPassages(ShortSentences);
}
