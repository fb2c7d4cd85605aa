using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

/// <summary>What is kept is what was derived, or nothing.</summary>
public sealed class TableFileTests
{
    private const ulong Identity = 4711;

    [Fact]
    public void Arrays_are_read_as_they_were_written() =>
        Gen.Select(Gen.Int.Array[0, 300], Gen.Double.Array[0, 70_000], Gen.Byte.Array[0, 100]).Sample((ints, doubles, bytes) =>
        {
            using var folder = new TemporaryFolder();
            TableFile.Write(folder.Path, 3, Identity, file =>
            {
                file.Add<byte>("bytes", bytes);
                file.Add<int>("ints", ints);
                file.Add<double>("doubles", doubles);
            });
            using var read = TableFile.TryOpen(folder.Path, 3, Identity, readsAll: true)!;
            Assert.Equal(ints, read.Get<int>("ints").ToArray());
            Assert.Equal(doubles, read.Get<double>("doubles").ToArray());
            Assert.Equal(bytes, read.Get<byte>("bytes").ToArray());
            Assert.True(read.Has("ints"));
            Assert.False(read.Has("others"));
            Assert.Throws<InvalidDataException>(() => read.Get<int>("others"));
            Assert.Throws<InvalidDataException>(() => read.Get<long>("ints"));
        }, iter: 20);

    [Fact]
    public void Of_another_commit_there_is_none()
    {
        using var folder = Written();
        Assert.Null(TableFile.TryOpen(folder.Path, 3, Identity + 1));
        Assert.Null(TableFile.TryOpen(folder.Path, 2, Identity));
        using var read = TableFile.TryOpen(folder.Path, 3, Identity);
        Assert.NotNull(read);
    }

    [Fact]
    public void Whatever_byte_is_another_there_is_none() =>
        Gen.Select(Gen.Double[0, 1], Gen.Byte[1, 255]).Sample((at, flip) =>
        {
            using var folder = Written();
            var path = TableFile.PathOf(folder.Path, 3);
            var bytes = File.ReadAllBytes(path);
            bytes[(int)(at * (bytes.Length - 1))] ^= flip;
            var written = File.GetLastWriteTimeUtc(path);
            File.WriteAllBytes(path, bytes);
            File.SetLastWriteTimeUtc(path, written.AddSeconds(1));
            Assert.Null(TableFile.TryOpen(folder.Path, 3, Identity));

            // What decays in place is found by who reads everything.
            File.SetLastWriteTimeUtc(path, written);
            Assert.Null(TableFile.TryOpen(folder.Path, 3, Identity, readsAll: true));
        }, iter: 100);

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(70)]
    [InlineData(-1)]
    public void Cut_short_there_is_none(int bytes)
    {
        using var folder = Written();
        var path = TableFile.PathOf(folder.Path, 3);
        using (var file = File.OpenWrite(path)) file.SetLength(bytes >= 0 ? bytes : file.Length + bytes);
        Assert.Null(TableFile.TryOpen(folder.Path, 3, Identity));
    }

    [Fact]
    public void Copied_they_are_read_once_more_and_used()
    {
        using var folder = Written();
        File.SetLastWriteTimeUtc(TableFile.PathOf(folder.Path, 3), DateTime.UtcNow.AddDays(1));
        using var read = TableFile.TryOpen(folder.Path, 3, Identity);
        Assert.Equal([1, 2, 3], read!.Get<int>("ints").ToArray());
    }

    [Fact]
    public void Those_of_other_commits_are_told_and_files_of_others_are_not()
    {
        using var folder = Written();
        TableFile.Write(folder.Path, 2, Identity, _ => { });
        File.WriteAllText(folder.File("tables_1.bin"), "not ours");
        File.WriteAllText(folder.File("tables_x.bin"), "");
        File.WriteAllBytes(folder.File("tables_4.bin.tmp"), new byte[100]);
        Assert.Equal(["tables_2.bin", "tables_4.bin.tmp"], TableFile.Others(folder.Path, 3).Select(f => Path.GetFileName(f)).Order());
        Assert.Empty(TableFile.Others(folder.File("nowhere"), 3));
    }

    [Fact]
    public void Closed_it_refuses_to_be_read()
    {
        using var folder = Written();
        var read = TableFile.TryOpen(folder.Path, 3, Identity)!;
        var ints = read.Get<int>("ints");
        read.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ints.Span[0]);
    }

    private static TemporaryFolder Written()
    {
        var folder = new TemporaryFolder();
        TableFile.Write(folder.Path, 3, Identity, file =>
        {
            file.Add<int>("ints", [1, 2, 3]);
            file.Add<byte>("texts", "some text"u8);
        });
        return folder;
    }
}
