namespace SemanticSnips;

/// <summary>The query cannot be understood; the message says what was found and what is expected.</summary>
public sealed class QueryException : SnipsException
{
    /// <summary>Creates the exception.</summary>
    public QueryException(string message, Exception? inner = null)
        : base("query", message, inner)
    {
    }
}
