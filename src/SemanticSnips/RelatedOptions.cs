namespace SemanticSnips;

/// <summary>Which related snips to look for.</summary>
public sealed record RelatedOptions
{
    /// <summary>Hits at most; 1 to 1,000.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Only passages in which the snip's main speaker speaks: who says most in it.</summary>
    public bool SameSpeaker { get; init; }

    /// <summary>Only other shows, and no re-run of the snip's own episode there. Where the snip's show is unknown, only other episodes.</summary>
    public bool OtherShows { get; init; }

    /// <summary>Hits of a lower <see cref="SearchHit.Relevance"/> are left out; 0 for none.</summary>
    public double MinRelevance { get; init; } = 0.25;

    /// <summary>Ranks by nothing but the cosine of the nearest passages: the baseline of a benchmark.</summary>
    internal bool CosineAlone { get; init; }
}
