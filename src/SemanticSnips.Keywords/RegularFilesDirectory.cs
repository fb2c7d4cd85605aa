using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords;

/// <summary>A folder in which nothing of no length is opened: a pipe, a device or a socket has none, and opening one may wait for ever.</summary>
internal class RegularFilesDirectory(LuceneDirectory files, string folder) : FilterDirectory(files)
{
    protected string Folder { get; } = folder;

    /// <summary>Opens a folder for reading.</summary>
    public static LuceneDirectory Open(string folder) => new RegularFilesDirectory(new MappedDirectory(folder), folder);

    /// <summary>Whether what is there has no length; links are followed.</summary>
    public static bool HoldsNothing(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
        return file.Exists && file.Length == 0;
    }

    public override IndexInput OpenInput(string name, IOContext context)
    {
        if (HoldsNothing(Path.Combine(Folder, name)))
            throw new EndOfStreamException($"'{Path.Combine(Folder, name)}' is empty, or a pipe, device or socket; expected a file of the index.");
        return base.OpenInput(name, context);
    }
}
