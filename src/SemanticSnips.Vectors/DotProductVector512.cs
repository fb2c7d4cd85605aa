using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SemanticSnips.Vectors;

/// <summary>Dot products in vectors of 512 bits.</summary>
/// <remarks>
/// Two accumulators a row, for even and odd vectors: with four rows at once that makes eight independent chains, which
/// hide the latency of a multiply-add and still fit sixteen registers. <see cref="One"/> adds in the same order as
/// <see cref="Four"/>, so both give the same bits.
/// </remarks>
internal static class DotProductVector512
{
    private static nuint Width => (nuint)Vector512<float>.Count;

    public static float One(ref float a, ref float b, nuint length)
    {
        var even = Vector512<float>.Zero;
        var odd = Vector512<float>.Zero;
        nuint i = 0;
        for (; i + (2 * Width) <= length; i += 2 * Width)
        {
            even = Accumulate(even, ref a, ref b, i);
            odd = Accumulate(odd, ref a, ref b, i + Width);
        }

        if (i + Width <= length)
        {
            even = Accumulate(even, ref a, ref b, i);
            i += Width;
        }

        return Vector512.Sum(even + odd) + Tail(ref a, ref b, i, length);
    }

    public static Vector128<float> Four(ref float query, ref float rows, nuint length)
    {
        ref var row1 = ref Unsafe.Add(ref rows, length);
        ref var row2 = ref Unsafe.Add(ref rows, 2 * length);
        ref var row3 = ref Unsafe.Add(ref rows, 3 * length);
        Vector512<float> even0 = default, even1 = default, even2 = default, even3 = default;
        Vector512<float> odd0 = default, odd1 = default, odd2 = default, odd3 = default;
        nuint i = 0;
        for (; i + (2 * Width) <= length; i += 2 * Width)
        {
            var q = Vector512.LoadUnsafe(ref query, i);
            even0 = Accumulate(even0, ref rows, q, i);
            even1 = Accumulate(even1, ref row1, q, i);
            even2 = Accumulate(even2, ref row2, q, i);
            even3 = Accumulate(even3, ref row3, q, i);
            q = Vector512.LoadUnsafe(ref query, i + Width);
            odd0 = Accumulate(odd0, ref rows, q, i + Width);
            odd1 = Accumulate(odd1, ref row1, q, i + Width);
            odd2 = Accumulate(odd2, ref row2, q, i + Width);
            odd3 = Accumulate(odd3, ref row3, q, i + Width);
        }

        if (i + Width <= length)
        {
            var q = Vector512.LoadUnsafe(ref query, i);
            even0 = Accumulate(even0, ref rows, q, i);
            even1 = Accumulate(even1, ref row1, q, i);
            even2 = Accumulate(even2, ref row2, q, i);
            even3 = Accumulate(even3, ref row3, q, i);
            i += Width;
        }

        return Vector128.Create(
            Vector512.Sum(even0 + odd0) + Tail(ref query, ref rows, i, length),
            Vector512.Sum(even1 + odd1) + Tail(ref query, ref row1, i, length),
            Vector512.Sum(even2 + odd2) + Tail(ref query, ref row2, i, length),
            Vector512.Sum(even3 + odd3) + Tail(ref query, ref row3, i, length));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Accumulate(Vector512<float> sum, ref float a, ref float b, nuint i) =>
        Accumulate(sum, ref b, Vector512.LoadUnsafe(ref a, i), i);

    // The estimate is fused where the processor can, and a multiplication and an addition where it cannot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Accumulate(Vector512<float> sum, ref float row, Vector512<float> query, nuint i) =>
        Vector512.MultiplyAddEstimate(query, Vector512.LoadUnsafe(ref row, i), sum);

    private static float Tail(ref float a, ref float b, nuint from, nuint length)
    {
        var sum = 0f;
        for (; from < length; from++) sum += Unsafe.Add(ref a, from) * Unsafe.Add(ref b, from);
        return sum;
    }
}
