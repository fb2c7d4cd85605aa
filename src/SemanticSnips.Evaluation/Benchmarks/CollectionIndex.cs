using System.Diagnostics;
using SemanticSnips.Chunking;
using SemanticSnips.Indexing;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Evaluation;

/// <summary>An index over a test collection: every document a snip.</summary>
public static class CollectionIndex
{
    /// <summary>Positions in the file stand for times, so that the engine knows which passage follows which.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(60);

    /// <summary>Builds the index of a collection, or brings it in step; what has a vector keeps it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="chunker">How to cut chunks; null for the defaults.</param>
    /// <param name="progress">Told as embedding goes on.</param>
    /// <param name="cancellation">Stops at once; the next call goes on from there.</param>
    /// <returns>Passages embedded, and how long that took.</returns>
    public static (int Embedded, TimeSpan Elapsed) Build(
        TestCollection collection, string folder, ModelLoader model, ChunkerOptions? chunker = null, IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var writer = SnipIndexWriter.Open(folder, model, chunker, rebuild: SnipIndex.Exists(folder));
        var known = writer.ReadStates().ToDictionary(s => s.Id, s => s.Versions[0].Fingerprint, StringComparer.Ordinal);
        var changed = false;
        foreach (var snip in ReadSnips(collection))
        {
            cancellation.ThrowIfCancellationRequested();
            if (known.Remove(snip.Id, out var fingerprint) && fingerprint == SnipRecord.Fingerprint(snip)) continue;
            writer.Put(snip);
            changed = true;
        }

        foreach (var id in known.Keys) writer.Remove(id);
        if (changed || known.Count > 0) writer.Commit();
        var clock = Stopwatch.StartNew();
        var embedded = writer.EmbedPending(progress, cancellation);
        return (embedded, clock.Elapsed);
    }

    /// <summary>The key that the snips of a group share.</summary>
    internal static string EpisodeKeyOf(string group) => EquivalenceKey.Episode(ToSnip(new TestDocument("", "", "", group), 0));

    private static IEnumerable<Snip> ReadSnips(TestCollection collection)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var document in collection.ReadDocuments())
        {
            var episode = EpisodeOf(document.Id, document.Group) ?? "";
            var position = positions.GetValueOrDefault(episode);
            positions[episode] = position + 1;
            yield return ToSnip(document, position);
        }
    }

    private static Snip ToSnip(TestDocument document, int position)
    {
        var episode = EpisodeOf(document.Id, document.Group);
        var name = episode ?? document.Id;
        return new Snip
        {
            Id = document.Id,
            Episode = new Episode { Url = name },
            Start = episode is null ? null : Step * position,
            End = episode is null ? null : Step * (position + 1),
            // The title of a stream's passages is the episode's: the same for all of them.
            Title = episode is null && document.Title.Length > 0 ? document.Title : null,
            Turns = string.IsNullOrWhiteSpace(document.Text) ? [] : [new Turn(null, document.Text)],
            Source = "corpus.jsonl",
        };
    }

    /// <summary>The recording that a document is a passage of: its group, else what stands before '#' in its id; null where documents are independent.</summary>
    private static string? EpisodeOf(string document, string? group) =>
        group ?? (document.IndexOf('#', StringComparison.Ordinal) is > 0 and var mark ? document[..mark] : null);
}
