using Lucene.Net.Store;

namespace SemanticSnips.Keywords;

/// <summary>A folder whose files are mapped into memory and read by pointer.</summary>
/// <remarks>
/// Lucene.NET's own mapping asks the system's accessor for each single byte, which takes some twenty times as long as reading it: most of what a query or
/// an opening cost. Writing is Lucene's.
/// </remarks>
/// <param name="folder">The folder; need not be there yet.</param>
internal sealed class MappedDirectory(string folder) : FSDirectory(new DirectoryInfo(folder), NoLockFactory.GetNoLockFactory())
{
    public override IndexInput OpenInput(string name, IOContext context)
    {
        EnsureOpen();
        return MappedInput.Open(Path.Combine(m_directory.FullName, name));
    }
}
