using SemanticSnips.Inference;

namespace SemanticSnips;

/// <summary>A model cannot be used: a file is absent or damaged, its card is malformed or asks for something unknown, or its network is another than the card
/// says.</summary>
public sealed class ModelException : SnipsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Whole sentences, without a remedy.</param>
    /// <param name="inner">What caused it.</param>
    public ModelException(string message, Exception? inner = null) : base("model", message, inner)
    {
    }

    /// <summary>What inference says, in the words of the library.</summary>
    internal static ModelException Of(InferenceException fault) =>
        new(fault.Message, fault.InnerException ?? fault) { Place = fault.Place, Found = fault.Found, Expected = fault.Expected };
}
