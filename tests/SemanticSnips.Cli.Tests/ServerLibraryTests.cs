using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>The commands with a library of the tiny model on a real server, beside the same library in a folder.</summary>
public sealed partial class ServerLibraryTests : IDisposable
{
    private const string Foundry = "71495153";
    private const string Culture = "5d231fb9";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _schemas = [];

    /// <summary>What a person may type, one after the other; most of it finds what the one before has changed.</summary>
    private static readonly string[] Lines =
    [
        "search chips export controls", "search --json TSMC", "search semicondutor shortage", "search speaker:Dilan chips", "search tag:nosuch x",
        "search --mode keyword --top 3 memory speaker:dylan", "ask --json why is TSMC ahead?", $"related {Foundry}", "list --json speaker:dylan", "list",
        $"show {Foundry}", $"quote {Foundry}", "facets", "stats", "duplicates", "random --seed 3", "sources", "sources --json", "sources --files",
        $"tag {Foundry} chips #work", "list tag:chips", $"star {Culture} {Foundry}", "list is:favourite", $"note {Foundry} the lithography talk",
        $"note {Foundry}",
        "search lithography talk", $"note --remove {Foundry}", $"tag --remove {Foundry} work", "facets tag:chips",
        "review", "review --json", "search --save mine TSMC", "searches", "search --saved mine longer:30s", "complete -- snips search --saved m",
        "searches --remove mine", "searches --json",
        "aliases The_Analyst Dylan_Patel Dylan", "list --json speaker:Analyst", "aliases --json", "aliases the_analyst Patel", "aliases", "aliases nobody",
        "aliases --remove nobody", "aliases --remove The_Analyst", "aliases", "list --json speaker:Analyst",
        $"remove --dry-run {Culture}", $"remove --yes {Culture}", $"show {Culture}", $"remove --undo {Culture}", "index --no-embed", $"show {Culture}",
        "remove --dry-run --json Lex_Fridman_Podcast", "remove --yes nothing-of-this-name", "remove --yes SEEDS", "list", "sources", "index", "doctor --json",
    ];

    public void Dispose()
    {
        foreach (var address in _schemas) Server.Drop(address);
        _folder.Dispose();
    }

    [Fact]
    public void Every_command_says_what_it_says_of_a_folder()
    {
        var address = NewAddress();
        var index = Indexed();
        Assert.Equal(0, Run("copy", "--from", index, "--to", address).ExitCode);

        foreach (var line in Lines)
        {
            var arguments = line.Split(' ').Select(a => a == "SEEDS" ? Repository.File("seeds") : a.Replace('_', ' ')).ToArray();
            var folder = Run([.. arguments, "--index", index]);
            var server = Run([.. arguments, "--library", address]);

            Assert.Equal((line, folder.ExitCode), (line, server.ExitCode));
            if (line == "doctor --json") continue; // each looks at what it has
            Assert.Equal($"{line}\n{Plain(folder, index)}", $"{line}\n{Plain(server, PostgresAddress.Parse(address).Place)}");
        }
    }

    [Fact]
    public void An_import_makes_the_library_and_the_environment_names_it()
    {
        var address = NewAddress();
        Outcome Typed(params string[] args) => Snips.RunIn(_folder.Path, host => With(host, ("SNIPS_LIBRARY", address)), args);

        Assert.Equal(4, Typed("search", "TSMC").ExitCode);
        Assert.Contains("There is no library", Typed("list").Error, StringComparison.Ordinal);
        Assert.Equal(32, Typed("index", Repository.File("seeds"), "--json", "--no-embed").Json.GetProperty("new").GetInt32());
        Assert.Equal(32, Typed("list", "--json").Json.GetProperty("total").GetInt32());
        Assert.Equal("SNIPS_LIBRARY", Typed("config", "--json").Json.GetProperty("settings")[0].GetProperty("where").GetString());
        Assert.Contains("--library", Typed("mcp", "--config", "claude-code").Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("index")));
    }

    [Fact]
    public void A_library_comes_back_with_marks_and_small_files_and_is_mended_where_it_is()
    {
        var address = NewAddress();
        var index = Indexed();
        File.WriteAllText(Path.Combine(index, "aliases.txt"), "The Analyst = Dylan Patel\n");
        Assert.Equal(0, Run("tag", Foundry, "chips", "--index", index).ExitCode);
        Assert.Equal(0, Run("search", "--save", "mine", "TSMC", "--mode", "keyword", "--index", index).ExitCode);

        Assert.Equal(0, Run("copy", "--from", index, "--to", address).ExitCode);
        Assert.Equal(0, Run("copy", "--from", address, "--to", _folder.File("back")).ExitCode);

        foreach (var place in new[] { new[] { "--library", address }, ["--index", _folder.File("back")] })
        {
            Assert.Equal(1, Run(["list", "tag:chips", "--json", .. place]).Json.GetProperty("total").GetInt32());
            Assert.NotEqual(0, Run(["list", "speaker:\"The Analyst\"", "--json", .. place]).Json.GetProperty("total").GetInt32());
            Assert.Equal("mine  TSMC\n", Run(["searches", .. place]).Output);
            Assert.Equal(0, Run(["doctor", .. place]).ExitCode);
        }

        Server.Run(address, "delete from passage where ordinal = 0");
        Assert.Equal(4, Run("doctor", "--library", address).ExitCode);
        var mended = Run("doctor", "--repair", "--library", address);
        Assert.Equal(0, mended.ExitCode);
        Assert.Contains("Mended: 32 snips in the index, 0 passages embedded again.", mended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_server_keeps_marks()
    {
        var address = NewAddress();
        Assert.Equal(0, Run("copy", "--from", Indexed(), "--to", address).ExitCode);
        using var stop = new CancellationTokenSource();
        var output = new Written();
        var serving = Task.Run(() => Snips.RunIn(
            _folder.Path, host => With(host) with { Stop = stop.Token, Output = output }, ["serve", "--port", "0", "--library", address]));
        using var client = new HttpClient { BaseAddress = await output.AddressAsync() };

        using var tag = JsonContent.Create(new { addTags = new[] { "chips" } });
        using var marked = await client.PatchAsync(new Uri($"/api/marks/{Foundry}", UriKind.Relative), tag);
        Assert.Equal("chips", (await marked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tags")[0].GetString());
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>("/api/snips?q=tag:chips")).GetProperty("total").GetInt32());

        await stop.CancelAsync();
        Assert.Equal(0, (await serving).ExitCode);
    }

    private Outcome Run(params string[] args) => Snips.RunIn(_folder.Path, host => With(host), args);

    private static Host With(Host host, params (string Name, string Value)[] variables)
    {
        var all = variables.Append(("SNIPS_MODEL", Repository.File("tests", "golden", "tiny-bert"))).ToDictionary();
        return host with { Variable = all.GetValueOrDefault };
    }

    private string NewAddress()
    {
        _schemas.Add(Server.NewAddress());
        return _schemas[^1];
    }

    /// <summary>An index folder of the sample snips.</summary>
    private string Indexed()
    {
        Assert.Equal(0, Run("index", Repository.File("seeds"), "--index", _folder.File("index")).ExitCode);
        return _folder.File("index");
    }

    /// <summary>What was printed, without what no two runs have alike.</summary>
    private static string Plain(Outcome outcome, string place) => Changing().Replace(
        $"{outcome.Output}{outcome.Error}".Replace(place, "LIBRARY", StringComparison.Ordinal).Replace("'index'", "'LIBRARY'", StringComparison.Ordinal), "…");

    [GeneratedRegex("[0-9.]+ m?s\\b|\"(generation|elapsed\\w*)\":[0-9.]+|read [0-9-]+ [0-9:]+|\"read\":\"[^\"]*\"")]
    private static partial Regex Changing();

    /// <summary>Output in which the address of a page is waited for.</summary>
    private sealed class Written : StringWriter
    {
        private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Uri> AddressAsync() => _address.Task.WaitAsync(TimeSpan.FromMinutes(2));

        public override void Flush()
        {
            base.Flush();
            if (ToString().Split(' ')[0] is ['h', 't', 't', 'p', ..] address) _address.TrySetResult(new Uri(address));
        }
    }
}
