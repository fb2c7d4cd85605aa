using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli;

/// <summary>An import with progress on the terminal, if there is one.</summary>
internal static class ImportRun
{
    /// <summary>How often, and after what pause, a small change looks whether an import beside it has ended.</summary>
    private const int Tries = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Imports into the session's index.</summary>
    /// <param name="session">Where the index and the model are.</param>
    /// <param name="choosePaths">Given what was imported before; returns absolute paths.</param>
    /// <param name="options">How to import.</param>
    /// <param name="rebuild">Whether to accept, and cut and embed again, what another model or chunker left.</param>
    public static ImportReport Import(
        Session session, Func<IReadOnlyList<string>, IReadOnlyList<string>> choosePaths, ImportOptions? options = null, bool rebuild = false)
    {
        var report = session.Server is { } server ? Import(session, server, choosePaths, options, rebuild)
            : ImportIntoFolder(session, choosePaths, options, rebuild);
        foreach (var note in report.Notes) session.Note(note);
        return report;
    }

    private static ImportReport Import(
        Session session, PostgresAddress server, Func<IReadOnlyList<string>, IReadOnlyList<string>> choosePaths, ImportOptions? options, bool rebuild)
    {
        var stop = session.Host.Stop;
        using var store = PostgresStore.Open(server, session.Model, rebuild);
        var paths = choosePaths(store.Roots);
        return session.Host.Terminal.ErrorIsTerminal
            ? ProgressBars.Show(session, progress => PostgresImport.Import(store, paths, options, progress, stop))
            : PostgresImport.Import(store, paths, options, cancellationToken: stop);
    }

    private static ImportReport ImportIntoFolder(
        Session session, Func<IReadOnlyList<string>, IReadOnlyList<string>> choosePaths, ImportOptions? options, bool rebuild)
    {
        var stop = session.Host.Stop;
        using var writer = Open(session, session.Locations.Index, rebuild);
        var paths = choosePaths(writer.Roots);
        return session.Host.Terminal.ErrorIsTerminal
            ? ProgressBars.Show(session, progress => Importer.Import(writer, paths, options, progress, stop))
            : Importer.Import(writer, paths, options, cancellationToken: stop);
    }

    /// <summary>What a stop has left, as one sentence: what was committed, embedded or not.</summary>
    public static string Kept(Session session)
    {
        try
        {
            var status = session.ReadStatus();
            return status.Pending == 0
                ? $"{Times.Count(status.Passages, "passage is", "passages are")} kept, all with their vectors."
                : $"{Times.Count(status.Passages - status.Pending, "passage is", "passages are")} kept with " +
                    $"{(status.Passages - status.Pending == 1 ? "its vector" : "their vectors")}, {Times.Count(status.Pending, "is", "are")} left to embed.";
        }
        catch (IndexException e) when (e.Fault == IndexFault.Missing)
        {
            return "Nothing was committed yet.";
        }
        catch (Exception e) when (e is SnipsException or IOException or UnauthorizedAccessException)
        {
            return "What was committed stays.";
        }
    }

    /// <summary>Opens the index in a folder for writing. Faults of the folder itself are the index's, not the program's.</summary>
    public static SnipIndexWriter Open(Session session, string folder, bool rebuild = false)
    {
        var model = session.Model;
        try
        {
            return SnipIndexWriter.Open(folder, model, rebuild: rebuild);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException(IndexFault.NotWritable, $"The index folder '{folder}' cannot be written: {e.Message}", e) { Place = folder };
        }
    }

    /// <summary>As <see cref="Open"/>, but leaves another writer a few seconds to end.</summary>
    public static SnipIndexWriter OpenPatiently(Session session, string folder)
    {
        for (var tries = Tries; ; tries--)
        {
            try
            {
                return Open(session, folder);
            }
            catch (IndexException e) when (e.Fault == IndexFault.Locked && tries > 0)
            {
                session.Host.Stop.WaitHandle.WaitOne(Patience);
                session.Host.Stop.ThrowIfCancellationRequested();
            }
        }
    }
}
