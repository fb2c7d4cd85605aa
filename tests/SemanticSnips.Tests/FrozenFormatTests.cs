using SemanticSnips.Indexing;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>An index of each format that is read, kept as files: it must open and answer as long as that is so.</summary>
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
            Turns = [new("Ann", "What is glaze?"),
                new("Bo Häßler", "Glaze is glass that has found a pot. The café’s cups have it.", TimeSpan.FromSeconds(572), TimeSpan.FromSeconds(580))],
        },
        new()
        {
            Id = "0123456789ab",
            Source = "/exports/untold.md",
            Episode = new Episode { Title = "Of other things", Show = "Loud Room" },
            Title = "A quiet title",
        },
    ];

    /// <summary>What only format 3 can say: times inside a turn, and where the audio is.</summary>
    private static readonly Snip[] SnipsOfFormat3 =
    [
        Snips[0] with
        {
            AudioUrl = "https://audio.example/clay.mp3",
            Turns =
            [
                Snips[0].Turns[0],
                Snips[0].Turns[1] with { Lines =
                    [new(0, TimeSpan.FromSeconds(572), null), new(9, TimeSpan.FromSeconds(573.25), TimeSpan.FromTicks(5_740_000_001))] },
            ],
        },
        Snips[1],
    ];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void An_index_of_each_format_opens_and_answers(int format)
    {
        var snips = format == 2 ? Snips : SnipsOfFormat3;
        if (format == IndexManifest.CurrentFormat && Environment.GetEnvironmentVariable("SNIPS_FREEZE") == "1") Freeze(snips);
        using var copy = CopyOf(Frozen(format));
        using (var index = SnipIndex.Open(copy.Path, Models.Tiny))
        {
            Assert.Equal((format, "tiny-bert", 32), (index.Manifest.Format, index.Manifest.Model, index.Manifest.Dimensions));
            Assert.Equal(["/exports"], index.Manifest.Roots);
            Assert.Equal(snips.Select(s => SnipRecord.Of([s]).ToContent()), snips.Select(s => SnipRecord.Of([index.Find(s.Id)!.Snip]).ToContent()));
            Assert.Equal(snips[0].Turns, index.Find(snips[0].Id)!.Snip.Turns);
            Assert.Equal(1, index.ReadStatus().EmbeddedShare);

            var hit = index.Search(
                "cafe \"found a pot\" speaker:bo show:kiln guest:hassler tag:pottery after:2023-12 before:2024 is:favourite has:transcript").Hits[0];
            Assert.Equal(Snips[0].Id, hit.Snip.Id);
            Assert.InRange(hit.Cosine!.Value, -1, 1.0001);
            Assert.Equal(Snips[1].Id, index.Search("quiet", new SearchOptions { Mode = SearchMode.Keyword }).Hits[0].Snip.Id);
            Assert.Equal(2, index.Search("anything", new SearchOptions { Mode = SearchMode.Vector }).Hits.Count);
        }

        using var writer = SnipIndexWriter.Open(copy.Path, Models.Tiny);

        // Names of speakers are embedded from format 3 on: passages of speech are other texts then, all others keep their vectors.
        var (speech, all) = CountPassages(copy.Path);
        Assert.InRange(speech, 1, all - 1);
        Assert.Equal((IndexManifest.CurrentFormat, format == 2 ? speech : 0), (writer.Manifest.Format, writer.EmbedPending()));
        foreach (var snip in snips) writer.Put(snip);
        writer.Commit();
        Assert.Equal(0, writer.EmbedPending());
    }

    [Fact]
    public void What_format_2_stored_has_the_same_fingerprint_now()
    {
        using var copy = CopyOf(Frozen(2));
        using var keywords = SemanticSnips.Keywords.KeywordIndex.Open(IndexManifest.KeywordFolder(copy.Path));

        var stored = keywords.ReadStates().Select(s => SnipState.Parse(s.Span)).ToDictionary(s => s.Id, s => s.Versions[0].Fingerprint);

        Assert.Equal(Snips.ToDictionary(s => s.Id, SnipRecord.Fingerprint), stored);
    }

    [Fact]
    public void An_index_of_format_1_is_refused_and_left_as_it_is()
    {
        using var copy = CopyOf(Repository.File("tests", "SemanticSnips.Tests", "Frozen", "v1"));
        string[] Files() => [.. Directory.GetFiles(copy.Path, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "write.lock").Order(StringComparer.Ordinal)];
        var before = Files();

        foreach (var open in new Func<IDisposable>[] { () => SnipIndex.Open(copy.Path, Models.Tiny), () =>
            SnipIndexWriter.Open(copy.Path, Models.Tiny), () => SnipIndexWriter.Open(copy.Path, Models.Tiny, rebuild: true) })
        {
            var e = Assert.Throws<IndexException>(open);
            Assert.Equal(IndexFault.OtherFormat, e.Fault);
            Assert.Equal(
                $"The index in '{copy.Path}' has format 1, which an older version of snips wrote; this one reads the formats 2 to 3.",
                e.Message);
        }

        Assert.Equal(before, Files());
    }

    private static (int Speech, int All) CountPassages(string folder)
    {
        using var keywords = SemanticSnips.Keywords.KeywordIndex.Open(IndexManifest.KeywordFolder(folder));
        return (keywords.Passages.Count(p => p.Kind == (byte)ChunkKind.Transcript), keywords.Passages.Count);
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

    private static string Frozen(int format) => Repository.File("tests", "SemanticSnips.Tests", "Frozen", $"v{format}");

    private static void Freeze(Snip[] snips)
    {
        var folder = Frozen(IndexManifest.CurrentFormat);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        using (var writer = SnipIndexWriter.Open(folder, Models.Tiny))
        {
            foreach (var snip in snips) writer.Put(snip);
            writer.Commit(["/exports"]);
            writer.EmbedPending();
        }

        File.Delete(Path.Combine(IndexManifest.KeywordFolder(folder), "write.lock"));
    }
}
