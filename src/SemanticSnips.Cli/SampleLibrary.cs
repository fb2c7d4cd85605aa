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
        session.Note($"Making the sample library of '{session.Host.Shorten(seeds)}', once. Your own: snips index FILE-OR-FOLDER");
        ImportRun.Import(session, _ => [seeds], rebuild: rebuild);
        session.Host.Stop.ThrowIfCancellationRequested();
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
        catch (IndexException e) when (e.Fault is IndexFault.OtherModel or IndexFault.OtherChunker or IndexFault.OtherFormat or IndexFault.Damaged)
        {
            rebuild = true;
            return false;
        }
    }
}
