namespace SemanticSnips.Searching;

/// <summary>What questions have read of a commit: counts that are the same on every machine.</summary>
/// <param name="Rows">Vectors that were multiplied.</param>
/// <param name="Postings">Postings that were decoded, in phrases and filters aside.</param>
/// <param name="Records">Snips' records that were read.</param>
internal readonly record struct QueryWork(long Rows, long Postings, long Records)
{
    /// <summary>What was read between two moments.</summary>
    public static QueryWork operator -(QueryWork later, QueryWork earlier) =>
        new(later.Rows - earlier.Rows, later.Postings - earlier.Postings, later.Records - earlier.Records);
}
