namespace SemanticSnips.Vectors;

/// <summary>Names one immutable segment: what a commit must remember in order to find and verify it.</summary>
/// <param name="File">The file's name without its folder, derived from the content: <c>v-</c>, the checksum as 16 hexadecimal digits, <c>.vec</c>.</param>
/// <param name="Rows">Number of vectors, 0 or more.</param>
/// <param name="Dimensions">Floats a vector.</param>
/// <param name="Checksum">XXH3-64 of all bytes of the file before the checksum itself.</param>
internal sealed record VectorSegmentInfo(string File, int Rows, int Dimensions, ulong Checksum)
{
    /// <summary>When the file was written, as the file system says, in UTC ticks of 100 ns; 0 where unknown. A whole file of that time is not read again for
    /// its checksum.</summary>
    public long WrittenTicks { get; init; }
}
