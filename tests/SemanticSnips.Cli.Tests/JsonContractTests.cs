using System.Text.Json;

namespace SemanticSnips.Cli.Tests;

/// <summary>Scripts rely on these names, types and their order.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class JsonContractTests(SeedIndex index)
{
    private static readonly string[] Snip =
        ["snip", "show", "episode", "title", "start", "end", "speakers", "tags", "favourite", "hasTranscript", "published", "url", "source"];

    [Fact]
    public void Search()
    {
        var outcome = index.Run("search", "--json", "Who founded TSMC?");
        var result = outcome.Json;

        Assert.Equal(["version", "generation", "query", "mode", "elapsedMs", "answered", "confidence", "results", "notes"], Names(result));
        Assert.Equal("Who founded TSMC?", result.GetProperty("query").GetString());
        Assert.Equal("hybrid", result.GetProperty("mode").GetString());
        Assert.True(result.GetProperty("elapsedMs").GetDouble() > 0);
        Assert.Equal(result.GetProperty("answered").GetBoolean() ? 0 : 3, outcome.ExitCode);
        Assert.Equal(10, result.GetProperty("results").GetArrayLength());
        Assert.Equal(Enumerable.Range(1, 10), result.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("rank").GetInt32()));
        foreach (var hit in result.GetProperty("results").EnumerateArray()) CheckHit(hit);
    }

    [Theory]
    [InlineData("vector", "cosine", "bm25")]
    [InlineData("keyword", "bm25", "cosine")]
    public void Search_by_one_leg_has_no_score_of_the_other(string mode, string there, string missing)
    {
        var hit = index.Run("search", "--json", "--mode", mode, "TSMC").Json.GetProperty("results")[0];

        Assert.Equal(JsonValueKind.Number, hit.GetProperty(there).ValueKind);
        Assert.Equal(JsonValueKind.Null, hit.GetProperty(missing).ValueKind);
    }

    [Fact]
    public void Related_prints_what_search_does_with_the_id_as_query()
    {
        var id = index.Run("list", "--json", "has:transcript", "--top", "1").Json.GetProperty("snips")[0].GetProperty("snip").GetString()!;

        var outcome = index.Run("related", "--json", id[..6]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["version", "generation", "query", "mode", "elapsedMs", "answered", "confidence", "results", "notes"], Names(outcome.Json));
        Assert.Equal(id, outcome.Json.GetProperty("query").GetString());
        Assert.DoesNotContain(id, outcome.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("snip").GetString()));
    }

    [Fact]
    public void Ask_adds_answers()
    {
        var outcome = index.Run("ask", "--json", "Who founded TSMC?");
        var result = outcome.Json;

        Assert.Equal(["version", "generation", "query", "mode", "elapsedMs", "answered", "confidence", "results", "notes", "answers"], Names(result));
        Assert.Equal(result.GetProperty("answers").GetArrayLength() > 0, result.GetProperty("answered").GetBoolean());
        Assert.Equal(result.GetProperty("answered").GetBoolean() ? 0 : 3, outcome.ExitCode);
        foreach (var answer in result.GetProperty("answers").EnumerateArray())
        {
            Assert.Equal(
                [
                    "text", "speaker", "start", "end", "approximate", "snip", "relevance", "confidence",
                        "context", "inContext", "show", "episode", "title", "url", "link", "audio",
                    "prompt", "alsoIn",
                ],
                Names(answer));
            Assert.InRange(answer.GetProperty("relevance").GetDouble(), 0, 1);
            var (from, to) = (answer.GetProperty("inContext")[0].GetInt32(), answer.GetProperty("inContext")[1].GetInt32());
            Assert.Equal(answer.GetProperty("text").GetString(), answer.GetProperty("context").GetString()![from..to]);
        }
    }

    [Fact]
    public void Ask_about_what_nobody_said_has_no_answers_and_exit_code_3()
    {
        var outcome = index.Run("ask", "--json", "How long should I boil an egg for breakfast?");

        Assert.Equal(3, outcome.ExitCode);
        Assert.False(outcome.Json.GetProperty("answered").GetBoolean());
        Assert.Equal("none", outcome.Json.GetProperty("confidence").GetString());
        Assert.Equal(0, outcome.Json.GetProperty("answers").GetArrayLength());
    }

    [Fact]
    public void List()
    {
        var list = index.Run("list", "--json").Json;

        Assert.Equal(["version", "generation", "skip", "total", "snips"], Names(list));
        Assert.Equal(32, list.GetProperty("snips").GetArrayLength());
        Assert.All(list.GetProperty("snips").EnumerateArray(), s => Assert.Equal(Snip, Names(s)));
        var snip = list.GetProperty("snips").EnumerateArray().Single(s => s.GetProperty("title").GetString() == "TSMC's Foundry Model");
        Assert.Equal("Lex Fridman Podcast", snip.GetProperty("show").GetString());
        Assert.Equal(6060, snip.GetProperty("start").GetDouble());
        Assert.Equal(6253, snip.GetProperty("end").GetDouble());
        Assert.True(snip.GetProperty("hasTranscript").GetBoolean());
        Assert.Equal(JsonValueKind.Null, snip.GetProperty("url").ValueKind);
    }

    [Fact]
    public void A_list_is_read_in_pages()
    {
        var all = index.Run("list", "--json").Json;
        var page = index.Run("list", "--json", "--skip", "30", "--top", "5").Json;

        Assert.Equal((30, 32), (page.GetProperty("skip").GetInt32(), page.GetProperty("total").GetInt32()));
        Assert.Equal(IdsOf(all).Skip(30), IdsOf(page));
        Assert.Equal(0, all.GetProperty("skip").GetInt32());

        static IEnumerable<string?> IdsOf(JsonElement list) => list.GetProperty("snips").EnumerateArray().Select(s => s.GetProperty("snip").GetString());
    }

    [Fact]
    public void List_takes_conditions()
    {
        Assert.Equal(9, index.Run("list", "--json", "-has:transcript").Json.GetProperty("snips").GetArrayLength());
    }

    [Fact]
    public void Show()
    {
        var id = index.Run("list", "--json", "title:Foundry").Json.GetProperty("snips")[0].GetProperty("snip").GetString()!;

        var snip = index.Run("show", "--json", id[..8]).Json;

        Assert.Equal(new HashSet<string>([.. Snip, "version", "generation", "link", "audio", "turns", "note", "summary", "quote", "alsoIn"]), Names(snip)
            .ToHashSet());
        var turn = snip.GetProperty("turns")[0];
        Assert.Equal(["speaker", "start", "end", "approximate", "text", "lines"], Names(turn));
        Assert.True(turn.GetProperty("approximate").GetBoolean());
        Assert.Equal(6060, turn.GetProperty("start").GetDouble());
    }

    [Fact]
    public void Show_says_where_else_the_same_is_said()
    {
        var other = index.Run("show", "--json", IdOf("KVCache in Transformers")).Json.GetProperty("alsoIn")[0];

        Assert.Equal(["snip", "start", "end"], Names(other));
        Assert.Equal(IdOf("Importance of Memory in Reasoning"), other.GetProperty("snip").GetString());
    }

    [Fact]
    public void Duplicates()
    {
        var outcome = index.Run("duplicates", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["version", "generation", "groups"], Names(outcome.Json));
        var snips = outcome.Json.GetProperty("groups")[0].GetProperty("snips");
        Assert.Equal([IdOf("KVCache in Transformers"), IdOf("Importance of Memory in Reasoning")], snips.EnumerateArray()
            .Select(s => s.GetProperty("snip").GetString()));
        Assert.All(snips.EnumerateArray(), s => Assert.Equal(Snip, Names(s)));
    }

    [Fact]
    public void Facets()
    {
        var facets = index.Run("facets", "--json").Json;

        Assert.Equal(["version", "generation", "shows", "episodes", "speakers", "guests", "tags"], Names(facets));
        Assert.Equal(["name", "snips"], Names(facets.GetProperty("shows")[0]));
        Assert.Equal(32, facets.GetProperty("shows")[0].GetProperty("snips").GetInt32());
        Assert.Equal(3, facets.GetProperty("speakers").GetArrayLength());
    }

    [Fact]
    public void Doctor()
    {
        var outcome = index.Run("doctor", "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(["version", "ok", "checks"], Names(outcome.Json));
        Assert.True(outcome.Json.GetProperty("ok").GetBoolean());
        Assert.All(outcome.Json.GetProperty("checks").EnumerateArray(), c => Assert.Equal(["name", "ok", "message", "code", "todo"], Names(c)));
    }

    [Fact]
    public void Letters_are_not_escaped()
    {
        Assert.Contains("\"query\":\"Zürich’s café & <chips>\"",
            index.Run("search", "--mode", "keyword", "--json", "Zürich’s café & <chips>").Output, StringComparison.Ordinal);
    }

    private static void CheckHit(JsonElement hit)
    {
        Assert.Equal(
            [
                "rank", "score", "relevance", "cosine", "bm25", "snip", "show", "episode",
                    "title", "speakers", "start", "end", "approximate", "snipStart", "snipEnd",
                "text", "highlights", "url", "link", "audio", "alsoIn", "hasTranscript",
            ],
            Names(hit));
        Assert.InRange(hit.GetProperty("relevance").GetDouble(), 0, 1);
        Assert.InRange(hit.GetProperty("cosine").GetDouble(), -1, 1);
        Assert.True(hit.GetProperty("bm25").GetDouble() >= 0);
        Assert.InRange(hit.GetProperty("start").GetDouble(), hit.GetProperty("snipStart").GetDouble(), hit.GetProperty("end").GetDouble());
        Assert.True(hit.GetProperty("end").GetDouble() <= hit.GetProperty("snipEnd").GetDouble());
        var text = hit.GetProperty("text").GetString()!;
        foreach (var span in hit.GetProperty("highlights").EnumerateArray())
        {
            Assert.Equal(2, span.GetArrayLength());
            Assert.True(span[0].GetInt32() < span[1].GetInt32() && span[1].GetInt32() <= text.Length);
        }

        foreach (var other in hit.GetProperty("alsoIn").EnumerateArray()) Assert.Equal(["snip", "start", "end"], Names(other));
    }

    private string IdOf(string title) => index.Run("list", "--json", $"title:\"{title}\"").Json.GetProperty("snips")[0].GetProperty("snip").GetString()!;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
