using System.Buffers.Binary;
using System.IO.Hashing;
using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Vectors.Tests;

public sealed class VectorSegmentTests
{
    private static readonly float[][] Vectors = [[.6f, .8f, 0], [0, 0, -1]];

    [Fact]
    public void Opening_gives_back_what_was_written()
    {
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 20], Gen.Int[0, 1_000_000]).ForAll((dimensions, rows, seed) =>
        {
            using var folder = new TemporaryFolder();
            var vectors = Units.Random(rows, dimensions, seed);
            var random = new Random(seed);
            UInt128[] keys = [.. Enumerable.Range(0, rows).Select(_ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()))];
            var info = VectorSegmentWriter.Write(folder.Path, dimensions, keys, vectors);
            using var store = VectorStore.Open(folder.Path, dimensions, [info]);
            Assert.Equal((rows, dimensions), (store.Count, store.Dimensions));
            for (var row = 0; row < rows; row++)
            {
                Assert.Equal(vectors[row], store.VectorOf(row).ToArray());
                Assert.Equal(keys[row], store.KeyOf(row));
                Assert.True(store.TryFindRow(keys[row], out var found));
                Assert.Equal(row, found);
            }
        }, iter: 50);
    }

    [Fact]
    public void The_bytes_are_as_documented()
    {
        using var folder = new TemporaryFolder();
        var info = VectorSegmentWriter.Write(folder.Path, 3, [new UInt128(1, 2), 3], Vectors);
        var bytes = File.ReadAllBytes(folder.File(info.File));
        Assert.Equal(128 + 24 + 8, bytes.Length); // 64 of header, 32 of keys, zeros to 128, 24 of floats, 8 of checksum
        Assert.Equal("SnipVecs"u8.ToArray(), bytes[..8]);
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        Assert.Equal(3u, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)));
        Assert.Equal(2ul, BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(16)));
        Assert.Equal(new UInt128(1, 2), BinaryPrimitives.ReadUInt128LittleEndian(bytes.AsSpan(64)));
        Assert.Equal((UInt128)3, BinaryPrimitives.ReadUInt128LittleEndian(bytes.AsSpan(80)));
        Assert.All(bytes[24..64].Concat(bytes[96..128]), b => Assert.Equal(0, b));
        Assert.Equal(.8f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(132)));
        Assert.Equal(-1f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(148)));
        Assert.Equal(XxHash3.HashToUInt64(bytes.AsSpan(0, 152)), BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(152)));
        Assert.Equal(XxHash3.HashToUInt64(bytes.AsSpan(0, 152)), info.Checksum);
        Assert.Equal($"v-{info.Checksum:x16}.vec", info.File);
    }

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        using var folder = new TemporaryFolder();
        var info = VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(2), Vectors);
        var bytes = File.ReadAllBytes(folder.File(info.File));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(folder.File(info.File), flipped);
            var e = Assert.Throws<VectorFormatException>(() => VectorStore.Open(folder.Path, 3, [info]));
            Assert.Equal(folder.File(info.File), e.Path);
        }
    }

    [Fact]
    public void Every_other_length_is_refused()
    {
        using var folder = new TemporaryFolder();
        var info = VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(2), Vectors);
        var bytes = File.ReadAllBytes(folder.File(info.File));
        for (var length = 0; length <= bytes.Length + 64; length++)
        {
            if (length == bytes.Length) continue;
            File.WriteAllBytes(folder.File(info.File), [.. bytes.Take(length), .. new byte[Math.Max(0, length - bytes.Length)]]);
            Assert.Throws<VectorFormatException>(() => VectorStore.Open(folder.Path, 3, [info]));
        }
    }

    [Fact]
    public void A_segment_that_differs_from_the_commit_is_refused_with_both_values()
    {
        using var folder = new TemporaryFolder();
        var info = VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(2), Vectors);
        Refused("found vectors of 3 dimensions, expected 4 dimensions", 4, info);
        Refused("found vectors of 3 dimensions, expected 4 dimensions", 4, info with { Dimensions = 4 });
        Refused("found 2 rows, expected 3 rows", 3, info with { Rows = 3 });
        Refused($"found the checksum {info.Checksum:x16} at the end of the file, expected 0000000000000001", 3, info with { Checksum = 1 });
        Refused("found no such file", 3, info with { File = "v-0.vec" });
        Refused("a file name without a folder", 3, info with { File = Path.Combine("..", info.File) });
        var bytes = File.ReadAllBytes(folder.File(info.File));
        bytes[8] = 2;
        File.WriteAllBytes(folder.File(info.File), bytes);
        Refused("found format version 2, expected version 1", 3, info);

        void Refused(string message, int dimensions, VectorSegmentInfo named) =>
            Assert.Contains(message, Assert.Throws<VectorFormatException>(() => VectorStore.Open(folder.Path, dimensions, [named])).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_vector_that_is_not_of_unit_length_is_never_written()
    {
        using var folder = new TemporaryFolder();
        Refused("The vector of row 1 contains NaN", [[1, 0, 0], [0, float.NaN, 1]]);
        Refused("The vector of row 0 contains NaN, infinity", [[float.PositiveInfinity, 0, 0], [1, 0, 0]]);
        Refused("The vector of row 1 has the length 2, expected 1", [[1, 0, 0], [2, 0, 0]]);
        Refused("The vector of row 0 has the length 0, expected 1", [[0, 0, 0], [1, 0, 0]]);
        Refused("The vector of row 1 has 2 dimensions, expected 3", [[1, 0, 0], [1, 0]]);
        Assert.Throws<ArgumentException>(() => VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(3), Vectors));
        Assert.Empty(Directory.GetFiles(folder.Path));

        void Refused(string message, float[][] vectors) =>
            Assert.Contains(message, Assert.Throws<VectorFormatException>(() => VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(2), vectors)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_again_keeps_a_whole_file_and_mends_a_damaged_one()
    {
        using var folder = new TemporaryFolder();
        var info = VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(2), Vectors);
        using (VectorStore.Open(folder.Path, 3, [info]))
        {
            Assert.Equal(info, VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(2), Vectors));
        }

        File.WriteAllText(folder.File(info.File), "damaged");
        var mended = VectorSegmentWriter.Write(folder.Path, 3, Units.Keys(2), Vectors);
        Assert.Equal(info, mended with { WrittenTicks = info.WrittenTicks });
        VectorStore.Open(folder.Path, 3, [info]).Dispose();
        Assert.Equal([folder.File(info.File)], Directory.GetFiles(folder.Path));
    }
}
