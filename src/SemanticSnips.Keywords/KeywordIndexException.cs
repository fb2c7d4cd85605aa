namespace SemanticSnips.Keywords;

/// <summary>The keyword index cannot be opened, read or written; the message says why and what to do.</summary>
public sealed class KeywordIndexException : Exception
{
    /// <summary>Creates the exception.</summary>
    public KeywordIndexException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether files of the index are missing or damaged, so that writing it anew is what helps.</summary>
    public bool IsDamage { get; init; }
}
