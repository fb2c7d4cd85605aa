using System.Buffers.Binary;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>Writes the keyword index. Its commit is the only commit of the whole product: what is not in it does not exist.</summary>
/// <remarks>One writer a folder, in any process; not thread-safe. Disposing without <see cref="Commit"/> drops what came since the last one.</remarks>
public sealed class KeywordIndexWriter : IDisposable
{
    /// <summary>Scored words: how often, and how long the passage is; phrases are looked for in other fields.</summary>
    private static readonly FieldType Scored = new() { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS };

    /// <summary>Words to filter by: where they stand.</summary>
    private static readonly FieldType Filtered = new() { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, OmitNorms = true };

    private readonly WriteLock _lock;
    private readonly LuceneDirectory _directory;
    private readonly IndexWriter _writer;

    private KeywordIndexWriter(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        _lock = WriteLock.Take(folder);
        _directory = FSDirectory.Open(folder, NoLockFactory.GetNoLockFactory());
        try
        {
            _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, Analysis.ByField)
            {
                Codec = new SmallChunksCodec(),
                Similarity = new ExactLengthSimilarity(),
                RAMBufferSizeMB = 64,
                OpenMode = OpenMode.CREATE_OR_APPEND,
                UseCompoundFile = false,
                MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
            });
        }
        catch
        {
            _directory.Dispose();
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Takes the write lock of the index in a folder, which is created where it is missing.</summary>
    /// <exception cref="KeywordIndexException">Another writer has the lock, the folder cannot be written or the index is damaged.</exception>
    public static KeywordIndexWriter Open(string folder)
    {
        try
        {
            return new KeywordIndexWriter(folder);
        }
        catch (KeywordIndexException)
        {
            throw;
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException && !KeywordIndex.Exists(folder)))
        {
            throw new KeywordIndexException(
                $"The index in '{folder}' cannot be written: {e.Message} Check the folder's permissions and the free space, or choose another folder.", e);
        }
        catch (Exception e)
        {
            // Damaged bytes can make Lucene throw anything.
            throw new KeywordIndexException($"The keyword index in '{folder}' cannot be read: {e.Message}", e) { IsDamage = true };
        }
    }

    /// <summary>Puts a snip in, in place of the one with the same id if there is one.</summary>
    public void Put(SnipDocument snip)
    {
        var block = new List<Document>(snip.Passages.Count + 1);
        foreach (var passage in snip.Passages) block.Add(ToDocument(snip, passage));
        block.Add(ToDocument(snip));
        _writer.UpdateDocuments(new Term(Fields.Id, snip.Id), block);
    }

    /// <summary>Takes a snip out; nothing happens where there is none with that id.</summary>
    public void Remove(string snipId) => _writer.DeleteDocuments(new Term(Fields.Id, snipId));

    /// <summary>Makes all changes since the last commit visible and durable, at once, together with the user data.</summary>
    public void Commit(IReadOnlyDictionary<string, string> userData)
    {
        _writer.SetCommitData(new Dictionary<string, string>(userData));
        _writer.Commit();
    }

    /// <summary>Merges the index into few parts, which searches faster; takes a while on a large one. Commit afterwards.</summary>
    public void Compact() => _writer.ForceMerge(1);

    /// <summary>Drops what was not committed and gives the lock back.</summary>
    public void Dispose()
    {
        _writer.Rollback();
        _directory.Dispose();
        _lock.Dispose();
    }

    private static Document ToDocument(SnipDocument snip, PassageDocument passage)
    {
        var document = Filterable(snip);
        foreach (var text in passage.Headings.Append(passage.Text))
        {
            AddWords(document, Fields.Text, text);
            AddWords(document, Fields.Exact, text);
        }

        AddWords(document, Fields.Speaker, passage.Speakers);

        var values = new byte[25];
        BinaryPrimitives.WriteInt32LittleEndian(values, passage.From);
        BinaryPrimitives.WriteInt32LittleEndian(values.AsSpan(4), passage.To);
        BinaryPrimitives.WriteUInt128LittleEndian(values.AsSpan(8), passage.VectorKey);
        values[24] = passage.Kind;
        document.Add(new BinaryDocValuesField(Fields.Passage, new BytesRef(values)));
        return document;
    }

    private static Document ToDocument(SnipDocument snip)
    {
        var values = new byte[24];
        BinaryPrimitives.WriteInt32LittleEndian(values, snip.Passages.Count);
        BinaryPrimitives.WriteInt64LittleEndian(values.AsSpan(4), snip.Start is { } start ? (long)start.TotalMilliseconds : -1);
        BinaryPrimitives.WriteInt64LittleEndian(values.AsSpan(12), snip.End is { } end ? (long)end.TotalMilliseconds : -1);
        BinaryPrimitives.WriteInt32LittleEndian(values.AsSpan(20), snip.Date?.DayNumber ?? 0);

        var document = new Document
        {
            new StringField(Fields.Id, snip.Id, Field.Store.YES),
            new BinaryDocValuesField(Fields.Id, new BytesRef(snip.Id)),
            new BinaryDocValuesField(Fields.EpisodeKey, new BytesRef(snip.EpisodeKey)),
            new BinaryDocValuesField(Fields.Snip, new BytesRef(values)),
            new BinaryDocValuesField(Fields.State, new BytesRef(snip.State)),
            new StoredField(Fields.Content, snip.Content),
        };
        return document;
    }

    private static Document Filterable(SnipDocument snip)
    {
        var document = new Document
        {
            new StringField(Fields.Id, snip.Id, Field.Store.NO),
            new StringField(Fields.EpisodeKey, snip.EpisodeKey, Field.Store.NO),
        };
        AddWords(document, Fields.Show, snip.Show);
        AddWords(document, Fields.Episode, snip.Episode);
        AddWords(document, Fields.Title, snip.Title);
        AddWords(document, Fields.Note, snip.Note);
        AddWords(document, Fields.Guest, snip.Guests);
        AddWords(document, Fields.Tag, snip.Tags);
        if (snip.Date is { } date) document.Add(new Int32Field(Fields.Date, ToNumber(date), Field.Store.NO));
        if (snip.Favourite) document.Add(new StringField(Fields.Flag, Fields.Favourite, Field.Store.NO));
        if (snip.HasTranscript) document.Add(new StringField(Fields.Flag, Fields.Transcript, Field.Store.NO));
        return document;
    }

    internal static int ToNumber(DateOnly date) => date.Year * 10_000 + date.Month * 100 + date.Day;

    private static void AddWords(Document document, string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) document.Add(new Field(field, value, field == Fields.Text ? Scored : Filtered));
    }

    private static void AddWords(Document document, string field, IReadOnlyList<string> values)
    {
        foreach (var value in values) AddWords(document, field, value);
    }
}
