using SemanticSnips.Cli.Picking;
using SemanticSnips.Testing;
using Spectre.Console;

namespace SemanticSnips.Cli.Tests;

public sealed class PickTests
{
    private static readonly Snip[] Snips =
    [
        new() { Id = "a1", Source = "x", Title = "Glaze", Episode = new Episode { Title = "Clay and fire", Show = "Kiln Talk" }, Turns = [new("Ann",
            "Glaze is glass. 漢字🎧")] },
        new() { Id = "b2", Source = "x", Title = "Kilns", Episode = new Episode { Title = "Clay and fire", Show = "Kiln Talk" } },
        new() { Id = "c3", Source = "x", Title = "Shelves", Episode = new Episode { Title = "Loud", Show = "Loud Room" }, Favourite = true },
    ];

    [Fact]
    public void What_is_typed_narrows_by_names_and_then_by_what_is_said()
    {
        var list = new PickList(Snips, typed => typed == "kil" ? [Snips[2], Snips[1]] : []);
        Assert.Equal(3, list.Matches.Count);

        Type(list, "kil");
        Assert.Equal(["a1", "b2"], list.Matches.Select(s => s.Id));
        Assert.True(list.Search());
        Assert.False(list.Search());
        Assert.Equal(["a1", "b2", "c3"], list.Matches.Select(s => s.Id));

        Type(list, "x");
        Assert.Null(list.Selected);
        Assert.Equal(PickStep.Go, Press(list, ConsoleKey.Enter));
        Press(list, ConsoleKey.Backspace);
        Assert.Equal("kil", list.Typed);
        Press(list, ConsoleKey.U, control: true);
        Assert.Equal(3, list.Matches.Count);
    }

    [Fact]
    public void Arrows_move_within_the_list_and_keys_choose_open_and_end()
    {
        var list = new PickList(Snips, _ => []);

        Press(list, ConsoleKey.DownArrow);
        Press(list, ConsoleKey.N, control: true);
        Press(list, ConsoleKey.DownArrow);
        Assert.Equal("c3", list.Selected!.Id);
        Press(list, ConsoleKey.PageUp);
        Press(list, ConsoleKey.UpArrow);
        Assert.Equal("a1", list.Selected!.Id);
        Press(list, ConsoleKey.End);
        Assert.Equal("c3", list.Selected!.Id);
        Assert.Equal(PickStep.Open, Press(list, ConsoleKey.O, control: true));
        Assert.Equal(PickStep.Choose, Press(list, ConsoleKey.Enter));
        Assert.Equal(PickStep.Cancel, Press(list, ConsoleKey.Escape));
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(40, 12)]
    [InlineData(20, 3)]
    public void The_screen_is_never_wider_or_higher_than_it_is(int width, int height)
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = width;

        console.Write(PickScreen.Draw(new PickList(Snips, _ => []), width, height));

        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, Math.Max(8, height));
        Assert.All(lines, l => Assert.True(Cli.Output.LineBreaks.WidthOf(l) <= width, l));
    }

    [Fact]
    public void Without_a_terminal_it_refuses()
    {
        using var folder = new TemporaryFolder();

        var outcome = Cli.Tests.Snips.RunIn(folder.Path, "pick");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("needs a terminal", outcome.Error, StringComparison.Ordinal);
    }

    private static void Type(PickList list, string text)
    {
        foreach (var c in text) list.Take(new ConsoleKeyInfo(c, default, false, false, false), 5);
    }

    private static PickStep Press(PickList list, ConsoleKey key, bool control = false) => list.Take(new ConsoleKeyInfo('\0', key, false, false, control), 5);
}
