namespace SemanticSnips.Inference;

/// <summary>
/// A model cannot be used: a file is absent or corrupted, the card is malformed or asks for something unknown, or the
/// network does not have the inputs and outputs that its kind has.
/// </summary>
/// <param name="message">Whole sentences that say all of it: the fault, where, what was found, what was expected.</param>
/// <param name="inner">What caused it.</param>
internal sealed class InferenceException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A file, with a line where there is one: <c>FILE:LINE</c>.</summary>
    public string? Place { get; init; }

    /// <summary>What was found there.</summary>
    public string? Found { get; init; }

    /// <summary>What was expected instead.</summary>
    public string? Expected { get; init; }

    /// <summary>A fault of which all parts are known.</summary>
    public static InferenceException At(string place, string fault, string found, string expected, Exception? inner = null) =>
        new($"{place}: {fault}: found {found}, expected {expected}.", inner) { Place = place, Found = found, Expected = expected };
}
