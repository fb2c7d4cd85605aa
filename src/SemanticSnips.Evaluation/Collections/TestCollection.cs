using System.Diagnostics.CodeAnalysis;

namespace SemanticSnips.Evaluation;

/// <summary>A retrieval test collection in the layout of BEIR (Thakur et al., NeurIPS 2021).</summary>
/// <remarks>
/// <code>
/// corpus.jsonl     {"_id", "title"?, "text", "metadata"?: {"group"?}}
/// queries.jsonl    {"_id", "text", "metadata"?: {"group"?}}
/// qrels/test.tsv   query-id, corpus-id, score (header line), or TREC's four columns
/// evidence.jsonl   {"query-id", "corpus-id", "grade", "sentence"}, optional
/// </code>
/// Documents are streamed, never held: the collection keeps their ids and groups alone. Immutable and thread-safe.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A test collection is what the field calls it; it is no .NET collection.")]
public sealed class TestCollection
{
    private readonly Dictionary<string, string?> _groups = new(StringComparer.Ordinal);

    private TestCollection(string folder) => Folder = folder;

    /// <summary>The folder's name.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>The number of documents.</summary>
    public int DocumentCount => _groups.Count;

    /// <summary>The queries that have judgments, in the order of <c>queries.jsonl</c>: those that are measured.</summary>
    public IReadOnlyList<TestQuery> Queries { get; private init; } = [];

    /// <summary>The judgments; they name only documents and queries of this collection.</summary>
    public required Qrels Qrels { get; init; }

    /// <summary>The marked sentences of <c>evidence.jsonl</c>; empty without that file.</summary>
    public IReadOnlyList<EvidenceSentence> Evidence { get; private init; } = [];

    /// <summary>What is wrong and was left out; empty unless <see cref="CollectionOptions.KeepGoing"/>.</summary>
    public IReadOnlyList<CollectionProblem> Problems { get; private init; } = [];

    /// <summary>What is odd and was kept, such as documents without text.</summary>
    public IReadOnlyList<CollectionProblem> Warnings { get; private init; } = [];

    /// <summary>
    /// Whether every document and some judged query name their group, so that the within-group form can be measured: such a query then ranks only the
    /// documents of its own group, one without a group ranks them all.
    /// </summary>
    public bool IsGrouped { get; private init; }

    /// <summary>Whether a document has this id.</summary>
    public bool Contains(string document) => _groups.ContainsKey(document);

    /// <summary>The group of a document; null when it has none or does not exist.</summary>
    public string? GroupOf(string document) => _groups.GetValueOrDefault(document);

    /// <summary>Streams the documents from disk, in the file's order, leaving out what <see cref="Problems"/> names.</summary>
    public IEnumerable<TestDocument> ReadDocuments() =>
        new CollectionReader(Folder, []).ReadDocuments().Select(entry => entry.Document);

    /// <summary>Loads and checks a collection: one pass over every file.</summary>
    /// <exception cref="CollectionException">
    /// Something is wrong and <see cref="CollectionOptions.KeepGoing"/> is off, a file is missing, or nothing can be measured.
    /// </exception>
    public static TestCollection Load(string folder, CollectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CollectionOptions();
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var qrelsFile = $"qrels/{options.QrelsFile}";
        var problems = new List<CollectionProblem>(FindMissingFiles(folder, qrelsFile));
        if (problems.Count > 0) throw Refusal(folder, problems, "The layout is corpus.jsonl, queries.jsonl and qrels/test.tsv.");

        var warnings = new List<CollectionProblem>();
        var (wordless, strangers) = (new List<(string Id, int Line)>(), new List<(string Message, int Line)>());
        var reader = new CollectionReader(folder, problems);
        var groups = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (document, line) in reader.ReadDocuments())
        {
            cancellationToken.ThrowIfCancellationRequested();
            groups.Add(document.Id, document.Group);
            if (string.IsNullOrWhiteSpace(document.Text) && string.IsNullOrWhiteSpace(document.Title)) wordless.Add((document.Id, line));
        }

        var queries = reader.ReadQueries().ToDictionary(query => query.Id, StringComparer.Ordinal);
        var judgments = new List<(string, string, int)>();
        foreach (var (query, document, grade, line) in Qrels.ReadLines(Path.Combine(folder, "qrels", options.QrelsFile), qrelsFile, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isQuery = queries.TryGetValue(query, out var asked);
            var isDocument = groups.TryGetValue(document, out var group);
            if (!isQuery) problems.Add(new CollectionProblem(qrelsFile, line, $"query \"{query}\" is not in queries.jsonl"));
            if (!isDocument) problems.Add(new CollectionProblem(qrelsFile, line, $"document \"{document}\" is not in corpus.jsonl"));
            if (!isQuery || !isDocument) continue;
            judgments.Add((query, document, grade));
            if (asked!.Group is not null && group is not null && asked.Group != group && grade > 0)
            {
                strangers.Add(($"document \"{document}\" is of group {group}, query \"{query}\" of {asked.Group}; within groups it cannot be found", line));
            }
        }

        if (wordless.Count > 0)
            warnings.Add(new CollectionProblem(
                CollectionReader.CorpusFile, wordless[0].Line, $"document \"{wordless[0].Id}\" has no words; nothing will find it{AndMore(wordless.Count)}"));
        if (strangers.Count > 0)
            warnings.Add(new CollectionProblem(qrelsFile, strangers[0].Line, $"{strangers[0].Message}{AndMore(strangers.Count)}"));
        var qrels = new Qrels(judgments);
        var evidence = reader.ReadEvidence(queries.ContainsKey, groups.ContainsKey).ToList();
        var measured = queries.Values.Where(query => qrels.Contains(query.Id)).ToList();
        var grouped = groups.Values.Count(group => group is not null);
        var asksWithin = measured.Any(query => query.Group is not null);
        if (asksWithin && grouped < groups.Count)
        {
            var message = $"{grouped} of {groups.Count} documents name a group; the within-group form needs all";
            warnings.Add(new CollectionProblem(CollectionReader.CorpusFile, null, message));
        }

        var emptiness = FindEmptiness(groups.Count, queries.Count, measured.Count, qrelsFile).ToList();

        // Of an empty file every judgment is wrong: what is the matter comes first.
        if (emptiness.Count > 0)
            throw Refusal(folder, [.. emptiness, .. problems], "There is nothing to measure: each file needs at least one line that fits the others.");
        if (problems.Count > 0 && !options.KeepGoing) throw Refusal(folder, problems, "Mend the files, or measure on what is right with --keep-going.");

        var collection = new TestCollection(folder)
        {
            Queries = measured,
            Qrels = qrels,
            Evidence = evidence,
            Problems = problems,
            Warnings = warnings,
            IsGrouped = asksWithin && grouped == groups.Count,
        };
        foreach (var (id, group) in groups) collection._groups.Add(id, group);
        return collection;
    }

    private static string AndMore(int count) => count > 1 ? $" (and {count - 1} more like it)" : "";

    private static IEnumerable<CollectionProblem> FindMissingFiles(string folder, string qrelsFile)
    {
        if (!Directory.Exists(folder))
        {
            yield return new CollectionProblem(folder, null, File.Exists(folder)
                ? "this is a file; expected the collection's folder" : "there is no such folder");
            yield break;
        }

        foreach (var file in new[] { CollectionReader.CorpusFile, CollectionReader.QueriesFile })
        {
            if (!File.Exists(Path.Combine(folder, file))) yield return new CollectionProblem(file, null, "not found");
        }

        if (File.Exists(Path.Combine(folder, qrelsFile))) yield break;
        var qrels = Path.Combine(folder, "qrels");
        var others = Directory.Exists(qrels)
            ? Directory.GetFiles(qrels).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray()
            : [];
        yield return new CollectionProblem(qrelsFile, null, others.Length == 0 ? "not found" : $"not found; qrels holds {string.Join(", ", others)}");
    }

    private static IEnumerable<CollectionProblem> FindEmptiness(int documents, int queries, int measured, string qrelsFile)
    {
        if (documents == 0) yield return new CollectionProblem(CollectionReader.CorpusFile, null, "holds no documents");
        if (queries == 0) yield return new CollectionProblem(CollectionReader.QueriesFile, null, "holds no queries");
        if (documents > 0 && queries > 0 && measured == 0)
            yield return new CollectionProblem(qrelsFile, null, "judges no document of corpus.jsonl for a query of queries.jsonl");
    }

    private static CollectionException Refusal(string folder, IReadOnlyList<CollectionProblem> problems, string? advice) =>
        new($"The test collection {Path.GetFileName(folder)}", problems, advice);
}
