using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>Mistakes get a sentence on standard error, nothing on standard output, and their exit code.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class MistakeTests(SeedIndex index)
{
    [Theory]
    [InlineData("There is no command 'serach'. Did you mean 'search'? See: snips --help", "serach", "x")]
    [InlineData("There is no option '--jsn'. Did you mean '--json'? See: snips duplicates --help", "duplicates", "--jsn")]
    [InlineData("There is no option '--frobnicate'. See: snips search --help (Words that look like options go after --.)", "search", "chips", "--frobnicate")]
    [InlineData("--top is '0'; expected a whole number from 1 to 1,000. See: snips search --help", "search", "chips", "--top", "0")]
    [InlineData("--top is '-1'; expected a whole number from 1 to 1,000. See: snips search --help", "search", "chips", "--top", "-1")]
    [InlineData("--top is '2147483647'; expected a whole number from 1 to 1,000. See: snips related --help", "related", "abc", "--top", "2147483647")]
    [InlineData("--top is 'many'; expected a whole number from 1 to 1,000. See: snips ask --help", "ask", "chips", "--top", "many")]
    [InlineData("--answers is '21'; expected a whole number from 1 to 20. See: snips ask --help", "ask", "chips", "--answers", "21")]
    [InlineData("--top is '1001'; expected a whole number from 1 to 1,000. See: snips facets --help", "facets", "--top", "1001")]
    [InlineData("--skip is '-1'; expected a whole number from 0 to 1,000,000,000. See: snips list --help", "list", "--skip", "-1")]
    [InlineData("--chat-timeout is '2147483647'; expected a whole number from 1 to 3,600. See: snips ask --help",
        "ask", "chips", "--chat-timeout", "2147483647")]
    [InlineData("--sample asks the sample library, and --index names another one. Leave one of them out.", "list", "--sample", "--index", "mine")]
    [InlineData("--mode is 'psychic'; expected one of hybrid, vector, keyword. See: snips search --help", "search", "chips", "--mode", "psychic")]
    [InlineData("'two' is one argument too many for 'snips show'. See: snips show --help", "show", "one", "two")]
    public void A_wrong_command_line_is_refused(string sentence, params string[] args)
    {
        Refused(2, sentence, Snips.RunIn(index.WorkingDirectory, args));
    }

    [Theory]
    [InlineData("The query is empty, expected words or conditions.", "")]
    [InlineData("The query is empty, expected words or conditions.", " ")]
    [InlineData("The query '?! ... -- ()' has no words, only punctuation; expected words or conditions.", "?! ... -- ()")]
    [InlineData("'someday' after 'after:' is no date.", "chips after:someday")]
    public void A_query_that_says_nothing_is_refused(string beginning, string query)
    {
        foreach (var command in new[] { "search", "ask" })
        {
            var outcome = index.Run(command, "--mode", "keyword", query);
            Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
            Assert.StartsWith($"snips: {beginning}", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_query_at_all_is_refused() => Assert.Equal(2, index.Run("search").ExitCode);

    [Fact]
    public void A_path_that_does_not_exist_is_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();

        Refused(2, "There is no file or folder 'nowhere.md'. Nothing was imported.", Snips.RunIn(folder.Path, "index", "nowhere.md"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("search", "chips")]
    [InlineData("index", "notes.md")]
    [InlineData("doctor")]
    public void A_file_where_the_index_should_be_is_refused_and_left_as_it_is(params string[] args)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("notes.md"), "Mine.");

        Refused(4, $"'{folder.File("notes.md")}' is a file, and an index is a folder. Name another one with --index.",
            Snips.RunIn(folder.Path, [.. args, "--index", "notes.md"]));
        Assert.Equal("Mine.", File.ReadAllText(folder.File("notes.md")));
    }

    [Theory]
    [InlineData("show")]
    [InlineData("related")]
    public void A_snip_that_does_not_exist_is_refused(string command)
    {
        Refused(2, "No snip has the id 'zzzzzzzz' or one that begins so. See the ids with: snips list", index.Run(command, "zzzzzzzz"));
    }

    [Fact]
    public void A_model_folder_that_does_not_exist_is_refused()
    {
        var missing = Path.Combine(index.WorkingDirectory, "no-model");

        Refused(2, $"There is no model folder '{missing}' (--model). Name a folder that holds a model.json with --model.",
            index.Run("search", "chips", "--model", "no-model"));
    }

    [Fact]
    public void What_is_no_option_may_follow_two_dashes()
    {
        var outcome = index.Run("search", "--mode", "keyword", "--json", "--", "--semiconductor", "-h");

        Assert.Equal("--semiconductor -h", outcome.Json.GetProperty("query").GetString());
    }

    [Fact]
    public void Words_of_a_query_need_no_quotes_and_values_with_blanks_get_theirs_back()
    {
        var outcome = index.Run("search", "--mode", "keyword", "--json", "export", "controls", "-huawei", "speaker:Dylan Patel", "@home");

        Assert.Equal("export controls -huawei speaker:\"Dylan Patel\" @home", outcome.Json.GetProperty("query").GetString());
    }

    private static void Refused(int code, string sentence, Outcome outcome) =>
        Assert.Equal((code, "", $"snips: {sentence}\n"), (outcome.ExitCode, outcome.Output, outcome.Error.ReplaceLineEndings("\n")));
}
