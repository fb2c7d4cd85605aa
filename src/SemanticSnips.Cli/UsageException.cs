namespace SemanticSnips.Cli;

/// <summary>The user asked for something that cannot be; the message is one sentence, as a rule with what to do instead.</summary>
internal sealed class UsageException(string message, string? todo = null) : SnipsException("argument", message)
{
    /// <summary>What to do instead, where the message does not say it.</summary>
    public string? Todo { get; } = todo;
}
