using System.Collections.Concurrent;
using Lucene.Net.Index;

namespace SemanticSnips.Keywords;

/// <summary>Scores every passage of one commit for analysed terms: BM25, and how near to each other they stand.</summary>
/// <remarks>Thread-safe. A large index is read in parts beside each other; what comes of it does not depend on the parts.</remarks>
internal sealed class PassageScorer(
    IndexReader reader, StemWords words, StemWords names, DocumentTables tables, int fewestDocuments = DocumentRange.FewestDocuments)
{
    /// <summary>Their scores and lengths fit into a core's own cache.</summary>
    private const int PassagesAtATime = 8192;

    private readonly DocumentPart[] _parts = DocumentPart.Of(reader, tables, fewestDocuments);

    // Their arrays are large: those of one query serve the next.
    private readonly ConcurrentBag<PartPostings[]> _postings = [];
    private volatile Weights? _weights;
    private long _postingsRead;

    /// <summary>Postings that were decoded so far, those with places too.</summary>
    public long PostingsRead => Interlocked.Read(ref _postingsRead);

    /// <inheritdoc cref="KeywordIndex.IdfOf"/>
    public double IdfOf(string term) => Bm25.Idf(tables.Passages.Count, CountOf(term));

    /// <summary>The most telling terms of a text, each once.</summary>
    public IReadOnlyList<(string Term, int Count)> TellingTermsOf(string text, int maxTerms) =>
        TellingTerms.Among(Analysis.CountTerms(text).Select(t => (t.Term, t.Count, CountOf(t.Term))), tables.Passages.Count, maxTerms);

    /// <inheritdoc cref="KeywordIndex.Score(IReadOnlyList{ValueTuple{string, int}}, Bm25?, float[], float[], bool[])"/>
    public KeywordScores Score(IReadOnlyList<(string Term, int Count)> terms, Bm25 bm25, float[]? scores, float[]? proximity, bool[]? allowed = null)
    {
        var (found, pending) = ScoreAtMost(terms, bm25, scores, proximity, allowed);
        using (pending) pending?.ReadAll();
        return found;
    }

    /// <inheritdoc cref="KeywordIndex.ScoreAtMost"/>
    public (KeywordScores Scores, PendingProximity? Pending) ScoreAtMost(
        IReadOnlyList<(string Term, int Count)> terms, Bm25 bm25, float[]? scores, float[]? proximity, bool[]? allowed = null)
    {
        var passages = tables.Passages.Count;
        if ((scores ?? proximity)?.Length is { } room && room != passages)
            throw new ArgumentException($"There is room for {room} scores, expected {passages}, one a passage.", nameof(scores));
        scores ??= new float[passages];
        List<string> texts = [.. terms.Select(t => t.Term)];
        if (terms.Count == 0 || passages == 0)
        {
            Array.Clear(scores);
            if (proximity is not null) Array.Clear(proximity);
            return (new KeywordScores(scores, 0, texts, proximity), null);
        }

        var (idf, weights) = (new double[terms.Count], new double[terms.Count]);
        var parts = Rent();
        OnAllCores.Each(parts, part => part.Read(texts));
        for (var term = 0; term < idf.Length; term++)
        {
            idf[term] = Bm25.Idf(passages, parts.Sum(p => p.Of(term).Count));
            weights[term] = terms[term].Count * idf[term];
        }

        var shares = Proximity.Shares(idf);
        OnAllCores.Each(parts, part => Score(part, weights, shares, bm25, allowed, scores, proximity));
        var found = new KeywordScores(scores, weights.Sum(weight => weight * (bm25.K1 + 1)), texts, proximity);
        if (proximity is not null) return (found, new PendingProximity(parts, texts, shares, proximity, () => Return(parts)));
        Return(parts);
        return (found, null);
    }

    /// <summary>Scores a part's passages, some thousand at a time, so that all that is added up stays near the processor.</summary>
    /// <param name="part">The part; learns which allowed passages hold two terms that follow each other, where there is room for proximity.</param>
    /// <param name="weights">One a term.</param>
    /// <param name="shares">One each two terms that follow each other.</param>
    /// <param name="bm25">The formula.</param>
    /// <param name="allowed">By passage; null for all. How telling a word is all passages say, forbidden ones too.</param>
    /// <param name="scores">By passage.</param>
    /// <param name="proximity">Receives what it is at most, by passage; null where nobody needs it.</param>
    private void Score(
        PartPostings part, double[] weights, double[] shares, Bm25 bm25, bool[]? allowed, float[] scores, float[]? proximity)
    {
        var averageLength = Math.Max(1, tables.TotalLength) / (double)tables.Passages.Count;
        var known = _weights;
        if (known?.Bm25 != bm25) _weights = known = new Weights(bm25, averageLength);
        var cursors = new PostingCursor[weights.Length];
        for (var term = 0; term < cursors.Length; term++) cursors[term].MoveNext(part.Of(term).Bytes.Span);
        part.ClearPairs();
        Span<int> lastTerms = stackalloc int[proximity is null ? 0 : PassagesAtATime];
        for (var (from, pairs) = (part.Passages.From, 0); from < part.Passages.To; from += PassagesAtATime)
        {
            var end = Math.Min(from + PassagesAtATime, part.Passages.To);
            var some = scores.AsSpan(from..end);
            var near = proximity is null ? [] : proximity.AsSpan(from..end);
            var lengths = tables.Lengths[from..end];
            some.Clear();
            near.Clear();
            lastTerms.Clear();
            for (var term = 0; term < weights.Length; term++)
            {
                var bytes = part.Of(term).Bytes.Span;
                var (cursor, weight) = (cursors[term], weights[term]);
                for (; cursor.Passage < end; cursor.MoveNext(bytes))
                {
                    if (allowed is not null && !allowed[cursor.Passage]) continue;
                    var passage = cursor.Passage - from;
                    some[passage] += (float)(weight * known.Of(cursor.Frequency, lengths[passage]));
                    if (proximity is null) continue;
                    if (term > 0 && lastTerms[passage] == term)
                    {
                        near[passage] += (float)shares[term - 1];
                        part.AddPair(cursor.Passage, term - 1);
                    }

                    lastTerms[passage] = term + 1;
                }

                cursors[term] = cursor;
            }

            pairs = part.SortPairs(pairs);
        }
    }

    /// <summary>Counts the live passages with a stem, without finding them where the index knows their number.</summary>
    private int CountOf(string stem)
    {
        if (words.Of(stem) is [var only] && names.Of(stem) is [] && !reader.HasDeletions) return reader.DocFreq(new Term(Fields.Text, only));
        var parts = Rent();
        OnAllCores.Each(parts, part => part.Read([stem]));
        var count = parts.Sum(p => p.Of(0).Count);
        Return(parts);
        return count;
    }

    private PartPostings[] Rent() =>
        _postings.TryTake(out var parts) ? parts : Array.ConvertAll(_parts, part => new PartPostings(part, words, names, tables));

    private void Return(PartPostings[] parts)
    {
        Interlocked.Add(ref _postingsRead, parts.Sum(p => p.TakeDecoded()));
        _postings.Add(parts);
    }

    /// <summary>The formula's values, those of most postings computed beforehand: two divisions a posting are much of what scoring takes.</summary>
    private sealed class Weights
    {
        private const int Frequencies = 4;
        private const int Lengths = 256;

        private readonly double _averageLength;
        private readonly double[] _known = new double[Frequencies * Lengths];

        public Weights(Bm25 bm25, double averageLength)
        {
            (Bm25, _averageLength) = (bm25, averageLength);
            for (var i = 0; i < _known.Length; i++) _known[i] = bm25.Weight((i / Lengths) + 1, i % Lengths, averageLength);
        }

        public Bm25 Bm25 { get; }

        public double Of(int frequency, int length) =>
            (uint)(frequency - 1) < Frequencies && (uint)length < Lengths ? _known[((frequency - 1) * Lengths) + length]
            : Bm25.Weight(frequency, length, _averageLength);
    }
}
