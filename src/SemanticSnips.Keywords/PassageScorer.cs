using System.Collections.Concurrent;
using Lucene.Net.Index;

namespace SemanticSnips.Keywords;

/// <summary>Scores every passage of one commit for analysed terms: BM25, and how near to each other they stand.</summary>
/// <remarks>Thread-safe. A large index is read in parts beside each other; what comes of it does not depend on the parts.</remarks>
internal sealed class PassageScorer(
    IndexReader reader, StemWords words, StemWords names, DocumentTables tables, int fewestDocuments = DocumentRange.FewestDocuments)
{
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
        var passages = tables.Passages.Count;
        if ((scores ?? proximity)?.Length is { } room && room != passages)
            throw new ArgumentException($"There is room for {room} scores, expected {passages}, one a passage.", nameof(scores));
        if (scores is null) scores = new float[passages];
        else Array.Clear(scores);
        if (proximity is not null) Array.Clear(proximity);
        List<string> texts = [.. terms.Select(t => t.Term)];
        if (terms.Count == 0 || passages == 0) return new KeywordScores(scores, 0, texts, proximity);

        var (idf, weights) = (new double[terms.Count], new double[terms.Count]);
        UsePostings(parts =>
        {
            OnAllCores.Each(parts, part => part.Read(texts));
            for (var term = 0; term < idf.Length; term++)
            {
                idf[term] = Bm25.Idf(passages, parts.Sum(p => p.Of(term).Length));
                weights[term] = terms[term].Count * idf[term];
            }

            var shares = Proximity.Shares(idf);
            OnAllCores.Each(parts, part =>
            {
                // How telling a word is all passages say, forbidden ones too.
                if (allowed is not null) part.Keep(allowed);
                for (var term = 0; term < weights.Length; term++) AddBm25(part.Of(term), weights[term], bm25, scores);
                if (proximity is null) return;
                for (var pair = 0; pair < shares.Length; pair++) part.AddProximity(texts[pair], texts[pair + 1], pair, shares[pair], proximity);
            });
            return true;
        });
        return new KeywordScores(scores, weights.Sum(weight => weight * (bm25.K1 + 1)), texts, proximity);
    }

    private void AddBm25(ReadOnlySpan<Posting> postings, double weight, Bm25 bm25, float[] scores)
    {
        var averageLength = Math.Max(1, tables.TotalLength) / (double)tables.Passages.Count;
        var known = _weights;
        if (known?.Bm25 != bm25) _weights = known = new Weights(bm25, averageLength);
        var lengths = tables.Lengths;
        foreach (var (passage, frequency) in postings) scores[passage] += (float)(weight * known.Of(frequency, lengths[passage]));
    }

    /// <summary>Counts the live passages with a stem, without finding them where the index knows their number.</summary>
    private int CountOf(string stem)
    {
        if (words.Of(stem) is [var only] && names.Of(stem) is [] && !reader.HasDeletions) return reader.DocFreq(new Term(Fields.Text, only));
        return UsePostings(parts =>
        {
            OnAllCores.Each(parts, part => part.Read([stem]));
            return parts.Sum(p => p.Of(0).Length);
        });
    }

    private T UsePostings<T>(Func<PartPostings[], T> use)
    {
        if (!_postings.TryTake(out var parts)) parts = Array.ConvertAll(_parts, part => new PartPostings(part, words, names, tables));
        var before = parts.Sum(p => p.Decoded);
        var result = use(parts);
        Interlocked.Add(ref _postingsRead, parts.Sum(p => p.Decoded) - before);
        _postings.Add(parts);
        return result;
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
