using System.IO.Compression;

namespace SemanticSnips.Tests.Indexing;

/// <summary>What a later import of the same sources knows from the one before: which files it need not read, and how the others are read.</summary>
public sealed class ReimportTests
{
    private static readonly DateTime LongAgo = new(2024, 5, 1, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_file_of_the_same_size_and_time_is_not_read_again()
    {
        using var folder = new IndexFolder();
        var path = folder.Export("talk.md", Talk("barn"));
        File.SetLastWriteTimeUtc(path, LongAgo);
        var first = folder.Import();

        // Nobody can see this change; that it is not seen shows that the file was not read.
        File.WriteAllText(path, Talk("mill"));
        File.SetLastWriteTimeUtc(path, LongAgo);
        var second = folder.Import();
        var kept = Speech(folder);
        File.SetLastWriteTimeUtc(path, LongAgo.AddSeconds(10));
        var third = folder.Import();

        Assert.Equal((1, 1), (first.Files, first.New));
        Assert.Equal((1, 0, 1, 0), (second.Files, second.Changed, second.Unchanged, second.Gone));
        Assert.Contains("barn", kept, StringComparison.Ordinal);
        Assert.Equal((0, 1), (third.Unchanged, third.New + third.Changed));
        Assert.Contains("mill", Speech(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_written_just_now_is_read_again()
    {
        using var folder = new IndexFolder();
        var path = folder.Export("talk.md", Talk("barn"));
        folder.Import();
        File.WriteAllText(path, Talk("mill"));

        folder.Import();

        Assert.Contains("mill", Speech(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void The_entries_of_an_unchanged_archive_are_neither_read_nor_gone()
    {
        using var folder = new IndexFolder();
        var path = folder.Export("talks.zip", "");
        File.Delete(path);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            foreach (var name in (string[])["barn", "mill"])
            {
                using var entry = new StreamWriter(zip.CreateEntry(name + ".md").Open());
                entry.Write(Talk(name, name.Length + name[0]));
            }
        }

        File.SetLastWriteTimeUtc(path, LongAgo);
        folder.Import();

        var again = folder.Import(new ImportOptions { Prune = true });

        Assert.Equal((1, 2, 0, 0), (again.Files, again.Unchanged, again.Removed, again.Changed));
    }

    [Fact]
    public void What_was_removed_is_gone_though_nothing_else_is_read()
    {
        using var folder = new IndexFolder();
        File.SetLastWriteTimeUtc(folder.Export("barn.md", Talk("barn")), LongAgo);
        File.SetLastWriteTimeUtc(folder.Export("mill.md", Talk("mill", 2)), LongAgo);
        folder.Import();
        File.Delete(Path.Combine(folder.Exports, "mill.md"));

        var pruned = folder.Import(new ImportOptions { Prune = true });

        Assert.Equal((1, 1, 1), (pruned.Files, pruned.Unchanged, pruned.Removed));
    }

    [Fact]
    public void How_a_source_was_read_is_remembered_and_replaced_by_what_is_said_anew()
    {
        using var folder = new IndexFolder();
        var path = folder.Export("rain.txt", "The rain came in the night and the river rose over the road. We walked home through the water.\n");
        var reading = new ReadOptions
        {
            AsTranscript = true,
            Defaults = new SourceDefaults { Show = "Wet Hour", Episode = "Rain", Date = new DateOnly(2025, 3, 1), Speaker = "Ada" },
        };
        folder.Import(new ImportOptions { Reading = reading });
        File.AppendAllText(path, "And it was cold.\n");

        folder.Import();
        var kept = ReadAll(folder).Single();
        folder.Import(new ImportOptions { Reading = reading with { Defaults = reading.Defaults with { Show = "Dry Hour" } } });

        Assert.Equal(("Wet Hour", "Rain", new DateOnly(2025, 3, 1), "Ada"), (kept.Episode.Show, kept.Episode.Title, kept.Episode.Published,
            kept.Turns[0].Speaker));
        Assert.EndsWith("And it was cold.", kept.Turns[^1].Text, StringComparison.Ordinal);
        Assert.Contains(ReadAll(folder), snip => snip.Episode.Show == "Dry Hour");
    }

    [Fact]
    public void Options_said_anew_are_heeded_though_the_file_is_unchanged()
    {
        using var folder = new IndexFolder();
        File.SetLastWriteTimeUtc(folder.Export("talk.txt", "Ada: the barn is full of hay today.\nBo: then we thresh it on Monday.\nAda: bring forks " +
            "along with you.\n"), LongAgo);
        folder.Import();

        folder.Import(new ImportOptions { Reading = new ReadOptions { Defaults = new SourceDefaults { Show = "Hay Day" } } });

        Assert.Contains(ReadAll(folder), snip => snip.Episode.Show == "Hay Day");
    }

    private static string Talk(string place, int number = 1) => Export.Plugin("Hay", "The Barn", "2024-01-01", new ExportedSnip(number, 600 * number,
        (600 * number) + 60, "Hay", $"The {place} is full of hay."));

    private static string Speech(IndexFolder folder) => ReadAll(folder).Single().Turns[0].Text;

    private static List<Snip> ReadAll(IndexFolder folder)
    {
        using var index = folder.Open();
        return [.. index.ReadAll()];
    }
}
