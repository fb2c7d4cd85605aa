namespace SemanticSnips.Cli;

/// <summary>Where the index, the model and the sample snips are, and what says so.</summary>
/// <remarks>
/// What the command line names comes first, then the environment, then the checkout that one stands in, then the file of settings; else a library is
/// among the user's data, and the model beside the program.
/// </remarks>
internal sealed class Locations
{
    public const string IndexVariable = "SNIPS_INDEX";

    public const string ModelVariable = "SNIPS_MODEL";

    public const string LibraryVariable = "SNIPS_LIBRARY";

    private const string DefaultModel = "bge-small-en-v1.5";

    private readonly Host _host;

    /// <param name="host">The surroundings.</param>
    /// <param name="config">The file of settings.</param>
    /// <param name="index">The value of --index; null where it was not given.</param>
    /// <param name="model">The value of --model; null where it was not given.</param>
    /// <param name="sample">Whether --sample was given: the sample library's folder is the index.</param>
    /// <exception cref="IndexException">Where the index's folder should be is a file.</exception>
    /// <param name="library">The value of --library; null where it was not given.</param>
    /// <exception cref="UsageException">Two of --index, --library and --sample were given.</exception>
    public Locations(Host host, UserConfig config, string? index, string? model, bool sample = false, string? library = null)
    {
        _host = host;
        if (sample && index is not null) throw new UsageException("--sample asks the sample library, and --index names another one.", "Leave one of them out.");
        if (library is not null && (sample || index is not null))
            throw new UsageException($"--library names a library, and {(sample ? "--sample" : "--index")} another one.", "Leave one of them out.");
        var checkout = FindHome(host.WorkingDirectory);
        var home = checkout ?? FindHome(host.ProgramFolder);
        IndexSetting = sample ? SampleOf(host, checkout) : Named(Setting.OfOption("--index", index), IndexVariable) ?? IndexOf(host, config, checkout);
        var named = Setting.OfOption("--library", library) ?? Setting.OfVariable(host, LibraryVariable) ?? config.Find("library");
        LibrarySetting = sample || named?.Source > IndexSetting.Source ? null : named;
        if (LibrarySetting is null && File.Exists(IndexSetting.Value))
            throw new IndexException(IndexFault.NotWritable, $"'{Index}' is a file, and an index is a folder.") { Place = Index };
        ModelSetting = Named(Setting.OfOption("--model", model), ModelVariable) ?? ModelOf(config, checkout, home);
        var seeds = home is null ? null : Path.Combine(home, "seeds");
        Seeds = Directory.Exists(seeds) ? seeds : null;
    }

    /// <summary>The index's folder, whether it exists or not.</summary>
    /// <exception cref="IndexException">There is no place for it.</exception>
    public string Index => IndexSetting.Value
        ?? throw new IndexException(IndexFault.NotWritable, $"There is no place for a library ({IndexSetting.Where}): HOME is not set.");

    /// <summary>The index's folder, and what names it; without a value where there is no place for it.</summary>
    public Setting IndexSetting { get; }

    /// <summary>The server that holds the library, and what names it; null where it is the index's folder, since nothing names a server, or something
    /// stronger a folder. Of an address and a folder that are named alike the address holds.</summary>
    public Setting? LibrarySetting { get; }

    /// <summary>The model's folder; null where none was named or found.</summary>
    public string? Model => ModelSetting.Value;

    /// <summary>The model's folder, and what names it.</summary>
    public Setting ModelSetting { get; }

    /// <summary>The sample snips; null where there are none.</summary>
    public string? Seeds { get; }

    /// <summary>Where the sample library is, or would be made; without a value where there is no place for it.</summary>
    public static Setting SampleOf(Host host) => SampleOf(host, FindHome(host.WorkingDirectory));

    /// <summary>The model's folder.</summary>
    /// <exception cref="UsageException">What is named is no folder.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no model anywhere above.</exception>
    public string RequireModel()
    {
        if (Model is null)
        {
            throw new DirectoryNotFoundException(
                $"No embedding model: looked for models/{DefaultModel} in '{_host.WorkingDirectory}', in '{_host.ProgramFolder}' and above them. " +
                $"Name the model's folder with --model or {ModelVariable}.");
        }

        if (Directory.Exists(Model)) return Model;
        throw new UsageException(
            $"There is no model folder '{Model}' ({ModelSetting.Where}).", "Name a folder that holds a model.json with --model.")
        { Place = Model };
    }

    /// <summary>That there is no index, with what named the place, and where one of an earlier version may have stayed.</summary>
    public IndexException Missing(IndexException fault)
    {
        if (fault.Place != Index) return fault;
        var message = $"There is no index in '{_host.Shorten(Index)}' ({IndexSetting.Where})";
        var earlier = Path.Combine(_host.WorkingDirectory, "index");
        var isElsewhere = IndexSetting.Source is SettingSource.Default or SettingSource.Config && earlier != Index;
        return new IndexException(
            fault.Fault,
            isElsewhere && Directory.Exists(Path.Combine(earlier, "keywords"))
                ? $"{message}, but one in 'index', where earlier versions kept it. Move that folder there, or name it with: --index index"
                : $"{message}.",
            fault)
        { Place = Index };
    }

    /// <summary>Whether a root of a library is the sample's folder: that of this program, or one that looks like another checkout's.</summary>
    public bool IsSample(string root) => root == Seeds
        || (Path.GetFileName(root) == "seeds" && Path.GetDirectoryName(root) is { } above && (!Directory.Exists(root) || IsHome(above)));

    private Setting? Named(Setting? option, string variable)
    {
        var named = option ?? Setting.OfVariable(_host, variable);
        return named is null ? null : named with { Value = _host.FullPath(named.Value!) };
    }

    private static Setting IndexOf(Host host, UserConfig config, string? checkout) =>
        checkout is not null ? new Setting(Path.Combine(checkout, "index"), SettingSource.Checkout, "the checkout's own")
        : config.FindFolder("index")
        ?? new Setting(host.Folders.Data is { } data ? Path.Combine(data, "index") : null, SettingSource.Default, "your data folder");

    private static Setting ModelOf(UserConfig config, string? checkout, string? home)
    {
        if (checkout is not null) return new Setting(Path.Combine(checkout, "models", DefaultModel), SettingSource.Checkout, "the checkout's own");
        return config.FindFolder("model")
            ?? new Setting(home is null ? null : Path.Combine(home, "models", DefaultModel), SettingSource.Default, "beside the program");
    }

    /// <summary>In a checkout beside what one's own index there is made of, elsewhere among the user's caches: never in a person's library.</summary>
    private static Setting SampleOf(Host host, string? checkout) =>
        checkout is not null ? new Setting(Path.Combine(checkout, "index", "sample"), SettingSource.Checkout, "the checkout's own")
        : new Setting(host.Folders.Cache is { } cache ? Path.Combine(cache, "sample") : null, SettingSource.Default, "your cache folder");

    /// <summary>The nearest folder, from one upwards, that holds the default model.</summary>
    private static string? FindHome(string from)
    {
        for (var folder = Path.GetFullPath(from); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (IsHome(folder)) return folder;
        }

        return null;
    }

    private static bool IsHome(string folder) => File.Exists(Path.Combine(folder, "models", DefaultModel, "model.json"));
}
