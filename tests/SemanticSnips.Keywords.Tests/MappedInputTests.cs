using CsCheck;
using Lucene.Net.Store;
using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

/// <summary>What is read by pointer is what Lucene's own way of reading gives.</summary>
public sealed class MappedInputTests
{
    [Fact]
    public void Reads_what_Lucene_reads_and_refuses_what_lies_beyond_the_end() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 210]).Array[1, 40]).Sample((bytes, steps) =>
        {
            using var folder = new TemporaryFolder();
            File.WriteAllBytes(Path.Combine(folder.Path, "file"), bytes);
            using var mapped = new MappedDirectory(folder.Path);
            using var plain = new SimpleFSDirectory(folder.Path);
            using var ours = mapped.OpenInput("file", IOContext.READ);
            using var lucenes = plain.OpenInput("file", IOContext.READ);
            Assert.Equal(lucenes.Length, ours.Length);
            foreach (var (kind, position) in steps)
            {
                var isInside = true;
                string Do(IndexInput input)
                {
                    try
                    {
                        return kind switch
                        {
                            0 => Seek(input, Math.Min(position, bytes.Length)),
                            1 => $"{input.ReadByte()}",
                            2 => $"{input.ReadInt16()}",
                            3 => $"{input.ReadInt32()}",
                            4 => $"{input.ReadInt64()}",
                            5 => $"{input.ReadVInt32()}",
                            6 => Read(input, position / 4),
                            _ => $"{((IndexInput)input.Clone()).ReadByte()}",
                        } + $" at {input.Position}";
                    }
                    catch (Exception e) when (e is EndOfStreamException or IOException)
                    {
                        isInside = false;
                        return "beyond the end";
                    }
                }

                Assert.Equal(Do(lucenes), Do(ours));
                if (isInside) continue;
                lucenes.Seek(0);
                ours.Seek(0);
            }
        }, iter: 200);

    [Fact]
    public void An_unmapped_file_and_its_clones_are_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "file"), [1, 2, 3]);
        var input = MappedInput.Open(Path.Combine(folder.Path, "file"));
        var clone = (IndexInput)input.Clone();
        clone.Dispose();
        Assert.Equal(1, input.ReadByte());
        Assert.Equal(1, clone.ReadByte());

        input.Dispose();

        Assert.Throws<ObjectDisposedException>(() => input.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => clone.ReadInt16());
        input.Dispose();
    }

    private static string Seek(IndexInput input, int position)
    {
        input.Seek(position);
        return "";
    }

    private static string Read(IndexInput input, int count)
    {
        var bytes = new byte[count + 2];
        input.ReadBytes(bytes, 1, count);
        return Convert.ToHexString(bytes);
    }
}
