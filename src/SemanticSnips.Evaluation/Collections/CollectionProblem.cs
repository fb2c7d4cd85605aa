namespace SemanticSnips.Evaluation;

/// <summary>One thing that is wrong in a file of a test collection, a judgment file or a run.</summary>
/// <param name="File">The file, relative to the collection's folder where there is one.</param>
/// <param name="Line">Counted from 1; null when the file as a whole is meant.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record CollectionProblem(string File, int? Line, string Message)
{
    /// <summary><c>file:line: message</c>, the form that editors turn into a link.</summary>
    public override string ToString() => Line is { } line ? $"{File}:{line}: {Message}" : $"{File}: {Message}";
}
