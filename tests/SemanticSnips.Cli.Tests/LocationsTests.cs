using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

public sealed class LocationsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LocationsTests()
    {
        Directory.CreateDirectory(_folder.File("checkout", "models", "bge-small-en-v1.5"));
        File.WriteAllText(_folder.File("checkout", "models", "bge-small-en-v1.5", "model.json"), "{}");
        Directory.CreateDirectory(_folder.File("checkout", "seeds"));
        Directory.CreateDirectory(_folder.File("checkout", "src", "deep"));
        Directory.CreateDirectory(_folder.File("elsewhere"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("checkout")]
    [InlineData("checkout/src/deep")]
    public void Within_a_checkout_everything_is_the_checkouts(string here)
    {
        Configure("""{ "index": "mine", "model": "mine" }""");
        var locations = Find(here, program: "elsewhere");

        Assert.Equal(_folder.File("checkout", "index"), locations.Index);
        Assert.Equal(SettingSource.Checkout, locations.IndexSetting.Source);
        Assert.Equal(_folder.File("checkout", "models", "bge-small-en-v1.5"), locations.Model);
        Assert.Equal(_folder.File("checkout", "seeds"), locations.Seeds);
    }

    [Fact]
    public void Elsewhere_the_index_is_among_the_users_data_and_the_model_beside_the_program()
    {
        var locations = Find("elsewhere", program: "checkout/src");

        Assert.Equal(_folder.File("data", "index"), locations.Index);
        Assert.Equal((SettingSource.Default, "your data folder"), (locations.IndexSetting.Source, locations.IndexSetting.Where));
        Assert.Equal(_folder.File("checkout", "models", "bge-small-en-v1.5"), locations.Model);
        Assert.Equal(_folder.File("checkout", "seeds"), locations.Seeds);
    }

    [Fact]
    public void What_is_named_is_taken_relative_to_the_current_folder()
    {
        var locations = Find("checkout/src", program: "elsewhere", index: "my-index", model: "../models/other");

        Assert.Equal(_folder.File("checkout", "src", "my-index"), locations.Index);
        Assert.Equal(_folder.File("checkout", "models", "other"), locations.Model);
        Assert.Throws<UsageException>(locations.RequireModel);
    }

    [Fact]
    public void The_command_line_goes_before_the_environment_and_that_before_the_checkout()
    {
        _variables["SNIPS_INDEX"] = "from-environment";
        _variables["SNIPS_MODEL"] = _folder.File("some", "model");

        var typed = Find("checkout", program: "elsewhere", index: "typed");
        var set = Find("checkout", program: "elsewhere");

        Assert.Equal((_folder.File("checkout", "typed"), "--index"), (typed.Index, typed.IndexSetting.Where));
        Assert.Equal((_folder.File("checkout", "from-environment"), "SNIPS_INDEX"), (set.Index, set.IndexSetting.Where));
        Assert.Equal((_folder.File("some", "model"), "SNIPS_MODEL"), (set.Model, set.ModelSetting.Where));
    }

    [Fact]
    public void The_file_of_settings_names_folders_from_where_it_lies_and_from_home()
    {
        var file = Configure("{\n  \"index\": \"library\",\n  \"model\": \"~/models/mine\"\n}");

        var locations = Find("elsewhere", program: "checkout");

        Assert.Equal((_folder.File("config", "library"), $"{file}:2"), (locations.Index, locations.IndexSetting.Where));
        Assert.Equal((_folder.File("home", "models", "mine"), $"{file}:3"), (locations.Model, locations.ModelSetting.Where));
    }

    [Fact]
    public void Without_any_model_the_places_that_were_looked_in_are_named()
    {
        var missing = Assert.Throws<DirectoryNotFoundException>(Find("elsewhere", program: "elsewhere").RequireModel);

        Assert.Contains(_folder.File("elsewhere"), missing.Message, StringComparison.Ordinal);
        Assert.Contains("--model", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_home_a_library_has_no_place_unless_one_is_named()
    {
        var homeless = HostIn("elsewhere", "checkout", new UserFolders());

        var refused = Assert.Throws<IndexException>(() => new Locations(homeless, UserConfig.Read(homeless), null, null).Index);

        Assert.Equal(IndexFault.NotWritable, refused.Fault);
        Assert.Contains("HOME", refused.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.File("elsewhere", "here"), new Locations(homeless, UserConfig.Read(homeless), "here", null).Index);
    }

    [Fact]
    public void A_missing_index_is_told_with_what_named_its_place()
    {
        var asked = Snips.RunIn(_folder.File("elsewhere"), "search", "kiln");
        var named = Snips.RunIn(_folder.File("elsewhere"), "search", "kiln", "--index", "lost");

        Assert.StartsWith("snips: There is no index in 'index' (your data folder). ", asked.Error, StringComparison.Ordinal);
        Assert.StartsWith("snips: There is no index in 'lost' (--index). ", named.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_where_earlier_versions_kept_it_is_pointed_at_and_left_alone()
    {
        Directory.CreateDirectory(_folder.File("elsewhere", "index", "keywords"));
        using var error = new StringWriter();
        var host = HostIn("elsewhere", Repository.Root, new UserFolders(Data: _folder.File("data")), error);

        Assert.Equal(4, CommandLine.Run(["list"], host));
        Assert.EndsWith(
            "but one in 'index', where earlier versions kept it. Move that folder there, or name it with: --index index",
            error.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("elsewhere", "index", "keywords")));
    }

    [Fact]
    public void The_systems_custom_decides_where_things_are()
    {
        var unix = UserFolders.OfUnix(name => name == "XDG_CACHE_HOME" ? "/fast" : null, "/home/ann", isMac: false);
        var relative = UserFolders.OfUnix(name => name == "XDG_DATA_HOME" ? "data" : null, "/home/ann", isMac: false);
        var mac = UserFolders.OfUnix(_ => null, "/Users/ann", isMac: true);

        Assert.Equal(new UserFolders("/home/ann", "/home/ann/.local/share/snips", "/home/ann/.config/snips", "/fast/snips"), unix);
        Assert.Equal("/home/ann/.local/share/snips", relative.Data);
        Assert.Equal("/Users/ann/Library/Application Support/snips", mac.Data);
        Assert.Equal("/Users/ann/Library/Caches/snips", mac.Cache);
        Assert.Null(UserFolders.OfUnix(_ => null, null, isMac: false).Data);
    }

    [Fact]
    public void On_Windows_the_library_stays_on_the_machine_and_settings_travel()
    {
        var folders = UserFolders.OfWindows(name => name == "APPDATA" ? "/roaming" : name == "LOCALAPPDATA" ? "/local" : null, "/ann");

        Assert.Equal(
            (Path.Combine("/local", "snips"), Path.Combine("/roaming", "snips"), Path.Combine("/local", "snips", "cache")),
            (folders.Data, folders.Config, folders.Cache));
    }

    [Fact]
    public void A_server_holds_the_library_unless_something_stronger_names_a_folder()
    {
        const string Address = "postgres://db.example/snips";
        var file = Configure($$"""{ "library": "{{Address}}" }""");
        Assert.Equal((Address, $"{file}:1"), NameOf(Find("elsewhere", program: "checkout")));
        Assert.Null(Find("elsewhere", program: "checkout", index: "typed").LibrarySetting);
        Assert.Null(Find("checkout", program: "elsewhere").LibrarySetting);
        _variables["SNIPS_INDEX"] = "set";
        Assert.Null(Find("elsewhere", program: "checkout").LibrarySetting);

        _variables["SNIPS_LIBRARY"] = Address + "2";
        Assert.Equal((Address + "2", "SNIPS_LIBRARY"), NameOf(Find("elsewhere", program: "checkout")));
        Assert.Equal((Address + "2", "SNIPS_LIBRARY"), NameOf(Find("checkout", program: "elsewhere")));
        Assert.Null(Find("elsewhere", program: "checkout", index: "typed").LibrarySetting);
        Assert.Equal((Address + "3", "--library"), NameOf(Find("elsewhere", program: "checkout", library: Address + "3")));
        Assert.Throws<UsageException>(() => Find("elsewhere", program: "checkout", index: "typed", library: Address));

        static (string?, string?) NameOf(Locations locations) => (locations.LibrarySetting?.Value, locations.LibrarySetting?.Where);
    }

    [Fact]
    public void An_address_that_is_none_is_told_with_what_names_it()
    {
        Host WithVariable(Host host) => host with { Variable = name => name == "SNIPS_LIBRARY" ? "mysql://db/snips" : null };

        var refused = Snips.RunIn(_folder.File("elsewhere"), WithVariable, ["list"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("postgres://user@host:port/database. (SNIPS_LIBRARY)", refused.Error, StringComparison.Ordinal);
        Assert.Equal(4, Snips.RunIn(_folder.File("elsewhere"), WithVariable, ["list", "--index", "lost"]).ExitCode);
    }

    private readonly Dictionary<string, string> _variables = [];

    private string Configure(string json)
    {
        Directory.CreateDirectory(_folder.File("config"));
        File.WriteAllText(_folder.File("config", "config.json"), json);
        return _folder.File("config", "config.json");
    }

    private Locations Find(string here, string program, string? index = null, string? model = null, string? library = null)
    {
        var host = HostIn(here, program, new UserFolders(_folder.File("home"), _folder.File("data"), _folder.File("config"), _folder.File("cache")));
        return new Locations(host, UserConfig.Read(host), index, model, library: library);
    }

    private Host HostIn(string here, string program, UserFolders folders, TextWriter? error = null) => new()
    {
        Output = TextWriter.Null,
        Error = error ?? TextWriter.Null,
        WorkingDirectory = Path.GetFullPath(_folder.File(here)),
        ProgramFolder = Path.GetFullPath(_folder.File(program)),
        Folders = folders,
        Variable = name => _variables.GetValueOrDefault(name),
        Terminal = new Terminal(),
    };
}
