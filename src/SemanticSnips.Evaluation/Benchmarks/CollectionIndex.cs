using System.Diagnostics;
using SemanticSnips.Chunking;
using SemanticSnips.Indexing;

namespace SemanticSnips.Evaluation;

/// <summary>An index over a test collection: every document a snip.</summary>
public static class CollectionIndex
{
    /// <summary>Where the corpus gives no times, positions in the file stand for them, so that the engine knows which passage follows which.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(60);

    /// <summary>The smallest chunk that makes sense.</summary>
    public const int FewestTokens = 16;

    /// <summary>A document is what BEIR retrieves and judges, so that one which fits the model's window stays whole.</summary>
    public static ChunkerOptions WholeDocuments { get; } = new(100, 440, 1);

    /// <summary>How documents are cut with chunks of a size and overlap.</summary>
    /// <param name="maxTokens">Model tokens a chunk at most, from <see cref="FewestTokens"/> on; null to keep documents whole that fit the model's
    /// window.</param>
    /// <param name="overlapSentences">Sentences that a chunk repeats of the one before; null for one.</param>
    public static ChunkerOptions ChunkingOf(int? maxTokens, int? overlapSentences)
    {
        var tokens = maxTokens ?? WholeDocuments.MaxTokens;
        return new ChunkerOptions(Math.Min(WholeDocuments.MinTokens, tokens / 2), tokens, overlapSentences ?? WholeDocuments.OverlapSentences);
    }

    /// <summary>The index's folder of a collection, below a common one: each model and way to cut has its own.</summary>
    /// <param name="root">The common folder.</param>
    /// <param name="label">The collection's name, or another that is unique.</param>
    /// <param name="model">The model's id.</param>
    /// <param name="chunking">How documents are cut.</param>
    public static string FolderOf(string root, string label, string model, ChunkerOptions chunking) =>
        Path.Combine(root, $"{label}-{model}{(chunking == WholeDocuments ? "" : $"-{chunking.MaxTokens}-{chunking.OverlapSentences}")}");

    /// <summary>Builds the index of a collection, or brings it in step; what has a vector keeps it.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="chunker">How to cut chunks; null for <see cref="WholeDocuments"/>. Made smaller where the model's window is.</param>
    /// <param name="progress">Told as embedding goes on.</param>
    /// <param name="cancellationToken">Stops at once; the next call goes on from there.</param>
    /// <returns>Passages embedded, and how long that took.</returns>
    /// <exception cref="IndexException">The folder holds another kind of index or cannot be written.</exception>
    public static (int Embedded, TimeSpan Elapsed) Build(
        TestCollection collection, string folder, ModelLoader model, ChunkerOptions? chunker = null,
            IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using var writer = Open(folder, model, chunker ?? WholeDocuments);
        var known = writer.ReadStates().ToDictionary(s => s.Id, s => s.Versions[0].Fingerprint, StringComparer.Ordinal);
        var changed = false;
        foreach (var snip in ReadSnips(collection))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (known.Remove(snip.Id, out var fingerprint) && fingerprint == SnipRecord.Fingerprint(snip)) continue;
            writer.Put(snip);
            changed = true;
        }

        foreach (var id in known.Keys) writer.Remove(id);
        if (changed || known.Count > 0 || writer.Manifest.Generation == 0) writer.Commit();
        var clock = Stopwatch.StartNew();
        var embedded = writer.EmbedPending(progress, cancellationToken);
        return (embedded, clock.Elapsed);
    }

    /// <summary>When the passages of each document with times are spoken, as an index with these chunks has them.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<Moment>> ReadPassages(
        TestCollection collection, IReadOnlyDictionary<string, Moment> moments, ModelLoader model, ChunkerOptions chunking)
    {
        var passages = new Dictionary<string, IReadOnlyList<Moment>>(StringComparer.Ordinal);
        if (moments.Count == 0) return passages;
        var chunker = new Chunker(model.CountTokens, new PassageInput(model.Card, model.CountTokens).Fit(chunking));
        foreach (var snip in ReadSnips(collection).Where(s => moments.ContainsKey(s.Id)))
        {
            var text = SnipText.Of(snip);
            passages.Add(snip.Id, [.. chunker.Cut(text).Select(c => text.TimesOf(c.From, c.To)).Where(t => t.Start is not null && t.End is not null)
                .Select(t => moments[snip.Id] with { Start = t.Start!.Value, End = t.End!.Value })]);
        }

        return passages;
    }

    /// <summary>The key that the snips of a group share.</summary>
    internal static string EpisodeKeyOf(string group) => EquivalenceKey.Episode(new Snip { Id = "", Episode = new Episode { Url = group }, Source = "" });

    /// <summary>A benchmark's index is made from the collection alone: what does not suit is cut again, and vectors of the same text are kept.</summary>
    private static SnipIndexWriter Open(string folder, ModelLoader model, ChunkerOptions chunker)
    {
        try
        {
            return SnipIndexWriter.Open(folder, model, chunker);
        }
        catch (IndexException e) when (e.Fault is IndexFault.OtherModel or IndexFault.OtherChunker or IndexFault.Damaged && IndexCommit.Exists(folder))
        {
            return SnipIndexWriter.Open(folder, model, chunker, rebuild: true);
        }
    }

    private static IEnumerable<Snip> ReadSnips(TestCollection collection)
    {
        var moments = CollectionMetadata.ReadMoments(collection);
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var document in collection.ReadDocuments())
        {
            var episode = CollectionMetadata.EpisodeOf(collection, document.Id);
            if (moments.TryGetValue(document.Id, out var moment))
            {
                yield return ToSnip(document, moment.Episode, moment.Start, moment.End, document.Title);
            }
            else if (episode is null)
            {
                yield return ToSnip(document, document.Id, null, null, document.Title);
            }
            else
            {
                var position = positions.GetValueOrDefault(episode);
                positions[episode] = position + 1;

                // The title of a stream's passages is the episode's: the same for all of them.
                yield return ToSnip(document, episode, Step * position, Step * (position + 1), "");
            }
        }
    }

    private static Snip ToSnip(TestDocument document, string episode, TimeSpan? start, TimeSpan? end, string title) => new()
    {
        Id = document.Id,
        Episode = new Episode { Url = episode },
        Start = start,
        End = end,
        Title = title.Length > 0 ? title : null,
        Turns = string.IsNullOrWhiteSpace(document.Text) ? [] : [new Turn(null, document.Text)],
        Source = "corpus.jsonl",
    };
}
