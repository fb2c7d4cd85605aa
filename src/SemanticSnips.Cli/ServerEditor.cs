namespace SemanticSnips.Cli;

/// <summary>Changes the library on the session's server.</summary>
internal sealed class ServerEditor(Session session, PostgresAddress address) : ILibraryEditor
{
    private PostgresEditor Editor => new(address, session.Model);

    public IReadOnlyList<ImportedSource> ReadSources() => Editor.ReadSources();

    public RemovalReport WeighForget(string path) => Editor.WeighForget(path);

    public RemovalReport Forget(string path) => Editor.Forget(path);

    public RemovalReport Remove(IReadOnlyCollection<string> ids) => Editor.Remove(ids);

    public IReadOnlyList<string> Restore(string id) => Editor.Restore(id);

    public Snip? Mark(string id, MarkChange change) => Editor.Mark(id, change, session.Host.Stop);

    public string? NoteOf(string id) => Editor.NoteOf(id);

    public RepairReport Repair(IProgress<EmbeddingProgress>? progress) => Editor.Repair(progress, session.Host.Stop);

    public string? ReadFile(string name) => Editor.ReadFile(name);

    public void WriteFile(string name, string? content) => Editor.WriteFile(name, content);

    public string PlaceOf(string name) => $"{name} in {address.Place}";
}
