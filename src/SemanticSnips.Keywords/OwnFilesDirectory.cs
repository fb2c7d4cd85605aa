using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>A folder in which Lucene sees only files that it made: what it does not see it does not clean up. It makes, flushes and deletes files only while
/// the folder is the one whose lock is held.</summary>
internal sealed class OwnFilesDirectory(LuceneDirectory files, string folder, WriteLock held) : RegularFilesDirectory(files, folder)
{
    public override string[] ListAll() => [.. base.ListAll().Where(f => CommitFiles.IsOwn(Folder, f))];

    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        held.RequireFolder();
        return base.CreateOutput(name, context);
    }

    public override void DeleteFile(string name)
    {
        held.RequireFolder();
        base.DeleteFile(name);
    }

    public override void Sync(ICollection<string> names)
    {
        held.RequireFolder();
        base.Sync(names);
    }
}
