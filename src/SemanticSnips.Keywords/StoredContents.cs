using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace SemanticSnips.Keywords;

/// <summary>Reads the stored contents of a commit whose other files may be damaged.</summary>
public static class StoredContents
{
    /// <summary>Hands on the content of every snip that can be read, one at a time; deletions are heeded where they can be read.</summary>
    /// <param name="folder">The folder; the commit itself must be readable.</param>
    /// <param name="take">Gets each content; may throw where it is none, which counts it as lost.</param>
    /// <returns>Documents that could not be read.</returns>
    /// <exception cref="KeywordIndexException">There is no commit, or it is damaged, or the system refuses to read.</exception>
    public static int Read(string folder, Action<byte[]> take)
    {
        var commit = KeywordIndex.ReadCommit(folder);
        using var directory = FSDirectory.Open(folder);
        var lost = 0;
        foreach (var part in commit.Segments) lost += Read(directory, part, take);
        return lost;
    }

    private static int Read(FSDirectory directory, SegmentCommitInfo part, Action<byte[]> take)
    {
        var (codec, documents) = (part.Info.Codec, part.Info.DocCount);
        var live = part.HasDeletions ? Try(() => codec.LiveDocsFormat.ReadLiveDocs(directory, part, IOContext.DEFAULT)) : null;
        using var stored = Try(() => codec.StoredFieldsFormat.FieldsReader(
            directory, part.Info, codec.FieldInfosFormat.FieldInfosReader.Read(directory, part.Info.Name, "", IOContext.DEFAULT), IOContext.DEFAULT));
        if (stored is null) return documents;
        var lost = 0;
        for (var document = 0; document < documents; document++)
        {
            if (live is not null && !live.Get(document)) continue;
            var visitor = new DocumentStoredFieldVisitor(Fields.Content);
            try
            {
                stored.VisitDocument(document, visitor);
                if (visitor.Document.GetBinaryValue(Fields.Content) is { } content) take(content.Bytes.AsSpan(content.Offset, content.Length).ToArray());
            }
            catch (Exception e) when (SystemRefusal.In(e) is null)
            {
                // Damaged bytes can make Lucene, and whoever reads what it hands on, throw anything.
                lost++;
            }
        }

        return lost;
    }

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (SystemRefusal.In(e) is null)
        {
            return null;
        }
    }
}
