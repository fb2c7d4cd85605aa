using System.Text.Json.Serialization;

namespace SemanticSnips.Contract;

/// <summary>Where the snips of a library come from: what was named, and every file and archive's entry.</summary>
public sealed record SourcesView(int Version, IReadOnlyList<RootView> Roots, IReadOnlyList<SourceView> Sources);

/// <summary>What was named when it was imported, and whether it is still there.</summary>
public sealed record RootView(string Path, bool Exists);

/// <summary>A file or an archive's entry; <see cref="Format"/> and <see cref="Read"/> (ISO 8601, UTC) are null where they are not known any more.</summary>
public sealed record SourceView(string Source, string? Root, string? Format, int Snips, string? Read);

/// <summary>What was taken out, or with <see cref="DryRun"/> would be: the ids of snips that leave, how many stay because another source has them, and what is
/// not imported again.</summary>
public sealed record RemovalView(int Version, bool DryRun, IReadOnlyList<string> Removed, int Kept, IReadOnlyList<string> Roots);

/// <summary>Sources that bring back what was removed.</summary>
public sealed record RestoredView(int Version, IReadOnlyList<string> Sources);

/// <summary>What a copy brought: snips of the library that was copied, passages of the other one now, vectors that were brought, and how many neither
/// has.</summary>
public sealed record CopyView(int Version, int Snips, int Passages, int Vectors, int Pending);

/// <summary>Something that a watch tells, in a line of its own: <c>watching</c>, <c>imported</c>, <c>missing</c> or <c>stopped</c>.</summary>
public sealed record WatchView(
    int Version,
    string Event,
    string At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Paths = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImportView? Import = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null);
