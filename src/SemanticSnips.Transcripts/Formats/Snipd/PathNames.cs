namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>The Obsidian plugin files an episode as <c>Show/Episode.md</c>, and in its archives by the episode's uuid; those names stand in where the text
/// has none.</summary>
internal static class PathNames
{
    private const int UuidLength = 36;

    public static void FillIn(EpisodeDraft episode, SourceText source)
    {
        var parts = source.File.Split('/', '\\');
        var name = source.Name;
        if (name.Length > UuidLength && name[UuidLength] == '_' && Guid.TryParseExact(name.AsSpan(0, UuidLength), "D", out var id))
        {
            source.Episodes.FillIn(episode, id);
            episode.Take("episode url", $"https://share.snipd.com/episode/{id:D}");
            return;
        }

        if (episode.Title is null && episode.Heading is null && name != "-") episode.Heading = SnipdText.Value(Path.GetFileNameWithoutExtension(name));
        if (episode.Show is null && parts.Length > 1 && parts[^2] is not ("" or "." or ".." or "Data" or "Snipd" or "episodes"))
            episode.Show = SnipdText.Value(parts[^2]);
    }
}
