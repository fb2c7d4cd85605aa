namespace SemanticSnips.Cli;

/// <summary>The library of the sample snips, which --sample asks: made at its first use in a place of its own, so that nothing of it enters a person's
/// library.</summary>
internal static class SampleLibrary
{
    /// <summary>Makes the library, or ends what was stopped; one that another version of the program has left is made anew.</summary>
    /// <exception cref="UsageException">This installation has no sample.</exception>
    /// <exception cref="IndexException">There is no place for it, or another process is making it.</exception>
    public static void Make(Session session)
    {
        if (IsReady(session, out var rebuild)) return;
        if (session.Locations.Seeds is not { } seeds)
            throw new UsageException("This installation has no sample snips.", "Import your own with: snips index FILE-OR-FOLDER");
        session.Note("Making the sample library of the snips that come along, once. Your own: snips index FILE-OR-FOLDER");
        ImportRun.Import(session, _ => [seeds], rebuild: rebuild);
        session.Host.Stop.ThrowIfCancellationRequested();
    }

    /// <summary>How to take the sample out of a library of one's own, which earlier versions put it into; null where it is not in there.</summary>
    public static string? WithinOwn(Session session, IReadOnlyList<string> roots)
    {
        if (roots.Count < 2 || roots.FirstOrDefault(session.Locations.IsSample) is not { } sample) return null;
        return $"This library also holds the sample snips, of '{sample}'. To take them out: snips remove '{sample}'";
    }

    private static bool IsReady(Session session, out bool rebuild)
    {
        rebuild = false;
        try
        {
            return session.ReadStatus().Pending == 0;
        }
        catch (IndexException e) when (e.Fault == IndexFault.Missing)
        {
            return false;
        }
        catch (IndexException e) when (e.Fault == IndexFault.OtherFormat)
        {
            // Another version's, which cannot even be rebuilt; nothing in there is anybody's own.
            Remove(session.Locations.Index);
            return false;
        }
        catch (IndexException e) when (e.Fault is IndexFault.OtherModel or IndexFault.OtherChunker or IndexFault.Damaged)
        {
            rebuild = true;
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException(
                IndexFault.NotWritable, $"The sample library in '{folder}' is another version's and cannot be removed: {e.Message}", e)
            { Place = folder };
        }
    }
}
