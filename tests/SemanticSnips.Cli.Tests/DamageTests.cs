using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>Damaged and foreign models and indexes: refused with a sentence that says what mends them.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class DamageTests(SeedIndex index)
{
    private static string Model => Repository.File("models", "bge-small-en-v1.5");

    [Theory]
    [InlineData("list")]
    [InlineData("facets")]
    [InlineData("show", "abc")]
    public void Without_an_index_reading_it_is_refused_with_the_command_that_makes_one(params string[] args)
    {
        var outcome = Snips.RunIn(index.WorkingDirectory, args);

        Refused(4, "snips index", outcome);
    }

    [Fact]
    public void A_flipped_byte_in_a_segment_is_found_and_a_repair_mends_it()
    {
        using var copy = new TemporaryFolder();
        index.CopyTo(copy.Path);
        FlipByte(Directory.EnumerateFiles(IndexManifest.VectorFolder(copy.Path), "*.vec").Single());

        Refused(4, "snips doctor --repair", Snips.RunIn(index.WorkingDirectory, "search", "chips", "--index", copy.Path));
        Assert.Equal(4, Snips.RunIn(index.WorkingDirectory, "doctor", "--index", copy.Path).ExitCode);

        var repaired = Snips.RunIn(index.WorkingDirectory, "doctor", "--repair", "--json", "--index", copy.Path);

        Assert.Equal((0, ""), (repaired.ExitCode, repaired.Error));
        var repair = repaired.Json.GetProperty("repair");
        Assert.Equal(32, repair.GetProperty("snips").GetInt32());
        Assert.True(repair.GetProperty("embedded").GetInt32() > 0);
        Assert.True(File.Exists(repair.GetProperty("setAside")[0].GetString()));
        Assert.Equal(0, Snips.RunIn(index.WorkingDirectory, "doctor", "--index", copy.Path).ExitCode);
    }

    [Fact]
    public void A_sound_index_has_nothing_to_mend_and_stays_as_it_is()
    {
        using var copy = new TemporaryFolder();
        index.CopyTo(copy.Path);
        var before = Directory.GetFiles(copy.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();

        var outcome = Snips.RunIn(index.WorkingDirectory, "doctor", "--repair", "--index", copy.Path);

        Assert.Equal(0, outcome.ExitCode);
        Assert.EndsWith("There is nothing to mend.\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(copy.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_index_of_another_format_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var writer = KeywordIndexWriter.Open(IndexManifest.KeywordFolder(folder.Path)))
        {
            writer.Commit(new Dictionary<string, string> { ["format"] = "2000" });
        }

        Refused(4, "format 2000", Snips.RunIn(index.WorkingDirectory, "list", "--index", folder.Path));
    }

    [Fact]
    public void An_index_of_another_model_is_refused()
    {
        using var model = new TemporaryFolder();
        var card = File.ReadAllText(Path.Combine(Model, "model.json"));
        var sha256 = System.Text.Json.JsonDocument.Parse(card).RootElement.GetProperty("sha256").GetString()!;
        File.WriteAllText(model.File("model.json"), SettingsFile.WithoutChecksum(card).Replace(sha256, new string('0', 64), StringComparison.Ordinal));

        var outcome = index.Run("search", "chips", "--model", model.Path);

        Refused(4, "was made with the model bge-small-en-v1.5", outcome);
        Assert.Contains("--rebuild", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.ort", true)]
    [InlineData("model.onnx", false)]
    public void A_flipped_byte_in_the_model_is_found_but_words_alone_still_search(string network, bool hasBoth)
    {
        using var model = new TemporaryFolder();
        SeedIndex.Copy(Model, model.Path);
        FlipByte(model.File(network));
        if (!hasBoth) File.Delete(model.File("model.ort"));

        Refused(1, "not the file that its card describes", index.Run("search", "chips", "--model", model.Path));
        Assert.Equal(4, index.Run("doctor", "--model", model.Path).ExitCode);
        Assert.Equal(0, index.Run("search", "TSMC", "--mode", "keyword", "--model", model.Path).ExitCode);
    }

    [Fact]
    public void A_flipped_byte_in_a_network_that_is_not_loaded_changes_no_answer_and_is_found()
    {
        using var model = new TemporaryFolder();
        SeedIndex.Copy(Model, model.Path);
        FlipByte(model.File("model.onnx"));

        Assert.Equal(index.Run("search", "chips").Output, index.Run("search", "chips", "--model", model.Path).Output);
        var doctor = index.Run("doctor", "--model", model.Path);
        Assert.Equal(4, doctor.ExitCode);
        Assert.Contains("model.onnx", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_pooling_is_refused_by_name()
    {
        using var model = new TemporaryFolder();
        var card = File.ReadAllText(Path.Combine(Model, "model.json"));
        File.WriteAllText(model.File("model.json"), card.Replace("\"cls\"", "\"max\"", StringComparison.Ordinal));

        Refused(1, "\"pooling\": found \"max\", expected one of cls, mean", index.Run("search", "chips", "--model", model.Path));
    }

    [Fact]
    public void A_model_folder_without_a_card_is_refused()
    {
        using var model = new TemporaryFolder();

        Refused(1, "model.json", index.Run("search", "chips", "--model", model.Path));
    }

    private static void Refused(int code, string part, Outcome outcome)
    {
        Assert.Equal((code, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(part, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    private static void FlipByte(string file)
    {
        using var stream = File.Open(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Position = stream.Length / 2;
        var flipped = (byte)(stream.ReadByte() ^ 0x10);
        stream.Position--;
        stream.WriteByte(flipped);
    }
}
