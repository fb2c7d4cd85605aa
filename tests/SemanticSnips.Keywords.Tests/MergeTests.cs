using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace SemanticSnips.Keywords.Tests;

/// <summary>Merging makes searches faster; where the disk has no room for it, nothing else changes.</summary>
public sealed class MergeTests
{
    [Fact]
    public void A_merge_that_the_disk_has_no_room_for_fails_alone()
    {
        using var folder = new KeywordFolder();
        FullForMerges? disk = null;
        using (var writer = KeywordIndexWriter.Open(folder.Path, files => disk = new FullForMerges(files)))
        {
            // A segment each: more than may lie beside each other.
            for (var i = 0; i < 24; i++) Commit(writer, i);
            Assert.True(disk!.Refused > 1, $"{disk.Refused} merges were tried.");
        }

        using (var index = folder.Open())
        {
            Assert.Equal(24, index.Snips.Count);
            Assert.Equal(Enumerable.Range(0, 24).Select(i => $"{i}").ToHashSet(), index.Snips.Select(s => s.Id).ToHashSet());
        }

        // With room again, the next commit merges what has piled up.
        Assert.Equal(24, Segments(folder));
        using (var writer = KeywordIndexWriter.Open(folder.Path)) Commit(writer, 24);
        Assert.InRange(Segments(folder), 1, 12);
        using var merged = folder.Open();
        Assert.Equal(25, merged.Snips.Count);
    }

    [Fact]
    public void Many_small_commits_do_not_pile_up()
    {
        using var folder = new KeywordFolder();
        for (var i = 0; i < 40; i++) folder.Commit([KeywordFolder.Snip($"{i}", $"the kiln holds its heat {i}")]);

        Assert.InRange(Segments(folder), 1, 12);
        using var index = folder.Open();
        Assert.Equal(40, index.Snips.Count);
    }

    private static int Segments(KeywordFolder folder) => System.IO.Directory.GetFiles(folder.Path, "*.si").Length;

    private static void Commit(KeywordIndexWriter writer, int number)
    {
        writer.Put(KeywordFolder.Snip($"{number}", $"the kiln holds its heat {number}"));
        writer.Commit(new Dictionary<string, string>());
    }

    /// <summary>A disk on which a segment has room and a merge of several has not.</summary>
    private sealed class FullForMerges(LuceneDirectory files) : FilterDirectory(files)
    {
        private const int NoSpaceLeft = 28;

        public int Refused { get; private set; }

        public override IndexOutput CreateOutput(string name, IOContext context)
        {
            if (context.Context != IOContext.UsageContext.MERGE) return base.CreateOutput(name, context);
            Refused++;
            throw new IOException($"No space left on device : '{name}'", NoSpaceLeft);
        }
    }
}
