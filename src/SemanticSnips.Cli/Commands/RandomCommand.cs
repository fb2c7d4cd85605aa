using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips random: whatever turns up.</summary>
internal static class RandomCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var query = QueryArgument.Create("query", "Only snips that hold these words and meet these conditions", System.CommandLine.ArgumentArity.ZeroOrMore);
        var top = CommonOptions.WholeNumber("--top", "Snips [default: 1]", 1, CommonOptions.MostResults);
        var seed = CommonOptions.WholeNumber("--seed", "Draw the same ones each time", 0, int.MaxValue, "N");
        var command = new SnipsCommand("random", "Show a snip that you may have forgotten") { query, top, seed, common.Sample, common.Json };
        command.SetExamples(
            new("snips random", "one of all"),
            new("snips random is:favourite longer:2m", "one of those"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var text = QueryArgument.Read(parse, query);
            session.Open();
            var total = Session.Wait(session.Library.ListAsync(text, 0, 1, host.Stop)).Total;
            if (total == 0)
            {
                if (parse.GetValue(common.Json)) session.Print(Session.Views.Of(new SnipPage([], 0, 0)), ContractJson.Default.ListView);
                session.Note(text.Length == 0 ? "The index holds no snips yet. Fill it with: snips index FILE-OR-FOLDER" : $"No snip meets '{text}'.");
                return ExitCode.NothingRelevant;
            }

            var random = parse.GetValue(seed) is { } number ? new Random(number) : Random.Shared;
            var drawn = Draw(random, total, parse.GetValue(top) ?? 1);
            var pages = drawn.Select(n => Session.Wait(session.Library.ListAsync(text, n, 1, host.Stop))).ToList();
            List<Snip> snips = [.. pages.SelectMany(p => p.Snips)];
            if (parse.GetValue(common.Json))
            {
                session.Print(Session.Views.Of(new SnipPage(snips, 0, total) { Generation = pages[0].Generation }), ContractJson.Default.ListView);
                return ExitCode.Done;
            }

            for (var i = 0; i < snips.Count; i++)
            {
                if (i > 0) session.Page.Line();
                SnipCard.Write(session.Page, snips[i]);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Different numbers below a total, all of them alike likely.</summary>
    private static List<int> Draw(Random random, int total, int count)
    {
        // Floyd's way: no list of all numbers.
        var drawn = new List<int>();
        for (var i = Math.Max(0, total - count); i < total; i++)
        {
            var number = random.Next(i + 1);
            drawn.Add(drawn.Contains(number) ? i : number);
        }

        return drawn;
    }
}
