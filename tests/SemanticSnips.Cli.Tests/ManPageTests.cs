using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

public sealed class ManPageTests
{
    [Fact]
    public void A_page_is_made_from_the_help() => Approved.Verify("man-search", Snips.RunIn(Path.GetTempPath(), "man", "search").Output);

    [Fact]
    public void Every_command_has_a_page_in_which_no_line_is_a_command_by_chance()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(0, Snips.RunIn(folder.Path, "man", "--all", "man1").ExitCode);

        var pages = Directory.GetFiles(folder.File("man1"));
        Assert.Contains(pages, p => p.EndsWith("snips.1", StringComparison.Ordinal));
        Assert.Contains(pages, p => p.EndsWith("snips-review.1", StringComparison.Ordinal));
        Assert.DoesNotContain(pages, p => p.EndsWith("snips-complete.1", StringComparison.Ordinal));
        string[] known = [".TH", ".SH", ".TP", ".B", ".BR", ".nf", ".fi"];
        foreach (var line in pages.SelectMany(File.ReadAllLines).Where(l => l.StartsWith('.') || l.StartsWith('\'')))
            Assert.Contains(line.Split(' ')[0], known);
    }

    [Fact]
    public void A_page_of_no_command_is_a_mistake() =>
        Assert.Contains("Did you mean 'search'?", Snips.RunIn(Path.GetTempPath(), "man", "serach").Error, StringComparison.Ordinal);
}
