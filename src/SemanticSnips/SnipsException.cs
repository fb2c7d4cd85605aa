namespace SemanticSnips;

/// <summary>Something was refused: the message says what was found, what was expected and where. What to do about it, the door adds.</summary>
public abstract class SnipsException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">See <see cref="Code"/>.</param>
    /// <param name="message">Whole sentences, without a remedy.</param>
    /// <param name="inner">What caused it.</param>
    protected SnipsException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>A stable word for the kind of refusal, the same through every door: <c>query</c>, <c>model</c>, or an <see cref="IndexFault"/> in kebab
    /// case.</summary>
    public string Code { get; }

    /// <summary>Where: a file with its line, a folder, a part of the query; null where the message says all.</summary>
    public string? Place { get; init; }

    /// <summary>What was found there; null where there is nothing to name.</summary>
    public string? Found { get; init; }

    /// <summary>What was expected instead; null where there is nothing to name.</summary>
    public string? Expected { get; init; }
}
