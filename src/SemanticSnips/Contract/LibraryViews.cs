using System.Text.Json.Serialization;

namespace SemanticSnips.Contract;

/// <summary>What an import came to; <see cref="Pending"/> counts passages without a vector.</summary>
public sealed record ImportView(
    int Version,
    int Files,
    IReadOnlyList<SkippedView> Skipped,
    IReadOnlyList<WarningView> Warnings,
    int New,
    int Changed,
    int Unchanged,
    int Merged,
    int Removed,
    int Chunks,
    int Embedded,
    double ElapsedMs,
    int Gone,
    int Repaired,
    bool Stopped,
    int Pending,
    IReadOnlyList<string> Notes);

/// <summary>A source that was not read.</summary>
public sealed record SkippedView(string File, string Reason);

/// <summary>A place that could be read only in part.</summary>
public sealed record WarningView(string File, int Line, string Message);

/// <summary>The names that queries can filter by, most frequent first.</summary>
public sealed record FacetsView(
    int Version,
    long Generation,
    IReadOnlyList<Facet> Shows,
    IReadOnlyList<Facet> Episodes,
    IReadOnlyList<Facet> Speakers,
    IReadOnlyList<Facet> Guests,
    IReadOnlyList<Facet> Tags);

/// <summary>What the library holds; <see cref="Roots"/> is left out where paths of the machine are.</summary>
public sealed record StatusView(
    int Version,
    long Generation,
    int Snips,
    int WithTranscript,
    int Passages,
    int Pending,
    string Model,
    string? Problem,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Roots);

/// <summary>What was looked at, and whether all of it is as it should be.</summary>
public sealed record DoctorView(
    int Version,
    bool Ok,
    IReadOnlyList<CheckView> Checks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RepairView? Repair);

/// <summary>What a repair did before the checks; <see cref="SetAside"/> is where what could not be read is kept.</summary>
public sealed record RepairView(int Snips, int Lost, int Embedded, int Pending, int Orphans, IReadOnlyList<string> SetAside);

/// <summary>One thing that was looked at; <see cref="Todo"/> is the door's.</summary>
public sealed record CheckView(string Name, bool Ok, string Message, string? Code, string? Todo);

/// <summary>What stands in a result's place.</summary>
public sealed record FailureView(int Version, ErrorView Error);

/// <summary>A refusal or fault; <see cref="Todo"/> is the door's.</summary>
public sealed record ErrorView(string Code, string Message, string? Place, string? Found, string? Expected, string? Todo);
