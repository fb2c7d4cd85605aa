using SemanticSnips.Cli.Output;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests.Output;

public sealed class PagedWriterTests : IDisposable
{
    private readonly StringWriter _terminal = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _terminal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_fits_on_the_screen_is_shown_when_it_is_complete_and_without_a_pager()
    {
        using var paged = new PagedWriter(_terminal, _ => throw new InvalidOperationException("No pager is needed."));
        paged.Begin("less", rows: 4);
        paged.Write("a\nb\n");
        paged.Write("c\n");
        paged.Flush();

        Assert.Equal("", _terminal.ToString());
        Assert.True(paged.IsAhead);
        paged.End();
        Assert.Equal("a\nb\nc\n", _terminal.ToString());
    }

    [Fact]
    public void What_is_longer_goes_through_the_pager_from_its_first_line_on()
    {
        if (OperatingSystem.IsWindows()) return; // The command is a shell's.
        using var paged = new PagedWriter(_terminal, PagedWriter.Start);
        var seen = _folder.File("seen");
        paged.Begin($"cat > '{seen}'", rows: 3);
        for (var i = 0; i < 5; i++) paged.Write($"“{i}”\n");
        paged.End();

        Assert.Equal("“0”\n“1”\n“2”\n“3”\n“4”\n", File.ReadAllText(seen));
        Assert.Equal("", _terminal.ToString());
    }

    [Fact]
    public void A_pager_that_is_left_early_is_no_fault()
    {
        if (OperatingSystem.IsWindows()) return; // The command is a shell's.
        using var paged = new PagedWriter(_terminal, PagedWriter.Start);
        paged.Begin("true", rows: 1);
        for (var i = 0; i < 20_000; i++) paged.Write("a line that fills what a pipe holds\n");
        paged.End();

        Assert.Equal("", _terminal.ToString());
    }

    [Fact]
    public void Without_the_pager_everything_goes_to_the_terminal()
    {
        using var paged = new PagedWriter(_terminal, PagedWriter.Start);
        paged.Begin("no-such-pager-anywhere --quiet", rows: 1);
        paged.Write("a\nb\n");
        paged.Write("c\n");
        paged.End();

        Assert.Equal("a\nb\nc\n", _terminal.ToString());
    }

    [Fact]
    public void Nothing_is_held_back_unless_somebody_asked_for_it()
    {
        using var paged = new PagedWriter(_terminal, _ => null);
        paged.Write("Watching notes\n");

        Assert.Equal("Watching notes\n", _terminal.ToString());
        Assert.False(paged.IsAhead);
    }
}
