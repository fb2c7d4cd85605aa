using System.Text.Json.Serialization;

namespace SemanticSnips.Contract;

/// <summary>A page of a listing.</summary>
public sealed record ListView(int Version, long Generation, int Skip, int Total, IReadOnlyList<SnipView> Snips);

/// <summary>Groups of snips that hold the same speech.</summary>
public sealed record DuplicatesView(int Version, long Generation, IReadOnlyList<GroupView> Groups);

/// <summary>Snips that hold the same speech, the longest first.</summary>
public sealed record GroupView(IReadOnlyList<SnipView> Snips);

/// <summary>What is known of a snip besides its text. Times are seconds from the episode's start.</summary>
public record SnipView
{
    /// <summary>The id.</summary>
    public required string Snip { get; init; }

    /// <summary>The show.</summary>
    public string? Show { get; init; }

    /// <summary>The episode's title.</summary>
    public string? Episode { get; init; }

    /// <summary>The snip's title.</summary>
    public string? Title { get; init; }

    /// <summary>When it starts.</summary>
    public double? Start { get; init; }

    /// <summary>When it ends.</summary>
    public double? End { get; init; }

    /// <summary>Who speaks, in order of appearance.</summary>
    public required IReadOnlyList<string> Speakers { get; init; }

    /// <summary>The user's tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether the user starred it.</summary>
    public bool Favourite { get; init; }

    /// <summary>Whether there are words.</summary>
    public bool HasTranscript { get; init; }

    /// <summary>The episode's date, yyyy-mm-dd.</summary>
    public string? Published { get; init; }

    /// <summary>The snip's own link, as its source has it.</summary>
    public string? Url { get; init; }

    /// <summary>The file that it was read from; left out where paths of the machine are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }
}

/// <summary>One snip, whole, with the answering commit's number.</summary>
public sealed record ShowView : SnipView
{
    /// <summary>The contract's version.</summary>
    public required int Version { get; init; }

    /// <summary>The commit that answered.</summary>
    public required long Generation { get; init; }

    /// <summary>Where it plays; see <see cref="PlayerLink"/>.</summary>
    public string? Link { get; init; }

    /// <summary>Its audio with the snip's range; see <see cref="PlayerLink"/>.</summary>
    public string? Audio { get; init; }

    /// <summary>What is said, in order.</summary>
    public required IReadOnlyList<TurnView> Turns { get; init; }

    /// <summary>What the user wrote.</summary>
    public string? Note { get; init; }

    /// <summary>What the app wrote.</summary>
    public string? Summary { get; init; }

    /// <summary>The sentence that was picked out.</summary>
    public string? Quote { get; init; }

    /// <summary>Where else the same is said.</summary>
    public required IReadOnlyList<MomentView> AlsoIn { get; init; }
}

/// <summary>What one speaker says without interruption; <see cref="Lines"/> is empty where nothing inside is timed.</summary>
public sealed record TurnView(string? Speaker, double? Start, double? End, bool Approximate, string Text, IReadOnlyList<LineView> Lines);

/// <summary>What the source times inside a turn, by its offset in the turn's text.</summary>
public sealed record LineView(int Offset, double Start, double? End);
