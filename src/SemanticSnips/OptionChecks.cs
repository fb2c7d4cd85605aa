using System.Runtime.CompilerServices;

namespace SemanticSnips;

/// <summary>What may be asked for, checked once, at the door: name, value and allowed range.</summary>
internal static class OptionChecks
{
    /// <summary>Hits that may be asked for.</summary>
    public const int MaxTop = 1000;

    /// <summary>Answers that may be asked for.</summary>
    public const int MaxAnswers = 20;

    /// <summary>Snips of a page, and values of a facet, that may be asked for.</summary>
    public const int MaxTake = 1000;

    /// <summary>A text that is there, empty or not.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static string Text(string? text, [CallerArgumentExpression(nameof(text))] string name = "") => text ?? throw new ArgumentNullException(name);

    /// <summary>Options of a search; null for the defaults.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public static SearchOptions Check(SearchOptions? options)
    {
        options ??= new SearchOptions();
        Range(options.Top, 1, MaxTop, nameof(options.Top));
        Defined(options.Mode, nameof(options.Mode));
        Defined(options.Fusion, nameof(options.Fusion));
        return options;
    }

    /// <summary>Options of a question; null for the defaults.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public static AskOptions Check(AskOptions? options)
    {
        options ??= new AskOptions();
        if (options.Search is null) throw new ArgumentNullException(nameof(options), $"{nameof(options.Search)} is null, expected options of a search.");
        Check(options.Search);
        Range(options.Answers, 1, MaxAnswers, nameof(options.Answers));
        return options;
    }

    /// <summary>Which related snips to look for; null for the defaults.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public static RelatedOptions Check(RelatedOptions? options)
    {
        options ??= new RelatedOptions();
        Range(options.Top, 1, MaxTop, nameof(options.Top));
        if (!(options.MinRelevance is >= 0 and <= 1))
        {
            var name = nameof(options.MinRelevance);
            var message = FormattableString.Invariant($"{name} is {options.MinRelevance}, expected 0 to 1.");
            throw new ArgumentOutOfRangeException(name, options.MinRelevance, message);
        }

        return options;
    }

    /// <summary>A page of a listing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range.</exception>
    public static void Page(int skip, int take)
    {
        Range(skip, 0, int.MaxValue, nameof(skip));
        Range(take, 1, MaxTake, nameof(take));
    }

    /// <summary>Values of each facet at most.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public static void Top(int top) => Range(top, 1, MaxTake, nameof(top));

    private static void Range(int value, int from, int to, string name)
    {
        if (value < from || value > to) throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, expected {from} to {to}.");
    }

    private static void Defined<T>(T value, string name)
        where T : struct, Enum
    {
        if (Enum.IsDefined(value)) return;
        throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}, expected one of {string.Join(", ", Enum.GetNames<T>())}.");
    }
}
