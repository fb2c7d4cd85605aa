using System.CommandLine;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips tune: learns the constants of ranking from judged collections.</summary>
internal static class TuneCommand
{
    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var collections = new CollectionOptionSet(common, host);
        var constants = new Option<string[]>(
            "--constant")
        { Description = "Search for this constant and leave the others; may be repeated [default: all]", HelpName = "NAME" };
        var keepWeights = new Option<bool>("--keep-weights") { Description = "Learn only how scores become probabilities" };
        var chunkTokens = CommonOptions.WholeNumbers("--chunk-tokens", "Also try chunks of at most so many tokens; the first is what gains are " +
            "measured against", CollectionIndex.FewestTokens, CollectionOptionSet.MostTokens);
        var overlap = CommonOptions.WholeNumbers(
            "--overlap", "Also try chunks that repeat so many sentences of the one before", 0, CollectionOptionSet.MostOverlap);
        var output = new Option<string?>(
            "--out")
        { Description = "Write the profile; ranking.json in a model's folder is what the engine uses, --profile takes any", HelpName = "FILE" };
        var command = new SnipsCommand("tune", "Learn the constants of ranking and the probability of relevance from judged collections");
        collections.AddTo(command);
        foreach (var option in new Option[] { constants, keepWeights, chunkTokens, overlap, output, common.Json }) command.Add(option);
        command.SetExamples(
            new("snips tune dev/a dev/b --force --out models/bge-small-en-v1.5/ranking.json", "never tune on what you report on"),
            new("snips tune dev/a dev/b --chunk-tokens 100 180 256 --overlap 0 1", "how to cut documents, too"));
        command.SetAction(parse => collections.Refusing(() =>
        {
            using var session = new Session(parse, common, host);
            var to = OutputFile.Of(host, "--out", parse.GetValue(output), collections.PlacesOf(parse, session));
            int?[] sizes = parse.GetValue(chunkTokens) is { Length: > 0 } tokens ? [.. tokens] : [null];
            int?[] overlaps = parse.GetValue(overlap) is { Length: > 0 } sentences ? [.. sentences] : [null];
            var options = new TuningOptions
            {
                Within = parse.GetValue(collections.Within),
                Profile = collections.ProfileOf(parse, session),
                KeepWeights = parse.GetValue(keepWeights),
                Constants = parse.GetValue(constants) is { Length: > 0 } names ? [.. names.Distinct().Select(RankingConstant.Find)] : RankingConstant.All,
                Chunkings = [.. sizes.SelectMany(s => overlaps.Select(o => CollectionIndex.ChunkingOf(s, o))).Distinct()],
            };
            var loaded = collections.Load(parse);
            var labels = loaded.ToDictionary(l => l.Collection, l => l.Label);
            var result = Tuner.Run(
                [.. labels.Keys], (collection, chunking) =>
                    CollectionOptionSet.IndexFolder(session, labels[collection], chunking), session.Model, options, ProgressLine.For(host), host.Stop);
            ProgressLine.Clear(host);
            result = result with { Profile = result.Sign($"snips {Shared(parse, host)}", DateOnly.FromDateTime(DateTime.UtcNow)) };
            to?.Write(result.Profile.Save);
            if (parse.GetValue(common.Json)) host.Output.WriteLine(ContractJson.Escape(TuningJson.Write(result)));
            else TuningText.Write(host.Output, result);
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The command line without what is of this machine alone: where things lie.</summary>
    private static string Shared(ParseResult parse, Host host)
    {
        var words = new List<string>();
        for (var i = 0; i < parse.Tokens.Count; i++)
        {
            var word = parse.Tokens[i].Value;
            if (word is "--index" or "--model" or "--out") i++;
            else words.Add(Directory.Exists(host.FullPath(word)) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(word)) : word);
        }

        return string.Join(' ', words);
    }
}
