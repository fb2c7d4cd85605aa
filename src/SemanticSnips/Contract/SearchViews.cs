using System.Text.Json.Serialization;

namespace SemanticSnips.Contract;

/// <summary>What search, related and ask print; <see cref="Answers"/> is null but for ask. Times are seconds from the episode's start.</summary>
public sealed record SearchView(
    int Version,
    long Generation,
    string Query,
    string Mode,
    double ElapsedMs,
    bool Answered,
    string Confidence,
    IReadOnlyList<HitView> Results,
    IReadOnlyList<string> Notes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AnswerView>? Answers = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WrittenView? Written = null);

/// <summary>A snip that was found, and the passage in it that matched.</summary>
public sealed record HitView(
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
    bool Approximate,
    double? SnipStart,
    double? SnipEnd,
    string Text,
    IReadOnlyList<int[]> Highlights,
    string? Url,
    string? Link,
    string? Audio,
    IReadOnlyList<MomentView> AlsoIn,
    bool HasTranscript,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? SharedTerms,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Reading = null);

/// <summary>Sentences that answer, verbatim, and the span that they have within the sentences around them.</summary>
public sealed record AnswerView(
    string Text,
    string? Speaker,
    double? Start,
    double? End,
    bool Approximate,
    string Snip,
    double Relevance,
    string Confidence,
    string Context,
    IReadOnlyList<int> InContext,
    string? Show,
    string? Episode,
    string? Title,
    string? Url,
    string? Link,
    string? Audio,
    PromptView? Prompt,
    IReadOnlyList<MomentView> AlsoIn);

/// <summary>The question that an answer replies to.</summary>
public sealed record PromptView(string? Speaker, string Text);

/// <summary>Where else the same is said.</summary>
public sealed record MomentView(string Snip, double? Start, double? End);

/// <summary>What a chat model wrote.</summary>
public sealed record WrittenView(string Text, IReadOnlyList<WrittenSentenceView> Sentences, string Model);

/// <summary>A sentence of it, with the ids of the snips that it rests on.</summary>
public sealed record WrittenSentenceView(string Text, IReadOnlyList<string> Citations);
