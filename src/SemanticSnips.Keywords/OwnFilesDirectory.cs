using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>A folder in which Lucene sees only files that it made: what it does not see it does not clean up.</summary>
internal sealed class OwnFilesDirectory(LuceneDirectory files, string folder) : FilterDirectory(files)
{
    public override string[] ListAll() => [.. base.ListAll().Where(f => CommitFiles.IsOwn(folder, f))];
}
