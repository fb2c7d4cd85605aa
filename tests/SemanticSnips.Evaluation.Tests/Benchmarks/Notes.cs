using SemanticSnips.Testing;

namespace SemanticSnips.Evaluation.Tests;

/// <summary>A collection of notes, a subject of its own each, in groups of two; and a model with random weights, so that only words find anything.</summary>
internal sealed class Notes : IDisposable
{
    private static readonly string[] Subjects =
    [
        "kettle", "coffee", "glacier", "river", "hive", "spider", "violin", "drum", "rocket", "comet", "bridge", "tunnel", "bread", "cheese", "chess", "poker",
        "harbour", "lighthouse", "desert", "jungle", "printer", "camera", "wheat", "barley",
    ];

    private readonly TemporaryFolder _folder = new();

    /// <param name="documents">An even number; beyond the number of subjects they are numbered.</param>
    public Notes(int documents = 24)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "qrels"));
        var subjects = Enumerable.Range(0, documents).Select(i => i < Subjects.Length ? Subjects[i] : $"subject{i}").ToArray();
        File.WriteAllLines(
            Path.Combine(Folder, "corpus.jsonl"),
            subjects.Select((s, i) => $$"""{"_id": "g{{i / 2}}#{{i}}", "text": "the {{s}}", "metadata": {"group": "g{{i / 2}}"} }"""));
        File.WriteAllLines(
            Path.Combine(Folder, "queries.jsonl"),
            subjects.Take(Subjects.Length)
                .Select((s, i) => $$"""{"_id": "q{{i}}", "text": "what was said of the {{s}}?", "metadata": {"group": "g{{i / 2}}"} }"""));
        File.WriteAllLines(Path.Combine(Folder, "qrels", "test.tsv"), subjects.Take(Subjects.Length)
            .Select((_, i) => $"q{i}\tg{i / 2}#{i}\t1").Prepend("query-id\tcorpus-id\tscore"));
        Collection = TestCollection.Load(Folder);
        Model = new ModelLoader(Repository.File("tests", "golden", "tiny-bert"));
    }

    public TestCollection Collection { get; }

    public ModelLoader Model { get; }

    private string Folder => _folder.File("notes");

    public string IndexFolder(string name = "index") => _folder.File(name);

    public void Dispose()
    {
        Model.Dispose();
        _folder.Dispose();
    }
}
