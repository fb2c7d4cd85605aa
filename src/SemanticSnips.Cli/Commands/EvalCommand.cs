using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips eval: a retrieval benchmark over test collections.</summary>
internal static class EvalCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var collections = new CollectionOptionSet(common, host);
        var mask = new Option<bool>("--mask-answers") { Description = "Also ask each question with its answers hidden: does the engine notice?" };
        var answers = new Option<bool>("--answers") { Description = "Also measure quoted answers, where evidence.jsonl marks sentences" };
        var rerank = new Option<bool>("--rerank") { Description = "Also read each query's ten best hits and order them anew: hybrid-rerank" };
        var baseline = new Option<string?>("--baseline") { Description = "The run that the others are compared with [default: vector]", HelpName = "NAME" };
        var chunkTokens = CommonOptions.WholeNumber("--chunk-tokens", "Cut documents into chunks of at most so many tokens [default: whole where they " +
            "fit the model]", CollectionIndex.FewestTokens, CollectionOptionSet.MostTokens);
        var overlap = CommonOptions.WholeNumber(
            "--overlap", "Sentences that a chunk repeats of the one before [default: 1]", 0, CollectionOptionSet.MostOverlap);
        var run = new Option<string?>(
            "--run")
        { Description = "Write the hybrid's TREC run, a file a collection; into a folder, one for every system", HelpName = "FILE" };
        var perQuery = new Option<string?>("--per-query")
        {
            Description = "Print every query's figures too; or write them to a file, as tab-separated values",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne
        };
        var html = new Option<string?>("--html") { Description = "Write a report with plots, readable offline", HelpName = "FILE" };
        var compare = new Option<string[]>("--compare")
        {
            Description = "Measure two TREC runs made elsewhere instead",
            HelpName = "A.run B.run",
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true
        };
        var command = new SnipsCommand("eval", "Run a retrieval benchmark over test collections");
        collections.AddTo(command);
        Option[] others = [mask, answers, rerank, baseline, chunkTokens, overlap, run, perQuery, html, compare, common.Json];
        foreach (var option in others) command.Add(option);
        command.SetExamples(
            new("snips eval beir/scifact", "every system, with intervals and significance"),
            new("snips eval qmsum --within --html report.html", "only the query's own meeting; with plots"),
            new("snips eval scifact --compare mine.run theirs.run", "runs made elsewhere"),
            new("snips eval dev/talks --set coverage=0.4 --mask-answers", "another constant; and refusals"));
        command.SetAction(parse => collections.Refusing(() =>
        {
            using var session = new Session(parse, common, host);
            var asked = parse.GetValue(baseline);
            IEnumerable<RunnerSystem> systems = parse.GetValue(rerank) ? [.. RunnerSystem.All, RunnerSystem.Reranked] : RunnerSystem.All;
            if (asked is not null && parse.GetValue(compare) is null or []) Benchmark.RequireRun(asked, systems.Select(s => s.Name));
            var places = collections.PlacesOf(parse, session);
            var toPage = OutputFile.Of(host, "--html", parse.GetValue(html), places);
            var toTable = OutputFile.Of(host, "--per-query", parse.GetValue(perQuery), places);
            var toRun = parse.GetValue(run);
            var printsQueries = parse.GetResult(perQuery) is not null && toTable is null;
            if (parse.GetValue(compare) is { Length: > 0 } && toRun is not null)
                throw new UsageException("--compare measures runs that exist, so there is none for --run to write.");

            var results = new List<BenchmarkResult>();
            var loaded = collections.Load(parse);
            var runs = new RunFiles(host, toRun, [.. loaded.Select(l => l.Label)], places);
            foreach (var (collection, label) in loaded)
            {
                if (parse.GetValue(compare) is [var first, var second])
                {
                    results.Add(Compare(host, collection, first, second, asked));
                    continue;
                }

                var options = new BenchmarkOptions
                {
                    Within = parse.GetValue(collections.Within),
                    MaskAnswers = parse.GetValue(mask),
                    Answers = parse.GetValue(answers),
                    Rerank = parse.GetValue(rerank),
                    Baseline = asked ?? new BenchmarkOptions().Baseline,
                    Chunking = CollectionIndex.ChunkingOf(parse.GetValue(chunkTokens), parse.GetValue(overlap)),
                    Profile = collections.ProfileOf(parse, session),
                };
                var outcome = Benchmark.Run(
                    collection, CollectionOptionSet.IndexFolder(session, label, options.Chunking), session.Model, options, ProgressLine.For(host), host.Stop);
                ProgressLine.Clear(host);
                runs.Write(label, outcome.Runs);
                results.Add(outcome.Result with
                {
                    Machine = Surroundings.Machine,
                    Commit = Surroundings.Commit,
                    Measured = DateTimeOffset.UtcNow,
                    Command = "snips " + string.Join(' ', parse.Tokens.Select(t => t.Value)),
                });
            }

            toTable?.WriteText(writer => PerQueryText.Write(writer, results));
            toPage?.Write(path => File.WriteAllText(path, PlainText.Lines(HtmlReport.Render([.. results]))));
            if (parse.GetValue(common.Json))
            {
                host.Output.WriteLine(ContractJson.Escape(BenchmarkJson.Write([.. results.Select(r => printsQueries ? r : r.WithoutQueries())])));
            }
            else
            {
                foreach (var result in results) BenchmarkText.Write(host.Output, result);
                if (printsQueries) PerQueryText.Write(host.Output, results);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static BenchmarkResult Compare(Host host, TestCollection collection, string first, string second, string? baseline)
    {
        var result = Benchmark.Compare(collection, Read(first), Read(second));
        return baseline is null ? result : result.ComparedTo(baseline);

        Run Read(string typed) => File.Exists(host.FullPath(typed))
            ? Run.Read(host.FullPath(typed)) : throw new UsageException($"There is no run file '{typed}'.");
    }
}
