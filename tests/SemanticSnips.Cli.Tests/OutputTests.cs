using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>What people see when they run the commands on the sample snips.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class OutputTests(SeedIndex index)
{
    [Fact]
    public void List() => Approved.Verify("list", index.Run("list").Output);

    [Fact]
    public void Show() => Approved.Verify("show", index.Run("show", IdOf("Race to the Top")).Output.Replace(Repository.Root, "", StringComparison.Ordinal));

    [Fact]
    public void Duplicates() => Approved.Verify("duplicates", index.Run("duplicates").Output);

    [Fact]
    public void Related_says_to_what_and_why()
    {
        var output = index.Run("related", IdOf("TSMC's Foundry Model")).Output.ReplaceLineEndings("\n");

        Assert.StartsWith("Related to TSMC's Foundry Model · 1:41:00–1:44:13 · 71495153 · Lex Fridman Podcast · ", output, StringComparison.Ordinal);
        Assert.Contains("\n   shares ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Facets() => Approved.Verify("facets", index.Run("facets").Output);

    [Fact]
    public void A_query_that_only_filters_lists_what_meets_it() =>
        Approved.Verify("search-filter", Approved.Mask(index.Run("search", "title:Persuasion").Output));

    [Fact]
    public void Stop_words_alone_are_searched_by_meaning()
    {
        var outcome = index.Run("search", "and of the");

        Assert.Contains(outcome.ExitCode, new[] { 0, 3 });
        Assert.Contains("too common", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_words_are_searched()
    {
        var outcome = index.Run("search", string.Join(' ', Enumerable.Range(0, 10_000).Select(i => i % 7 == 0 ? "semiconductor" : $"word{i}")));

        Assert.Contains(outcome.ExitCode, new[] { 0, 3 });
        Assert.Contains("longer than the model's", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_relevant_is_said_and_is_exit_code_3()
    {
        var search = index.Run("search", "--mode", "keyword", "xylophone");
        Assert.Equal((3, "Nothing in your snips is about this.\n"), (search.ExitCode, search.Output.ReplaceLineEndings("\n")));

        var ask = index.Run("ask", "How long should I boil an egg for breakfast?");
        Assert.Equal(3, ask.ExitCode);
        Assert.StartsWith("Nothing in your snips answers this.", ask.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Piped_output_has_no_escape_sequences_and_a_terminal_gets_them_unless_refused()
    {
        string[] args = ["search", "--index", index.Folder, "--mode", "keyword", "TSMC"];
        var terminal = new Terminal { OutputIsTerminal = true, Width = 80 };

        Assert.DoesNotContain('\e', index.Run("search", "--mode", "keyword", "TSMC").Output);
        Assert.Contains("\e[1mTSMC\e[0m", Run(terminal), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", Run(terminal, "--no-color"), StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", Run(terminal with { AllowsColour = false }), StringComparison.Ordinal);

        string Run(Terminal to, params string[] more) => Snips.RunIn(index.WorkingDirectory, to, CancellationToken.None, [.. args, .. more]).Output;
    }

    [Fact]
    public void Lines_are_no_wider_than_the_terminal()
    {
        var outcome = Snips.RunIn(index.WorkingDirectory, new Terminal { Width = 60 },
            CancellationToken.None, "search", "--index", index.Folder, "--mode", "keyword", "TSMC");

        Assert.All(outcome.Output.Split('\n'), line => Assert.True(line.Length <= 60, line));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("facets")]
    [InlineData("search", "TSMC", "--mode", "keyword")]
    [InlineData("config")]
    public void Forty_columns_are_enough(params string[] args)
    {
        var outcome = Snips.RunIn(index.WorkingDirectory, new Terminal { Width = 40 }, CancellationToken.None, [.. args, "--index", index.Folder]);

        Assert.All(outcome.Output.Split('\n'), line => Assert.True(line.Length <= 40, line));
    }

    [Fact]
    public void The_same_query_prints_the_same_bytes()
    {
        Assert.Equal(index.Run("search", "who leads TSMC").Output, index.Run("search", "who leads TSMC").Output);
    }

    private string IdOf(string title) => index.Run("list", "--json", $"title:\"{title}\"").Json.GetProperty("snips")[0].GetProperty("snip").GetString()!;
}
