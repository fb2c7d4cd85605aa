namespace SemanticSnips.Evaluation;

/// <summary>A test collection, a judgment file or a run cannot be used as it is.</summary>
/// <remarks>The message lists the first twenty problems; <see cref="Problems"/> holds all of them.</remarks>
public sealed class CollectionException : Exception
{
    /// <summary>Problems that a message lists; more only bury the first.</summary>
    internal const int Listed = 20;

    /// <summary>Describes what is wrong with <paramref name="subject"/>.</summary>
    /// <param name="subject">What was read, as it begins a sentence: "The test collection x".</param>
    /// <param name="problems">At least one.</param>
    /// <param name="advice">A sentence on what to do, or null.</param>
    public CollectionException(string subject, IReadOnlyList<CollectionProblem> problems, string? advice = null)
        : base(Describe(subject, problems, advice)) => Problems = problems;

    /// <summary>Every problem, in the order of files and lines.</summary>
    public IReadOnlyList<CollectionProblem> Problems { get; }

    private static string Describe(string subject, IReadOnlyList<CollectionProblem> problems, string? advice)
    {
        var count = problems.Count == 1 ? "1 problem" : $"{problems.Count} problems";
        var lines = new List<string> { $"{subject} has {count}:" };
        lines.AddRange(problems.Take(Listed).Select(problem => $"  {problem}"));
        if (problems.Count > Listed) lines.Add($"  ... and {problems.Count - Listed} more.");
        if (advice is not null) lines.Add(advice);
        return string.Join('\n', lines);
    }
}
