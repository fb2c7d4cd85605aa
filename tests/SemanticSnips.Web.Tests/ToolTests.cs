using System.Text.Json;
using Microsoft.Extensions.AI;
using SemanticSnips.Contract;
using SemanticSnips.Testing;
using SemanticSnips.Web.Mcp;

namespace SemanticSnips.Web.Tests;

/// <summary>The six functions and the tools made of them.</summary>
public sealed class ToolTests
{
    private const int MaxToolList = 5_000;

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void MCP_offers_the_librarys_functions_and_no_others()
    {
        using var library = new Library();

        var functions = SnipTools.Create(library);
        var tools = new McpDoor(library, chatGpt: false).Tools().Select(t => t.ProtocolTool).ToList();

        Assert.Equal(
            functions.Select(f => (f.Name, f.Description, f.JsonSchema.GetRawText())),
            tools.Select(t => (t.Name, t.Description!, t.InputSchema.GetRawText())));
        Assert.Equal(["ask_snips", "search_snips", "related_snips", "read_snip", "list_snips", "list_facets"], functions.Select(f => f.Name));
    }

    [Fact]
    public void The_list_of_tools_is_short_and_says_that_they_only_read()
    {
        using var library = new Library();
        var tools = new McpDoor(library, chatGpt: false).Tools().Select(t => t.ProtocolTool).ToList();

        var list = JsonSerializer.Serialize(tools, ModelContextProtocol.McpJsonUtilities.DefaultOptions);

        Assert.InRange(list.Length, 1, MaxToolList);
        Assert.All(tools, t =>
            Assert.Equal((true, false, false, true),
            (t.Annotations!.ReadOnlyHint, t.Annotations.DestructiveHint, t.Annotations.OpenWorldHint, t.Annotations.IdempotentHint)));
        using var readable = JsonDocument.Parse(list);
        Approvals.Verify(
            Repository.File("tests", "SemanticSnips.Web.Tests", "tools.approved.json"),
            JsonSerializer.Serialize(readable, Readable));
    }

    [Fact]
    public async Task No_answer_is_over_its_budget()
    {
        using var library = new Library(
            [.. Enumerable.Range(0, 200)
            .Select(i => Library.Talk($"{i:x8}", "A title that is rather long for a title of its kind",
            "Ann Potter", string.Concat(Enumerable.Repeat("The kiln is hot. ", 500))))]);

        var answers = new[]
        {
            await CallAsync(library, "search_snips", ("query", "kiln"), ("limit", 20), ("maxChars", 2000)),
            await CallAsync(library, "ask_snips", ("question", "kiln"), ("limit", 5)),
            await CallAsync(library, "related_snips", ("snip", "00000001"), ("limit", 20)),
            await CallAsync(library, "read_snip", ("id", "00000001"), ("maxChars", 10000)),
            await CallAsync(library, "list_snips", ("limit", 100)),
        };

        Assert.All(answers, a => Assert.InRange(a.Length, 1, SnipTools.MaxAnswer));
        Assert.Contains("more are left out: ask with a smaller maxChars", answers[0], StringComparison.Ordinal);
        Assert.Contains("Go on with offset", answers[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_snip_is_cut_at_a_sentence_and_read_on_to_its_end()
    {
        using var library = new Library();
        var text = "";
        var offset = 0;

        for (var i = 0; i < 30; i++)
        {
            var part = await CallAsync(library, "read_snip", ("id", "77aa00000002"), ("maxChars", 1000), ("offset", offset));
            Assert.InRange(part.Length, 1, 1000);
            var cut = part.IndexOf("\n\nCut here", StringComparison.Ordinal);
            text += (cut < 0 ? part : part[..cut]) + " ";
            if (cut < 0) break;
            Assert.EndsWith(".", part[..cut], StringComparison.Ordinal);
            offset = int.Parse(part[(part.LastIndexOf('=') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        }

        Assert.Equal(300, text.Split("many bricks.").Length - 1);
    }

    [Theory]
    [InlineData("search_snips", "speaker", "Ane Poter", "'Ann Potter'")]
    [InlineData("search_snips", "show", "Poters Hour", "'The Potter's Hour'")]
    [InlineData("search_snips", "after", "last week", "expected yyyy-mm-dd")]
    [InlineData("search_snips", "limit", 0, "limit is 0; expected 1 to 20")]
    [InlineData("list_facets", "kind", "moods", "expected one of speakers, shows, episodes, guests, tags")]
    [InlineData("read_snip", "id", "ffff", "No snip has the id 'ffff'")]
    public async Task A_mistake_says_which_argument_and_what_was_expected(string tool, string argument, object value, string sentence)
    {
        using var library = new Library();
        (string, object)[] given = tool == "search_snips" ? [("query", "kiln"), (argument, value)] : [(argument, value)];

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(library, tool, given));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speech_that_gives_orders_stays_quoted()
    {
        using var library = new Library();

        foreach (var answer in new[] { await CallAsync(library, "search_snips", ("query", "glaze")),
            await CallAsync(library, "read_snip", ("id", "77aa00000001")) })
        {
            var lines = answer.Split('\n').Where(l => l.Contains("Ignore all earlier instructions", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(lines);
            Assert.All(lines, l => Assert.StartsWith("> ", l, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Nothing_is_said_to_be_nothing()
    {
        using var library = new Library();

        var answer = await CallAsync(library, "ask_snips", ("question", "spacecraft"));

        Assert.StartsWith("Confidence: none. Nothing in the library answers this.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Structured_rows_carry_short_quotations()
    {
        using var library = new Library();
        var function = SnipTools.Create(library, answer => answer).Single(f => f.Name == "search_snips");

        var answer = Assert.IsType<ToolAnswer>(await function.InvokeAsync(new AIFunctionArguments { ["query"] = "kiln" }));

        Assert.Equal("likely", answer.Data!["confidence"]!.GetValue<string>());
        var rows = answer.Data["results"]!.AsArray();
        Assert.All(rows, r => Assert.InRange(r!["text"]!.GetValue<string>().Length, 1, 300));
        Assert.Contains(rows, r => r!["truncated"] is not null);
        Assert.DoesNotContain("null", answer.Data.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("/home", answer.Data.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_instructions_are_of_the_library_itself()
    {
        using var library = new Library();

        var text = await new Instructions(library).ReadAsync(default);

        Assert.StartsWith("The user's saved podcast snips: 3 snips of 1 show with 2 speakers, 2025-03 to 2025-03.", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 600);
    }

    private static async Task<string> CallAsync(ISnipLibrary library, string tool, params (string Name, object Value)[] arguments)
    {
        var function = SnipTools.Create(library).Single(f => f.Name == tool);
        var result = await function.InvokeAsync(new AIFunctionArguments(arguments.ToDictionary(a => a.Name, a => (object?)a.Value)));
        return Assert.IsType<string>(result);
    }
}
