using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSnips.Vectors;

/// <summary>Sums of unsigned bytes (a row) times signed bytes (a query), exact in 32 bits: every path gives the same number.</summary>
/// <remarks>
/// Unsigned times signed, because that is what VNNI multiplies. Lengths are multiples of <see cref="Stride"/>, so no path
/// has a tail. A sum stays below 255 x 127 x 65,536 = 2.12e9 and fits 32 bits. The older <c>vpmaddubsw</c> is avoided: it
/// saturates at 16 bits.
/// </remarks>
internal static class QuantizedDot
{
    public const int Stride = 64;

    public static int Compute(ReadOnlySpan<byte> row, ReadOnlySpan<sbyte> query)
    {
        if (row.Length != query.Length || row.Length % Stride != 0)
            throw new ArgumentException($"The row has {row.Length} bytes and the query {query.Length}; expected as many in both, a multiple of {Stride}.", nameof(row));
        ref var r = ref MemoryMarshal.GetReference(row);
        ref var q = ref MemoryMarshal.GetReference(query);
        var length = (nuint)row.Length;
        // .NET 10 offers VNNI at 256 bits, which outruns widening at 512.
        return AvxVnni.IsSupported ? Vnni(ref r, ref q, length)
            : Avx512BW.IsSupported ? Avx512(ref r, ref q, length)
            : Avx2.IsSupported ? Avx256(ref r, ref q, length)
            : Portable(ref r, ref q, length);
    }

    public static int Scalar(ReadOnlySpan<byte> row, ReadOnlySpan<sbyte> query)
    {
        var sum = 0;
        for (var i = 0; i < row.Length; i++) sum += row[i] * query[i];
        return sum;
    }

    public static int Vnni(ref byte row, ref sbyte query, nuint length)
    {
        var even = Vector256<int>.Zero;
        var odd = Vector256<int>.Zero;
        for (nuint i = 0; i < length; i += Stride)
        {
            even = AvxVnni.MultiplyWideningAndAdd(even, Vector256.LoadUnsafe(ref row, i), Vector256.LoadUnsafe(ref query, i));
            odd = AvxVnni.MultiplyWideningAndAdd(odd, Vector256.LoadUnsafe(ref row, i + 32), Vector256.LoadUnsafe(ref query, i + 32));
        }

        return Vector256.Sum(even + odd);
    }

    public static int Avx512(ref byte row, ref sbyte query, nuint length)
    {
        var even = Vector512<int>.Zero;
        var odd = Vector512<int>.Zero;
        for (nuint i = 0; i < length; i += Stride)
        {
            even += Products(ref row, ref query, i);
            odd += Products(ref row, ref query, i + 32);
        }

        return Vector512.Sum(even + odd);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<int> Products(ref byte row, ref sbyte query, nuint i) => Avx512BW.MultiplyAddAdjacent(
            Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref row, i)),
            Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref query, i)));
    }

    public static int Avx256(ref byte row, ref sbyte query, nuint length)
    {
        var even = Vector256<int>.Zero;
        var odd = Vector256<int>.Zero;
        for (nuint i = 0; i < length; i += 32)
        {
            even += Products(ref row, ref query, i);
            odd += Products(ref row, ref query, i + 16);
        }

        return Vector256.Sum(even + odd);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<int> Products(ref byte row, ref sbyte query, nuint i) => Avx2.MultiplyAddAdjacent(
            Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, i)),
            Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref query, i)));
    }

    public static int Portable(ref byte row, ref sbyte query, nuint length)
    {
        var even = Vector128<int>.Zero;
        var odd = Vector128<int>.Zero;
        for (nuint i = 0; i < length; i += 16)
        {
            var r = Vector128.LoadUnsafe(ref row, i);
            var q = Vector128.LoadUnsafe(ref query, i);
            // 255 x 127 is below 2^15, so a product of 16 bits is exact.
            var lower = Vector128.WidenLower(r).AsInt16() * Vector128.WidenLower(q);
            var upper = Vector128.WidenUpper(r).AsInt16() * Vector128.WidenUpper(q);
            even += Vector128.WidenLower(lower) + Vector128.WidenUpper(lower);
            odd += Vector128.WidenLower(upper) + Vector128.WidenUpper(upper);
        }

        return Vector128.Sum(even + odd);
    }
}
