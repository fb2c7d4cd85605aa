namespace SemanticSnips;

/// <summary>One snip, whole.</summary>
/// <param name="Snip">The snip.</param>
/// <param name="Text">Its text laid out: what hits and answers are spans of.</param>
/// <param name="AlsoIn">Snips that cover the same moment or repeat its speech; those of its episode first, by time.</param>
public sealed record SnipDetails(Snip Snip, SnipText Text, IReadOnlyList<Snip> AlsoIn)
{
    /// <summary>The number of the commit that answered.</summary>
    public long Generation { get; init; }
}

/// <summary>A page of a listing.</summary>
/// <param name="Snips">The snips of the page, in the listing's order.</param>
/// <param name="Skip">Snips before the page.</param>
/// <param name="Total">Snips in the whole listing.</param>
public sealed record SnipPage(IReadOnlyList<Snip> Snips, int Skip, int Total)
{
    /// <summary>The number of the commit that answered.</summary>
    public long Generation { get; init; }
}
