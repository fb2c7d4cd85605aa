using System.Runtime.Intrinsics.X86;

namespace SemanticSnips.Vectors.Tests;

public sealed class SignDotsTests
{
    private delegate void SignPath(ref byte pack, ref byte tables, ref ushort sums, nuint steps);

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
            for (var i = 0; i < tables.Length; i++)
                tables[i] = (byte)(floats == SignDots.MaxDimensions ? 2 * SignDots.Raise : random.Next(2 * SignDots.Raise + 1));
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
}
