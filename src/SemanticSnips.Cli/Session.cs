using System.CommandLine;
using System.Globalization;
using SemanticSnips.Cli.Commands;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli;

/// <summary>What one command works with: where things are, the model, the library, and the page to write on.</summary>
internal sealed class Session : IDisposable
{
    private readonly Lazy<ModelLoader> _model;
    private readonly Lazy<RankingProfile?> _profile;
    private readonly bool _isSample;
    private readonly Func<ISnipLibrary> _choose;
    private readonly Lazy<ISnipLibrary> _library;
    private readonly List<string> _late = [];

    public Session(ParseResult parse, CommonOptions common, Host host)
    {
        Host = host;
        _isSample = parse.GetResult(common.Sample) is not null && parse.GetValue(common.Sample);
        var config = UserConfig.Read(host);
        Locations = new Locations(host, config, parse.GetValue(common.Index), parse.GetValue(common.Model), _isSample, parse.GetValue(common.Library));
        Preferences = new Preferences(host, config, common.ColourOf(parse));
        var terminal = host.Terminal with { Colour = Preferences.ColourChoice };
        Page = new Page(host.Output, terminal, terminal.ColoursOutput);
        ColoursProgress = terminal.ColoursError;
        if (parse.CommandResult.Command is SnipsCommand { IsRead: true } && !parse.GetValue(common.Json) && terminal.Height is { } rows
            && Preferences.PagerCommand is { } pager) host.Paged?.Begin(pager, rows);
        _profile = new Lazy<RankingProfile?>(() => ProfileFault.Read(host, parse.GetValue(common.Profile)));
        _model = new Lazy<ModelLoader>(() => new ModelLoader(Locations.RequireModel()));
        Server = AddressOf(Locations.LibrarySetting);
        Editor = Server is null ? new FolderEditor(this) : new ServerEditor(this, Server);

        // The one place that chooses what is asked.
        _choose = () => Server is { } server ? new PostgresLibrary(server, Model, Profile) : new SharedIndex(Locations.Index, Model, Profile);
        _library = new Lazy<ISnipLibrary>(_choose);
    }

    /// <summary>For the user's own terminal, paths and all.</summary>
    public static Views Views { get; } = new(paths: true);

    public Host Host { get; }

    public Locations Locations { get; }

    /// <summary>The server that is named; null where the library is an index folder.</summary>
    public PostgresAddress? Server { get; }

    /// <summary>Where the library lies, for people.</summary>
    public string Place => Server?.Place ?? Host.Shorten(Locations.Index);

    /// <summary>What changes the library besides imports, and what is kept beside it.</summary>
    public ILibraryEditor Editor { get; }

    /// <summary>The same of another library: in a folder, or at a server's address.</summary>
    public ILibraryEditor EditorOf(string place) =>
        PostgresAddress.IsOne(place) ? new ServerEditor(this, PostgresAddress.Parse(place)) : new FolderEditor(this, place);

    /// <summary>Whether there may be a library, without a look into it: then it pays to load the model ahead.</summary>
    public bool MayHaveLibrary => Server is not null || Directory.Exists(Locations.Index);

    public Preferences Preferences { get; }

    /// <summary>Standard output for people.</summary>
    public Page Page { get; }

    public bool ColoursProgress { get; }

    /// <summary>The model; its card is read at the first use.</summary>
    public ModelLoader Model => _model.Value;

    /// <summary>The constants of ranking that --profile names; null where it names none.</summary>
    /// <exception cref="UsageException">The file is no profile.</exception>
    public RankingProfile? Profile => _profile.Value;

    /// <summary>What is asked; opened at the first call.</summary>
    public ISnipLibrary Library => _library.Value;

    /// <summary>The library, looked at: without one that is an error, and with --sample the sample is made first where it is not there.</summary>
    /// <exception cref="IndexException">There is no index, or it cannot be used.</exception>
    public LibraryStatus Open()
    {
        if (_isSample) SampleLibrary.Make(this);
        var status = Told(() => Wait(Library.StatusAsync(Host.Stop)));
        if (SampleLibrary.WithinOwn(this, status.Roots) is { } hint) Note(hint);
        return status;
    }

    /// <summary>Asks the library, and says what the user should know of it.</summary>
    /// <param name="ask">The one call.</param>
    /// <param name="mode">Which legs rank.</param>
    /// <exception cref="IndexException">There is no index, or it cannot be used.</exception>
    public T Ask<T>(Func<ISnipLibrary, Task<T>> ask, SearchMode mode = SearchMode.Hybrid)
    {
        if (_isSample) SampleLibrary.Make(this);
        var answer = Told(() => Wait(ask(Library)));
        var status = Wait(Library.StatusAsync(Host.Stop));
        if (status.Snips == 0) Note($"The index in '{Place}' holds no snips yet. Fill it with: snips index FILE-OR-FOLDER");

        // An import may have committed the rest since: what counts is the commit that answered.
        var share = (answer as SearchResult ?? (answer as AskResult)?.Search)?.EmbeddedShare ?? status.EmbeddedShare;
        if (mode != SearchMode.Keyword && share < 1)
        {
            Note(string.Create(CultureInfo.InvariantCulture,
                $"Only {Math.Floor(share * 100)} % of the passages have vectors yet; the rest is found by words alone. Finish with: " +
                    $"snips index"));
        }

        if (Profile is null && ProfileFault.MissingOf(Model.Folder) is { } missing) Note(missing);
        return answer;
    }

    /// <summary>Asks the newest commit, and nothing stays open.</summary>
    public T AskNewest<T>(Func<ISnipLibrary, Task<T>> ask)
    {
        using var library = _choose();
        return Wait(ask(library));
    }

    /// <summary>A snip by what a person types for it.</summary>
    /// <exception cref="SnipNotFoundException">There is none.</exception>
    /// <exception cref="QueryException">Several are meant.</exception>
    public SnipDetails Find(string id) => Wait(Library.FindAsync(id, Host.Stop)) ?? throw new SnipNotFoundException(id);

    /// <summary>What the newest commit holds, and nothing stays open. Not stopped by a signal: it says what a stop has left.</summary>
    /// <exception cref="IndexException">There is no index, or it cannot be used.</exception>
    public LibraryStatus ReadStatus()
    {
        using var library = _choose();
        return Wait(library.StatusAsync());
    }

    /// <summary>Whether there is an index, sound or not.</summary>
    public bool HasIndex()
    {
        try
        {
            return ReadStatus() is not null;
        }
        catch (IndexException e)
        {
            return e.Fault != IndexFault.Missing;
        }
    }

    /// <summary>Where there is no index, what named the place is told with it.</summary>
    private T Told<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (IndexException e) when (e.Fault == IndexFault.Missing)
        {
            throw Locations.Missing(e);
        }
    }

    /// <summary>Waits for the library; a command does one thing at a time.</summary>
    public static T Wait<T>(Task<T> answer) => answer.GetAwaiter().GetResult();

    /// <summary>Prints one of the contract's objects on a line of its own.</summary>
    public void Print<T>(T view, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => Host.Output.WriteLine(ContractJson.Line(view, type));

    /// <summary>Tells the user something that is no result; after the results, where these are shown by screens.</summary>
    public void Note(string sentence)
    {
        if (Host.Paged is { IsAhead: true }) _late.Add(sentence);
        else Host.Tell($"snips: {PlainText.Of(sentence)}");
    }

    private static PostgresAddress? AddressOf(Setting? library)
    {
        try
        {
            return library is null ? null : PostgresAddress.Parse(library.Value!);
        }
        catch (FormatException e)
        {
            throw new UsageException(library!.Source == SettingSource.Option ? e.Message : $"{e.Message} ({library.Where})");
        }
    }

    public void Dispose()
    {
        Host.Paged?.End();
        foreach (var sentence in _late) Note(sentence);
        if (_library.IsValueCreated) _library.Value.Dispose();
        if (_model.IsValueCreated) _model.Value.Dispose();
    }
}
