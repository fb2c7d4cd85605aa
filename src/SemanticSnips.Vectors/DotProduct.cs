using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SemanticSnips.Vectors;

/// <summary>Dot products of floats, with the widest vectors that the processor has.</summary>
/// <remarks>
/// Thread-safe. One pair of vectors gives the same bits wherever it is computed: alone, among many rows, at any
/// alignment, on any thread. The last bits differ between processors of different vector width, because the order of
/// summation does; the error is at most n u / (1 - n u) times the sum of |a[i] b[i]|, with n floats and u = 2^-24
/// (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1).
/// </remarks>
internal static class DotProduct
{
    /// <summary>The sum of <c>a[i] * b[i]</c>; 0 for empty spans.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static float Compute(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"The vectors have {a.Length} and {b.Length} floats; expected as many in both.", nameof(b));
        return One(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), (nuint)a.Length);
    }

    /// <summary>Scores consecutive rows.</summary>
    /// <param name="query">The floats of one row.</param>
    /// <param name="rows">As many rows as there are <paramref name="products"/>, one after the other.</param>
    /// <param name="products">Receives a dot product a row.</param>
    /// <remarks>
    /// One row after the other: measured at a million rows of 384, sharing each load of the query among four rows is a tenth
    /// slower, because memory is the limit and prefetchers like one stream better than four.
    /// </remarks>
    internal static void Rows(ReadOnlySpan<float> query, ReadOnlySpan<float> rows, Span<float> products)
    {
        if ((long)query.Length * products.Length != rows.Length)
            throw new ArgumentException($"There are {rows.Length} floats for {products.Length} rows of {query.Length}.", nameof(rows));
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var row = ref MemoryMarshal.GetReference(rows);
        var length = (nuint)query.Length;
        foreach (ref var product in products)
        {
            product = One(ref q, ref row, length);
            row = ref Unsafe.Add(ref row, length);
        }
    }

    private static float One(ref float a, ref float b, nuint length) =>
        Vector512.IsHardwareAccelerated ? DotProductVector512.Compute(ref a, ref b, length)
        : Vector256.IsHardwareAccelerated ? DotProductVector256.Compute(ref a, ref b, length)
        : DotProductVector128.Compute(ref a, ref b, length);
}
