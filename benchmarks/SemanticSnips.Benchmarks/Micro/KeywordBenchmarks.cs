using BenchmarkDotNet.Attributes;
using SemanticSnips.Keywords;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>BM25 of all of 10,000 passages of 110 words for a query of six words, none of them a stop word.</summary>
[Milliseconds]
public class KeywordBenchmarks
{
    private const int Snips = 2500;
    private const int PassagesPerSnip = 4;
    private const string Query = "export controls training chips china cost";

    private TemporaryFolder _folder = null!;
    private KeywordIndex _index = null!;

    [GlobalSetup]
    public void Setup()
    {
        _folder = new TemporaryFolder();
        using (var writer = KeywordIndexWriter.Open(_folder.Path))
        {
            var text = new SyntheticText(randomSeed: 1);
            for (var i = 0; i < Snips; i++) writer.Put(MakeSnip(i, text));
            writer.Commit(new Dictionary<string, string>());
        }

        _index = KeywordIndex.Open(_folder.Path);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Benchmark]
    public object Score_6_words() => _index.Score(Query);

    private static SnipDocument MakeSnip(int number, SyntheticText text) => new()
    {
        Id = $"{number:x8}",
        EpisodeKey = $"{number / 10}",
        Content = [],
        State = [],
        Passages = [.. Enumerable.Range(0, PassagesPerSnip).Select(p => new PassageDocument
        {
            Text = text.Passage(110),
            VectorKey = (UInt128)(number * PassagesPerSnip + p),
            From = 0,
            To = 1,
        })],
    };
}
