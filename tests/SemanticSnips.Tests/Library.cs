namespace SemanticSnips.Tests;

/// <summary>Small libraries for the tiny model.</summary>
internal static class Library
{
    /// <summary>A snip of an episode of its own.</summary>
    public static Snip Snip(string id, string speech) => new()
    {
        Id = id,
        Source = "test",
        Episode = new Episode { Title = $"The episode of {id}" },
        Turns = [new Turn("Ann", speech)],
    };

    /// <summary>An index of some snips, embedded.</summary>
    public static IndexFolder Filled(params IEnumerable<Snip> snips)
    {
        var folder = new IndexFolder();
        using var writer = folder.Write();
        foreach (var snip in snips) writer.Put(snip);
        writer.Commit();
        writer.EmbedPending();
        return folder;
    }
}
