using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Cli.Picking;
using SemanticSnips.Contract;
using Spectre.Console;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips pick: choose a snip by typing.</summary>
internal static class PickCommand
{
    private const int Found = 30;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var query = QueryArgument.Create("query", "Only snips that hold these words and meet these conditions", ArgumentArity.ZeroOrMore);
        var command = new SnipsCommand("pick", "Choose a snip: type to filter, arrows to move, Enter to show it, Ctrl-O to play it")
        {
            query, common.Sample, common.Json,
        };
        command.Details = "The list is drawn on standard error: where standard output is no terminal, the chosen snip's id is printed there.";
        command.SetExamples(
            new("snips pick", "among all"),
            new("snips quote $(snips pick is:favourite)", "one of the favourites, as a quotation"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, query);
            if (host.ReadKey is null || !host.Terminal.ErrorIsTerminal)
                throw new UsageException("'snips pick' needs a terminal to draw and to type on.", "In scripts, choose with: snips search --json");
            session.Open();
            session.Model.Prepare();
            var all = ListCommand.Read(session.Library, text, 0, int.MaxValue, host.Stop).Snips;
            var list = new PickList(all, typed => Search(session, text, typed, host.Stop));
            var step = Run(session, list, host.ReadKey);
            if (step == PickStep.Cancel) return ExitCode.Interrupted;
            var chosen = session.Find(list.Selected!.Id);
            if (step == PickStep.Open)
            {
                var link = PlayerLink.Of(chosen.Snip, chosen.Snip.Start, chosen.Snip.End) ?? chosen.Snip.AudioUrl;
                if (link is null || !host.OpenLink(link))
                    session.Note(link is null ? "The snip's source names no address to play it at." : $"Open it yourself: {link}");
            }

            if (parse.GetValue(common.Json)) session.Print(Session.Views.Of(chosen), ContractJson.Default.ShowView);
            else if (host.Terminal.OutputIsTerminal) ShowText.Write(session.Page, chosen, host.Shorten);
            else host.Output.WriteLine(chosen.Snip.Id);
            return ExitCode.Done;
        });
        return command;
    }

    private static PickStep Run(Session session, PickList list, Func<ConsoleKeyInfo> readKey)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(PlainWriter.Escaping(session.Host.Error)),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = session.ColoursProgress ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        });
        var step = PickStep.Go;
        console.AlternateScreen(() =>
        {
            console.Cursor.Hide();
            try
            {
                while (step == PickStep.Go)
                {
                    Draw();
                    if (!session.Host.KeyWaits() && list.Search()) Draw();
                    step = list.Take(readKey(), PickScreen.ListLines(console.Profile.Height));
                    session.Host.Stop.ThrowIfCancellationRequested();
                }
            }
            finally
            {
                console.Cursor.Show();
            }
        });
        return step;

        void Draw()
        {
            console.Cursor.SetPosition(0, 0);
            console.Write(PickScreen.Draw(list, console.Profile.Width, console.Profile.Height));
        }
    }

    /// <summary>What is typed is no query yet: a mistake in it finds nothing.</summary>
    private static IReadOnlyList<Snip> Search(Session session, string conditions, string typed, CancellationToken stop)
    {
        try
        {
            var query = conditions.Length == 0 ? typed : $"{conditions} {typed}";
            var result = Session.Wait(session.Library.SearchAsync(query, new SearchOptions { Top = Found }, stop));
            return result.Answered ? [.. result.Hits.Select(h => h.Snip)] : [];
        }
        catch (QueryException)
        {
            return [];
        }
    }
}
