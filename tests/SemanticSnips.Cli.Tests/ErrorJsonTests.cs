using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>With --json every failure is one object on standard output, and its sentence on standard error.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class ErrorJsonTests(SeedIndex index)
{
    [Theory]
    [InlineData(2, "argument", "search", "chips", "--top", "0")]
    [InlineData(2, "argument", "facets", "--nonsense")]
    [InlineData(2, "argument", "serach")]
    [InlineData(2, "argument", "search", "chips", "--profile", "nowhere.json")]
    [InlineData(2, "argument", "search", "chips", "--model", "nowhere")]
    [InlineData(2, "argument", "index", "nowhere.md")]
    [InlineData(2, "argument", "eval", "nowhere")]
    [InlineData(2, "query", "search", "after:soon chips", "--mode", "keyword")]
    [InlineData(2, "query", "ask", "")]
    [InlineData(2, "not-found", "show", "zzzzzzzz")]
    [InlineData(2, "not-found", "related", "zzzzzzzz")]
    [InlineData(4, "missing", "list", "--index", "nowhere")]
    [InlineData(4, "not-writable", "index", "--index", "file.txt")]
    public void A_failure_is_an_object_with_its_code(int exitCode, string code, params string[] args)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file.txt"), "");
        string[] library = args.Contains("--index") ? [] : ["--index", index.Folder];

        var outcome = Snips.RunIn(folder.Path, [.. args, "--json", .. library]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith("snips: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["version", "error"], outcome.Json.EnumerateObject().Select(p => p.Name));
        var error = outcome.Json.GetProperty("error");
        Assert.Equal(["code", "message", "place", "found", "expected", "todo"], error.EnumerateObject().Select(p => p.Name));
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public void A_broken_model_is_a_fault_of_the_model()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model.json"), "{");

        var outcome = index.Run("search", "chips", "--json", "--model", folder.Path);

        Assert.Equal((1, "model"), (outcome.ExitCode, outcome.Json.GetProperty("error").GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("{\n  \"k1\": \"high\"\n}\n", 2, "\"k1\" is \"high\"; expected a number", "\"high\"", "a number")]
    [InlineData("{\n\n  \"rrfK\": 1.5 }", 3, "\"rrfK\" is 1.5; expected a whole number", "1.5", "a whole number")]
    [InlineData("{ \"colour\": 3 }", 1, "\"colour\" is 3; expected no such field", "3", "a ranking profile")]
    [InlineData("{\n  \"k1\": 1,\n  \"b\" 2 }", 3, "this is no JSON object: ", null, "a ranking profile")]
    [InlineData("[]", 1, "this is no JSON object: ", null, "a ranking profile")]
    public void A_profile_with_a_mistake_is_refused_with_line_and_field(string profile, int line, string sentence, string? found, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("mine.json"), profile);

        var error = index.Run("search", "chips", "--mode", "keyword", "--json", "--profile", folder.File("mine.json")).Json.GetProperty("error");

        Assert.Equal($"{folder.File("mine.json")}:{line}", error.GetProperty("place").GetString());
        Assert.StartsWith($"{folder.File("mine.json")}:{line}: {sentence}", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((found, expected), (error.GetProperty("found").GetString(), error.GetProperty("expected").GetString()));
    }

    [Fact]
    public void A_profile_that_is_gone_is_missed_and_one_that_never_was_is_said()
    {
        using var model = new TemporaryFolder();
        using var other = new TemporaryFolder();
        SeedIndex.Copy(Repository.File("models", "bge-small-en-v1.5"), model.Path);
        File.Move(model.File("ranking.json"), other.File("ranking.json"));
        string[] words = ["TSMC", "--mode", "keyword", "--model", model.Path];

        var refused = index.Run("search", [.. words, "--json"]);
        var doctor = index.Run("doctor", "--json", "--model", model.Path).Json.GetProperty("checks").EnumerateArray();

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(model.File("ranking.json"), refused.Json.GetProperty("error").GetProperty("place").GetString());
        Assert.False(doctor.Single(c => c.GetProperty("name").GetString() == "profile").GetProperty("ok").GetBoolean());
        Assert.Equal(0, index.Run("search", [.. words, "--profile", other.File("ranking.json")]).ExitCode);

        string[] fresh = ["--index", other.File("index"), "--model", model.Path];
        Assert.Equal(0, Snips.RunIn(other.Path, ["index", Repository.File("seeds"), "--no-embed", .. fresh]).ExitCode);
        Assert.StartsWith($"snips: There is no ranking.json in '{model.Path}'",
            Snips.RunIn(other.Path, ["search", "TSMC", "--mode", "keyword", .. fresh]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_json_show_the_same_answers_in_the_same_order_with_the_same_confidence()
    {
        foreach (var question in new[] { "Who founded TSMC?", "why is it risky to cut China off from chips?", "how long do I boil an egg?" })
        {
            var json = index.Run("ask", "--json", "--top", "5", question);
            var text = index.Run("ask", question);
            var quotes = json.Json.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("text").GetString()!).ToList();
            var plain = string.Join(' ', text.Output.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

            Assert.Equal(json.ExitCode, text.ExitCode);
            Assert.Equal(json.ExitCode == 3, json.Json.GetProperty("confidence").GetString() == "none");
            Assert.Equal(json.Json.GetProperty("confidence")
                .GetString() == "unsure", text.Output.StartsWith("Unsure whether anything answers this.", StringComparison.Ordinal));
            var places = quotes.Select(q =>
                plain.IndexOf($"“{string.Join(' ', q.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))}”", StringComparison.Ordinal)).ToList();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
        }
    }
}
