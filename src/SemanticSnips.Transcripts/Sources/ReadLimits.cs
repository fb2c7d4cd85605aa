namespace SemanticSnips.Transcripts.Sources;

/// <summary>Bounds that keep any input from taking all memory or time.</summary>
internal sealed record ReadLimits
{
    /// <summary>The largest file or ZIP entry, in bytes. The largest real export known is 2.4 MB; a day of captions is below 10 MB.</summary>
    public long MaxBytes { get; init; } = 256 << 20;

    /// <summary>The most entries of a ZIP. The largest library known has 4,129 episodes, with up to three entries each.</summary>
    public int MaxEntries { get; init; } = 30_000;

    /// <summary>The most bytes that one ZIP may unpack to, over all entries.</summary>
    public long MaxArchiveBytes { get; init; } = 1L << 30;

    /// <summary>The most unpacked bytes a packed byte may stand for. Prose comes to 3 or 4, repetitive JSON to 30.</summary>
    public int MaxRatio { get; init; } = 200;
}
