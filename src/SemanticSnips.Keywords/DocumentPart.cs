using Lucene.Net.Index;

namespace SemanticSnips.Keywords;

/// <summary>A stretch of one leaf's documents; the parts of an index are read beside each other.</summary>
/// <param name="Leaf">The leaf.</param>
/// <param name="Said">Its words.</param>
/// <param name="Called">Its speakers' names.</param>
/// <param name="From">The first document, as the leaf numbers them.</param>
/// <param name="To">The document after the last.</param>
/// <param name="FirstPassage">The number of the first live passage among them, if there is any.</param>
/// <param name="Passages">How many these are.</param>
internal sealed record DocumentPart(AtomicReaderContext Leaf, LeafWords Said, LeafWords Called, int From, int To, int FirstPassage, int Passages)
{
    /// <summary>Fewer are read so fast that handing them out does not pay.</summary>
    public const int FewestDocuments = 32_768;

    private const int PartsPerCore = 4;

    /// <summary>Cuts an index into parts that all cores can share.</summary>
    /// <param name="reader">The index.</param>
    /// <param name="tables">Its live passages.</param>
    /// <param name="fewest">Documents of a part at least, but for small leaves.</param>
    public static DocumentPart[] Of(IndexReader reader, DocumentTables tables, int fewest = FewestDocuments)
    {
        var documents = Math.Max(fewest, reader.MaxDoc / (PartsPerCore * Environment.ProcessorCount));
        return [.. reader.Leaves.SelectMany(leaf => Cut(leaf, documents, tables))];
    }

    private static IEnumerable<DocumentPart> Cut(AtomicReaderContext leaf, int documents, DocumentTables tables)
    {
        var (said, called) = (new LeafWords(leaf.AtomicReader, Fields.Text), new LeafWords(leaf.AtomicReader, Fields.Speaker));
        var (all, from) = (leaf.AtomicReader.MaxDoc, 0);
        for (var parts = Math.Max(1, all / documents); parts > 0; parts--)
        {
            var to = from + ((all - from) / parts);
            var first = tables.PassagesBefore(leaf.DocBase + from);
            yield return new DocumentPart(leaf, said, called, from, to, first, tables.PassagesBefore(leaf.DocBase + to) - first);
            from = to;
        }
    }
}
