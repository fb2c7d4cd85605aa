using Lucene.Net.Index;
using Lucene.Net.Util;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>Writes the keyword index. Its commit is the only commit of the whole product: what is not in it does not exist.</summary>
/// <remarks>One writer a folder, in any process; not thread-safe. Disposing without <see cref="Commit"/> drops what came since the last one.</remarks>
internal sealed class KeywordIndexWriter : IDisposable
{
    private readonly string _folder;
    private readonly WriteLock _lock;
    private readonly LuceneDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly FileStamps _stamps;
    private readonly SnipBlock _block = new();

    private KeywordIndexWriter(string folder, Func<LuceneDirectory, LuceneDirectory>? through)
    {
        _folder = folder;
        System.IO.Directory.CreateDirectory(folder);
        _lock = WriteLock.Take(folder);
        LuceneDirectory? directory = null;
        try
        {
            var fault = CommitFiles.FaultIn(folder);
            if (fault == KeywordFault.Damaged) throw KeywordIndex.CommitLost(folder);
            BeganAnew = fault == KeywordFault.Interrupted;
            if (BeganAnew) CommitFiles.Clear(folder);

            // All of the commit is known to be whole from here on: what its stamps do not vouch for was read.
            _stamps = fault is null ? KeywordIndex.Verify(folder) : FileStamps.Parse(null);
            directory = new MappedDirectory(folder);
            _directory = directory = new OwnFilesDirectory(through?.Invoke(directory) ?? directory, folder, _lock);
            _writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, Analysis.ExactWords)
            {
                Codec = new SmallChunksCodec(),
                RAMBufferSizeMB = 64,
                OpenMode = OpenMode.CREATE_OR_APPEND,
                UseCompoundFile = false,
                MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
                MergeScheduler = new OptionalMerges(),
            });
        }
        catch
        {
            directory?.Dispose();
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Whether the folder held a first commit that had never come to an end, which was cleared away.</summary>
    public bool BeganAnew { get; }

    /// <summary>Whether what is derived of the newest commit was kept beside it.</summary>
    public bool IsKept => File.Exists(TableFile.PathOf(_folder, KeywordIndex.NewestCommit(_folder)));

    /// <summary>Takes the write lock of the index in a folder, which is created where it is missing.</summary>
    /// <exception cref="KeywordIndexException">Another writer has the lock, the folder cannot be read or written, or the index is damaged.</exception>
    public static KeywordIndexWriter Open(string folder) => Open(folder, null);

    /// <inheritdoc cref="Open(string)"/>
    /// <param name="folder">The index's folder.</param>
    /// <param name="through">What all that is written goes through, as a disk that refuses; null for nothing.</param>
    internal static KeywordIndexWriter Open(string folder, Func<LuceneDirectory, LuceneDirectory>? through)
    {
        try
        {
            return new KeywordIndexWriter(folder, through);
        }
        catch (KeywordIndexException)
        {
            throw;
        }
        catch (Exception e)
        {
            // Damaged bytes can make Lucene throw anything. A folder that is still missing could not be created.
            throw SystemRefusal.In(e) is not null || e is DirectoryNotFoundException
                ? KeywordIndexException.NotWritable(folder, e) : KeywordIndexException.Unreadable(folder, e);
        }
    }

    /// <summary>Whether a writer, in any process, has the lock of a folder. Makes and changes nothing.</summary>
    /// <exception cref="KeywordIndexException">The system does not let it be known.</exception>
    public static bool IsLocked(string folder)
    {
        try
        {
            return WriteLock.IsTaken(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KeywordIndexException.Unreadable(folder, e);
        }
    }

    /// <summary>Moves all files of the index in a folder to another place, so that it can be written anew.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="place">A folder that does not exist yet.</param>
    /// <returns><paramref name="place"/>.</returns>
    /// <exception cref="KeywordIndexException">Another writer has the lock, or the system refuses.</exception>
    public static string SetAside(string folder, string place)
    {
        try
        {
            using var held = WriteLock.Take(folder);
            System.IO.Directory.CreateDirectory(place);
            foreach (var file in System.IO.Directory.GetFiles(folder).Where(f => CommitFiles.HasOwnName(Path.GetFileName(f))))
            {
                File.Move(file, Path.Combine(place, Path.GetFileName(file)));
            }

            return place;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KeywordIndexException.NotWritable(folder, e);
        }
    }

    /// <summary>Refuses to go on where the folder was moved, deleted or made anew: what stands there now is not this writer's to change.</summary>
    /// <exception cref="KeywordIndexException">The folder is no longer the one that was opened.</exception>
    public void RequireFolder() => Write(_lock.RequireFolder);

    /// <summary>Puts a snip in, in place of the one with the same id if there is one.</summary>
    /// <exception cref="KeywordIndexException">The system refuses to write.</exception>
    public void Put(PreparedSnip snip) => Write(() => _writer.UpdateDocuments(new Term(Fields.Id, snip.Snip.Id), _block.Of(snip)));

    /// <inheritdoc cref="Put(PreparedSnip)"/>
    public void Put(SnipDocument snip) => Put(PreparedSnip.Of(snip, new WordListReader()));

    /// <summary>Takes a snip out; nothing happens where there is none with that id.</summary>
    /// <exception cref="KeywordIndexException">The system refuses to write.</exception>
    public void Remove(string snipId) => Write(() => _writer.DeleteDocuments(new Term(Fields.Id, snipId)));

    /// <summary>Makes all changes since the last commit visible and durable, at once, together with the user data.</summary>
    /// <exception cref="KeywordIndexException">The system refuses to write; the last commit stays.</exception>
    public void Commit(IReadOnlyDictionary<string, string> userData) => Write(() =>
    {
        // Written out and merged first, so that the commit can name the stamps of what it commits.
        _writer.Flush(triggerMerge: true, applyAllDeletes: true);
        _stamps.Update(_folder, f => CommitFiles.IsOwn(_folder, f) && !f.StartsWith("segments", StringComparison.Ordinal));
        _writer.SetCommitData(new Dictionary<string, string>(userData) { [KeywordIndex.StampsKey] = _stamps.ToString() });
        _writer.Commit();
    });

    /// <summary>Passages and snips, together; 0 once the system has refused to write.</summary>
    public int CountDocuments()
    {
        try
        {
            return _writer.NumDocs;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    /// <summary>Merges the index into few parts, which searches faster; takes a while on a large one. Commit afterwards.</summary>
    /// <exception cref="KeywordIndexException">The system refuses to write.</exception>
    public void Compact() => Write(() => _writer.ForceMerge(1));

    /// <summary>Drops what was not committed and gives the lock back.</summary>
    public void Dispose()
    {
        try
        {
            _writer.Rollback();
            _directory.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What was committed is safe, and what was not is dropped either way; the next writer cleans up.
        }
        finally
        {
            _lock.Dispose();
        }
    }

    internal static int ToNumber(DateOnly date) => date.Year * 10_000 + date.Month * 100 + date.Day;

    private void Write(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException or InvalidOperationException)
        {
            // Lucene closes a writer that failed in the middle of something: what comes after says only that.
            throw KeywordIndexException.NotWritable(_folder, e);
        }
    }

    /// <summary>Merges before what asks for it goes on. A merge makes searches faster and loses nothing when it fails, so a full disk must not end an import
    /// from there.</summary>
    private sealed class OptionalMerges : SerialMergeScheduler
    {
        public override void Merge(IndexWriter writer, MergeTrigger trigger, bool newMergesFound)
        {
            try
            {
                base.Merge(writer, trigger, newMergesFound);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next commit tries again.
            }
        }
    }
}
