using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli.Tests;

/// <summary>What the surroundings say of the terminal, and what is printed there.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData(null, 80, 79)]
    [InlineData(null, 0, 100)]
    [InlineData(null, 240, 100)]
    [InlineData(null, 40, 39)]
    [InlineData("40", 80, 40)]
    [InlineData("5", 80, 20)]
    [InlineData("wide", 80, 79)]
    [InlineData("-3", 80, 79)]
    public void Text_is_as_wide_as_COLUMNS_else_the_terminal_has_it(string? columns, int terminal, int width)
    {
        Assert.Equal(width, Of(("COLUMNS", columns), columns: terminal).Width);
    }

    [Fact]
    public void NO_COLOR_and_a_dumb_terminal_refuse_colours()
    {
        Assert.True(Of().ColoursOutput);
        Assert.False(Of(("NO_COLOR", "1")).ColoursOutput);
        Assert.True(Of(("NO_COLOR", "")).ColoursOutput);
        Assert.False(Of(("TERM", "dumb")).ColoursOutput);
        Assert.False(Terminal.Of(_ => null, false, false, 0, 0).ColoursOutput);
    }

    [Fact]
    public void What_is_typed_of_colours_goes_before_all_else()
    {
        Assert.True((Of(("NO_COLOR", "1")) with { Colour = ColourChoice.Always }).ColoursOutput);
        Assert.True((new Terminal { Colour = ColourChoice.Always }).ColoursOutput);
        Assert.False((Of() with { Colour = ColourChoice.Never }).ColoursOutput);
    }

    [Theory]
    [InlineData("dumb", null, false)]
    [InlineData("linux", null, false)]
    [InlineData("xterm-256color", null, true)]
    [InlineData("xterm-256color", "0", false)]
    [InlineData("linux", "1", true)]
    public void Links_are_for_terminals_that_know_them(string kind, string? forced, bool allowed)
    {
        Assert.Equal(allowed, Of(("TERM", kind), ("FORCE_HYPERLINK", forced)).AllowsLinks);
    }

    [Theory]
    [InlineData("C", null, true)]
    [InlineData("POSIX", null, true)]
    [InlineData("C.UTF-8", null, false)]
    [InlineData("de_DE.ISO-8859-1", null, true)]
    [InlineData("", "en_GB.utf8", false)]
    [InlineData(null, "C", true)]
    [InlineData("C", "en_GB.UTF-8", true)]
    [InlineData(null, null, false)]
    public void The_locale_says_whether_there_is_more_than_ASCII(string? all, string? language, bool isAscii)
    {
        if (OperatingSystem.IsWindows()) return; // It has no such variables.
        Assert.Equal(isAscii, Of(("LC_ALL", all), ("LANG", language)).IsAscii);
    }

    [Fact]
    public void In_a_locale_of_ASCII_signs_have_a_likeness_and_speech_is_kept_for_pipes()
    {
        const string Text = "“Zoë’s — 1:00–2:00 · ●○” …";

        Assert.Equal("\"Zo?'s -- 1:00-2:00 - *.\" ...\n", Print(new Terminal { IsAscii = true, OutputIsTerminal = true }));
        Assert.Equal("\"Zoë's -- 1:00-2:00 - *.\" ...\n", Print(new Terminal { IsAscii = true }));
        Assert.Equal(Text + "\n", Print(new Terminal { OutputIsTerminal = true }));

        static string Print(Terminal terminal)
        {
            using var writer = new StringWriter { NewLine = "\n" };
            new Page(writer, terminal, styled: false).Line(Text);
            return writer.ToString();
        }
    }

    [Fact]
    public void A_line_that_is_cut_ends_in_three_dots_within_the_width_in_a_locale_of_ASCII()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new Page(writer, new Terminal { IsAscii = true, Width = 24 }, styled: false).OneLine(new Paragraph().Add("The kiln holds its heat through the night"));

        var line = writer.ToString().TrimEnd('\n');
        Assert.EndsWith("...", line, StringComparison.Ordinal);
        Assert.True(line.Length <= 24, line);
    }

    private static Terminal Of(params (string Name, string? Value)[] variables) => Of(variables, 80);

    private static Terminal Of((string Name, string? Value) variable, int columns) => Of([variable], columns);

    private static Terminal Of((string Name, string? Value)[] variables, int columns) =>
        Terminal.Of(name => Array.Find(variables, v => v.Name == name).Value, outputIsTerminal: true, errorIsTerminal: true, columns, rows: 24);
}
