namespace SemanticSnips.Keywords;

/// <summary>The Lucene fields of both kinds of documents: passages, and after them their snip, in one block.</summary>
internal static class Fields
{
    /// <summary>The snip's id, on every document of its block, so that one term deletes it whole.</summary>
    public const string Id = "id";

    /// <summary>Words of a passage, for BM25, phrases and exclusions: unstemmed, stop words included.</summary>
    public const string Text = "text";

    public const string Speaker = "speaker";

    // Conditions on the whole snip stand on its own document alone.
    public const string Show = "show";
    public const string Episode = "episode";
    public const string Title = "title";
    public const string Note = "note";
    public const string Guest = "guest";
    public const string Tag = "tag";

    /// <summary>The date as the number yyyymmdd.</summary>
    public const string Date = "date";

    public const string Flag = "flag";
    public const string Favourite = "favourite";
    public const string Transcript = "transcript";

    public const string EpisodeKey = "episodekey";

    /// <summary>Doc values of a passage: the character span, the number of words that BM25 counts, the vector's key and the kind in 29 bytes.</summary>
    public const string Passage = "passage";

    /// <summary>Doc values of a snip: number of passages, begin and end in ms (-1 unknown) and the date as a day number (0 unknown), in 24 bytes.</summary>
    public const string Snip = "snip";

    /// <summary>Doc values of a snip: the caller's state.</summary>
    public const string State = "state";

    /// <summary>Stored on a snip: the caller's content.</summary>
    public const string Content = "content";
}
