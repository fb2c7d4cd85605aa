using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

[Collection(SeedIndexUsers.Name)]
public sealed class ImportTests(SeedIndex index)
{
    [Fact]
    public void The_report_has_the_fields_of_the_contract()
    {
        var report = index.Import.Json;

        Assert.Equal(
            [
                "version", "files", "skipped", "warnings", "new", "changed", "unchanged",
                    "merged", "removed", "chunks", "embedded", "elapsedMs", "gone", "repaired",
                "stopped", "pending", "notes",
            ],
            report.EnumerateObject().Select(p => p.Name));
        Assert.Equal(1, report.GetProperty("files").GetInt32());
        Assert.Equal(32, report.GetProperty("new").GetInt32());

        // Chunks of the same text share a vector.
        Assert.InRange(report.GetProperty("embedded").GetInt32(), 1, report.GetProperty("chunks").GetInt32());
    }

    [Fact]
    public void Importing_again_finds_nothing_new_and_embeds_nothing()
    {
        using var copy = new TemporaryFolder();
        index.CopyTo(copy.Path);

        foreach (var paths in new string[][] { [Repository.File("seeds")], [] })
        {
            var report = Snips.RunIn(index.WorkingDirectory, ["index", "--index", copy.Path, "--json", .. paths]).Json;
            Assert.Equal(
                (0, 0, 32, 0, 0),
                (Number("new"), Number("changed"), Number("unchanged"), Number("removed"), Number("embedded")));

            int Number(string name) => report.GetProperty(name).GetInt32();
        }
    }

    [Fact]
    public void A_folder_without_transcripts_imports_nothing_and_says_so()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("empty"));

        var outcome = Snips.RunIn(folder.Path, "index", "empty");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Nothing was imported", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named_with_the_reason_and_do_not_stop_the_rest()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("in"));
        File.WriteAllBytes(folder.File("in", "binary.md"), [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 0, 0, 0, 0xff, 0xfe, 0]);
        File.WriteAllText(folder.File("in", "empty.md"), "");
        File.WriteAllText(folder.File("in", "talk.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ada>Analytical engines weave algebraic patterns.\n");

        var outcome = Snips.RunIn(folder.Path, "index", "in", "--no-embed", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(1, outcome.Json.GetProperty("files").GetInt32());
        Assert.Equal(["binary.md", "empty.md"], outcome.Json.GetProperty("skipped")
            .EnumerateArray().Select(s => Path.GetFileName(s.GetProperty("file").GetString())));
        Assert.All(outcome.Json.GetProperty("skipped").EnumerateArray(), s => Assert.NotEmpty(s.GetProperty("reason").GetString()!));
    }

    [Fact]
    public void Nothing_to_import_makes_no_index()
    {
        using var folder = new TemporaryFolder();

        var outcome = Snips.RunIn(folder.Path, "index");

        Assert.Equal((2, "snips: Nothing to import. Name a file or folder: snips index FILE-OR-FOLDER\n"),
            (outcome.ExitCode, outcome.Error.ReplaceLineEndings("\n")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Without_vectors_a_search_says_so_and_finds_by_words()
    {
        using var folder = new TemporaryFolder();
        Snips.RunIn(folder.Path, "index", Repository.File("seeds"), "--no-embed");

        var outcome = Snips.RunIn(folder.Path, "search", "TSMC foundry", "--json");

        Assert.Contains("Only 0 % of the passages have vectors yet; the rest is found by words alone. Finish with: snips index",
            outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Foundry", outcome.Json.GetProperty("results")[0].GetProperty("title").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_place_of_the_index_is_an_index_fault()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("index"), "not a folder");

        foreach (var args in new string[][] { ["index", Repository.File("seeds")], ["search", "chips"] })
        {
            var outcome = Snips.RunIn(folder.Path, args);
            Assert.Equal((4, ""), (outcome.ExitCode, outcome.Output));
            Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
            Assert.Contains(folder.File("index"), outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_index_that_another_import_writes_to_is_an_index_fault()
    {
        using var copy = new TemporaryFolder();
        index.CopyTo(copy.Path);
        using var model = new ModelLoader(Repository.File("models", "bge-small-en-v1.5"));
        using var writer = SnipIndexWriter.Open(copy.Path, model);

        var outcome = Snips.RunIn(index.WorkingDirectory, "index", Repository.File("seeds"), "--index", copy.Path);

        Assert.Equal(4, outcome.ExitCode);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_by_the_user_the_exit_code_is_130_and_what_was_committed_stays()
    {
        using var folder = new TemporaryFolder();

        var outcome = Snips.RunIn(folder.Path, new Terminal(), new CancellationToken(canceled: true), "index", Repository.File("seeds"));

        Assert.Equal(130, outcome.ExitCode);
        Assert.Equal("snips: Stopped. Nothing was committed yet. 'snips index' goes on from there.\n", outcome.Error.ReplaceLineEndings("\n"));
    }
}
