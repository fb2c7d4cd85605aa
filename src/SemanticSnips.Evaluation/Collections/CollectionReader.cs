using System.Text.Json;

namespace SemanticSnips.Evaluation;

/// <summary>Reads the files of a collection; what cannot be read becomes a problem and is left out.</summary>
internal sealed class CollectionReader(string folder, ICollection<CollectionProblem> problems)
{
    public const string CorpusFile = "corpus.jsonl";
    public const string QueriesFile = "queries.jsonl";
    public const string EvidenceFile = "evidence.jsonl";

    /// <summary>The documents in the file's order, each with its line; of two with one id the first counts.</summary>
    public IEnumerable<(TestDocument Document, int Line)> ReadDocuments()
    {
        var firstLines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in JsonLines.Read(Path.Combine(folder, CorpusFile), CorpusFile, problems))
        {
            if (ReadId(line, "document", firstLines) is not { } id) continue;
            if (line.Optional("title") is not { } title || line.Required("text") is not { } text) continue;
            firstLines.Add(id, line.Line);
            yield return (new TestDocument(id, title, text, line.Group()), line.Line);
        }
    }

    public IEnumerable<TestQuery> ReadQueries()
    {
        var firstLines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in JsonLines.Read(Path.Combine(folder, QueriesFile), QueriesFile, problems))
        {
            if (ReadId(line, "query", firstLines) is not { } id || line.Required("text") is not { } text) continue;
            if (string.IsNullOrWhiteSpace(text))
            {
                line.Report($"query \"{id}\" has no words");
                continue;
            }

            firstLines.Add(id, line.Line);
            yield return new TestQuery(id, text, line.Group());
        }
    }

    public IEnumerable<EvidenceSentence> ReadEvidence(Func<string, bool> isQuery, Func<string, bool> isDocument)
    {
        if (!File.Exists(Path.Combine(folder, EvidenceFile))) yield break;
        foreach (var line in JsonLines.Read(Path.Combine(folder, EvidenceFile), EvidenceFile, problems))
        {
            if (line.Required("query-id") is not { } query || line.Required("corpus-id") is not { } document) continue;
            if (line.Required("sentence") is not { } sentence) continue;
            if (!line.Object.TryGetProperty("grade", out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var grade))
            {
                line.Report("no \"grade\" that is a whole number");
            }
            else if (!isQuery(query))
            {
                line.Report($"query \"{query}\" is not in {QueriesFile}");
            }
            else if (!isDocument(document))
            {
                line.Report($"document \"{document}\" is not in {CorpusFile}");
            }
            else
            {
                yield return new EvidenceSentence(query, document, grade, sentence);
            }
        }
    }

    private static string? ReadId(JsonLine line, string what, Dictionary<string, int> firstLines)
    {
        if (line.Required("_id") is not { } id) return null;
        if (id.Length == 0)
        {
            line.Report("\"_id\" is empty");
            return null;
        }

        if (!firstLines.TryGetValue(id, out var first)) return id;
        line.Report($"{what} \"{id}\" is already on line {first}; ids must be unique");
        return null;
    }
}
