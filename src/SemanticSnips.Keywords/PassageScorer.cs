using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Lucene.Net.Index;

namespace SemanticSnips.Keywords;

/// <summary>Scores every passage of one commit for analysed terms: BM25, and how near to each other they stand.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class PassageScorer(IndexReader reader, StemWords words, StemWords names, DocumentTables tables)
{
    // Their arrays are large: those of one query serve the next.
    private readonly ConcurrentBag<StemPostings> _postings = [];
    private long _postingsRead;

    /// <summary>Postings that were decoded so far, those with places too.</summary>
    public long PostingsRead => Interlocked.Read(ref _postingsRead);

    /// <inheritdoc cref="KeywordIndex.IdfOf"/>
    public double IdfOf(string term) => UsePostings(postings => Bm25.Idf(tables.Passages.Count, postings.Count(term)));

    /// <summary>The most telling terms of a text, each once.</summary>
    public IReadOnlyList<(string Term, int Count)> TellingTermsOf(string text, int maxTerms) => UsePostings(postings =>
        TellingTerms.Among(Analysis.CountTerms(text).Select(t => (t.Term, t.Count, postings.Count(t.Term))), tables.Passages.Count, maxTerms));

    /// <inheritdoc cref="KeywordIndex.Score(IReadOnlyList{ValueTuple{string, int}}, Bm25?, float[], float[])"/>
    public KeywordScores Score(IReadOnlyList<(string Term, int Count)> terms, Bm25 bm25, float[]? scores, float[]? proximity)
    {
        var passages = tables.Passages.Count;
        if ((scores ?? proximity)?.Length is { } room && room != passages)
            throw new ArgumentException($"There is room for {room} scores, expected {passages}, one a passage.", nameof(scores));
        if (scores is null) scores = new float[passages];
        else Array.Clear(scores);
        if (proximity is not null) Array.Clear(proximity);
        List<string> texts = [.. terms.Select(t => t.Term)];
        if (terms.Count == 0 || passages == 0) return new KeywordScores(scores, 0, texts, proximity);

        var averageLength = Math.Max(1, tables.TotalLength) / (double)passages;
        var (ceiling, idf, shared) = (0.0, new List<double>(), new List<List<int>>());
        UsePostings(one => UsePostings(other =>
        {
            var (postings, previous) = (one, other);
            foreach (var (term, count) in terms)
            {
                (postings, previous) = (previous, postings);
                postings.Read(term);
                idf.Add(Bm25.Idf(passages, postings.Passages.Length));
                var weight = count * idf[^1];
                ceiling += weight * (bm25.K1 + 1);
                var lengths = CollectionsMarshal.AsSpan(tables.Lengths);
                foreach (var passage in postings.Passages)
                {
                    scores[passage] += (float)(weight * bm25.Weight(postings.FrequencyOf(passage), lengths[passage], averageLength));
                }

                if (proximity is not null && idf.Count > 1) shared.Add(postings.SharedWith(previous));
            }

            return true;
        }));

        if (proximity is not null) AddProximity(texts, idf, shared, proximity);
        return new KeywordScores(scores, ceiling, texts, proximity);
    }

    private void AddProximity(List<string> terms, List<double> idf, List<List<int>> shared, float[] proximity)
    {
        var (shares, pairs) = (Proximity.Shares(idf), new PairPostings(reader, words, tables));
        for (var i = 0; i < shares.Length; i++) pairs.AddTo(terms[i], terms[i + 1], shares[i], shared[i], proximity);
        Interlocked.Add(ref _postingsRead, pairs.Decoded);
    }

    private T UsePostings<T>(Func<StemPostings, T> use)
    {
        if (!_postings.TryTake(out var postings)) postings = new StemPostings(reader, words, names, tables);
        var before = postings.Decoded;
        var result = use(postings);
        Interlocked.Add(ref _postingsRead, postings.Decoded - before);
        _postings.Add(postings);
        return result;
    }
}
