using System.CommandLine;
using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Commands;

/// <summary>The options that eval and tune share: which collections, and how they are ranked.</summary>
internal sealed class CollectionOptionSet(CommonOptions common, Host host)
{
    /// <summary>No model has so large a window.</summary>
    public const int MostTokens = 100_000;

    /// <summary>More sentences than any chunk has.</summary>
    public const int MostOverlap = 100;

    public Argument<string[]> Folders { get; } = new("folder")
    {
        Description = "Collections: corpus.jsonl, queries.jsonl, qrels/ (BEIR layout)",
        Arity = ArgumentArity.OneOrMore,
    };

    public Option<bool> Within { get; } = new("--within") { Description = "Rank only the query's own group, where a collection names groups" };

    public Option<string?> Qrels { get; } =
        new("--qrels") { Description = "The judgments' file in qrels/, of BEIR's or TREC's form [default: test.tsv]", HelpName = "FILE" };

    public Option<bool> KeepGoing { get; } = new("--keep-going") { Description = "Measure on what is right in a faulty collection" };

    public Option<string[]> Set { get; } = new("--set")
    {
        Description = $"Rank with another constant: {string.Join(", ", RankingConstant.All.Select(c => c.Name))}; may be repeated",
        HelpName = "NAME=VALUE",
    };

    /// <summary>Loads the collections that are named, each with a label that no other has.</summary>
    /// <exception cref="UsageException">One is named twice.</exception>
    /// <exception cref="CollectionException">One is faulty.</exception>
    public IReadOnlyList<(TestCollection Collection, string Label)> Load(ParseResult parse)
    {
        string[] folders = [.. parse.GetRequiredValue(Folders).Select(f => Path.TrimEndingDirectorySeparator(host.FullPath(f)))];
        if (folders.Distinct(StringComparer.Ordinal).Count() < folders.Length) throw new UsageException("A collection is named twice. Name each once.");
        var options = new CollectionOptions { QrelsFile = parse.GetValue(Qrels) ?? new CollectionOptions().QrelsFile, KeepGoing = parse.GetValue(KeepGoing) };
        return [.. folders.Select(f => (TestCollection.Load(f, options, host.Stop), LabelOf(f, folders)))];
    }

    /// <summary>The constants of ranking: those of --profile or the model's, with what --set changes.</summary>
    public RankingProfile ProfileOf(ParseResult parse, Session session)
    {
        var profile = session.Profile ?? RankingProfile.Load(session.Model.Folder);
        foreach (var setting in parse.GetValue(Set) ?? [])
        {
            if (setting.Split('=') is not [var name, var typed] || CommonOptions.ReadNumber(typed) is not { } value)
                throw new UsageException($"--set is '{setting}'; expected NAME=VALUE with a number of 0 or more, as in {RankingConstant.All[0].Name}=0.3.");
            profile = RankingConstant.Find(name).In(profile, value);
        }

        return profile;
    }

    /// <summary>The folder of a collection's index: beside the snips' own, one a collection, model and way to cut.</summary>
    public static string IndexFolder(Session session, string label, ChunkerOptions chunking) =>
        CollectionIndex.FolderOf(Path.Combine(session.Locations.Index, "eval"), NameOf(label), NameOf(session.Model.Card.Id), chunking);

    /// <summary>What a card or a folder calls itself, as a file's name: never a path.</summary>
    public static string NameOf(string name) => name.Trim('.', ' ') is { Length: > 0 } plain
        ? string.Concat(plain.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')) : "-";

    public Option<bool> Force { get; } = OutputFile.ForceOption();

    /// <summary>Where results may be written.</summary>
    public OutputPlaces PlacesOf(ParseResult parse, Session session) =>
        new(parse.GetValue(Force), session.Locations.Index, session.Locations.Model, [.. parse.GetRequiredValue(Folders).Select(host.FullPath)]);

    /// <summary>Adds what the two commands share.</summary>
    public void AddTo(Command command)
    {
        command.Add(Folders);
        foreach (var option in new Option[] { Within, Qrels, KeepGoing, Set, Force, common.Profile }) command.Add(option);
    }

    /// <summary>Runs a command; faults of collections, runs and profiles are the user's to mend.</summary>
    /// <exception cref="UsageException">Something is wrong with them.</exception>
    public int Refusing(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is CollectionException or EvaluationException)
        {
            throw new UsageException(e.Message);
        }
        finally
        {
            Output.ProgressLine.Clear(host);
        }
    }

    private static string LabelOf(string folder, string[] all) =>
        all.Count(other => Path.GetFileName(other) == Path.GetFileName(folder)) == 1
            ? Path.GetFileName(folder)
            : folder.Trim(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '-');
}
