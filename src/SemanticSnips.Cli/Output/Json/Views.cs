using System.Text.Json.Serialization;

namespace SemanticSnips.Cli.Output.Json;

/// <summary>What --json prints, with property names and order as scripts rely on them. Times are seconds from the episode's start.</summary>
internal sealed record SearchView(
    string Query,
    string Mode,
    double ElapsedMs,
    bool Answered,
    IReadOnlyList<HitView> Results,
    IReadOnlyList<string> Notes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AnswerView>? Answers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WrittenView? Written = null);

internal sealed record WrittenView(string Text, IReadOnlyList<WrittenSentenceView> Sentences, string Model);

internal sealed record WrittenSentenceView(string Text, IReadOnlyList<string> Citations);

internal sealed record HitView(
    int Rank,
    double Score,
    double Relevance,
    double? Cosine,
    double? Bm25,
    string Snip,
    string? Show,
    string Episode,
    string Title,
    IReadOnlyList<string> Speakers,
    double? Start,
    double? End,
    double? SnipStart,
    double? SnipEnd,
    string Text,
    IReadOnlyList<int[]> Highlights,
    string? Url,
    IReadOnlyList<MomentView> AlsoIn,
    bool HasTranscript,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? SharedTerms);

internal sealed record MomentView(string Snip, double? Start, double? End);

internal sealed record AnswerView(
    string Text,
    string? Speaker,
    double? Start,
    double? End,
    string Snip,
    double Relevance,
    string? Show,
    string? Episode,
    string? Title,
    string? Url,
    PromptView? Prompt,
    IReadOnlyList<MomentView> AlsoIn);

internal sealed record PromptView(string? Speaker, string Text);

internal sealed record DuplicatesView(IReadOnlyList<GroupView> Groups);

internal sealed record GroupView(IReadOnlyList<SnipView> Snips);

internal sealed record ListView(IReadOnlyList<SnipView> Snips);

internal sealed record SnipView(
    string Snip,
    string? Show,
    string? Episode,
    string? Title,
    double? Start,
    double? End,
    IReadOnlyList<string> Speakers,
    IReadOnlyList<string> Tags,
    bool Favourite,
    bool HasTranscript,
    string? Published,
    string? Url,
    string Source);

internal sealed record ShowView(
    string Snip,
    string? Show,
    string? Episode,
    string? Title,
    double? Start,
    double? End,
    IReadOnlyList<string> Speakers,
    IReadOnlyList<string> Tags,
    bool Favourite,
    bool HasTranscript,
    string? Published,
    string? Url,
    string Source,
    IReadOnlyList<TurnView> Turns,
    string? Note,
    string? Summary,
    string? Quote,
    IReadOnlyList<MomentView> AlsoIn);

internal sealed record TurnView(string? Speaker, double? Start, double? End, bool Approximate, string Text);

internal sealed record ImportView(
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
    int Repaired);

internal sealed record SkippedView(string File, string Reason);

internal sealed record WarningView(string File, int Line, string Message);

internal sealed record FacetsView(
    IReadOnlyList<Facet> Shows, IReadOnlyList<Facet> Episodes, IReadOnlyList<Facet> Speakers, IReadOnlyList<Facet> Guests, IReadOnlyList<Facet> Tags);

internal sealed record DoctorView(bool Ok, IReadOnlyList<Check> Checks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SearchView))]
[JsonSerializable(typeof(DuplicatesView))]
[JsonSerializable(typeof(ListView))]
[JsonSerializable(typeof(ShowView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(FacetsView))]
[JsonSerializable(typeof(DoctorView))]
internal sealed partial class Views : JsonSerializerContext;
