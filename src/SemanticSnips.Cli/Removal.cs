namespace SemanticSnips.Cli;

/// <summary>What a person wants out of the library: a source, a show or a snip.</summary>
internal abstract record Removal(string Name)
{
    /// <summary>What is imported again and holds the source as well; null for none.</summary>
    public virtual string? ComesBackWith => null;

    /// <summary>Finds out what is meant.</summary>
    /// <exception cref="UsageException">Nothing has that name.</exception>
    /// <exception cref="QueryException">Several snips are meant.</exception>
    public static Removal Of(Session session, string typed)
    {
        var editor = session.Editor;
        var path = typed == "-" ? typed : Path.TrimEndingDirectorySeparator(session.Host.FullPath(typed));
        var known = editor.WeighForget(path);
        if (known.Removed.Count + known.Kept + known.Roots.Count > 0)
        {
            var above = Session.Wait(session.Library.StatusAsync(session.Host.Stop)).Roots.FirstOrDefault(r => path != r && IsBelow(path, r));
            return new Source(editor, path, typed == "-" ? "what came from standard input" : $"what '{session.Host.Shorten(path)}' brought", above);
        }

        var shows = Session.Wait(session.Library.FacetsAsync(null, Commands.CommonOptions.MostResults, session.Host.Stop)).Shows;
        if (shows.FirstOrDefault(s => string.Equals(s.Name, typed, StringComparison.OrdinalIgnoreCase)) is { } show)
        {
            var ids = SnipsOf(session, show.Name).Select(s => s.Id).ToList();
            return new Snips(editor, ids, $"all of the show “{show.Name}”");
        }

        if (Session.Wait(session.Library.FindAsync(typed, session.Host.Stop)) is { } snip)
            return new Snips(editor, [snip.Snip.Id], $"“{snip.Snip.Title ?? snip.Snip.Episode.Title ?? snip.Snip.Id}”");
        throw new UsageException(
            $"'{typed}' is no source, show or snip of the library.{ParseErrors.Guess(typed, shows.Select(s => s.Name))}",
                "See: snips sources, snips facets, snips list");
    }

    /// <summary>What leaves; changes nothing.</summary>
    public abstract RemovalReport Weigh();

    /// <summary>Takes it out.</summary>
    public abstract RemovalReport Do();

    private static bool IsBelow(string path, string root) => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || path.StartsWith(root + "!", StringComparison.Ordinal);

    private static IEnumerable<Snip> SnipsOf(Session session, string show) =>
        Commands.ListCommand.Read(session.Library, $"show:\"{show.Replace('"', ' ')}\"", 0, int.MaxValue, session.Host.Stop).Snips
            .Where(s => s.Episode.Show == show);

    private sealed record Source(ILibraryEditor Editor, string Path, string Name, string? Above) : Removal(Name)
    {
        public override string? ComesBackWith => Above;

        public override RemovalReport Weigh() => Editor.WeighForget(Path);

        public override RemovalReport Do() => Editor.Forget(Path);
    }

    private sealed record Snips(ILibraryEditor Editor, IReadOnlyList<string> Ids, string Name) : Removal(Name)
    {
        public override RemovalReport Weigh() => new(Ids, 0, []);

        public override RemovalReport Do() => Editor.Remove([.. Ids]);
    }
}
