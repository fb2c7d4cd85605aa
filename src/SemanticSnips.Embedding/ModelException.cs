namespace SemanticSnips.Embedding;

/// <summary>
/// A model folder cannot be used: a file is absent or corrupted, the card is malformed or asks for something unknown, or
/// the network does not have the inputs and outputs of a BERT encoder.
/// </summary>
/// <remarks>The message says what was found, what was expected, where, and what to do.</remarks>
public sealed class ModelException : Exception
{
    /// <summary>A fault with no message of its own.</summary>
    public ModelException() : base("The embedding model cannot be used.")
    {
    }

    /// <summary>A fault that <paramref name="message"/> describes in full.</summary>
    public ModelException(string message) : base(message)
    {
    }

    /// <summary>A fault that <paramref name="message"/> describes in full, caused by <paramref name="innerException"/>.</summary>
    public ModelException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
