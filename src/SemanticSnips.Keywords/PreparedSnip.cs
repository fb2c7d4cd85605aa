namespace SemanticSnips.Keywords;

/// <summary>A snip whose passages' words were read, ready to be written.</summary>
/// <param name="Snip">The snip.</param>
/// <param name="Words">The words of each of its passages: headings and text, and who speaks.</param>
internal sealed record PreparedSnip(SnipDocument Snip, IReadOnlyList<(WordList Text, WordList Speakers)> Words)
{
    /// <summary>Reads a snip's words.</summary>
    /// <param name="snip">The snip.</param>
    /// <param name="reader">Used meanwhile.</param>
    public static PreparedSnip Of(SnipDocument snip, WordListReader reader) =>
        new(snip, [.. snip.Passages.Select(p => (reader.Read(p.Headings.Append(p.Text)), reader.Read(p.Speakers)))]);
}
