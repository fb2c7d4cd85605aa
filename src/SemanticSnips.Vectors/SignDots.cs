using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SemanticSnips.Vectors;

/// <summary>Dot products of a query with the signs of 64 rows at once, by looking up sums of four in a table of 16 bytes.</summary>
/// <remarks>
/// The table look-up within a register is the one of André, Kermarrec and Le Scouarnec, "Cache locality is not enough"
/// (VLDB 2015), applied to bits. A <em>pack</em> holds 64 rows: for each 8 floats 64 bytes, one a row, whose low four bits are
/// the signs of the first four floats (1 for +) and the high four those of the others. Byte 2 j is row j, byte 2 j + 1 row
/// 32 + j, so that even and odd bytes widen into rows in order. A <em>table</em> has, for each four floats, the
/// 16 possible sums, each raised by <see cref="Raise"/> to be positive. Codes are in [-7, 7], so four entries fit a byte
/// and 4,096 floats fit 16 bits. All paths give the same numbers.
/// </remarks>
internal static class SignDots
{
    public const int PackRows = 64;
    public const int MaxCode = 7;
    public const int Raise = 4 * MaxCode;
    public const int FloatsPerStep = 16; // four tables
    public const int MaxDimensions = 4096; // 1,024 tables of at most 2 x 28 stay below 2^16

    /// <param name="pack">64 bytes for each 8 floats; the number of floats is a multiple of 16.</param>
    /// <param name="tables">16 bytes for each 4 floats.</param>
    /// <param name="sums">Receives, for 64 rows, the dot product plus <see cref="Raise"/> a table.</param>
    public static void Compute(ReadOnlySpan<byte> pack, ReadOnlySpan<byte> tables, Span<ushort> sums)
    {
        if (pack.Length != 2 * tables.Length || pack.Length % (2 * PackRows) != 0 || sums.Length != PackRows)
            throw new ArgumentException($"The pack has {pack.Length} bytes, the tables {tables.Length} and there is room for {sums.Length} sums; expected " +
                $"128 bytes of pack a 64 of tables, and {PackRows} sums.", nameof(pack));
        ref var bytes = ref MemoryMarshal.GetReference(pack);
        ref var table = ref MemoryMarshal.GetReference(tables);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        var steps = (nuint)pack.Length / (2 * PackRows);
        if (Avx512BW.IsSupported) Avx512(ref bytes, ref table, ref sum, steps);
        else if (Avx2.IsSupported) Avx256(ref bytes, ref table, ref sum, steps);
        else Portable(ref bytes, ref table, ref sum, steps);
    }

    public static void Scalar(ReadOnlySpan<byte> pack, ReadOnlySpan<byte> tables, Span<ushort> sums)
    {
        sums.Clear();
        for (var i = 0; i < pack.Length; i++)
        {
            var row = (i % PackRows / 2) + (i % 2 * 32);
            var table = i / PackRows * 32;
            sums[row] += (ushort)(tables[table + (pack[i] & 15)] + tables[table + 16 + (pack[i] >> 4)]);
        }
    }

    public static void Avx512(ref byte pack, ref byte tables, ref ushort sums, nuint steps)
    {
        var low = Vector512<ushort>.Zero;
        var high = Vector512<ushort>.Zero;
        var nibble = Vector512.Create((byte)15);
        for (nuint step = 0; step < steps; step++)
        {
            var first = Vector512.LoadUnsafe(ref pack, 128 * step);
            var second = Vector512.LoadUnsafe(ref pack, (128 * step) + 64);
            ref var table = ref Unsafe.Add(ref tables, 64 * step);
            var four = Avx512BW.Shuffle(Table(ref table, 0), first & nibble)
                + Avx512BW.Shuffle(Table(ref table, 16), (first.AsUInt16() >> 4).AsByte() & nibble)
                + Avx512BW.Shuffle(Table(ref table, 32), second & nibble)
                + Avx512BW.Shuffle(Table(ref table, 48), (second.AsUInt16() >> 4).AsByte() & nibble);
            low += four.AsUInt16() & Vector512.Create((ushort)255);
            high += four.AsUInt16() >> 8;
        }

        low.StoreUnsafe(ref sums);
        high.StoreUnsafe(ref sums, 32);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<byte> Table(ref byte table, nuint at) => Vector512.Create(Vector128.LoadUnsafe(ref table, at));
    }

    public static void Avx256(ref byte pack, ref byte tables, ref ushort sums, nuint steps)
    {
        var nibble = Vector256.Create((byte)15);
        for (nuint half = 0; half < 2; half++)
        {
            var low = Vector256<ushort>.Zero;
            var high = Vector256<ushort>.Zero;
            for (nuint step = 0; step < steps; step++)
            {
                var first = Vector256.LoadUnsafe(ref pack, (128 * step) + (32 * half));
                var second = Vector256.LoadUnsafe(ref pack, (128 * step) + 64 + (32 * half));
                ref var table = ref Unsafe.Add(ref tables, 64 * step);
                var four = Avx2.Shuffle(Table(ref table, 0), first & nibble)
                    + Avx2.Shuffle(Table(ref table, 16), (first.AsUInt16() >> 4).AsByte() & nibble)
                    + Avx2.Shuffle(Table(ref table, 32), second & nibble)
                    + Avx2.Shuffle(Table(ref table, 48), (second.AsUInt16() >> 4).AsByte() & nibble);
                low += four.AsUInt16() & Vector256.Create((ushort)255);
                high += four.AsUInt16() >> 8;
            }

            low.StoreUnsafe(ref sums, 16 * half);
            high.StoreUnsafe(ref sums, 32 + (16 * half));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector256<byte> Table(ref byte table, nuint at) => Vector256.Create(Vector128.LoadUnsafe(ref table, at));
    }

    public static void Portable(ref byte pack, ref byte tables, ref ushort sums, nuint steps)
    {
        var nibble = Vector128.Create((byte)15);
        for (nuint quarter = 0; quarter < 4; quarter++)
        {
            var low = Vector128<ushort>.Zero;
            var high = Vector128<ushort>.Zero;
            for (nuint step = 0; step < steps; step++)
            {
                var first = Vector128.LoadUnsafe(ref pack, (128 * step) + (16 * quarter));
                var second = Vector128.LoadUnsafe(ref pack, (128 * step) + 64 + (16 * quarter));
                ref var table = ref Unsafe.Add(ref tables, 64 * step);
                var four = Vector128.ShuffleNative(Vector128.LoadUnsafe(ref table), first & nibble)
                    + Vector128.ShuffleNative(Vector128.LoadUnsafe(ref table, 16), first >> 4)
                    + Vector128.ShuffleNative(Vector128.LoadUnsafe(ref table, 32), second & nibble)
                    + Vector128.ShuffleNative(Vector128.LoadUnsafe(ref table, 48), second >> 4);
                low += four.AsUInt16() & Vector128.Create((ushort)255);
                high += four.AsUInt16() >> 8;
            }

            low.StoreUnsafe(ref sums, 8 * quarter);
            high.StoreUnsafe(ref sums, 32 + (8 * quarter));
        }
    }
}
