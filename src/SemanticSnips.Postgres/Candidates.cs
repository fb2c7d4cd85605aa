using Npgsql;
using SemanticSnips.Ranking;

namespace SemanticSnips.Postgres;

/// <summary>A row of <see cref="CandidateSql"/>.</summary>
internal sealed record CandidateRow(
    int Id, int SnipNumber, CorpusPassage Passage, int? Previous, int? Next, float Cosine, CorpusSnip Snip, bool IsCandidate, double? MeanCosine,
        string[]? Places, float[]? Vector)
{
    public static CandidateRow Read(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.GetInt32(1),
        new CorpusPassage(0, row.GetInt32(3), row.GetInt32(4), (ChunkKind)row.GetInt16(5)),
        row.Or<int>(6),
        row.Or<int>(7),
        row.IsDBNull(8) ? float.NaN : (float)row.GetDouble(8),
        new CorpusSnip(row.GetString(9), row.GetString(10), 0, 0, row.TimeOr(11), row.TimeOr(12)),
        row.GetBoolean(13),
        row.Or<double>(14),
        row.IsDBNull(15) ? null : row.GetFieldValue<string[]>(15),
        row.FieldCount > 16 && !row.IsDBNull(16) ? row.GetFieldValue<float[]>(16) : null);
}

/// <summary>The candidates of one query as a corpus, and where the library keeps them.</summary>
internal sealed class Candidates
{
    private readonly List<CandidateRow> _rows;
    private readonly List<int> _snips = [];

    /// <param name="rows">By snip, and within it in order.</param>
    /// <param name="more">Snips of which no passage is there, for what their times say.</param>
    public Candidates(List<CandidateRow> rows, IEnumerable<(int Number, CorpusSnip Snip)>? more = null)
    {
        _rows = rows;
        var snips = new List<CorpusSnip>();
        var passages = new CorpusPassage[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            if (i == 0 || rows[i].SnipNumber != rows[i - 1].SnipNumber)
            {
                snips.Add(rows[i].Snip with { FirstPassage = i });
                _snips.Add(rows[i].SnipNumber);
            }

            snips[^1] = snips[^1] with { PassageCount = snips[^1].PassageCount + 1 };
            passages[i] = rows[i].Passage with { Snip = snips.Count - 1 };
        }

        var there = _snips.ToHashSet();
        foreach (var (number, snip) in more ?? [])
        {
            if (!there.Add(number)) continue;
            snips.Add(snip with { FirstPassage = rows.Count });
            _snips.Add(number);
        }

        var places = rows.Select((r, i) => (r.Id, i)).ToDictionary(r => r.Id, r => r.i);
        var links = new Neighbours(
            (int[])[.. rows.Select(r => r.Previous is { } id ? places.GetValueOrDefault(id, -1) : -1)],
            (int[])[.. rows.Select(r => r.Next is { } id ? places.GetValueOrDefault(id, -1) : -1)]);
        Corpus = new Corpus(snips, passages, links);
    }

    /// <summary>The candidates and what stands around them.</summary>
    public Corpus Corpus { get; }

    /// <summary>The rows, by passage of the corpus.</summary>
    public IReadOnlyList<CandidateRow> Rows => _rows;

    /// <summary>The library's number of a snip of the corpus.</summary>
    public int NumberOf(int snip) => _snips[snip];

    /// <summary>Arrays of the corpus's size.</summary>
    public QueryBuffers NewBuffers() => new(0, _rows.Count, Corpus.Snips.Count);
}
