using System.Globalization;

namespace SemanticSnips.Evaluation;

/// <summary>A document and its score for one query.</summary>
/// <param name="Document">The document's id.</param>
/// <param name="Score">Finite; greater is better. Single precision, because trec_eval compares scores so.</param>
public readonly record struct ScoredDocument(string Document, float Score);

/// <summary>What one system returned for every query of a collection.</summary>
/// <remarks>
/// Rankings follow trec_eval's rule: by score descending, then by id descending, compared as UTF-8 bytes; a rank column
/// is ignored. Not thread-safe while rankings are added.
/// </remarks>
public sealed class Run(string name)
{
    private const string Columns = "query Q0 document rank score name";
    private static readonly Comparer<ScoredDocument> BestFirst = Comparer<ScoredDocument>.Create(CompareBestFirst);
    private readonly Dictionary<string, ScoredDocument[]> _rankings = new(StringComparer.Ordinal);
    private readonly List<string> _queries = [];

    /// <summary>The system's name, such as <c>hybrid</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The ids of the queries, in the order in which they were added.</summary>
    public IReadOnlyList<string> Queries => _queries;

    /// <summary>The ranking of a query, best first; empty for a query that was not run.</summary>
    public IReadOnlyList<ScoredDocument> this[string query] => _rankings.GetValueOrDefault(query, []);

    /// <summary>Adds the documents found for a query, in any order.</summary>
    /// <exception cref="ArgumentException">The query was added before, a document comes twice, or a score is not finite.</exception>
    public void Add(string query, IEnumerable<ScoredDocument> documents)
    {
        var ranking = documents.ToArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (document, score) in ranking)
        {
            if (!seen.Add(document)) throw new ArgumentException($"document \"{document}\" comes twice for query \"{query}\"", nameof(documents));
            if (!float.IsFinite(score))
                throw new ArgumentException(
                    $"document \"{document}\" has the score {score} for query \"{query}\"; expected a finite number", nameof(documents));
        }

        if (!_rankings.TryAdd(query, ranking)) throw new ArgumentException($"query \"{query}\" is already in the run", nameof(query));
        Array.Sort(ranking, BestFirst);
        _queries.Add(query);
    }

    /// <summary>Reads a TREC run: six columns between blanks, <c>query Q0 document rank score name</c>.</summary>
    /// <exception cref="CollectionException">A line is wrong, or there is none.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Run Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader, path);
    }

    /// <summary>Reads a TREC run; <paramref name="file"/> names it in problems.</summary>
    /// <exception cref="CollectionException">A line is wrong, or there is none.</exception>
    public static Run Read(TextReader reader, string file)
    {
        var problems = new List<CollectionProblem>();
        var rankings = new Dictionary<string, List<ScoredDocument>>(StringComparer.Ordinal);
        var firstLines = new Dictionary<(string, string), int>();
        string? name = null;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            var columns = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length != 6)
            {
                problems.Add(new CollectionProblem(file, line, $"found {columns.Length} columns; expected 6 ({Columns})"));
                continue;
            }

            var (query, document) = (columns[0], columns[2]);
            if (!double.TryParse(columns[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !float.IsFinite((float)score))
            {
                problems.Add(new CollectionProblem(file, line, $"the score is \"{columns[4]}\"; expected a finite number"));
            }
            else if (!firstLines.TryAdd((query, document), line))
            {
                problems.Add(new CollectionProblem(
                    file, line, $"document \"{document}\" is already on line {firstLines[(query, document)]} for query \"{query}\""));
            }
            else
            {
                if (!rankings.TryGetValue(query, out var ranking)) rankings.Add(query, ranking = []);
                ranking.Add(new ScoredDocument(document, (float)score));
                name ??= columns[5];
            }
        }

        if (problems.Count == 0 && name is null) problems.Add(new CollectionProblem(file, null, "holds no results"));
        if (problems.Count > 0)
            throw new CollectionException("The run", problems, "A run is a line a document: query Q0 document rank score name, between blanks.");

        var run = new Run(name!);
        foreach (var (query, ranking) in rankings) run.Add(query, ranking);
        return run;
    }

    /// <summary>Writes a TREC run. Scores are written so that reading them gives the same floats.</summary>
    /// <exception cref="EvaluationException">An id or the name is empty or holds a blank, which the format cannot express.</exception>
    public void Write(TextWriter writer)
    {
        var name = Column(Name, "the run name");
        foreach (var query in _queries)
        {
            var rank = 0;
            foreach (var (document, score) in _rankings[query])
            {
                var columns = $"{Column(query, "the query id")} Q0 {Column(document, "the document id")}";
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{columns} {++rank} {score:R} {name}\n"));
            }
        }
    }

    /// <summary>Writes a TREC run to a file, replacing it.</summary>
    /// <exception cref="EvaluationException">An id or the name is empty or holds a blank, which the format cannot express.</exception>
    public void Write(string path)
    {
        using var writer = new StreamWriter(path);
        Write(writer);
    }

    private static string Column(string value, string what) => value.Length > 0 && !value.Any(char.IsWhiteSpace)
        ? value
        : throw new EvaluationException(
            $"A TREC run parts its columns by blanks: {what} \"{value}\" cannot be written. Expected at least one character and no blank.");

    private static int CompareBestFirst(ScoredDocument a, ScoredDocument b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : CompareBytes(b.Document, a.Document);

    // Ordinal order of UTF-16 differs from that of UTF-8 bytes where surrogate pairs meet U+E000 and above.
    private static int CompareBytes(string a, string b)
    {
        foreach (var (left, right) in a.EnumerateRunes().Zip(b.EnumerateRunes()))
        {
            if (left != right) return left.CompareTo(right);
        }

        return a.Length.CompareTo(b.Length);
    }
}
