using System.Text.Json;

namespace SemanticSnips.Cli.Tests;

/// <summary>snips tune from the command line to a profile that search and eval use.</summary>
public sealed class TuneTests : IDisposable
{
    private static readonly string[] NoWords = ["--set", "coverage=0", "--set", "previous=0", "--set", "next=0"];

    private readonly Talks _talks = new();

    public TuneTests()
    {
        // Every document in a group of its own, so that there are enough groups for five folds.
        _talks.Write("corpus.jsonl", [.. Talks.Texts.Select((t, i) => $$"""{"_id": "d{{i}}", "text": "{{t}}"}""")]);
        _talks.Write("queries.jsonl", [.. Talks.Texts.Select((t, i) => $$"""{"_id": "q{{i}}", "text": "{{t}}"}""")]);
        _talks.Write("qrels/test.tsv", [.. Talks.Texts.Select((_, i) => $"q{i}\td{i}\t1")]);
        File.Delete(Path.Combine(_talks.Folder, "evidence.jsonl"));
    }

    public void Dispose() => _talks.Dispose();

    [Fact]
    public void A_profile_is_written_that_eval_and_search_use()
    {
        var outcome = _talks.Run(["tune", "talks", "--out", "mine.json", .. NoWords]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains("Held-out gain, mean over collections:", outcome.Output, StringComparison.Ordinal);
        using var profile = JsonDocument.Parse(File.ReadAllText(_talks.File("mine.json")));
        Assert.StartsWith("snips tune talks", profile.RootElement.GetProperty("madeBy").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Object, profile.RootElement.GetProperty("relevance").ValueKind);

        var used = profile.RootElement.GetProperty("coverageWeight").GetDouble();
        Assert.Equal(used, UsedCoverage("--profile", "mine.json"));
        Assert.Equal(0.25, UsedCoverage("--profile", "mine.json", "--set", "coverage=0.25"));
        Assert.Equal(0.4, UsedCoverage());
    }

    [Fact]
    public void Search_ranks_with_the_profile_that_is_named()
    {
        File.WriteAllText(_talks.File("words.json"), """{"coverageWeight": 100, "previousWeight": 0, "nextWeight": 0}""");
        File.WriteAllText(_talks.File("talk.vtt"),
            "WEBVTT\n\n00:01.000 --> 00:04.000\nA kettle heats the water.\n\n00:05.000 --> 00:09.000\nRivers carry sand.\n");
        Assert.Equal(0, _talks.Run("index", "talk.vtt").ExitCode);

        Assert.True(TopScore("--profile", "words.json") > 10);
        Assert.True(TopScore() < 10);
        var refused = _talks.Run("search", "kettle", "--profile", "nowhere.json");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith("snips: --profile is 'nowhere.json', and there is no such file.", refused.Error, StringComparison.Ordinal);

        double TopScore(params string[] args) => _talks.Run(["search", "kettle", "--json", .. args]).Json.GetProperty("results")[0]
            .GetProperty("score").GetDouble();
    }

    [Fact]
    public void Chunk_sizes_and_overlaps_are_tried_together_and_all_is_in_the_JSON()
    {
        var outcome = _talks.Run("tune", "talks", "--chunk-tokens", "32", "16", "--overlap", "0", "1", "--constant", "coverage", "--json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var tried = outcome.Json.GetProperty("chunkings").EnumerateArray().Select(c => c.GetProperty("chunking"))
            .Select(c => (c.GetProperty("maxTokens").GetInt32(), c.GetProperty("overlapSentences").GetInt32()));
        Assert.Equal([(32, 0), (32, 1), (16, 0), (16, 1)], tried);
        Assert.Equal(5, outcome.Json.GetProperty("foldConstants").GetArrayLength());
        Assert.Equal(10, outcome.Json.GetProperty("relevance").GetProperty("bins").GetArrayLength());
        Assert.Equal(2, outcome.Json.GetProperty("heldOutGainInterval").GetArrayLength());
    }

    [Fact]
    public void Too_few_groups_are_refused_before_anything_is_embedded()
    {
        _talks.Write("qrels/test.tsv", "q0\td0\t1", "q1\td1\t1");

        var outcome = _talks.Run("tune", "talks");

        Assert.Equal(
            (2, "", "snips: Tuning holds out whole groups of questions in 5 folds, so it needs at least 5 groups; found 2 in talks. Add collections.\n"),
            (outcome.ExitCode, outcome.Output, outcome.Error.ReplaceLineEndings("\n")));
        Assert.False(Directory.Exists(_talks.File("index")));
    }

    private double UsedCoverage(params string[] args) => _talks.Evaluate(args).GetProperty("curves")[0].GetProperty("used").GetDouble();
}
