namespace SemanticSnips.Cli;

/// <summary>Asks before something is done that cannot be taken back at once.</summary>
internal static class Confirmation
{
    /// <summary>Whether the user agrees.</summary>
    /// <param name="host">Where to ask.</param>
    /// <param name="question">A question without its mark.</param>
    /// <exception cref="UsageException">There is nobody to ask.</exception>
    public static bool Ask(Host host, string question)
    {
        if (!host.Terminal.InputIsTerminal || !host.Terminal.ErrorIsTerminal)
            throw new UsageException("Nothing was changed: there is no terminal to ask on.", "Say --yes to do it, or --dry-run to see what it would do.");
        host.Error.Write($"{question}? [y/N] ");
        host.Error.Flush();
        return host.Input.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
