using BenchmarkDotNet.Attributes;
using SemanticSnips.Indexing;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Testing;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>A warm query as people run it, and its parts, so that its cost has an address.</summary>
/// <remarks>What the parts leave of the whole is parsing, counting the query's tokens and bringing scores from rows to passages.</remarks>
[Milliseconds]
public class QueryBenchmarks
{
    private const string Query = "why do export controls on chips raise the risk for Taiwan?";
    private const int SyntheticSnips = 5000;

    private TemporaryFolder _folder = null!;
    private ModelLoader _model = null!;
    private SnipIndex _index = null!;
    private VectorStore _vectors = null!;
    private SnipQuery _parsed = null!;
    private PassageScores _scores = null!;
    private float[] _embedded = null!;

    /// <summary>What is searched.</summary>
    public enum Library
    {
        /// <summary>The repository's seed, with its real vectors.</summary>
        Seed,

        /// <summary>20,000 passages, see <see cref="SyntheticIndex"/>.</summary>
        Synthetic20k,
    }

    [Params(Library.Seed, Library.Synthetic20k)]
    public Library Index { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _folder = new TemporaryFolder();
        _model = new ModelLoader(ShippedModel.Folder);
        if (Index == Library.Seed) ImportSeed();
        else SyntheticIndex.Build(_folder.Path, _model, SyntheticSnips);

        _index = SnipIndex.Open(_folder.Path, _model);
        _vectors = SnipIndexWriter.OpenVectors(_folder.Path, _index.Manifest);
        _parsed = SnipQuery.Parse(Query);
        _scores = _index.Score(_parsed, SearchMode.Hybrid, [], CancellationToken.None);
        _embedded = Embed_query();
        Console.WriteLine($"// {Index}: {_index.ReadStatus()}");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _vectors.Dispose();
        _index.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Benchmark(Baseline = true)]
    public SearchResult Whole_query() => _index.Search(Query);

    [Benchmark]
    public float[] Embed_query() => _model.Model.EmbedQuery(_parsed.Words);

    [Benchmark]
    public float[] Dense_leg()
    {
        var cosines = new float[_vectors.Count];
        _vectors.Score(_embedded, cosines);
        return cosines;
    }

    [Benchmark]
    public object Keyword_leg() => _index.Score(_parsed, SearchMode.Keyword, [], CancellationToken.None);

    [Benchmark]
    public IReadOnlyList<SearchHit> Fuse_rank_show() => _index.Rank(_scores, new SearchOptions());

    private void ImportSeed()
    {
        using var writer = SnipIndexWriter.Open(_folder.Path, _model);
        Importer.Import(writer, [Repository.File("seeds")]);
    }
}
