using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SemanticSnips.Vectors.Tests;

public sealed class QuantizedKernelTests
{
    private delegate int DotPath(ref byte row, ref sbyte query, nuint length);

    private delegate void SignPath(ref byte pack, ref byte tables, ref ushort sums, nuint steps);

    [Fact]
    public void Every_path_of_the_byte_dot_product_equals_the_formula()
    {
        List<DotPath> paths = [QuantizedDot.Portable];
        if (AvxVnni.IsSupported) paths.Add(QuantizedDot.Vnni);
        if (Avx512BW.IsSupported) paths.Add(QuantizedDot.Avx512);
        if (Avx2.IsSupported) paths.Add(QuantizedDot.Avx256);
        var random = new Random(4);
        for (var length = 0; length <= 1152; length += QuantizedDot.Stride)
        {
            var row = new byte[length + 1];
            var query = new byte[length + 1];
            random.NextBytes(row);
            random.NextBytes(query);
            Check(paths, row.AsSpan(1), MemoryMarshal.Cast<byte, sbyte>(query)[1..]);
        }

        foreach (var extreme in new sbyte[] { -127, 127 })
        {
            var row = new byte[65_536];
            var query = new sbyte[65_536];
            Array.Fill(row, byte.MaxValue);
            Array.Fill(query, extreme);
            Check(paths, row, query);
        }
    }

    [Fact]
    public void Every_path_of_the_sign_dot_product_equals_the_formula()
    {
        List<SignPath> paths = [SignDots.Portable];
        if (Avx512BW.IsSupported) paths.Add(SignDots.Avx512);
        if (Avx2.IsSupported) paths.Add(SignDots.Avx256);
        var random = new Random(5);
        foreach (var floats in new[] { 16, 32, 48, 384, 1024, SignDots.MaxDimensions })
        {
            var pack = new byte[floats * 8];
            var tables = new byte[floats * 4];
            random.NextBytes(pack);
            for (var i = 0; i < tables.Length; i++) tables[i] = (byte)(floats == SignDots.MaxDimensions ? 2 * SignDots.Raise : random.Next(2 * SignDots.Raise + 1));
            var expected = new ushort[SignDots.PackRows];
            SignDots.Scalar(pack, tables, expected);
            var actual = new ushort[SignDots.PackRows];
            SignDots.Compute(pack, tables, actual);
            Assert.Equal(expected, actual);
            foreach (var path in paths)
            {
                Array.Clear(actual);
                path(ref pack[0], ref tables[0], ref actual[0], (nuint)floats / SignDots.FloatsPerStep);
                Assert.Equal(expected, actual);
            }
        }
    }

    private static void Check(List<DotPath> paths, ReadOnlySpan<byte> row, ReadOnlySpan<sbyte> query)
    {
        var expected = QuantizedDot.Scalar(row, query);
        Assert.Equal(expected, QuantizedDot.Compute(row, query));
        foreach (var path in paths)
        {
            Assert.Equal(expected, path(ref MemoryMarshal.GetReference(row), ref MemoryMarshal.GetReference(query), (nuint)row.Length));
        }
    }
}
