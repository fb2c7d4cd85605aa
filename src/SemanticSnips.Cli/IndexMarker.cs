using SemanticSnips.Web;

namespace SemanticSnips.Cli;

/// <summary>Keeps the marks of the page in the session's library.</summary>
internal sealed class IndexMarker(Session session) : ISnipMarker, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public Task<string?> FindNoteAsync(string id, CancellationToken cancellationToken) =>
        Task.Run(() => session.Editor.NoteOf(id), cancellationToken);

    public async Task<Snip?> ChangeAsync(string id, MarkChange change, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            // Once begun it is ended: who has gone meanwhile meant it.
            return await Task.Run(() => session.Editor.Mark(id, change), CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
