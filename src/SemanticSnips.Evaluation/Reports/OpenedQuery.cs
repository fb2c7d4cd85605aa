namespace SemanticSnips.Evaluation;

/// <summary>What a run put first for a query, beside what was judged right: to see why it is wrong.</summary>
/// <param name="Hits">The run's best documents, best first.</param>
/// <param name="Judged">The documents with the highest grades.</param>
public sealed record OpenedQuery(IReadOnlyList<OpenedDocument> Hits, IReadOnlyList<OpenedDocument> Judged)
{
    /// <summary>Documents of each side.</summary>
    private const int Shown = 3;

    /// <summary>Characters of a document that are kept.</summary>
    private const int Letters = 400;

    /// <summary>Reads what is shown of some queries, in one pass over the documents.</summary>
    /// <param name="collection">Whose documents and judgments these are.</param>
    /// <param name="run">The run in question.</param>
    /// <param name="queries">Ids.</param>
    public static IReadOnlyDictionary<string, OpenedQuery> Read(TestCollection collection, Run run, IEnumerable<string> queries)
    {
        var wanted = queries.ToDictionary(
            query => query,
            query => (Hits: run[query].Take(Shown).Select(h => h.Document).ToList(),
                Judged: collection.Qrels[query].Where(j => j.Value > 0).OrderByDescending(j => j.Value).ThenBy(j => j.Key, StringComparer.Ordinal)
                    .Take(Shown).Select(j => j.Key).ToList()),
            StringComparer.Ordinal);
        var ids = wanted.Values.SelectMany(w => w.Hits.Concat(w.Judged)).ToHashSet(StringComparer.Ordinal);
        var documents = collection.ReadDocuments().Where(d => ids.Contains(d.Id)).DistinctBy(d => d.Id).ToDictionary(d => d.Id, StringComparer.Ordinal);
        return wanted.ToDictionary(
            w => w.Key,
            w => new OpenedQuery([.. w.Value.Hits.Select(id => Open(w.Key, id))], [.. w.Value.Judged.Select(id => Open(w.Key, id))]),
            StringComparer.Ordinal);

        OpenedDocument Open(string query, string id) =>
            new(id, collection.Qrels[query].GetValueOrDefault(id), documents.TryGetValue(id, out var d) ? Begin($"{d.Title} {d.Text}".Trim()) : "");
    }

    private static string Begin(string text) =>
        text.Length <= Letters ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Letters - 1]) ? Letters - 1 : Letters), "...");
}

/// <summary>A document as a report shows it.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Grade">What it was judged for the query; 0 where nobody did or it is not relevant.</param>
/// <param name="Text">Its title and how it begins.</param>
public sealed record OpenedDocument(string Id, int Grade, string Text);
