namespace SemanticSnips.Cli;

/// <summary>The user asked for something that cannot be; the message is one sentence that says what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
