namespace SemanticSnips.Indexing;

/// <summary>Several versions of one snip, from exports of different days or formats, to one.</summary>
internal static class SnipMerge
{
    /// <summary>The newest version, its gaps filled from the older ones.</summary>
    /// <param name="versions">At least one, oldest first.</param>
    public static Snip Merge(IReadOnlyList<Snip> versions)
    {
        var merged = versions[^1];
        for (var i = versions.Count - 2; i >= 0; i--) merged = Fill(merged, versions[i]);

        // The id from a link stays the same wherever the snip is exported to; a hash of the content does not.
        var linked = versions.LastOrDefault(v => Guid.TryParse(v.Id, out _));
        return linked is null ? merged : merged with { Id = linked.Id };
    }

    private static Snip Fill(Snip newer, Snip older) => newer with
    {
        Episode = Fill(newer.Episode, older.Episode),
        Start = newer.Start ?? older.Start,
        End = newer.End ?? older.End,
        Title = newer.Title ?? older.Title,
        Note = newer.Note ?? older.Note,
        Summary = newer.Summary ?? older.Summary,
        Quote = newer.Quote ?? older.Quote,
        Tags = newer.Tags.Count > 0 ? newer.Tags : older.Tags,
        Favourite = newer.Favourite || older.Favourite,
        Url = newer.Url ?? older.Url,
        Created = newer.Created ?? older.Created,
        AudioUrl = newer.AudioUrl ?? older.AudioUrl,
        Turns = Fill(newer.Turns, older.Turns),
    };

    /// <summary>The newer turns; where the older ones say the same and only they are timed inside, those.</summary>
    private static IReadOnlyList<Turn> Fill(IReadOnlyList<Turn> newer, IReadOnlyList<Turn> older)
    {
        if (newer.Count == 0) return older;
        var isTimed = newer.Any(t => t.Lines.Count > 0) || !older.Any(t => t.Lines.Count > 0);
        return isTimed || !newer.Select(t => (t.Speaker, t.Text)).SequenceEqual(older.Select(t => (t.Speaker, t.Text))) ? newer : older;
    }

    private static Episode Fill(Episode newer, Episode older) => newer with
    {
        Title = newer.Title is { } title && !(older.Title?.StartsWith(title, StringComparison.Ordinal) ?? false) ? title : older.Title ?? newer.Title,
        Show = newer.Show ?? older.Show,
        Host = newer.Host ?? older.Host,
        Guests = newer.Guests.Count > 0 ? newer.Guests : older.Guests,
        Books = newer.Books.Count > 0 ? newer.Books : older.Books,
        Published = newer.Published ?? older.Published,
        Duration = newer.Duration ?? older.Duration,
        Url = newer.Url ?? older.Url,
        Description = newer.Description ?? older.Description,
        ShowNotes = newer.ShowNotes ?? older.ShowNotes,
        Chapters = newer.Chapters.Count > 0 ? newer.Chapters : older.Chapters,
    };
}
