using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Indexing;

/// <summary>One snip as the index keeps it: every version that a source contributed, and what they come to together.</summary>
/// <remarks>Immutable. The merged snip depends only on the set of versions, not on the order in which they came.</remarks>
internal sealed class SnipRecord
{
    private SnipRecord(IReadOnlyList<Snip> versions)
    {
        Versions = versions;
        Snip = SnipMerge.Merge(versions);
    }

    /// <summary>One version a source, oldest export first.</summary>
    public IReadOnlyList<Snip> Versions { get; }

    /// <summary>The versions merged: the newest wins, field by field.</summary>
    public Snip Snip { get; }

    public static SnipRecord Of(IEnumerable<Snip> versions) =>
        new([.. versions.OrderBy(v => v.Exported).ThenBy(v => v.Source, StringComparer.Ordinal).ThenBy(v => v.Id, StringComparer.Ordinal)]);

    public static SnipRecord Parse(byte[] content) => Of(JsonSerializer.Deserialize(content, SnipJson.Default.IReadOnlyListSnip)!);

    public byte[] ToContent() => JsonSerializer.SerializeToUtf8Bytes(Versions, SnipJson.Default.IReadOnlyListSnip);

    /// <summary>With a version in place of the one from the same source.</summary>
    public SnipRecord With(Snip version) => Of(Versions.Where(v => v.Source != version.Source).Append(version));

    /// <summary>Without a source's version; null when none is left.</summary>
    public SnipRecord? Without(Func<Snip, bool> gone)
    {
        var left = Versions.Where(v => !gone(v)).ToList();
        return left.Count > 0 ? Of(left) : null;
    }

    /// <summary>What is known of each version without reading the record: enough to see that nothing changed.</summary>
    public byte[] ToState() =>
        Encoding.UTF8.GetBytes(string.Join('\n', Versions.Select(v => $"{Fingerprint(v)} {v.Id}\t{v.Source}").Prepend($"{Snip.Id}\t{EquivalenceKey.Of(Snip)}")));

    /// <summary>A hash of what a version says, without where and when it was exported.</summary>
    public static string Fingerprint(Snip snip)
    {
        var bare = snip with { Source = "", Exported = null };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(bare, SnipJson.Default.Snip)), 0, 12);
    }
}

/// <summary>A line of a record's state, parsed back.</summary>
/// <param name="Fingerprint">See <see cref="SnipRecord.Fingerprint"/>.</param>
/// <param name="SnipId">The version's own id.</param>
/// <param name="Source">The version's source.</param>
internal readonly record struct VersionState(string Fingerprint, string SnipId, string Source);

/// <summary>A record's state, parsed back.</summary>
internal sealed record SnipState(string Id, string EquivalenceKey, IReadOnlyList<VersionState> Versions)
{
    public static SnipState Parse(ReadOnlySpan<byte> state)
    {
        var lines = Encoding.UTF8.GetString(state).Split('\n');
        var head = lines[0].Split('\t', 2);
        var versions = lines.Skip(1).Select(line =>
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            return new VersionState(line[..space], line[(space + 1)..tab], line[(tab + 1)..]);
        });
        return new SnipState(head[0], head[1], [.. versions]);
    }
}
