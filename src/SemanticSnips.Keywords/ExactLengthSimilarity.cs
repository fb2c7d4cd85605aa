using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace SemanticSnips.Keywords;

/// <summary>Stores a field's length as it is.</summary>
/// <remarks>Lucene 4.8's own similarities round it to a byte with three bits of mantissa. Scoring is <see cref="Bm25"/>'s.</remarks>
internal sealed class ExactLengthSimilarity : Similarity
{
    public override long ComputeNorm(FieldInvertState state) => state.Length - state.NumOverlap;

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats) =>
        throw new NotSupportedException("Passages are scored by Bm25; Lucene's searcher only filters.");

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context) =>
        throw new NotSupportedException("Passages are scored by Bm25; Lucene's searcher only filters.");
}
