using System.CommandLine;
using System.Globalization;
using SemanticSnips.Cli.Commands;
using SemanticSnips.Cli.Output;
using SemanticSnips.Evaluation;
using SemanticSnips.Indexing;
using SemanticSnips.Ranking;

namespace SemanticSnips.Cli;

/// <summary>What one command works with: where things are, the model, the open index, and the page to write on.</summary>
internal sealed class Session : IDisposable
{
    private readonly Lazy<ModelLoader> _model;
    private readonly Lazy<RankingProfile?> _profile;
    private SnipIndex? _index;

    public Session(ParseResult parse, CommonOptions common, Host host)
    {
        Host = host;
        Locations = new Locations(host, parse.GetValue(common.Index), parse.GetValue(common.Model));
        Page = new Page(host.Output, host.Terminal, host.Terminal.OutputIsTerminal && !parse.GetValue(common.NoColour));
        ColoursProgress = host.Terminal.AllowsColour && !parse.GetValue(common.NoColour);
        _profile = new Lazy<RankingProfile?>(() => ReadProfile(host, parse.GetValue(common.Profile)));
        _model = new Lazy<ModelLoader>(() => new ModelLoader(Locations.RequireModel()));
    }

    public Host Host { get; }

    public Locations Locations { get; }

    /// <summary>Standard output for people.</summary>
    public Page Page { get; }

    public bool ColoursProgress { get; }

    /// <summary>The model; its card is read at the first use.</summary>
    public ModelLoader Model => _model.Value;

    /// <summary>The constants of ranking that --profile names; null where it names none.</summary>
    /// <exception cref="UsageException">The file is no profile.</exception>
    public RankingProfile? Profile => _profile.Value;

    /// <summary>Opens the index for a search; where there is none, one is made of the sample snips first.</summary>
    /// <param name="mode">Which legs will rank.</param>
    /// <param name="embedsQuery">Whether there is a query to embed: the model begins to load unless words alone rank.</param>
    public SnipIndex OpenForSearch(SearchMode mode, bool embedsQuery = true)
    {
        if (mode != SearchMode.Keyword && embedsQuery) Model.Prepare();
        if (!SnipIndex.Exists(Locations.Index) && Locations.Seeds is { } seeds)
        {
            Note($"There is no index in '{Host.Shorten(Locations.Index)}' yet: making one of the sample snips in '{Host.Shorten(seeds)}'. Your own: snips index FILE-OR-FOLDER");
            ImportRun.Import(this, _ => [seeds]);
        }

        var index = Open();
        if (index.Count == 0) Note($"The index in '{Host.Shorten(Locations.Index)}' holds no snips yet. Fill it with: snips index FILE-OR-FOLDER");
        if (mode != SearchMode.Keyword && index.ReadStatus() is { EmbeddedShare: < 1 } status)
        {
            Note(string.Create(CultureInfo.InvariantCulture,
                $"Only {Math.Floor(status.EmbeddedShare * 100)} % of the passages have vectors yet; the rest is found by words alone. Finish with: snips index"));
        }

        return index;
    }

    /// <summary>Opens the index; where there is none, that is an error.</summary>
    /// <exception cref="IndexException">There is no index, or it cannot be used.</exception>
    public SnipIndex Open() => _index ??= SnipIndex.Open(Locations.Index, Model, Profile);

    /// <summary>Tells the user something that is no result.</summary>
    public void Note(string sentence) => Host.Error.WriteLine($"snips: {sentence}");

    public void Dispose()
    {
        _index?.Dispose();
        if (_model.IsValueCreated) _model.Value.Dispose();
    }

    private static RankingProfile? ReadProfile(Host host, string? file)
    {
        try
        {
            return file is null ? null : ProfileFile.Read(host.FullPath(file));
        }
        catch (EvaluationException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
