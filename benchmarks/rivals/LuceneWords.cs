using System.Globalization;
using System.Reflection;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;
using SemanticSnips.Benchmarks.Rivals;

namespace SemanticSnips.Rivals;

/// <summary>Lucene.NET as it comes: its English analyzer, its BM25, its searcher.</summary>
internal sealed class LuceneWords : IRivalEngine
{
    private const LuceneVersion Compatible = LuceneVersion.LUCENE_48;
    private const float K1 = 0.9f;
    private const float B = 0.4f;

    private readonly EnglishAnalyzer _analyzer = new(Compatible);
    private DirectoryReader? _reader;
    private IndexSearcher? _searcher;

    public RivalTask Task => RivalTask.Words;

    public string Version => $"Lucene.NET {PackageVersion()}, English analyzer, BM25 with k1 {K1}, b {B}";

    public void Build(RivalData data, string folder)
    {
        using var directory = FSDirectory.Open(folder);
        using var writer = new IndexWriter(directory, new IndexWriterConfig(Compatible, _analyzer) { Similarity = new BM25Similarity(K1, B) });
        var row = 0;
        foreach (var passage in data.ReadPassages())
        {
            var number = (row++).ToString(CultureInfo.InvariantCulture);
            writer.AddDocument(new Document { new StoredField("row", number), new TextField("text", passage.Text, Field.Store.NO) });
        }

        writer.ForceMerge(1);
        writer.Commit();
    }

    public void Open(RivalData data, string folder)
    {
        _reader = DirectoryReader.Open(new MMapDirectory(folder));
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity(K1, B) };
    }

    public IReadOnlyList<int> Ask(RivalQuery query)
    {
        var words = new BooleanQuery();
        using (var stream = _analyzer.GetTokenStream("text", query.Text))
        {
            var term = stream.AddAttribute<ICharTermAttribute>();
            stream.Reset();
            while (stream.IncrementToken()) words.Add(new TermQuery(new Term("text", term.ToString())), Occur.SHOULD);
            stream.End();
        }

        return [.. _searcher!.Search(words, RivalRun.Wanted).ScoreDocs.Select(d => int.Parse(_searcher.Doc(d.Doc).Get("row"), CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _analyzer.Dispose();
    }

    private static string PackageVersion() =>
        typeof(IndexWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
