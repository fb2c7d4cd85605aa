using SemanticSnips.Testing;

namespace SemanticSnips.Vectors.Tests;

/// <summary>Files that were written once and must open forever. A new format version gets a folder of its own; these stay.</summary>
public sealed class FrozenFormatTests
{
    [Fact]
    public void Version_1_opens()
    {
        var folder = Repository.File("tests", "SemanticSnips.Vectors.Tests", "Frozen", "v1");
        using var store = VectorStore.Open(folder, 3, [new VectorSegmentInfo("v-b1152e2c6c282067.vec", 4, 3, 0xb1152e2c6c282067)]);
        float[][] vectors = [[1, 0, 0], [.6f, .8f, 0], [0, -.28f, .96f], [.5f, .5f, -.70710677f]];
        UInt128[] keys = [0, 1, UInt128.MaxValue, new UInt128(0x0123456789abcdef, 0xfedcba9876543210)];
        Assert.Equal(4, store.Count);
        for (var row = 0; row < 4; row++)
        {
            Assert.Equal(vectors[row], store.VectorOf(row).ToArray());
            Assert.True(store.TryFindRow(keys[row], out var found));
            Assert.Equal(row, found);
        }
    }
}
