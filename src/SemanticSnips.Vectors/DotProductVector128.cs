using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SemanticSnips.Vectors;

/// <summary>The dot product in vectors of 128 bits, with four accumulators to hide the latency of a multiply-add.</summary>
internal static class DotProductVector128
{
    public static float Compute(ref float a, ref float b, nuint length)
    {
        var width = (nuint)Vector128<float>.Count;
        Vector128<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        nuint i = 0;
        for (; i + (4 * width) <= length; i += 4 * width)
        {
            sum0 = Accumulate(sum0, ref a, ref b, i);
            sum1 = Accumulate(sum1, ref a, ref b, i + width);
            sum2 = Accumulate(sum2, ref a, ref b, i + (2 * width));
            sum3 = Accumulate(sum3, ref a, ref b, i + (3 * width));
        }

        for (; i + width <= length; i += width) sum0 = Accumulate(sum0, ref a, ref b, i);
        var sum = Vector128.Sum((sum0 + sum1) + (sum2 + sum3));
        for (; i < length; i++) sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        return sum;
    }

    // The estimate is fused where the processor can, and a multiplication and an addition where it cannot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Accumulate(Vector128<float> sum, ref float a, ref float b, nuint i) =>
        Vector128.MultiplyAddEstimate(Vector128.LoadUnsafe(ref a, i), Vector128.LoadUnsafe(ref b, i), sum);
}
