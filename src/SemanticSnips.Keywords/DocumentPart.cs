using Lucene.Net.Index;

namespace SemanticSnips.Keywords;

/// <summary>A range of documents with its words; the parts of an index are searched beside each other.</summary>
/// <param name="Range">The documents.</param>
/// <param name="Said">The words of their leaf.</param>
/// <param name="Called">Its speakers' names.</param>
/// <param name="FirstPassage">The number of the first live passage among them, if there is any.</param>
/// <param name="Passages">How many these are.</param>
internal sealed record DocumentPart(DocumentRange Range, LeafWords Said, LeafWords Called, int FirstPassage, int Passages)
{
    /// <summary>Postings that need not be read again.</summary>
    public CommonPostings Common { get; } = new(Passages);

    /// <summary>Cuts an index into parts that all cores can share.</summary>
    /// <param name="reader">The index.</param>
    /// <param name="tables">Its live passages.</param>
    /// <param name="fewest">See <see cref="DocumentRange.Of"/>.</param>
    public static DocumentPart[] Of(IndexReader reader, DocumentTables tables, int fewest = DocumentRange.FewestDocuments) =>
        [.. DocumentRange.Of(reader, fewest).GroupBy(r => r.Leaf).SelectMany(leaf => Cut(leaf.Key, [.. leaf], tables))];

    private static IEnumerable<DocumentPart> Cut(AtomicReaderContext leaf, List<DocumentRange> ranges, DocumentTables tables)
    {
        var (said, called) = (new LeafWords(leaf.AtomicReader, Fields.Text), new LeafWords(leaf.AtomicReader, Fields.Speaker));
        foreach (var range in ranges)
        {
            var first = tables.PassagesBefore(range.FirstDocument);
            yield return new DocumentPart(range, said, called, first, tables.PassagesBefore(range.FirstDocument + range.Documents) - first);
        }
    }
}
