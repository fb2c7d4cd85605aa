using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Indexing;

/// <summary>Bent exports on their whole way through the index. SNIPS_FUZZ_SECONDS makes the hunt longer.</summary>
public sealed class HostileImportTests
{
    private const int Rounds = 6;

    private static readonly string[] Tokens = ["\0", "\\ud83d", "&#xD83D;", "\uFFFD", "\u2028", "'s", "_", "🎧",
        "水", "e\u0301", "\t", "\n", "\n\n### ", "](https://share.snipd.com/snip/", "(01:00 - 00:01)", "\u0001"];

    [Fact]
    public void Bent_exports_are_indexed_searched_and_imported_again_without_change()
    {
        var fixtures = Directory.GetFiles(Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures"), "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains(".approved.", StringComparison.Ordinal) && !f.Contains(".received.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).ToList();
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("SNIPS_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var given) ? given : 0;
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds || watch.Elapsed.TotalSeconds < seconds; round++)
        {
            using var folder = new IndexFolder();
            var random = new Random(round);
            foreach (var fixture in fixtures) folder.Export($"{fixtures.IndexOf(fixture)}.md", Bend(random, File.ReadAllText(fixture)));

            var first = folder.Import(new ImportOptions { SkipEmbedding = true });
            var second = folder.Import(new ImportOptions { SkipEmbedding = true, Prune = true });

            using var index = folder.Open();
            var snips = index.ReadAll().ToList();
            Assert.True(first.New > 0 && index.Count == first.New, $"Round {round}: {first.New} snips are new, {index.Count} are there.");
            Assert.True((second.New, second.Changed, second.Removed, second.Chunks) == (0, 0, 0, first.Chunks), $"Round {round}: {second}");
            var asked = snips[random.Next(snips.Count)];
            Assert.Equal(asked.Id, index.Find(asked.Id)!.Snip.Id);
            _ = index.Search(asked.Turns.Count > 0 ? "a " + asked.Turns[0].Text : "a " + asked.Title, new SearchOptions { Mode = SearchMode.Keyword });
        }
    }

    [Fact]
    public void Nothing_is_written_but_the_index()
    {
        using var folder = new IndexFolder();
        var root = Path.GetDirectoryName(folder.Exports)!;
        File.WriteAllText(Path.Combine(root, "beside.md"), "mine");
        using (var zip = ZipFile.Open(Path.Combine(folder.Exports, "export.zip"), ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "../beside.md", "../../beside.md", Path.Combine(root, "beside.md"),
                "..\\beside.md", "a/../../b\nc.md", "../index/keywords/segments.gen", "/etc/snips-test.md" })
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", new ExportedSnip(name.Length, 0, 60, name, "Glaze is glass.")));
            }
        }

        var report = folder.Import();

        Assert.Equal(7, report.Files);
        Assert.Equal(["beside.md", "exports", "index"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(root, "beside.md")));
        Assert.Equal("export.zip", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(folder.Exports))));
        Assert.Equal(["keywords", "vectors"], Directory.GetFileSystemEntries(folder.Path)
            .Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.False(File.Exists("/etc/snips-test.md"));
        using var index = folder.Open();
        Assert.NotEmpty(index.Search("glaze").Hits);
    }

    private static string Bend(Random random, string text)
    {
        var bent = new StringBuilder(text);
        for (var i = random.Next(0, 12); i > 0; i--) bent.Insert(random.Next(bent.Length + 1), Tokens[random.Next(Tokens.Length)]);
        var end = random.Next(4) == 0 ? random.Next(bent.Length + 1) : bent.Length;

        // A file cannot hold half of a surrogate pair.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(bent.ToString(0, end)));
    }
}
