using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>Reads the stored contents of a commit whose other files may be damaged.</summary>
internal static class StoredContents
{
    /// <summary>Hands on the content of every snip that can be read, one at a time; deletions are heeded where they can be read.</summary>
    /// <param name="folder">The folder; the commit itself must be readable.</param>
    /// <param name="take">Gets each content; may throw where it is none, which counts it as lost.</param>
    /// <returns>Snips that could not be read; of a segment that does not tell which of its documents are snips, one at most.</returns>
    /// <exception cref="KeywordIndexException">There is no commit, or it is damaged, or the system refuses to read.</exception>
    public static int Read(string folder, Action<byte[]> take)
    {
        var commit = KeywordIndex.ReadCommit(folder);
        using var directory = RegularFilesDirectory.Open(folder);
        var lost = 0;
        foreach (var part in commit.Segments) lost += Read(directory, part, take);
        return lost;
    }

    /// <summary>The same for a folder whose commit is lost: of every segment that is there, in the order in which they were begun.</summary>
    /// <remarks>What a merge or a stopped import left is among them, and so is what was removed since: more rather than less.</remarks>
    /// <param name="folder">The folder.</param>
    /// <param name="take">As for <see cref="Read(string, Action{byte[]})"/>.</param>
    /// <returns>As there; a segment that tells nothing at all is one.</returns>
    public static int ReadWithoutCommit(string folder, Action<byte[]> take)
    {
        using var directory = RegularFilesDirectory.Open(folder);
        var lost = 0;
        var codec = new SmallChunksCodec();
        foreach (var name in directory.ListAll().Where(f => f.EndsWith(".si", StringComparison.Ordinal) && CommitFiles.IsOwn(folder, f))
            .Select(f => f[..^3]).OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal))
        {
            var info = Try(() => codec.SegmentInfoFormat.SegmentInfoReader.Read(directory, name, IOContext.DEFAULT));
            if (info is null)
            {
                lost++;
                continue;
            }

            info.Codec = codec;
            lost += Read(directory, new SegmentCommitInfo(info, 0, NewestDeletions(directory, name), -1), take);
        }

        return lost;
    }

    /// <summary>The number in the name of the newest commit's file, whole or not; 0 where there is none.</summary>
    public static long NewestCommit(string folder)
    {
        using var directory = RegularFilesDirectory.Open(folder);
        return directory.ListAll().Where(f => f.StartsWith("segments_", StringComparison.Ordinal) && CommitFiles.HasOwnName(f))
            .Select(SegmentInfos.GenerationFromSegmentsFileName).DefaultIfEmpty(0).Max();
    }

    /// <summary>The generation in <c>_3_a.del</c>, base 36; -1 where nothing of the segment was deleted.</summary>
    private static long NewestDeletions(LuceneDirectory directory, string segment)
    {
        var newest = -1L;
        foreach (var file in directory.ListAll())
        {
            if (!file.StartsWith(segment + "_", StringComparison.Ordinal) || !file.EndsWith(".del", StringComparison.Ordinal)) continue;
            var generation = 0L;
            foreach (var c in file[(segment.Length + 1)..^4]) generation = (generation * 36) + (char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10);
            newest = Math.Max(newest, generation);
        }

        return newest;
    }

    private static int Read(LuceneDirectory directory, SegmentCommitInfo part, Action<byte[]> take)
    {
        var (codec, documents) = (part.Info.Codec, part.Info.DocCount);
        var live = part.HasDeletions ? Try(() => codec.LiveDocsFormat.ReadLiveDocs(directory, part, IOContext.DEFAULT)) : null;
        var fields = Try(() => codec.FieldInfosFormat.FieldInfosReader.Read(directory, part.Info.Name, "", IOContext.DEFAULT));
        var isSnip = fields is null ? null : Try(() => ReadWhichAreSnips(directory, part.Info, fields));
        using var stored = fields is null
            ? null : Try(() => codec.StoredFieldsFormat.FieldsReader(directory, part.Info, fields, IOContext.DEFAULT));
        var lost = 0;
        for (var document = 0; document < documents; document++)
        {
            if ((live is not null && !live.Get(document)) || isSnip?[document] == false) continue;
            if (stored is null)
            {
                lost++;
                continue;
            }

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

        return isSnip is null ? Math.Min(lost, 1) : lost;
    }

    /// <summary>By document: passages have no content of their own, so that none of theirs can be lost.</summary>
    private static bool[] ReadWhichAreSnips(LuceneDirectory directory, SegmentInfo segment, FieldInfos fields)
    {
        using var values = segment.Codec.DocValuesFormat.FieldsProducer(new SegmentReadState(directory, segment, fields, IOContext.DEFAULT, 1));
        var snips = values.GetDocsWithField(fields.FieldInfo(Fields.Snip));
        return [.. Enumerable.Range(0, segment.DocCount).Select(snips.Get)];
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
