namespace SemanticSnips.Cli;

/// <summary>Finds the model, the seeds and the index where the command line does not name them.</summary>
internal sealed class Locations
{
    private const string DefaultModel = "bge-small-en-v1.5";

    private readonly Host _host;

    /// <param name="host">The surroundings.</param>
    /// <param name="index">The value of --index; null where it was not given.</param>
    /// <param name="model">The value of --model; null where it was not given.</param>
    /// <param name="sample">Whether --sample was given: the sample library's folder is the index.</param>
    /// <exception cref="IndexException">Where the index's folder should be is a file, or there is no place for the sample.</exception>
    /// <exception cref="UsageException">--index and --sample were given both.</exception>
    public Locations(Host host, string? index, string? model, bool sample = false)
    {
        _host = host;
        if (sample && index is not null) throw new UsageException("--sample asks the sample library, and --index names another one.", "Leave one of them out.");
        var above = FindHome(host.WorkingDirectory);
        var home = above ?? FindHome(host.ProgramFolder);
        Index = host.FullPath(index ?? (sample ? SampleFolder(host, above) : Path.Combine(above ?? "", "index")));
        if (File.Exists(Index)) throw new IndexException(IndexFault.NotWritable, $"'{Index}' is a file, and an index is a folder.") { Place = Index };
        IndexIsNamed = index is not null;
        Model = model is not null ? host.FullPath(model) : home is not null ? Path.Combine(home, "models", DefaultModel) : null;
        var seeds = home is null ? null : Path.Combine(home, "seeds");
        Seeds = Directory.Exists(seeds) ? seeds : null;
    }

    /// <summary>The index's folder, whether it exists or not: by default beside models/ of the checkout that one stands in, else in the current
    /// folder.</summary>
    public string Index { get; }

    /// <summary>Whether --index was given.</summary>
    public bool IndexIsNamed { get; }

    /// <summary>The model's folder; null where none was named or found.</summary>
    public string? Model { get; }

    /// <summary>The sample snips; null where there are none.</summary>
    public string? Seeds { get; }

    /// <summary>The model's folder.</summary>
    /// <exception cref="UsageException">--model names no folder.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no model anywhere above.</exception>
    public string RequireModel()
    {
        if (Model is null)
        {
            throw new DirectoryNotFoundException(
                $"No embedding model: looked for models/{DefaultModel} in '{_host.WorkingDirectory}', in '{_host.ProgramFolder}' and above them. Name the " +
                    $"model's folder with --model.");
        }

        if (!Directory.Exists(Model)) throw new UsageException($"There is no model folder '{Model}'. Name a folder that holds a model.json with --model.");
        return Model;
    }

    /// <summary>In a checkout beside what one's own index there is made of, elsewhere among the user's caches: never in a person's library.</summary>
    private static string SampleFolder(Host host, string? checkout) =>
        checkout is not null ? Path.Combine(checkout, "index", "sample")
        : host.CacheFolder is { } cache ? Path.Combine(cache, "sample")
        : throw new IndexException(IndexFault.NotWritable, "There is no cache folder for the sample library: neither HOME nor XDG_CACHE_HOME is set.");

    /// <summary>The nearest folder, from one upwards, that holds the default model.</summary>
    private static string? FindHome(string from)
    {
        for (var folder = Path.GetFullPath(from); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "models", DefaultModel, "model.json"))) return folder;
        }

        return null;
    }
}
