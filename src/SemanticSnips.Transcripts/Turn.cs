namespace SemanticSnips;

/// <summary>What one speaker says without interruption.</summary>
/// <remarks>Immutable; equal where all of it is, the lines' times included.</remarks>
/// <param name="Speaker">Name or label of the speaker; null where the source has none.</param>
/// <param name="Text">The words, verbatim, one paragraph, never empty.</param>
/// <param name="Start">Offset from the episode's start, where the source gives one.</param>
/// <param name="End">Offset from the episode's start, where the source gives one; not before <paramref name="Start"/>.</param>
public sealed record Turn(string? Speaker, string Text, TimeSpan? Start = null, TimeSpan? End = null)
{
    /// <summary>What the source times inside the turn, by ascending offset; empty where it times nothing but the turn itself.</summary>
    public IReadOnlyList<Line> Lines { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public bool Equals(Turn? other) =>
        other is not null && Speaker == other.Speaker && Text == other.Text && Start == other.Start && End == other.End && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Speaker, Text, Start, End, Lines.Count);
}
