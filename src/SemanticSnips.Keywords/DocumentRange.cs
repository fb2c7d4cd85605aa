using Lucene.Net.Index;

namespace SemanticSnips.Keywords;

/// <summary>A stretch of one leaf's documents.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="From">The first document, as the leaf numbers them.</param>
/// <param name="To">The document after the last.</param>
internal readonly record struct DocumentRange(AtomicReaderContext Leaf, int From, int To)
{
    /// <summary>Fewer are read so fast that handing them out does not pay.</summary>
    public const int FewestDocuments = 32_768;

    /// <summary>What is counted of more does not fit into a core's own cache.</summary>
    private const int MostDocuments = 131_072;

    private const int RangesPerCore = 4;

    /// <summary>The first document, as the index numbers them.</summary>
    public int FirstDocument => Leaf.DocBase + From;

    /// <summary>How many documents it has, deleted ones too.</summary>
    public int Documents => To - From;

    /// <summary>Cuts an index into ranges that all cores can share.</summary>
    /// <param name="reader">The index.</param>
    /// <param name="fewest">Documents of a range at least, but for small leaves.</param>
    public static List<DocumentRange> Of(IndexReader reader, int fewest = FewestDocuments)
    {
        var documents = Math.Clamp(reader.MaxDoc / (RangesPerCore * Environment.ProcessorCount), fewest, Math.Max(fewest, MostDocuments));
        return [.. reader.Leaves.SelectMany(leaf => Cut(leaf, documents))];
    }

    private static IEnumerable<DocumentRange> Cut(AtomicReaderContext leaf, int documents)
    {
        var (all, from) = (leaf.AtomicReader.MaxDoc, 0);
        for (var ranges = Math.Max(1, all / documents); ranges > 0; ranges--)
        {
            var to = from + ((all - from) / ranges);
            yield return new DocumentRange(leaf, from, to);
            from = to;
        }
    }
}
