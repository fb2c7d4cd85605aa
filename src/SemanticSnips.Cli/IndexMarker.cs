using SemanticSnips.Web;

namespace SemanticSnips.Cli;

/// <summary>Keeps the marks of the page in the session's index.</summary>
internal sealed class IndexMarker(Session session) : ISnipMarker, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public Task<string?> FindNoteAsync(string id, CancellationToken cancellationToken) =>
        Task.Run(() => SnipMarks.NoteOf(session.IndexFolder, id), cancellationToken);

    public async Task<Snip?> ChangeAsync(string id, MarkChange change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            // Once begun it is ended: who has gone meanwhile meant it.
            return await Task.Run(() =>
            {
                using var writer = ImportRun.OpenPatiently(session);
                return SnipMarks.Change(writer, id, change, session.Host.Stop);
            }, CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
