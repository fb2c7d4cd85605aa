using SemanticSnips.Indexing;
using SemanticSnips.Keywords;

namespace SemanticSnips;

/// <summary>A file, or an entry of an archive, that snips of a library come from.</summary>
/// <param name="Path">The absolute path; an archive's entry after '!'.</param>
/// <param name="Root">What was named when it was imported; null where it was standard input, or is not imported again.</param>
/// <param name="Format">One of <see cref="TranscriptReader.Formats"/>; null where that is not known any more.</param>
/// <param name="Snips">Snips that it has a version of.</param>
/// <param name="LastRead">When it was read last; null where that is not known any more.</param>
public sealed record ImportedSource(string Path, string? Root, string? Format, int Snips, DateTimeOffset? LastRead);

/// <summary>What a removal takes out, or would.</summary>
/// <param name="Removed">Snips that leave the library, by id.</param>
/// <param name="Kept">Snips that another source has as well, and that stay.</param>
/// <param name="Roots">Files and folders that are not imported again.</param>
public sealed record RemovalReport(IReadOnlyList<string> Removed, int Kept, IReadOnlyList<string> Roots);

/// <summary>Where the snips of a library come from, and how they leave it.</summary>
public static class LibrarySources
{
    /// <summary>Every source, by path. Makes, changes and locks nothing.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <exception cref="IndexException">There is no index, or it cannot be read.</exception>
    public static IReadOnlyList<ImportedSource> Read(string folder) =>
        Of(IndexCommit.ReadManifest(folder).Roots, SourceLog.Load(folder), ReadStates(folder));

    /// <summary>The sources of some snips, by path.</summary>
    internal static IReadOnlyList<ImportedSource> Of(
        IReadOnlyList<string> roots, IReadOnlyDictionary<string, SourceRead> reads, IEnumerable<SnipState> states) =>
        [.. states
            .SelectMany(s => s.Versions.Select(v => v.Source).Distinct(StringComparer.Ordinal))
            .CountBy(s => s, StringComparer.Ordinal)
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new ImportedSource(s.Key, RootOf(s.Key, roots), reads.GetValueOrDefault(s.Key)?.Format, s.Value, reads.GetValueOrDefault(s.Key)?.At))];

    /// <summary>What <see cref="Forget(SnipIndexWriter, string)"/> would take out. Makes, changes and locks nothing.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="path">As there.</param>
    /// <exception cref="IndexException">There is no index, or it cannot be read.</exception>
    public static RemovalReport WeighForget(string folder, string path) => Weigh(ReadStates(folder), IndexCommit.ReadManifest(folder).Roots, path);

    /// <summary>Takes out what a source said and forgets it: snips that no other source has leave the library.</summary>
    /// <param name="writer">The index; stays the caller's.</param>
    /// <param name="path">The absolute path of a file, folder or archive's entry, or "-" for standard input.</param>
    /// <exception cref="IndexException">The index cannot be read or written; what was committed stays.</exception>
    public static RemovalReport Forget(SnipIndexWriter writer, string path)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Forget((ISnipStore)writer, path);
    }

    /// <summary>Forgets a source in any store.</summary>
    internal static RemovalReport Forget(ISnipStore store, string path)
    {
        var report = Weigh(store.ReadStates(), store.Sources.Roots, path);
        var sources = store.Sources with
        {
            Roots = [.. store.Sources.Roots.Except(report.Roots)],
            Files = Without(store.Sources.Files, p => SourceTally.IsBelow(p, path)),
        };
        var library = new LibraryState(store);
        library.Settle([path], removes: true, store.Sources);
        library.Commit(sources);
        store.Note([], source => SourceTally.IsBelow(source, path));
        return report;
    }

    /// <summary>Takes snips out for good: imports leave them out, until they are restored.</summary>
    /// <param name="writer">The index; stays the caller's.</param>
    /// <param name="ids">Whole ids; those that there are none of are passed over.</param>
    /// <exception cref="QueryException">The file of marks, in which it is noted, cannot be read; nothing was changed.</exception>
    /// <exception cref="IndexException">The index cannot be read or written; what was committed stays.</exception>
    public static RemovalReport Remove(SnipIndexWriter writer, IReadOnlyCollection<string> ids)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Remove((ISnipStore)writer, ids);
    }

    /// <summary>Takes snips out of any store.</summary>
    internal static RemovalReport Remove(ISnipStore store, IReadOnlyCollection<string> ids)
    {
        var marks = store.Marks;
        var records = store.ReadRecords(ids);
        store.Save([.. records.Values.SelectMany(r => r.Versions).DistinctBy(v => v.Id).Select(version =>
            (marks.Find([version.Id]) ?? new Mark { Snip = version.Id }) with
            {
                Removed = true,
                Source = version.Source,
                Title = version.Title ?? version.Episode.Title,
            })]);
        foreach (var id in records.Keys) store.Remove(id);
        store.Commit(store.Sources);
        return new RemovalReport([.. records.Keys.Order(StringComparer.Ordinal)], 0, []);
    }

    /// <summary>Lets imports take up removed snips again.</summary>
    /// <param name="writer">The index; stays the caller's.</param>
    /// <param name="id">How the id of a removed snip begins.</param>
    /// <returns>Where the snips come from: importing that brings them back. Empty where no removed snip's id begins so.</returns>
    /// <exception cref="QueryException">The file of marks cannot be read; nothing was changed.</exception>
    /// <exception cref="IndexException">The index cannot be read or written; what was committed stays.</exception>
    public static IReadOnlyList<string> Restore(SnipIndexWriter writer, string id)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return Restore((ISnipStore)writer, id);
    }

    /// <summary>Restores in any store.</summary>
    internal static IReadOnlyList<string> Restore(ISnipStore store, string id)
    {
        var removed = store.Marks.Removed.Where(m => m.Snip.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (removed.Count == 0) return [];
        store.Save(removed.ConvertAll(mark => mark with { Removed = false }));
        var sources = removed.Select(m => m.Source).OfType<string>().Distinct(StringComparer.Ordinal).ToList();

        // What is known of the files is that they hold nothing new, which is not so any more.
        store.Commit(store.Sources with { Files = Without(store.Sources.Files, p => sources.Any(s => SourceTally.IsBelow(s, p))) });
        return sources;
    }

    private static SourceLedger Without(SourceLedger files, Func<string, bool> isForgotten) => files.With(isForgotten, []);

    internal static RemovalReport Weigh(IReadOnlyList<SnipState> states, IReadOnlyList<string> roots, string path)
    {
        var touched = states.Where(s => s.Versions.Any(v => SourceTally.IsBelow(v.Source, path))).ToLookup(
            s => s.Versions.All(v => SourceTally.IsBelow(v.Source, path)), s => s.Id);
        return new RemovalReport(
            [.. touched[true].Order(StringComparer.Ordinal)], touched[false].Count(), [.. roots.Where(r => SourceTally.IsBelow(r, path))]);
    }

    private static string? RootOf(string source, IReadOnlyList<string> roots) => roots.Where(r => SourceTally.IsBelow(source, r)).MaxBy(r => r.Length);

    private static List<SnipState> ReadStates(string folder) => IndexFaults.Reading(folder, () =>
    {
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(folder));
        return committed.ReadStates().Select(s => SnipState.Parse(s.Span)).ToList();
    });
}
