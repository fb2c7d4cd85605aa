namespace SemanticSnips.Keywords;

/// <summary>BM25's formula, in the form that Lucene uses.</summary>
/// <remarks>Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; idf as in Lucene: never negative.</remarks>
/// <param name="K1">How slowly further occurrences of a term stop counting; 0 or more.</param>
/// <param name="B">How much a passage's length counts, in [0, 1].</param>
internal sealed record Bm25(double K1 = 0.9, double B = 0.4)
{
    /// <summary>ln(1 + (N - df + 0.5) / (df + 0.5)).</summary>
    /// <param name="passages">N, live passages in the collection.</param>
    /// <param name="passagesWithTerm">df, live passages that hold the term.</param>
    public static double Idf(long passages, long passagesWithTerm) =>
        Math.Log(1 + (passages - passagesWithTerm + 0.5) / (passagesWithTerm + 0.5));

    /// <summary>The share of idf that a term earns: tf (k1 + 1) / (tf + k1 (1 - b + b length / averageLength)), below k1 + 1.</summary>
    public double Weight(double termFrequency, double length, double averageLength) =>
        termFrequency * (K1 + 1) / (termFrequency + K1 * (1 - B + B * length / averageLength));
}

/// <summary>BM25 of every passage for one query.</summary>
/// <param name="Bm25">One score a passage, by passage number; 0 where no term occurs.</param>
/// <param name="Ceiling">The supremum of any passage's score for this query: the sum over its terms of count * idf * (k1 + 1); 0 for a query without
/// words.</param>
/// <param name="Terms">The query's distinct terms, analysed.</param>
/// <param name="Proximity">One number a passage, see <see cref="Keywords.Proximity"/>; null where it was not asked for.</param>
internal sealed record KeywordScores(float[] Bm25, double Ceiling, IReadOnlyList<string> Terms, float[]? Proximity = null)
{
    /// <summary>BM25 as a share of what the query could reach at most, in [0, 1]: comparable between queries.</summary>
    /// <remarks>A single-precision score may round to a hair above the ceiling.</remarks>
    public double Coverage(int passage) => Ceiling > 0 ? Math.Min(1, Bm25[passage] / Ceiling) : 0;
}
