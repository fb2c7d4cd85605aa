namespace SemanticSnips.Contract;

/// <summary>What a library, or a part of it, comes to. Hours are those of the snips, as far as their times are known.</summary>
public sealed record StatsView(
    int Version,
    long Generation,
    int Snips,
    int Episodes,
    double Hours,
    int WithoutTranscript,
    int Favourites,
    int WithNote,
    IReadOnlyList<CountView> Months,
    IReadOnlyList<CountView> Shows,
    IReadOnlyList<CountView> Speakers);

/// <summary>A month (yyyy-mm), show or speaker, with its snips and their hours.</summary>
public sealed record CountView(string Name, int Snips, double Hours);

/// <summary>Queries that were given a name.</summary>
public sealed record SearchesView(int Version, IReadOnlyList<SavedSearchView> Searches);

/// <summary>A query and its name.</summary>
public sealed record SavedSearchView(string Name, string Query);

/// <summary>Which names of speakers mean one person.</summary>
public sealed record AliasesView(int Version, IReadOnlyList<AliasView> Aliases);

/// <summary>A person, and how sources call them, too.</summary>
public sealed record AliasView(string Name, IReadOnlyList<string> Others);

/// <summary>Where a snip plays; null where its source names no address.</summary>
public sealed record LinkView(int Version, string Snip, string? Link);

/// <summary>A snip as a Markdown quotation.</summary>
public sealed record QuoteView(int Version, string Snip, string Markdown);
