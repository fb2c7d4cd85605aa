using System.Text.Json;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>What a listener does with snips: mark, quote, review, count, take out.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class ListenerTests : IDisposable
{
    private const string Foundry = "71495153";
    private const string Culture = "5d231fb9";

    private readonly TemporaryFolder _folder = new();

    public ListenerTests(SeedIndex index) => index.CopyTo(_folder.File("index"));

    [Fact]
    public void Tags_stars_and_notes_are_shown_and_found()
    {
        Assert.Equal("TSMC's Foundry Model · 71495153 · #chips #work\n", Text("tag", Foundry, "chips", "#work"));
        Assert.Contains("★", Text("star", Foundry, Culture), StringComparison.Ordinal);
        Assert.Contains("  use it in the talk", Text("note", Foundry, "use it", "in the talk"), StringComparison.Ordinal);

        Assert.Equal([Foundry], Ids("list", "tag:chips"));
        Assert.Equal([Foundry, Culture], Ids("list", "is:favourite"));
        Assert.Equal([Foundry], Ids("list", "note:talk"));
        Assert.Equal(["chips", "work"], Run("facets", "--json").Json.GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("name").GetString()));
        Assert.Equal("use it in the talk", Run("note", Foundry, "--json").Json.GetProperty("note").GetString());

        Assert.Equal("TSMC's Foundry Model ★ · 71495153 · #chips\n", Text("tag", "--remove", Foundry, "WORK"));
        Text("note", "--remove", Foundry);
        Text("star", "-d", Foundry);
        Assert.Equal([Culture], Ids("list", "is:favourite"));
        Assert.Empty(Ids("list", "note:talk"));
    }

    [Fact]
    public void Marks_survive_importing_again_and_removing_the_source()
    {
        Text("tag", Foundry, "chips");
        Assert.Equal(0, Run("index", Repository.File("seeds"), "--json").Json.GetProperty("new").GetInt32());
        Assert.Equal([Foundry], Ids("list", "tag:chips"));

        Assert.Equal(32, Run("remove", Repository.File("seeds"), "--yes", "--json").Json.GetProperty("removed").GetArrayLength());
        Assert.Empty(Ids("list"));
        Assert.Equal(0, Run("index", Repository.File("seeds"), "--no-embed").ExitCode);
        Assert.Equal([Foundry], Ids("list", "tag:chips"));
    }

    [Fact]
    public void A_copy_brings_everything_and_embeds_nothing()
    {
        var copy = Run("copy", "--from", _folder.File("index"), "--to", _folder.File("other"), "--json").Json;
        var again = Text("copy", "--from", _folder.File("index"), "--to", _folder.File("other"));

        var passages = copy.GetProperty("passages").GetInt32();
        Assert.Equal((32, 0), (copy.GetProperty("snips").GetInt32(), copy.GetProperty("pending").GetInt32()));
        Assert.InRange(copy.GetProperty("vectors").GetInt32(), 100, passages);
        Assert.Equal($"32 snips copied; {passages} passages are there now.\n", again);
        Assert.Equal(Run("list", "--json").Json.GetProperty("snips").ToString(),
            Run("list", "--json", "--index", _folder.File("other")).Json.GetProperty("snips").ToString());
    }

    [Fact]
    public void A_mark_on_nobody_changes_nothing()
    {
        foreach (var args in new string[][] { ["tag", "zzz", "a"], ["star", Foundry, "zzz"], ["note", "zzz", "text"], ["tag", Foundry, "#"], ["note",
            "--remove", Foundry, "x"] })
            Assert.Equal(2, Run(args).ExitCode);
        Assert.False(File.Exists(_folder.File("index", "marks.jsonl")));
    }

    [Fact]
    public void A_removal_is_asked_for_and_a_dry_run_only_tells()
    {
        var dry = Text("remove", "--dry-run", "lex fridman podcast");
        Assert.Equal("32 snips to leave: all of the show “Lex Fridman Podcast”.\n", dry);
        Assert.Equal(2, Run("remove", Foundry).ExitCode);
        Assert.Equal((0, "snips: Nothing was removed.\n"), Asked("n"));
        Assert.Equal(32, Ids("list").Count);

        Assert.Equal((0, ""), Asked("y"));
        Assert.Equal(31, Ids("list").Count);
        Assert.Contains("snips index", Text("remove", "--undo", Foundry), StringComparison.Ordinal);
        Run("index", Repository.File("seeds"));
        Assert.Equal(32, Ids("list").Count);

        (int, string) Asked(string answer)
        {
            using var typed = new StringReader(answer + "\n");
            var terminal = new Terminal { InputIsTerminal = true, ErrorIsTerminal = true };
            var outcome = Snips.RunIn(_folder.Path, host => host with { Terminal = terminal, Input = typed }, ["remove", Foundry]);
            Assert.StartsWith("Remove “TSMC's Foundry Model”? [y/N] ", outcome.Error, StringComparison.Ordinal);
            return (outcome.ExitCode, outcome.Error["Remove “TSMC's Foundry Model”? [y/N] ".Length..].ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void What_is_no_source_show_or_snip_cannot_be_removed_and_the_nearest_is_named()
    {
        var outcome = Run("remove", "Lex Fridman Podcasts", "--yes");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Did you mean 'Lex Fridman Podcast'?", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_are_told_with_their_format()
    {
        var sources = Run("sources", "--json").Json;

        Assert.Equal(Repository.File("seeds"), Assert.Single(sources.GetProperty("roots").EnumerateArray()).GetProperty("path").GetString());
        var source = Assert.Single(sources.GetProperty("sources").EnumerateArray());
        Assert.Equal(("Snipd plain text", 32), (source.GetProperty("format").GetString(), source.GetProperty("snips").GetInt32()));
        Assert.Contains("32 snips · Snipd plain text · read 20", Text("sources", "--files"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quotation_names_who_said_it_and_where()
    {
        Approved.Verify("quote", Text("quote", Culture) + Text("quote", "02a771cf"));
        Assert.True(Text("quote", "--full", Culture).Length > Text("quote", Culture).Length);
        Assert.StartsWith("> ", Run("quote", Culture, "--json").Json.GetProperty("markdown").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snip_without_a_link_cannot_be_opened_and_one_with_a_link_is()
    {
        Assert.Equal(2, Run("open", Foundry).ExitCode);
        File.WriteAllText(_folder.File("clay.md"),
            "---\nepisode_title: \"Clay\"\nshow_title: \"Kiln Talk\"\nfrom_snipd: true\n---\n## Snips\n" +
            "### [Glaze](https://share.snipd.com/snip/aaaaaaaa-1111-4222-8333-000000000001) \n🎧 00:10 - 00:20 (00:10)\n" +
            "#### 📚 Transcript\n**Ann:** Glaze is glass.\n");
        Run("index", "clay.md", "--no-embed");
        List<string> opened = [];

        var outcome = Snips.RunIn(_folder.Path, host => host with { OpenLink = link => { opened.Add(link); return true; } }, ["open", "aaaaaaaa"]);

        Assert.Equal((0, "https://share.snipd.com/snip/aaaaaaaa-1111-4222-8333-000000000001"), (outcome.ExitCode, Assert.Single(opened)));
        Assert.Equal(opened[0] + "\n", Text("open", "--print", "https://share.snipd.com/snip/aaaaaaaa-1111-4222-8333-000000000001"));
        Assert.Equal(2, Snips.RunIn(_folder.Path, host => host with { OpenLink = _ => false }, ["open", "aaaaaaaa"]).ExitCode);
    }

    [Fact]
    public void Chance_is_the_same_for_the_same_seed_and_keeps_to_the_conditions()
    {
        Assert.Equal(Text("random", "--seed", "4"), Text("random", "--seed", "4"));
        Assert.Equal(7, Ids("random", "--top", "7", "--seed", "1").Distinct().Count());
        Assert.Empty(Ids("random", "longer:3m", "--top", "5").Except(Ids("list", "longer:3m")));
        Assert.Equal(3, Run("random", "tag:nothing").ExitCode);
    }

    [Fact]
    public void A_review_shows_three_on_a_day_starred_ones_first_and_others_on_the_next()
    {
        Text("star", Foundry);

        var today = Review("2026-03-01");
        Assert.Equal(3, today.Count);
        Assert.Equal(Foundry, today[0]);
        Assert.Equal(today, Review("2026-03-01"));
        Assert.Equal(6, Review("2026-03-01", "--more").Distinct().Count());
        Assert.Empty(Review("2026-03-02").Intersect(today));
        Assert.Equal(Foundry, Review("2026-03-04")[0]);

        List<string> Review(string day, params string[] more) => IdsOf(Snips.RunIn(
            _folder.Path, host => host with { Clock = new Day(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)) }, ["review",
                "--json", .. more]));
    }

    [Fact]
    public void Stats_count_what_there_is()
    {
        var stats = Run("stats", "--json").Json;

        Assert.Equal((32, 1, 9), (Number("snips"), Number("episodes"), Number("withoutTranscript")));
        Assert.Equal(19, stats.GetProperty("speakers")[0].GetProperty("snips").GetInt32());
        Assert.Equal(14, Run("stats", "speaker:Nathan", "--json").Json.GetProperty("snips").GetInt32());
        Approved.Verify("stats", Text("stats"));

        int Number(string name) => stats.GetProperty(name).GetInt32();
    }

    [Fact]
    public void A_search_that_was_saved_is_searched_again()
    {
        var first = Run("search", "--save", "chips", "TSMC speaker:Dylan", "--mode", "keyword", "--json");
        Assert.Equal("snips: Saved. Again with: snips search --saved chips\n", first.Error.ReplaceLineEndings("\n"));

        Assert.Equal("TSMC speaker:Dylan longer:4m", Run("search", "--saved", "CHIPS", "longer:4m", "--mode", "keyword",
            "--json").Json.GetProperty("query").GetString());
        Assert.Equal("chips  TSMC speaker:Dylan\n", Text("searches"));
        Assert.Contains("Did you mean 'chips'?", Run("search", "--saved", "chip").Error, StringComparison.Ordinal);
        Assert.Equal(0, Run("searches", "--remove", "chips").ExitCode);
        Assert.Equal(2, Run("search", "--saved", "chips").ExitCode);
    }

    [Fact]
    public void Dates_in_words_and_lengths_are_conditions()
    {
        Assert.Equal(32, Ids("list", "shorter:1h").Count);
        Assert.Equal(Ids("list", "-longer:3m").Count, 32 - Ids("list", "longer:3m").Count);
        Assert.Equal(0, Run("list", "after:\"last month\"").ExitCode);
        Assert.Contains("is no duration", Run("list", "longer:ages").Error, StringComparison.Ordinal);
        Assert.Contains("or words, as in after:yesterday", Run("list", "after:someday").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stats")]
    [InlineData("random", "--seed", "1")]
    [InlineData("review")]
    [InlineData("searches")]
    [InlineData("quote", "7")]
    [InlineData("open", "7149")]
    [InlineData("tag", "7149", "a")]
    [InlineData("star", "7149")]
    [InlineData("note", "7149")]
    [InlineData("sources")]
    [InlineData("remove", "nobody")]
    public void Each_command_prints_one_object_with_json_also_where_it_refuses(params string[] args)
    {
        using var json = JsonDocument.Parse(Run([.. args, "--json"]).Output);

        Assert.Equal(1, json.RootElement.GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("searches.json", "searches")]
    [InlineData("review.json", "review")]
    public void A_file_of_its_own_that_holds_something_else_is_named_and_stays(string file, string command)
    {
        File.WriteAllText(_folder.File("index", file), "[1,");

        var outcome = Run(command);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(_folder.File("index", file), outcome.Error, StringComparison.Ordinal);
        Assert.Equal("[1,", File.ReadAllText(_folder.File("index", file)));
    }

    [Theory]
    [InlineData("searches.json", "search", "--save", "chips", "TSMC")]
    [InlineData("review.json", "review")]
    public void A_file_of_its_own_that_cannot_be_written_is_said(string file, params string[] args)
    {
        Directory.CreateDirectory(_folder.File("index", file + ".part"));

        var outcome = Run(args);

        Assert.Equal(4, outcome.ExitCode);
        Assert.Contains("cannot be written", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("index", file)));
    }

    public void Dispose() => _folder.Dispose();

    private Outcome Run(params string[] args) => Snips.RunIn(_folder.Path, args);

    private string Text(params string[] args)
    {
        var outcome = Run(args);
        Assert.True(outcome.ExitCode == 0, $"{string.Join(' ', args)}: {outcome.Error}");
        return outcome.Output.ReplaceLineEndings("\n");
    }

    private List<string> Ids(params string[] args) => IdsOf(Run([.. args, "--json"]));

    private static List<string> IdsOf(Outcome outcome) => [.. outcome.Json.GetProperty("snips").EnumerateArray()
        .Select(s => s.GetProperty("snip").GetString()![..8])];

    private sealed class Day(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
    }
}
