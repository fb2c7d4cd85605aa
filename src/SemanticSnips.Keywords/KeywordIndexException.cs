namespace SemanticSnips.Keywords;

/// <summary>The keyword index cannot be opened, read or written; the message says what was found and where.</summary>
internal sealed class KeywordIndexException : Exception
{
    /// <summary>Creates the exception.</summary>
    public KeywordIndexException(KeywordFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind of fault.</summary>
    public KeywordFault Fault { get; }

    internal static KeywordIndexException Missing(string folder) => new(KeywordFault.Missing, $"There is no index in '{folder}'.");

    /// <summary>Tells what the system refuses from what the bytes do not hold.</summary>
    internal static KeywordIndexException Unreadable(string folder, Exception e) => SystemRefusal.In(e) is { } refusal
        ? new KeywordIndexException(KeywordFault.Unreadable, $"The system does not let the keyword index in '{folder}' be read: {refusal.Message}", e)
        : new KeywordIndexException(KeywordFault.Damaged, $"The keyword index in '{folder}' cannot be read: {e.Message.TrimEnd('.', ' ')}.", e);

    internal static KeywordIndexException NotWritable(string folder, Exception e) =>
        new(KeywordFault.NotWritable, $"The index in '{folder}' cannot be written: {(SystemRefusal.In(e) ?? e).Message}", e);
}
