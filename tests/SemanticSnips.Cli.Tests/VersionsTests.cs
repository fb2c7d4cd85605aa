using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>Two versions of the program on one index: what another one wrote is read, brought along, or refused and left as it is.</summary>
public sealed class VersionsTests : IDisposable
{
    private const string Newer = "4711";

    private static readonly string Model = Repository.File("tests", "golden", "tiny-bert");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("search", "glaze")]
    [InlineData("list")]
    [InlineData("index", "talk.vtt")]
    [InlineData("index", "talk.vtt", "--rebuild")]
    public void What_a_newer_version_wrote_is_refused_saying_so_and_stays(params string[] args)
    {
        WriteAsNewer(_folder.File("index"));
        File.WriteAllText(_folder.File("talk.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n");

        var outcome = Run(args);

        Assert.Equal((4, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith(
            $"snips: The index in '{_folder.File("index")}' has format {Newer}, which a newer version of snips wrote; this one reads the formats ",
            outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "Use the version that wrote it, or name another folder with --index and import there.", outcome.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(Newer, KeywordIndex.ReadUserData(IndexManifest.KeywordFolder(_folder.File("index")))["format"]);
    }

    [Fact]
    public void What_is_too_old_is_refused_as_an_older_versions()
    {
        SeedIndex.Copy(Frozen("v1"), _folder.File("index"));

        var error = Run("list", "--json").Json.GetProperty("error");

        Assert.Equal("other-format", error.GetProperty("code").GetString());
        Assert.Equal("format 1", error.GetProperty("found").GetString());
        Assert.Contains("which an older version of snips wrote", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_format_before_is_read_as_it_is_and_the_next_import_brings_it_along_and_says_so()
    {
        SeedIndex.Copy(Frozen("v2"), _folder.File("index"));
        var keywords = IndexManifest.KeywordFolder(_folder.File("index"));
        var before = Directory.GetFiles(keywords).Order(StringComparer.Ordinal).ToList();

        var read = Run("search", "--mode", "keyword", "glaze");
        Assert.Equal(0, read.ExitCode);
        Assert.Equal(before, Directory.GetFiles(keywords).Order(StringComparer.Ordinal));

        File.WriteAllText(_folder.File("talk.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n");
        var imported = Run("index", "talk.vtt");
        Assert.Equal(0, imported.ExitCode);
        Assert.Contains("The index had format 2 and has 3 now", imported.Error, StringComparison.Ordinal);
        Assert.Equal(3, Run("list", "--json").Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public void A_sample_library_of_another_version_is_made_anew()
    {
        WriteAsNewer(_folder.File("cache", "sample"));

        var listed = Run("list", "--sample", "--json");

        Assert.Equal(32, listed.Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public void A_library_that_holds_the_sample_too_says_how_to_take_it_out()
    {
        File.WriteAllText(_folder.File("talk.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n");
        var seeds = Repository.File("seeds");

        Assert.DoesNotContain("snips remove", Run("index", "--no-embed", seeds).Error, StringComparison.Ordinal);
        var both = Run("index", "--no-embed", "talk.vtt");
        var listed = Run("list");

        Assert.Equal($"snips: This library also holds the sample snips, of '{seeds}'. To take them out: snips remove '{seeds}'", both.Error.TrimEnd());
        Assert.Equal(both.Error, listed.Error);
        Assert.DoesNotContain("snips remove", Run("search", "--mode", "keyword", "kiln").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_and_nothing_is_made()
    {
        File.WriteAllText(_folder.File("talk.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n");
        File.WriteAllText(_folder.File("file"), "no folder");

        var outcome = Run("index", "talk.vtt", "--index", Path.Combine("file", "index"));

        Assert.Equal((4, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(_folder.File("file", "index"), outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Name another one with --index.", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("no folder", File.ReadAllText(_folder.File("file")));
    }

    private static string Frozen(string version) => Repository.File("tests", "SemanticSnips.Tests", "Frozen", version);

    private static void WriteAsNewer(string folder)
    {
        using var writer = KeywordIndexWriter.Open(IndexManifest.KeywordFolder(folder));
        writer.Commit(new Dictionary<string, string> { ["format"] = Newer });
    }

    private Outcome Run(params string[] args) => Snips.RunIn(_folder.Path, [.. args, "--model", Model]);
}
