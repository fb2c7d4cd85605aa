using System.Text;

namespace SemanticSnips.Cli;

/// <summary>Changes the library in an index folder.</summary>
/// <param name="session">Has the model.</param>
/// <param name="folder">The folder; null for the session's.</param>
internal sealed class FolderEditor(Session session, string? folder = null) : ILibraryEditor
{
    private string Folder => folder ?? session.Locations.Index;

    public IReadOnlyList<ImportedSource> ReadSources() => LibrarySources.Read(Folder);

    public RemovalReport WeighForget(string path) => LibrarySources.WeighForget(Folder, path);

    public RemovalReport Forget(string path) => Write(writer => LibrarySources.Forget(writer, path));

    public RemovalReport Remove(IReadOnlyCollection<string> ids) => Write(writer => LibrarySources.Remove(writer, ids));

    public IReadOnlyList<string> Restore(string id) => Write(writer => LibrarySources.Restore(writer, id));

    public Snip? Mark(string id, MarkChange change) => Write(writer => SnipMarks.Change(writer, id, change, session.Host.Stop));

    public string? NoteOf(string id) => SnipMarks.NoteOf(Folder, id);

    public RepairReport Repair(IProgress<EmbeddingProgress>? progress) => IndexRepair.Repair(Folder, session.Model, progress, session.Host.Stop);

    public string? ReadFile(string name) => File.Exists(PlaceOf(name)) ? File.ReadAllText(PlaceOf(name)) : null;

    public void WriteFile(string name, string? content)
    {
        var path = PlaceOf(name);
        try
        {
            if (content is null)
            {
                File.Delete(path);
                return;
            }

            using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
            {
                file.Write(Encoding.UTF8.GetBytes(content));
                file.Flush(flushToDisk: true);
            }

            File.Move(path + ".part", path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException(IndexFault.NotWritable, $"'{path}' cannot be written: {e.Message}", e) { Place = path };
        }
    }

    public string PlaceOf(string name) => Path.Combine(Folder, name);

    private T Write<T>(Func<SnipIndexWriter, T> change)
    {
        using var writer = ImportRun.OpenPatiently(session, Folder);
        return change(writer);
    }
}
