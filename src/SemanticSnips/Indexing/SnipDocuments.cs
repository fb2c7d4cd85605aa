using SemanticSnips.Keywords;

namespace SemanticSnips.Indexing;

/// <summary>Lays a record out for the keyword index.</summary>
internal static class SnipDocuments
{
    public static SnipDocument Of(SnipRecord record, IReadOnlyList<Passage> passages)
    {
        var snip = record.Snip;
        return new SnipDocument
        {
            Id = snip.Id,
            EpisodeKey = EquivalenceKey.Episode(snip),
            Start = snip.Start,
            End = snip.End,
            Show = snip.Episode.Show,
            Episode = snip.Episode.Title,
            Title = snip.Title,
            Note = snip.Note,
            Guests = snip.Episode.Guests,
            Tags = snip.Tags,
            Date = snip.Episode.Published ?? (snip.Created is { } created ? DateOnly.FromDateTime(created.DateTime) : null),
            Favourite = snip.Favourite,
            HasTranscript = snip.HasTranscript,
            Content = record.ToContent(),
            State = record.ToState(),
            Passages = [.. passages.Select(p => new PassageDocument
            {
                Text = p.Text,
                Headings = p.Headings,
                Speakers = p.Speakers,
                VectorKey = p.VectorKey,
                From = p.Chunk.From,
                To = p.Chunk.To,
                Kind = (byte)p.Chunk.Kind,
            })],
        };
    }
}
