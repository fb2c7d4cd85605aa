using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

/// <summary>A small collection on disk, right unless a test makes it wrong.</summary>
internal sealed class CollectionFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CollectionFolder()
    {
        Write("corpus.jsonl", """{"_id": "d1", "title": "One", "text": "first"}""", """{"_id": "d2", "text": "second"}""");
        Write("queries.jsonl", """{"_id": "q1", "text": "which is first?"}""", """{"_id": "q2", "text": "unjudged"}""");
        Write("qrels/test.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t2");
    }

    public string Path => _folder.File("tiny");

    public void Write(string file, params string[] lines)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
    }

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    public TestCollection Load(CollectionOptions? options = null) => TestCollection.Load(Path, options);

    public string Refusal(CollectionOptions? options = null) => Assert.Throws<CollectionException>(() => Load(options)).Message;

    public void Dispose() => _folder.Dispose();
}
