using SemanticSnips.Indexing;

namespace SemanticSnips;

/// <summary>What is to change in a person's own tags, star and note of a snip.</summary>
public sealed record MarkChange
{
    /// <summary>Tags to add; '#' before them is of no account.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to take away, those of the sources too.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>Whether the snip is starred; null to leave it.</summary>
    public bool? Favourite { get; init; }

    /// <summary>The own note, in place of the one before; empty for none, null to leave it.</summary>
    public string? Note { get; init; }
}

/// <summary>A person's own tags, stars and notes: kept in a file beside the index, over every import, and laid over what the sources say.</summary>
public static class SnipMarks
{
    /// <summary>Passages that are embedded at once for a new note; an import that is not through has more, and goes on itself.</summary>
    private const int FewPassages = 32;

    /// <summary>Changes the marks of one snip and commits: the file first, then the index. Where that was stopped, the next import ends it.</summary>
    /// <param name="writer">The index; stays the caller's.</param>
    /// <param name="id">The snip's whole id.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Stops embedding a new note; the note is searchable by words then.</param>
    /// <returns>The snip as it is now; null where there is none with that id.</returns>
    /// <exception cref="QueryException">The file of marks cannot be read; nothing was changed.</exception>
    /// <exception cref="IndexException">The index cannot be read or written.</exception>
    public static Snip? Change(SnipIndexWriter writer, string id, MarkChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(change);
        return Change(writer, writer.Model, id, change, cancellationToken);
    }

    /// <summary>Changes the marks of one snip in any store.</summary>
    internal static Snip? Change(ISnipStore store, ModelLoader model, string id, MarkChange change, CancellationToken cancellationToken)
    {
        if (!store.ReadRecords([id]).TryGetValue(id, out var record)) return null;
        var unmarked = record.Marked(null).Snip;
        var before = store.Marks.Find([id, .. record.Versions.Select(v => v.Id)]) ?? new Mark { Snip = id };
        var mark = Changed(before, unmarked, change) with { Title = unmarked.Title ?? unmarked.Episode.Title, Moment = EquivalenceKey.Of(unmarked) };
        store.Save([mark]);
        var marked = record.Marked(mark);
        if (marked.Mark?.Fingerprint == record.Mark?.Fingerprint) return marked.Snip;
        store.Put(marked);
        store.Commit(store.Sources);
        if (change.Note is not null && store.FindPending().Count is > 0 and <= FewPassages)
            Embedder.Run(store, model, Environment.ProcessorCount, null, cancellationToken);
        return marked.Snip;
    }

    /// <summary>The own note of a snip, without that of its sources; null for none.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="id">The snip's whole id.</param>
    /// <exception cref="QueryException">The file of marks cannot be read.</exception>
    public static string? NoteOf(string folder, string id) => Marks.Load(folder).Find([id])?.Note;

    private static Mark Changed(Mark mark, Snip unmarked, MarkChange change)
    {
        List<string> tags = [.. mark.Tags], untagged = [.. mark.Untagged];
        foreach (var tag in change.AddTags.Select(Plain).Where(t => t.Length > 0))
        {
            untagged.RemoveAll(t => Same(t, tag));
            if (!unmarked.Tags.Concat(tags).Any(t => Same(t, tag))) tags.Add(tag);
        }

        foreach (var tag in change.RemoveTags.Select(Plain))
        {
            tags.RemoveAll(t => Same(t, tag));
            untagged.AddRange(unmarked.Tags.Where(t => Same(t, tag) && !untagged.Contains(t)));
        }

        // A star that says what the sources say anyway is none of one's own.
        var favourite = change.Favourite is { } star ? (star == unmarked.Favourite ? null : star) : mark.Favourite;
        var note = change.Note is { } text ? (string.IsNullOrWhiteSpace(text) ? null : text.Trim()) : mark.Note;
        return mark with { Tags = tags, Untagged = untagged, Favourite = favourite, Note = note };

        static string Plain(string tag) => tag.Trim().TrimStart('#').Trim();

        static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    }
}
