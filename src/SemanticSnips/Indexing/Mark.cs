using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SemanticSnips.Indexing;

/// <summary>What a person said of one snip here, rather than in the app that it came from: own tags, a star, a note, or that it is to stay away.</summary>
/// <remarks>
/// Immutable. It is laid over what the sources say, and never becomes one of their versions: it adds to a field, where a version replaces it.
/// </remarks>
internal sealed record Mark
{
    /// <summary>The id of the snip, or of one of its versions.</summary>
    [JsonPropertyName("snip")]
    public required string Snip { get; init; }

    /// <summary>The snip's title, for people who read the file.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>The snip's <see cref="EquivalenceKey"/>: finds it where an export gives it another id.</summary>
    [JsonPropertyName("moment")]
    public string? Moment { get; init; }

    /// <summary>Tags besides those of the sources.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>Tags of the sources that are not wanted.</summary>
    [JsonPropertyName("untagged")]
    public IReadOnlyList<string> Untagged { get; init => field = value ?? []; } = [];

    /// <summary>Whether it is starred, whatever the sources say; null where they decide.</summary>
    [JsonPropertyName("favourite")]
    public bool? Favourite { get; init; }

    /// <summary>A note below that of the sources.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }

    /// <summary>Whether imports leave the snip out.</summary>
    [JsonPropertyName("removed")]
    public bool Removed { get; init; }

    /// <summary>Where a removed snip came from.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; init; }

    /// <summary>Whether it says nothing of what is shown.</summary>
    [JsonIgnore]
    public bool IsSilent => Tags.Count == 0 && Untagged.Count == 0 && Favourite is null && Note is null;

    /// <summary>What of it is stored with a snip.</summary>
    [JsonIgnore]
    public Mark Said => new() { Snip = Snip, Tags = Tags, Untagged = Untagged, Favourite = Favourite, Note = Note };

    /// <summary>A hash of what it says of the snip, whatever id it names.</summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Said with { Snip = "" }, SnipJson.Default.Mark)), 0, 6);

    /// <summary>The snip as it is with this.</summary>
    public Snip Over(Snip snip)
    {
        var tags = snip.Tags.Where(t => !Untagged.Contains(t, StringComparer.OrdinalIgnoreCase)).ToList();
        tags.AddRange(Tags.Where(t => !tags.Contains(t, StringComparer.OrdinalIgnoreCase)));
        return snip with
        {
            Tags = tags,
            Favourite = Favourite ?? snip.Favourite,
            Note = Note is null ? snip.Note : string.IsNullOrWhiteSpace(snip.Note) ? Note : $"{snip.Note}\n{Note}",
        };
    }

    /// <summary>Two of one snip as one; what the other one says of the star counts where this one says nothing.</summary>
    public Mark With(Mark other) => this with
    {
        Tags = [.. Tags.Union(other.Tags, StringComparer.OrdinalIgnoreCase)],
        Untagged = [.. Untagged.Union(other.Untagged, StringComparer.OrdinalIgnoreCase)],
        Favourite = Favourite ?? other.Favourite,
        Note = Note is null || other.Note is null || Note == other.Note ? Note ?? other.Note : $"{Note}\n{other.Note}",
    };
}
