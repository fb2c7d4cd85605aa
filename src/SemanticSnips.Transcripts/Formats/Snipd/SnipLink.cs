using System.Buffers;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>A link to a snip. Players embed another uuid under another address, which is no snip's.</summary>
/// <param name="Url">The address, with its scheme.</param>
/// <param name="Id">The uuid in lower case; null where the address has another kind of name.</param>
/// <param name="Begin">Where the address begins in the line.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal sealed record SnipLink(string Url, string? Id, int Begin, int End)
{
    private const string Address = "share.snipd.com/snip/";

    private static readonly SearchValues<char> AddressEnds = SearchValues.Create(" )]>\"?#/");

    public static bool IsIn(ReadOnlySpan<char> line) => line.Contains(Address, StringComparison.Ordinal);

    /// <summary>The last such link of a line; null where there is none.</summary>
    public static SnipLink? Find(ReadOnlySpan<char> line)
    {
        var at = line.LastIndexOf(Address);
        if (at < 0) return null;
        var name = line[(at + Address.Length)..];
        name = name[..(name.IndexOfAny(AddressEnds) is >= 0 and var end ? end : name.Length)];
        var begin = line[..at].EndsWith("https://") ? at - 8 : at;
        return new SnipLink(
            string.Concat("https://", line[at..(at + Address.Length)], name),
            name.Length == 36 && Guid.TryParseExact(name, "D", out var id) ? id.ToString("D") : null,
            begin,
            at + Address.Length + name.Length);
    }
}
