using SemanticSnips.Keywords;
using SemanticSnips.Ranking;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>What is derived of a commit besides its documents: which passage has which vector, follows which, and what is estimated of all of them.</summary>
/// <remarks>
/// Derived anew where it was not kept with the commit, which costs an opening about two seconds for a million passages; kept, it is mapped, and nothing
/// of it is read before it is needed.
/// </remarks>
/// <param name="Rows">Each passage's row in the vector store, or -1.</param>
/// <param name="Corpus">Snips and passages, and what follows what.</param>
/// <param name="Sketch">What the vectors are estimated by; null where one is missing, or where they are few.</param>
/// <param name="Counts">What a status counts.</param>
internal sealed record CommitTables(ReadOnlyMemory<int> Rows, Corpus Corpus, VectorSketch? Sketch, CommitCounts Counts)
{
    /// <summary>A commit with fewer documents is derived about as fast as what is kept is opened.</summary>
    public const int FewestDocuments = 32_768;

    /// <summary>What was kept of a commit; null where nothing is.</summary>
    public static CommitTables? Kept(KeywordIndex keywords)
    {
        if (keywords.Kept is not { } file) return null;
        var links = new CorpusLinks(
            file.Get<int>("snips.passages"),
            file.Get<int>("snips.episodes"),
            file.Get<int>("episodes.ends"),
            file.Get<int>("episodes.snips"),
            file.Get<int>("passages.episode-only"));
        var corpus = new Corpus(
            new ConvertedList<SnipEntry, CorpusSnip>(keywords.Snips, Of),
            new ConvertedList<PassageEntry, CorpusPassage>(keywords.Passages, Of),
            links,
            new Neighbours(file.Get<int>("passages.previous"), file.Get<int>("passages.next")));
        var sketch = !file.Has("sketch.signs") ? null : new VectorSketch(
            new SignSketch(
                file.Get<float>("sketch.mean"),
                file.Get<ulong>("sketch.signs"),
                file.Get<float>("sketch.mean-dots"),
                file.Get<float>("sketch.factors")),
            file.Get<double>("vectors.mean"));
        return new CommitTables(file.Get<int>("passages.rows"), corpus, sketch, file.Get<CommitCounts>("counts").Span[0]);
    }

    /// <summary>The same for a writer that is about to close, where its index is large enough and its last commit has nothing kept.</summary>
    /// <param name="writer">Holds the lock.</param>
    /// <param name="fewestDocuments">From so many documents on.</param>
    /// <param name="folder">The index's folder.</param>
    /// <param name="card">The model of the index.</param>
    public static void Keep(KeywordIndexWriter writer, int fewestDocuments, string folder, EmbeddingCard card)
    {
        try
        {
            if (writer.CountDocuments() < fewestDocuments || writer.IsKept) return;
            writer.RequireFolder();
            Keep(folder, card);
        }
        catch (Exception e) when (e is KeywordIndexException or IOException or UnauthorizedAccessException)
        {
            // The commit is there; opening it takes longer.
        }
    }

    /// <summary>Derives what is kept of the newest commit in a folder, unless it is there, and keeps it. What cannot be kept is derived at each
    /// opening.</summary>
    /// <param name="folder">The index's folder, whose write lock the caller holds.</param>
    /// <param name="card">The model of the index.</param>
    /// <param name="fewestRows">With fewer vectors there is no sketch.</param>
    public static void Keep(string folder, EmbeddingCard card, int fewestRows = VectorSketch.FewestRows)
    {
        try
        {
            using var commit = IndexCommit.Open(folder, card);
            var (keywords, vectors) = (commit.Keywords, commit.Vectors);
            if (keywords.Kept is not null) return;
            var (rows, corpus) = (RowsOf(keywords, vectors), CorpusOf(keywords));
            var sketch = vectors.CanSketch && vectors.Count >= fewestRows && !rows.Contains(-1) ? VectorSketch.Of(vectors, rows) : null;
            keywords.Keep(IndexManifest.KeywordFolder(folder), file =>
            {
                file.Add<int>("passages.rows", rows);
                file.Add("snips.passages", corpus.Links.FirstPassages.Span);
                file.Add("snips.episodes", corpus.Links.Episodes.Span);
                file.Add("episodes.ends", corpus.Links.EpisodeEnds.Span);
                file.Add("episodes.snips", corpus.Links.EpisodeSnips.Span);
                file.Add("passages.episode-only", corpus.Links.EpisodeOnly.Span);
                file.Add("passages.previous", corpus.Neighbours.AllPrevious.Span);
                file.Add("passages.next", corpus.Neighbours.AllNext.Span);
                file.Add("counts", [CountsOf(keywords, rows)]);
                ListingOrder.AddTo(file, keywords);
                if (sketch is null) return;
                file.Add("sketch.mean", sketch.Signs.Mean.Span);
                file.Add("sketch.signs", sketch.Signs.Packs.Span);
                file.Add("sketch.mean-dots", sketch.Signs.MeanDots.Span);
                file.Add("sketch.factors", sketch.Signs.Factors.Span);
                file.Add("vectors.mean", sketch.Mean.Span);
            });
        }
        catch (Exception e) when (e is IndexException or IOException or UnauthorizedAccessException)
        {
            // The commit is there; opening it takes longer.
        }
    }

    /// <summary>Each passage's row in the vector store, or -1.</summary>
    public static int[] RowsOf(KeywordIndex keywords, VectorStore vectors) =>
        vectors.FindRows(keywords.Passages.Count, p => keywords.Passages[p].VectorKey);

    /// <summary>The snips and passages of a commit.</summary>
    public static Corpus CorpusOf(KeywordIndex keywords) => new([.. keywords.Snips.Select(Of)], [.. keywords.Passages.Select(Of)]);

    /// <summary>Counts what a commit holds.</summary>
    /// <param name="keywords">Its words.</param>
    /// <param name="rows">See <see cref="RowsOf"/>.</param>
    public static CommitCounts CountsOf(KeywordIndex keywords, ReadOnlySpan<int> rows)
    {
        var transcripts = keywords.Match([new Condition(ConditionField.Is, "transcript")])!;
        return new CommitCounts(
            keywords.Snips.Count(s => s.PassageCount > 0 && transcripts[s.FirstPassage]),
            keywords.Passages.Count(p => p.VectorKey != PassageInput.NoKey),
            rows.Length - rows.Count(-1));
    }

    private static CorpusSnip Of(SnipEntry snip) => new(snip.Id, snip.EpisodeKey, snip.FirstPassage, snip.PassageCount, snip.Start, snip.End);

    private static CorpusPassage Of(PassageEntry passage) => new(passage.Snip, passage.From, passage.To, (ChunkKind)passage.Kind);
}

/// <summary>What a commit holds.</summary>
/// <param name="WithTranscript">Snips that have a transcript.</param>
/// <param name="Embeddable">Passages that have a vector, or are to have one.</param>
/// <param name="Embedded">Passages that have their vector.</param>
internal readonly record struct CommitCounts(int WithTranscript, int Embeddable, int Embedded);
