using SemanticSnips.Indexing;
using SemanticSnips.Ranking;
using SemanticSnips.Testing;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Tests;

/// <summary>An index that format 2 wrote, kept as files: it must open and answer as long as the format is read.</summary>
/// <remarks>With SNIPS_FREEZE=1 it is written anew; that is right only together with another format number, and another folder.</remarks>
public sealed class FrozenFormatTests
{
    private static readonly Snip[] Snips =
    [
        new()
        {
            Id = "00000001-1111-4222-8333-000000000001",
            Source = "/exports/clay.md",
            Exported = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero),
            Created = new DateTimeOffset(2023, 12, 24, 18, 30, 0, TimeSpan.FromHours(1)),
            Episode = new Episode
            {
                Title = "Clay and fire",
                Show = "Kiln Talk",
                Host = "Ann",
                Guests = ["Bo Häßler"],
                Published = new DateOnly(2023, 12, 1),
                Chapters = [new(TimeSpan.Zero, "Welcome"), new(TimeSpan.FromSeconds(500), "Glaze")],
            },
            Start = TimeSpan.FromSeconds(570),
            End = TimeSpan.FromSeconds(600.5),
            Title = "Glaze",
            Note = "ask Bo about 水",
            Tags = ["pottery"],
            Favourite = true,
            Url = "https://share.snipd.com/snip/00000001-1111-4222-8333-000000000001",
            Turns = [new("Ann", "What is glaze?"), new("Bo Häßler", "Glaze is glass that has found a pot. The café’s cups have it.", TimeSpan.FromSeconds(572), TimeSpan.FromSeconds(580))],
        },
        new()
        {
            Id = "0123456789ab",
            Source = "/exports/untold.md",
            Episode = new Episode { Title = "Of other things", Show = "Loud Room" },
            Title = "A quiet title",
        },
    ];

    private static string Frozen => Repository.File("tests", "SemanticSnips.Tests", "Frozen", "v2");

    [Fact]
    public void An_index_of_format_2_opens_and_answers()
    {
        if (Environment.GetEnvironmentVariable("SNIPS_FREEZE") == "1") Freeze();
        using var copy = CopyOf(Frozen);
        using (var index = SnipIndex.Open(copy.Path, Models.Tiny))
        {
            Assert.Equal((2, "tiny-bert", 32), (index.Manifest.Format, index.Manifest.Model, index.Manifest.Dimensions));
            Assert.Equal(["/exports"], index.Manifest.Roots);
            Assert.Equal(Snips.Select(s => SnipRecord.Of([s]).ToContent()), Snips.Select(s => SnipRecord.Of([index.Find(s.Id)!.Snip]).ToContent()));
            Assert.Equal(1, index.ReadStatus().EmbeddedShare);

            var hit = index.Search("cafe \"found a pot\" speaker:bo show:kiln guest:hassler tag:pottery after:2023-12 before:2024 is:favourite has:transcript").Hits[0];
            Assert.Equal(Snips[0].Id, hit.Snip.Id);
            Assert.InRange(hit.Cosine!.Value, -1, 1.0001);
            Assert.Equal(Snips[1].Id, index.Search("quiet", new SearchOptions { Mode = SearchMode.Keyword }).Hits[0].Snip.Id);
            Assert.Equal(2, index.Search("anything", new SearchOptions { Mode = SearchMode.Vector }).Hits.Count);
        }

        using var writer = SnipIndexWriter.Open(copy.Path, Models.Tiny);
        foreach (var snip in Snips) writer.Put(snip);
        writer.Commit();
        Assert.Equal(0, writer.EmbedPending());
    }

    [Fact]
    public void An_index_of_format_1_is_refused_and_left_as_it_is()
    {
        using var copy = CopyOf(Repository.File("tests", "SemanticSnips.Tests", "Frozen", "v1"));
        string[] Files() => [.. Directory.GetFiles(copy.Path, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "write.lock").Order(StringComparer.Ordinal)];
        var before = Files();

        foreach (var open in new Func<IDisposable>[] { () => SnipIndex.Open(copy.Path, Models.Tiny), () => SnipIndexWriter.Open(copy.Path, Models.Tiny), () => SnipIndexWriter.Open(copy.Path, Models.Tiny, rebuild: true) })
        {
            var e = Assert.Throws<IndexException>(open);
            Assert.Equal(IndexFault.OtherFormat, e.Fault);
            Assert.Equal(
                $"The index in '{copy.Path}' has format 1; this version of snips reads format 2. Delete the folder and run 'snips index' again, or use the version that wrote it.",
                e.Message);
        }

        Assert.Equal(before, Files());
    }

    private static TemporaryFolder CopyOf(string folder)
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = copy.File(Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static void Freeze()
    {
        if (Directory.Exists(Frozen)) Directory.Delete(Frozen, recursive: true);
        using (var writer = SnipIndexWriter.Open(Frozen, Models.Tiny))
        {
            foreach (var snip in Snips) writer.Put(snip);
            writer.Commit(["/exports"]);
            writer.EmbedPending();
        }

        File.Delete(Path.Combine(IndexManifest.KeywordFolder(Frozen), "write.lock"));
    }
}
