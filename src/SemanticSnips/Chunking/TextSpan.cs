namespace SemanticSnips;

/// <summary>A span of characters.</summary>
/// <param name="From">First character.</param>
/// <param name="To">Character after the last.</param>
public readonly record struct TextSpan(int From, int To)
{
    /// <summary>Characters in the span.</summary>
    public int Length => To - From;
}
