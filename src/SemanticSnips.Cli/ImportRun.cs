using SemanticSnips.Chunking;
using SemanticSnips.Cli.Output;
using SemanticSnips.Indexing;

namespace SemanticSnips.Cli;

/// <summary>An import with progress on the terminal, if there is one.</summary>
internal static class ImportRun
{
    /// <summary>Imports absolute paths into the session's index.</summary>
    public static ImportReport Import(Session session, IReadOnlyList<string> paths, ImportOptions? options = null, bool rebuild = false)
    {
        var stop = session.Host.Stop;
        try
        {
            using var writer = Open(session, rebuild);
            return session.Host.Terminal.ErrorIsTerminal
                ? ProgressBars.Show(session, progress => Importer.Import(writer, paths, options, progress, stop))
                : Importer.Import(writer, paths, options, cancellation: stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            session.Note("What was committed stays; 'snips index' goes on from there.");
            throw;
        }
    }

    /// <summary>Opens the index for writing. Faults of the folder itself are the index's, not the program's.</summary>
    public static SnipIndexWriter Open(Session session, bool rebuild)
    {
        var folder = session.Locations.Index;
        try
        {
            return SnipIndexWriter.Open(folder, session.Model, (ChunkerOptions?)null, rebuild);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException(IndexFault.NotWritable, $"The index folder '{folder}' cannot be written: {e.Message} Name another one with --index.", e);
        }
    }
}
