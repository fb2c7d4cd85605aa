using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>The file of settings, and the command that shows what holds.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_value_is_shown_with_where_it_comes_from()
    {
        Write("{ \"color\": \"never\" }");

        var outcome = Run("config", "--index", "elsewhere");

        Assert.Equal(0, outcome.ExitCode);
        var lines = outcome.Output.Replace(_folder.Path, "HOME", StringComparison.Ordinal).Replace(Repository.Root, "PROGRAM", StringComparison.Ordinal);
        Assert.Equal(
            """
            index    HOME/elsewhere
                     --index; nothing is there yet
            sample   HOME/cache/sample
                     your cache folder; nothing is there yet
            model    PROGRAM/models/bge-small-en-v1.5
                     beside the program
            config   HOME/config/config.json
                     your settings
            color    never
                     HOME/config/config.json:1
            pager    less
                     the default

            """.ReplaceLineEndings("\n"), lines);
    }

    [Fact]
    public void As_JSON_the_sources_have_stable_names()
    {
        var settings = Run("config", "--json").Json.GetProperty("settings").EnumerateArray().ToDictionary(s => s.GetProperty("name").GetString()!);

        Assert.Equal(_folder.File("index"), settings["index"].GetProperty("value").GetString());
        Assert.Equal("default", settings["index"].GetProperty("source").GetString());
        Assert.False(settings["index"].GetProperty("exists").GetBoolean());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, settings["color"].GetProperty("exists").ValueKind);
    }

    [Theory]
    [InlineData("{\n  \"index\": \"a\",\n  \"indx\": \"b\"\n}", 3, "there is no setting \"indx\"; expected one of index, library, model, color, pager.")]
    [InlineData("{\n  \"index\": 5\n}", 2, "\"index\" is 5; expected a folder.")]
    [InlineData("{ \"model\": \" \" }", 1, "\"model\" is \" \"; expected a folder with a model.json.")]
    [InlineData("{ \"color\": \"blue\" }", 1, "\"color\" is \"blue\"; expected auto, always or never.")]
    [InlineData("{ \"pager\": false }", 1, "\"pager\" is false; expected a command; empty for none.")]
    [InlineData("{ \"index\": \"a\",\n\"index\": \"b\" }", 2, "\"index\" stands here again, after line 1; expected each setting once.")]
    [InlineData("[ ]", 1, "this is a list; expected one object, as in ")]
    [InlineData("{\n\n  index: 1 }", 3, "this is no JSON: ")]
    [InlineData("", 1, "this is no JSON: ")]
    public void A_mistake_is_told_with_file_line_key_and_what_was_expected(string json, int line, string sentence)
    {
        var file = Write(json);

        var outcome = Run("list");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"snips: {file}:{line}: {sentence}"), outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_as_JSON_names_its_place()
    {
        var file = Write("{\n\"color\": \"blue\" }");

        var error = Run("list", "--json").Json.GetProperty("error");

        Assert.Equal("argument", error.GetProperty("code").GetString());
        Assert.Equal($"{file}:2", error.GetProperty("place").GetString());
        Assert.Equal("\"blue\"", error.GetProperty("found").GetString());
        Assert.Equal("auto, always or never", error.GetProperty("expected").GetString());
    }

    [Fact]
    public void Comments_a_mark_of_UTF8_and_a_comma_at_the_end_are_no_mistakes()
    {
        Write("\uFEFF{ // mine\n  \"index\": \"library\",\n}");

        Assert.Contains(_folder.File("config", "library"), Run("config").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("completions", "bash")]
    public void Help_and_completions_do_not_ask_the_file(params string[] args)
    {
        Write("{ oops");

        Assert.Equal(0, Run(args).ExitCode);
    }

    private string Write(string json)
    {
        Directory.CreateDirectory(_folder.File("config"));
        File.WriteAllText(_folder.File("config", "config.json"), json);
        return _folder.File("config", "config.json");
    }

    private Outcome Run(params string[] args) => Snips.RunIn(_folder.Path, args);
}
