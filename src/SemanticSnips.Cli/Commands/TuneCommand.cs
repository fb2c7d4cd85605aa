using System.CommandLine;
using System.Globalization;
using SemanticSnips.Cli.Output;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips tune: learns the constants of ranking from judged collections.</summary>
internal static class TuneCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var folders = new Argument<string[]>("folder") { Description = "A development collection in BEIR layout", Arity = ArgumentArity.OneOrMore };
        var within = new Option<bool>("--within") { Description = "Rank only the query's own group, where a collection names groups" };
        var keepWeights = new Option<bool>("--keep-weights") { Description = "Learn only how scores become probabilities" };
        var output = new Option<string?>("--out") { Description = "Write the profile; ranking.json in a model's folder is what the engine uses", HelpName = "FILE" };
        var command = new SnipsCommand("tune", "Learn the ranking's weights and the probability of relevance from judged collections")
        {
            folders, within, keepWeights, output,
        };
        command.SetExamples(new Example("snips tune dev/a dev/b --out models/bge-small-en-v1.5/ranking.json", "never tune on what you report on"));
        command.SetAction(parse => EvalCommand.Refusing(() =>
        {
            using var session = new Session(parse, common, host);
            var collections = parse.GetRequiredValue(folders).Select(f => TestCollection.Load(host.FullPath(f), null, host.Stop)).ToList();
            var options = new TuningOptions { Within = parse.GetValue(within), KeepWeights = parse.GetValue(keepWeights) };
            var result = Tuner.Run([.. collections.Select(c => (c, EvalCommand.IndexFolder(session, c)))], session.Model, options, ProgressLine.For(host), host.Stop);
            ProgressLine.Clear(host);
            TuningText.Write(host.Output, result);
            if (parse.GetValue(output) is { } file)
            {
                var madeBy = string.Create(CultureInfo.InvariantCulture,
                    $"snips tune {string.Join(' ', collections.Select(c => c.Name))}{(options.Within ? " --within" : "")}{(options.KeepWeights ? " --keep-weights" : "")}, {DateTime.UtcNow:yyyy-MM-dd}: weights {(result.Profile.CoverageWeight == result.Before.CoverageWeight && result.Profile.PreviousWeight == result.Before.PreviousWeight && result.Profile.NextWeight == result.Before.NextWeight ? "kept" : "taken")}; held-out gain of the search {result.HeldOutGain:0.0000} [{result.HeldOutGainInterval.Low:0.0000}, {result.HeldOutGainInterval.High:0.0000}] nDCG@10; relevance held out: AUROC {result.Relevance.Auroc:0.000}, ECE {result.Relevance.ExpectedCalibrationError:0.000}");
                (result.Profile with { MadeBy = madeBy }).Save(host.FullPath(file));
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
