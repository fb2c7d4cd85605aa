using System.Runtime.InteropServices;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;

namespace SemanticSnips.Postgres;

/// <summary>A record as it waits for its commit: cut, its words counted.</summary>
/// <param name="Document">What can be filtered on, and the record's bytes.</param>
/// <param name="Moment">See <see cref="EquivalenceKey.LookupOf"/>.</param>
/// <param name="Episode">What listings are ordered by.</param>
/// <param name="Passages">In order.</param>
internal sealed record PutSnip(SnipDocument Document, string Moment, Episode Episode, IReadOnlyList<PutPassage> Passages)
{
    /// <summary>Cuts a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cutter">Cuts.</param>
    /// <param name="stems">Keeps one text of each stem.</param>
    public static PutSnip Of(SnipRecord record, PassageCutter cutter, Dictionary<string, string> stems)
    {
        var document = SnipDocuments.Of(record, cutter.Cut(record.Snip));
        var moment = EquivalenceKey.LookupOf(EquivalenceKey.Of(record.Snip));
        var passages = document.Passages.Select(p => PutPassage.Of(p, stems)).ToList();
        return new PutSnip(document with { Passages = [] }, moment, record.Snip.Episode, passages);
    }
}

/// <summary>A passage as it waits for its commit.</summary>
/// <param name="From">First character in the snip's text.</param>
/// <param name="To">Character after the last.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="VectorKey">The key of its vector.</param>
/// <param name="Words">Its words with their places, as a tsvector.</param>
/// <param name="Speakers">The words of its speakers' names, likewise.</param>
/// <param name="Frequencies">How often each stem stands in it.</param>
/// <param name="Length">Words that BM25 counts.</param>
internal sealed record PutPassage(
    int From, int To, ChunkKind Kind, UInt128 VectorKey, byte[] Words, byte[] Speakers, (string Stem, int Frequency)[] Frequencies, int Length)
{
    public static PutPassage Of(PassageDocument passage, Dictionary<string, string> stems)
    {
        var words = PassageWords.Of(passage.Headings.Append(passage.Text));
        var speakers = PassageWords.Of(passage.Speakers);
        var counts = new Dictionary<string, int>(words.Frequencies, StringComparer.Ordinal);

        // Who speaks in a passage stands in it, too: once for each form of the name.
        foreach (var stem in speakers.Positions.Keys.Select(w => Keywords.Analysis.Stem(w)).OfType<string>()) counts[stem] = counts.GetValueOrDefault(stem) + 1;
        var frequencies = counts.Select(f =>
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(stems, f.Key, out _);
            return (known ??= f.Key, f.Value);
        });
        return new PutPassage(
            passage.From,
            passage.To,
            (ChunkKind)passage.Kind,
            passage.VectorKey,
            BinaryRows.WordVector(words.Positions),
            BinaryRows.WordVector(speakers.Positions),
            [.. frequencies],
            words.Length);
    }
}
