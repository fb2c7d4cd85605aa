using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>Writes the keyword index. Its commit is the only commit of the whole product: what is not in it does not exist.</summary>
/// <remarks>One writer a folder, in any process; not thread-safe. Disposing without <see cref="Commit"/> drops what came since the last one.</remarks>
public sealed class KeywordIndexWriter : IDisposable
{
    private readonly WriteLock _lock;
    private readonly LuceneDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly SnipBlock _block = new();

    private KeywordIndexWriter(string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        _lock = WriteLock.Take(folder);
        LuceneDirectory? directory = null;
        try
        {
            _directory = directory = FSDirectory.Open(folder, NoLockFactory.GetNoLockFactory());
            _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, Analysis.ExactWords)
            {
                Codec = new SmallChunksCodec(),
                RAMBufferSizeMB = 64,
                OpenMode = OpenMode.CREATE_OR_APPEND,
                UseCompoundFile = false,
                MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
            });
        }
        catch
        {
            directory?.Dispose();
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
    public void Put(SnipDocument snip) => _writer.UpdateDocuments(new Term(Fields.Id, snip.Id), _block.Of(snip));

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

    internal static int ToNumber(DateOnly date) => date.Year * 10_000 + date.Month * 100 + date.Day;
}
