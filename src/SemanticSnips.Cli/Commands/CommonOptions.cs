using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace SemanticSnips.Cli.Commands;

/// <summary>The options that commands share.</summary>
internal sealed class CommonOptions
{
    private const int DefaultTop = 5;
    private const int DefaultTopJson = 10;

    /// <summary>The most results, listed snips or names of a kind that one call gives.</summary>
    public const int MostResults = 1000;

    public Option<string?> Index { get; } = new("--index")
    {
        Description = "The index's folder [default: SNIPS_INDEX, else your data folder; in a checkout its index/]",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Library { get; } = new("--library")
    {
        Description = "A library on a PostgreSQL server instead of a folder: postgres://USER@HOST/DATABASE, " +
            "the password from PGPASSWORD, ~/.pgpass or a service file",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    public Option<string?> Model { get; } = new("--model")
    {
        Description = "The embedding model's folder [default: SNIPS_MODEL, else bge-small-en-v1.5, which comes along]",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<ColourChoice> Colour { get; } = ChoiceOfColour();

    /// <summary>As it was before there was <see cref="Colour"/>.</summary>
    public Option<bool> NoColour { get; } = new("--no-color", "--no-colour") { Recursive = true, Hidden = true };

    public Option<string?> Profile { get; } = new("--profile")
    {
        Description = "Rank with the constants in this file, made by snips tune [default: ranking.json beside the model]",
        HelpName = "FILE",
    };

    public Option<bool> Sample { get; } = new("--sample") { Description = "Ask the sample library, made at its first use in a place of its own" };

    public Option<bool> Json { get; } = new("--json") { Description = "One JSON object on standard output, nothing else" };

    public Option<SearchMode> Mode { get; } = Choice(
        "--mode", "MODE", "Rank by words and meaning, by meaning, or by words", SearchMode.Hybrid, SearchMode.Vector, SearchMode.Keyword);

    public Option<FusionKind> Fusion { get; } = Choice(
        "--fusion", "FUSION", "How hybrid joins words and meaning", FusionKind.Absolute, FusionKind.Convex, FusionKind.Rrf, FusionKind.Dbsf);

    public Option<int?> Top { get; } = WholeNumber("--top", "Results at most [default: 5, with --json 10]", 1, MostResults);

    /// <summary>An import that stays out of the way; see <see cref="NiceImport"/>.</summary>
    public static Option<bool> Nice() => new("--nice")
    {
        Description = "Leave the machine to others: half of its cores, a low priority, and no embedding while on battery (Linux)",
    };

    /// <summary>How many results were asked for.</summary>
    public int TopOf(ParseResult parse) => parse.GetValue(Top) ?? (parse.GetValue(Json) ? DefaultTopJson : DefaultTop);

    /// <summary>What the command line says of colours; null where it says nothing.</summary>
    public ColourChoice? ColourOf(ParseResult parse) =>
        parse.GetValue(NoColour) ? ColourChoice.Never : parse.GetResult(Colour) is { Implicit: false } ? parse.GetValue(Colour) : null;

    /// <summary>How to search.</summary>
    public SearchOptions SearchOptionsOf(ParseResult parse) => new()
    {
        Mode = parse.GetValue(Mode),
        Fusion = parse.GetValue(Fusion),
        Top = TopOf(parse),
    };

    /// <summary>An option that takes a whole number of a range; null where it is not given.</summary>
    public static Option<int?> WholeNumber(string name, string description, int least, int most, string helpName = "K") => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => ReadWhole(result, name, result.Tokens[0].Value, least, most),
    };

    /// <summary>An option that takes any number of whole numbers of a range.</summary>
    public static Option<int[]> WholeNumbers(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "K...",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.Select(t => ReadWhole(result, name, t.Value, least, most) ?? 0)],
    };

    /// <summary>A number of 0 or more; null for anything else.</summary>
    public static double? ReadNumber(string typed) =>
        double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && double.IsFinite(number) ? number : null;

    /// <summary>An option that takes one of some names, in lower case.</summary>
    public static Option<T> Choice<T>(string name, string helpName, string description, params T[] choices)
        where T : struct, Enum
    {
        var names = Array.ConvertAll(choices, NameOf);
        var option = new Option<T>(name)
        {
            Description = $"{description}: {string.Join(", ", names)} [default: {names[0]}]",
            HelpName = helpName,
            CustomParser = result => Parse(result, name, names, choices),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(names);
        return option;
    }

    /// <summary>A value's name on the command line and in JSON.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static Option<ColourChoice> ChoiceOfColour()
    {
        var option = Choice("--color", "WHEN", "Colour what is printed", ColourChoice.Auto, ColourChoice.Always, ColourChoice.Never);
        option.Aliases.Add("--colour");
        option.Recursive = true;
        return option;
    }

    private static int? ReadWhole(ArgumentResult result, string option, string typed, int least, int most)
    {
        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option} is '{typed}'; expected a whole number from {least} to {most:#,0}"));
        return null;
    }

    private static T Parse<T>(ArgumentResult result, string option, string[] names, T[] choices)
        where T : struct, Enum
    {
        var typed = result.Tokens[0].Value;
        var number = Array.IndexOf(names, typed.ToLowerInvariant());
        if (number >= 0) return choices[number];
        result.AddError($"{option} is '{typed}'; expected one of {string.Join(", ", names)}");
        return default;
    }
}
