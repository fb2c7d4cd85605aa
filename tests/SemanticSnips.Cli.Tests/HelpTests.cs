namespace SemanticSnips.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("index")]
    [InlineData("watch")]
    [InlineData("search")]
    [InlineData("ask")]
    [InlineData("related")]
    [InlineData("show")]
    [InlineData("duplicates")]
    [InlineData("list")]
    [InlineData("facets")]
    [InlineData("eval")]
    [InlineData("tune")]
    [InlineData("serve")]
    [InlineData("mcp")]
    [InlineData("doctor")]
    [InlineData("config")]
    [InlineData("completions")]
    [InlineData("searches")]
    [InlineData("open")]
    [InlineData("quote")]
    [InlineData("pick")]
    [InlineData("random")]
    [InlineData("review")]
    [InlineData("stats")]
    [InlineData("tag")]
    [InlineData("star")]
    [InlineData("note")]
    [InlineData("sources")]
    [InlineData("remove")]
    [InlineData("man")]
    public void Help_is_as_approved(string command)
    {
        string[] args = command.Length == 0 ? ["--help"] : [command, "--help"];
        var outcome = Snips.RunIn(Path.GetTempPath(), args);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        Approved.Verify($"help{(command.Length > 0 ? "-" : "")}{command}", outcome.Output.Replace("  testhost ", "  snips ", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_arguments_the_help_is_shown()
    {
        Assert.Equal(Snips.RunIn(Path.GetTempPath(), "--help").Output, Snips.RunIn(Path.GetTempPath()).Output);
    }

    [Fact]
    public void Version_is_a_line()
    {
        var outcome = Snips.RunIn(Path.GetTempPath(), "--version");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Single(outcome.Output.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void Completion_scripts_ask_snips_for_suggestions(string shell)
    {
        var outcome = Snips.RunIn(Path.GetTempPath(), "completions", shell);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("snips complete -- ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_and_their_values_are_suggested()
    {
        // The test's executable is not called snips, so the line begins with the subcommand.
        Assert.Contains("--mode", Snips.RunIn(Path.GetTempPath(), "[suggest:10]", "search --m").Output, StringComparison.Ordinal);
        Assert.Equal(["hybrid", "keyword", "vector"], Snips.RunIn(Path.GetTempPath(), "[suggest:14]", "search --mode ").Output.Split(
            '\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('-')));
    }
}
