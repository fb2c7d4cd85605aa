namespace SemanticSnips.Evaluation;

/// <summary>What was asked for cannot be measured or learnt; the message says what was found, what was expected and what to do.</summary>
public sealed class EvaluationException(string message) : Exception(message);
