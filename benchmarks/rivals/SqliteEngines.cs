using SemanticSnips.Benchmarks.Rivals;

namespace SemanticSnips.Rivals;

/// <summary>sqlite-vec's exact search.</summary>
internal sealed class SqliteVectors : IRivalEngine
{
    private SqliteStore? _store;

    public RivalTask Task => RivalTask.Vectors;

    public string Version => SqliteStore.Version(vectors: true);

    public void Build(RivalData data, string folder)
    {
        using var store = new SqliteStore(folder, vectors: true);
        store.AddVectors(data);
    }

    public void Open(RivalData data, string folder) => _store = new SqliteStore(folder, vectors: true);

    public IReadOnlyList<int> Ask(RivalQuery query) => _store!.AskVectors(query.Vector, RivalRun.Wanted);

    public void Dispose() => _store?.Dispose();
}

/// <summary>FTS5, whose rank is BM25.</summary>
internal sealed class SqliteWords : IRivalEngine
{
    private SqliteStore? _store;

    public RivalTask Task => RivalTask.Words;

    public string Version => SqliteStore.Version(vectors: false);

    public void Build(RivalData data, string folder)
    {
        using var store = new SqliteStore(folder, vectors: false);
        store.AddWords(data);
    }

    public void Open(RivalData data, string folder) => _store = new SqliteStore(folder, vectors: false);

    public IReadOnlyList<int> Ask(RivalQuery query) => _store!.AskWords(query.Text, RivalRun.Wanted);

    public void Dispose() => _store?.Dispose();
}

/// <summary>A hybrid search as it is built in SQLite today: both lists, joined by reciprocal ranks, and the texts of the best.</summary>
internal sealed class SqliteWhole : IRivalEngine
{
    private const int Candidates = 100;
    private const int K = 60;

    private SqliteStore? _store;

    public RivalTask Task => RivalTask.Whole;

    public string Version => $"{SqliteStore.Version(vectors: true)}, reciprocal ranks";

    public void Build(RivalData data, string folder)
    {
        using var store = new SqliteStore(folder, vectors: true);
        store.AddWords(data);
        store.AddVectors(data);
    }

    public void Open(RivalData data, string folder) => _store = new SqliteStore(folder, vectors: true);

    public IReadOnlyList<int> Ask(RivalQuery query)
    {
        var scores = new Dictionary<int, double>();
        foreach (var list in new[] { _store!.AskVectors(query.Vector, Candidates), _store.AskWords(query.Text, Candidates) })
        {
            for (var rank = 1; rank <= list.Count; rank++) scores[list[rank - 1]] = scores.GetValueOrDefault(list[rank - 1]) + 1.0 / (K + rank);
        }

        List<int> best = [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(RivalRun.Wanted).Select(s => s.Key)];
        using var read = _store.Command("select text from words where rowid = $row");
        var row = read.Parameters.Add("$row", Microsoft.Data.Sqlite.SqliteType.Integer);
        foreach (var found in best)
        {
            row.Value = found;
            if (read.ExecuteScalar() is not string) throw new InvalidDataException($"Row {found} has no text.");
        }

        return best;
    }

    public void Dispose() => _store?.Dispose();
}
