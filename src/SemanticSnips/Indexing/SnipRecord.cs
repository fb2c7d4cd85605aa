using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SemanticSnips.Indexing;

/// <summary>One snip as the index keeps it: every version that a source contributed, and what they come to together.</summary>
/// <remarks>Immutable. The merged snip depends only on the set of versions, not on the order in which they came. What several sources say alike is stored
/// once.</remarks>
internal sealed class SnipRecord
{
    private readonly Lazy<IReadOnlyList<(string Fingerprint, byte[] Json)>> _said;

    private SnipRecord(IReadOnlyList<Snip> versions, Mark? mark)
    {
        Versions = versions;
        Mark = mark is { IsSilent: false } ? mark.Said : null;
        var merged = SnipMerge.Merge(versions);
        Snip = Mark?.Over(merged) ?? merged;
        _said = new(() => [.. versions.Select(Say)]);
    }

    /// <summary>One version a source, oldest export first.</summary>
    public IReadOnlyList<Snip> Versions { get; }

    /// <summary>What the user marked it with; null for nothing.</summary>
    public Mark? Mark { get; }

    /// <summary>The versions merged, the newest wins, field by field; and the user's mark over them.</summary>
    public Snip Snip { get; }

    public static SnipRecord Of(IEnumerable<Snip> versions, Mark? mark = null) =>
        new([.. versions.OrderBy(v => v.Exported).ThenBy(v => v.Source, StringComparer.Ordinal).ThenBy(v => v.Id, StringComparer.Ordinal)], mark);

    public static SnipRecord Parse(byte[] content)
    {
        var stored = JsonSerializer.Deserialize(content, StoredJson.Record)!;
        return Of(
            stored.Where(s => s.Mark is null).SelectMany(v => v.By.Select(by => v.Snip with { Source = by.Source, Exported = by.Exported })),
            stored.Select(s => s.Mark).OfType<Mark>().FirstOrDefault());
    }

    /// <summary>The record with another mark; null for none.</summary>
    public SnipRecord Marked(Mark? mark) => new(Versions, mark);

    public byte[] ToContent()
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartArray();
            foreach (var same in Versions.Zip(_said.Value).GroupBy(v => v.Second.Fingerprint))
            {
                json.WriteStartObject();
                json.WritePropertyName(nameof(SaidBy.Snip));
                json.WriteRawValue(same.First().Second.Json, skipInputValidation: true);
                json.WritePropertyName(nameof(SaidBy.By));
                JsonSerializer.Serialize(json, [.. same.Select(v => new Origin(v.First.Source, v.First.Exported))], SnipJson.Default.IReadOnlyListOrigin);
                json.WriteEndObject();
            }

            if (Mark is not null)
            {
                json.WriteStartObject();
                json.WritePropertyName(nameof(SaidBy.Mark));
                JsonSerializer.Serialize(json, Mark, SnipJson.Default.Mark);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return content.ToArray();
    }

    /// <summary>With a version in place of the one from the same source, and without those that are of no use any more.</summary>
    /// <param name="version">What a source says now.</param>
    /// <param name="isThere">Whether a source is still there. What a lost one said stays as long as no other says it: each export of an app may be a new file
    /// that says all over again.</param>
    public SnipRecord With(Snip version, Func<string, bool> isThere)
    {
        var record = Of(Versions.Where(v => v.Source != version.Source).Append(version), Mark);
        foreach (var lost in record.Versions.Where(v => v.Source != version.Source && !isThere(v.Source)))
        {
            var without = record.Without(v => v == lost)!;
            if (Fingerprint(without.Snip) == Fingerprint(record.Snip)) record = without;
        }

        return record;
    }

    /// <summary>Without a source's version; null when none is left.</summary>
    public SnipRecord? Without(Func<Snip, bool> gone)
    {
        var left = Versions.Where(v => !gone(v)).ToList();
        return left.Count > 0 ? Of(left, Mark) : null;
    }

    /// <summary>What is known of each version without reading the record: enough to see that nothing changed.</summary>
    public byte[] ToState() =>
        Encoding.UTF8.GetBytes(
        string.Join('\n', States().Select(v => $"{v.Fingerprint} {v.SnipId}\t{v.Source}").Prepend(
            $"{Snip.Id}\t{EquivalenceKey.Of(Snip)}{(Mark is null ? "" : "\t" + Mark.Fingerprint)}")));

    /// <summary>The versions as <see cref="ToState"/> names them.</summary>
    public IEnumerable<VersionState> States() => Versions.Zip(_said.Value, (v, said) => new VersionState(said.Fingerprint, v.Id, v.Source));

    /// <summary>A hash of what a version says, without where and when it was exported.</summary>
    public static string Fingerprint(Snip snip) => Say(snip).Fingerprint;

    private static (string Fingerprint, byte[] Json) Say(Snip snip)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(snip with { Source = "", Exported = null }, StoredJson.Snip);
        return (Convert.ToHexStringLower(SHA256.HashData(json), 0, 12), json);
    }
}

/// <summary>What some sources say alike, as it is stored; or what the user marked the snip with, alone.</summary>
/// <param name="Snip">What they say, without source and export date.</param>
/// <param name="By">Who says it, and as of when.</param>
/// <param name="Mark">The mark; then nothing else is there.</param>
internal sealed record SaidBy(Snip Snip, IReadOnlyList<Origin> By, Mark? Mark = null);

/// <summary>Where a version comes from.</summary>
/// <param name="Source">See <see cref="Snip.Source"/>.</param>
/// <param name="Exported">See <see cref="Snip.Exported"/>.</param>
internal sealed record Origin(string Source, DateTimeOffset? Exported);

/// <summary>A line of a record's state, parsed back.</summary>
/// <param name="Fingerprint">See <see cref="SnipRecord.Fingerprint"/>.</param>
/// <param name="SnipId">The version's own id.</param>
/// <param name="Source">The version's source.</param>
internal readonly record struct VersionState(string Fingerprint, string SnipId, string Source);

/// <summary>A record's state, parsed back.</summary>
/// <param name="Id">The snip's id.</param>
/// <param name="EquivalenceKey">See <see cref="Indexing.EquivalenceKey.Of"/>.</param>
/// <param name="Versions">What the sources say.</param>
/// <param name="Mark">The fingerprint of the user's mark; null for none.</param>
internal sealed record SnipState(string Id, string EquivalenceKey, IReadOnlyList<VersionState> Versions, string? Mark = null)
{
    public static SnipState Parse(ReadOnlySpan<byte> state)
    {
        var lines = Encoding.UTF8.GetString(state).Split('\n');
        var head = lines[0].Split('\t', 3);
        var versions = new VersionState[lines.Length - 1];
        for (var i = 0; i < versions.Length; i++)
        {
            var line = lines[i + 1];
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            versions[i] = new VersionState(line[..space], line[(space + 1)..tab], line[(tab + 1)..]);
        }

        return new SnipState(head[0], head[1], versions, head.Length > 2 ? head[2] : null);
    }
}
