using System.Globalization;

namespace SemanticSnips.Evaluation;

/// <summary>Relevance judgments: for each query the documents that someone looked at, and their grades.</summary>
/// <remarks>
/// A grade of 1 or more is relevant, 0 and below are judged not relevant, and a document without a grade counts as not
/// relevant (trec_eval's default level). Immutable and thread-safe.
/// </remarks>
public sealed class Qrels
{
    private static readonly IReadOnlyDictionary<string, int> Unjudged = new Dictionary<string, int>();
    private readonly Dictionary<string, IReadOnlyDictionary<string, int>> _judgments = new(StringComparer.Ordinal);

    /// <summary>Takes judgments from memory.</summary>
    /// <exception cref="ArgumentException">A document is judged twice for one query.</exception>
    public Qrels(IEnumerable<(string Query, string Document, int Grade)> judgments)
    {
        var queries = new List<string>();
        foreach (var (query, document, grade) in judgments)
        {
            if (!_judgments.TryGetValue(query, out var grades))
            {
                _judgments.Add(query, grades = new Dictionary<string, int>(StringComparer.Ordinal));
                queries.Add(query);
            }

            if (!((Dictionary<string, int>)grades).TryAdd(document, grade))
                throw new ArgumentException($"document \"{document}\" is judged twice for query \"{query}\"", nameof(judgments));
            Count++;
        }

        Queries = queries;
    }

    /// <summary>The ids of the judged queries, in the order of their first judgment.</summary>
    public IReadOnlyList<string> Queries { get; }

    /// <summary>The number of judgments.</summary>
    public int Count { get; }

    /// <summary>The grade of each judged document; empty for a query that nobody judged.</summary>
    public IReadOnlyDictionary<string, int> this[string query] => _judgments.GetValueOrDefault(query, Unjudged);

    /// <summary>Whether anything is judged for <paramref name="query"/>.</summary>
    public bool Contains(string query) => _judgments.ContainsKey(query);

    /// <summary>
    /// Reads BEIR's form (<c>query-id, corpus-id, score</c> between tabs, with or without header line) or TREC's
    /// (<c>query 0 document grade</c> between blanks); the first line decides.
    /// </summary>
    /// <exception cref="CollectionException">A line is wrong, or there is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Qrels Read(string path)
    {
        var problems = new List<CollectionProblem>();
        var qrels = new Qrels(ReadLines(path, path, problems).Select(line => (line.Query, line.Document, line.Grade)));
        if (problems.Count == 0 && qrels.Count == 0) problems.Add(new CollectionProblem(path, null, "holds no judgments"));
        return problems.Count == 0 ? qrels : throw new CollectionException("The judgment file", problems);
    }

    /// <summary>The judgments in the file's order; of two for one pair the first counts.</summary>
    internal static IEnumerable<(string Query, string Document, int Grade, int Line)> ReadLines(
        string path, string name, ICollection<CollectionProblem> problems)
    {
        var firstLines = new Dictionary<(string, string), int>();
        var isFirst = true;
        var isTrec = false;
        using var reader = new StreamReader(path);
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var wasFirst = isFirst;
            isFirst = false;
            if (wasFirst) isTrec = text.Split('\t').Length != 3;

            var columns = isTrec
                ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                : text.Split('\t', StringSplitOptions.TrimEntries);
            if (columns.Length != (isTrec ? 4 : 3))
            {
                var expected = isTrec
                    ? "4 (query 0 document grade), or 3 between tabs (query-id corpus-id score)"
                    : "3 between tabs (query-id corpus-id score)";
                problems.Add(new CollectionProblem(name, line, $"found {columns.Length} columns; expected {expected}"));
                continue;
            }

            var (query, document, grade) = (columns[0], columns[isTrec ? 2 : 1], columns[^1]);
            if (!int.TryParse(grade, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                if (wasFirst && !isTrec) continue; // BEIR's header line
                problems.Add(new CollectionProblem(name, line, $"the grade is \"{grade}\"; expected a whole number"));
            }
            else if (query.Length == 0 || document.Length == 0)
            {
                problems.Add(new CollectionProblem(name, line, "an id is empty"));
            }
            else if (!firstLines.TryAdd((query, document), line))
            {
                var first = firstLines[(query, document)];
                problems.Add(new CollectionProblem(name, line, $"document \"{document}\" is already judged for query \"{query}\" on line {first}"));
            }
            else
            {
                yield return (query, document, value, line);
            }
        }
    }
}
