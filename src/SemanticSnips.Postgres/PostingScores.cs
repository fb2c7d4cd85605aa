using Npgsql;
using SemanticSnips.Keywords;

namespace SemanticSnips.Postgres;

/// <summary>The posting blocks of some terms, and BM25 of every passage that they name: the same arithmetic as over an index folder.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class PostingScores
{
    private const int BlockSize = 1 << 12;

    private readonly Dictionary<string, List<(int Block, byte[] Postings)>> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<int, float[]> _scores = [];

    /// <summary>BM25's supremum for the query.</summary>
    public double Ceiling { get; private set; }

    /// <summary>The terms that were scored, each once.</summary>
    public IReadOnlyList<string> Terms { get; private set; } = [];

    /// <summary>Takes a block.</summary>
    public void Add(string term, int block, byte[] postings)
    {
        if (!_blocks.TryGetValue(term, out var blocks)) _blocks.Add(term, blocks = []);
        blocks.Add((block, postings));
    }

    /// <summary>Takes all blocks of a result: term, block, postings.</summary>
    public async Task AddAsync(NpgsqlDataReader rows, CancellationToken cancellationToken)
    {
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) Add(rows.GetString(0), rows.GetInt32(1), rows.GetFieldValue<byte[]>(2));
    }

    /// <summary>In how many passages a term stands.</summary>
    public int Count(string term) => _blocks.TryGetValue(term, out var blocks) ? blocks.Sum(b => b.Postings.Length / PostingBlock.Size) : 0;

    /// <summary>Scores every passage with any of the terms.</summary>
    /// <param name="terms">Each once, with how often the query has it.</param>
    /// <param name="formula">BM25's constants.</param>
    /// <param name="library">Passages and their average length.</param>
    public void Score(IReadOnlyList<(string Term, int Count)> terms, Bm25 formula, LibraryRow library)
    {
        _scores.Clear();
        Ceiling = 0;
        Terms = [.. terms.Select(t => t.Term)];
        if (library.Passages == 0) return;
        foreach (var (term, count) in terms)
        {
            var weight = count * Bm25.Idf(library.Passages, Count(term));
            Ceiling += weight * (formula.K1 + 1);
            foreach (var (block, postings) in _blocks.GetValueOrDefault(term) ?? [])
            {
                if (!_scores.TryGetValue(block, out var scores)) _scores.Add(block, scores = new float[BlockSize]);
                for (var i = 0; i < postings.Length / PostingBlock.Size; i++)
                {
                    var posting = PostingBlock.Read(block, postings, i);
                    scores[posting.Passage & (BlockSize - 1)] += (float)(weight * formula.Weight(posting.Frequency, posting.Length, library.AverageLength));
                }
            }
        }
    }

    /// <summary>The score of a passage; 0 where it has none of the terms.</summary>
    public float Of(int passage) => _scores.TryGetValue(PostingBlock.Of(passage), out var scores) ? scores[passage & (BlockSize - 1)] : 0;

    /// <summary>The passages with the best scores, best first.</summary>
    /// <param name="count">Passages at most.</param>
    /// <param name="allowed">Those that may be found; null for all.</param>
    public int[] Best(int count, IReadOnlySet<int>? allowed)
    {
        var heap = new PriorityQueue<int, (float Score, int Passage)>(Comparer<(float Score, int Passage)>.Create(
            static (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : b.Passage.CompareTo(a.Passage)));
        foreach (var (block, scores) in _scores)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                if (scores[i] <= 0) continue;
                var passage = (block * BlockSize) + i;
                if (allowed is not null && !allowed.Contains(passage)) continue;
                if (heap.Count < count) heap.Enqueue(passage, (scores[i], passage));
                else if (heap.TryPeek(out _, out var worst) && scores[i] > worst.Score) heap.EnqueueDequeue(passage, (scores[i], passage));
            }
        }

        var best = new int[heap.Count];
        for (var i = best.Length - 1; i >= 0; i--) best[i] = heap.Dequeue();
        return best;
    }

    /// <summary>The mean coverage of the passages that may be found.</summary>
    /// <param name="passages">How many these are.</param>
    /// <param name="allowed">Those that may be found; null for all.</param>
    public double MeanCoverage(int passages, IReadOnlySet<int>? allowed)
    {
        if (passages == 0 || Ceiling <= 0) return 0;
        var sum = allowed is null ? _scores.Values.Sum(s => s.Sum(x => (double)x)) : allowed.Sum(p => (double)Of(p));
        return sum / passages / Ceiling;
    }
}
