using SemanticSnips.Chunking;
using SemanticSnips.Keywords;
using SemanticSnips.Transcripts;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>Writes an index: snips become searchable by words when committed and by meaning as <see cref="EmbedPending"/> goes on.</summary>
/// <remarks>
/// One writer a folder, in any process; not thread-safe. Vectors are found by the hash of what they were made from, so text that was ever embedded
/// (and not compacted away) is not embedded again. Disposing without a commit drops what came since the last one and nothing else.
/// </remarks>
public sealed class SnipIndexWriter : IDisposable
{
    /// <summary>Vectors a commit: at 30 passages a second, a quarter of a minute is the most that a stop can lose.</summary>
    private const int PassagesPerCommit = 512;

    private readonly string _folder;
    private readonly ModelLoader _model;
    private readonly KeywordIndexWriter _keywords;
    private readonly PassageInput _input;
    private readonly Chunker _chunker;
    private VectorStore _vectors;

    private SnipIndexWriter(string folder, ModelLoader model, KeywordIndexWriter keywords, IndexManifest manifest, PassageInput input, Chunker chunker, VectorStore vectors)
    {
        _folder = folder;
        _model = model;
        _keywords = keywords;
        _input = input;
        _chunker = chunker;
        _vectors = vectors;
        Manifest = manifest;
    }

    /// <summary>The last commit's manifest.</summary>
    public IndexManifest Manifest { get; private set; }

    /// <summary>The index's folder.</summary>
    internal string Folder => _folder;

    private string VectorFolder => IndexManifest.VectorFolder(_folder);

    /// <summary>Takes the write lock of the index in a folder; a missing one is created.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">The embedding model; stays the caller's.</param>
    /// <param name="options">How to cut chunks; null for the defaults.</param>
    /// <param name="rebuild">Accept an index of another model or chunker, or with damaged segments: cut all its snips again, and drop the vectors that are of no use.</param>
    /// <exception cref="IndexException">The index is of another format, model or chunker, is damaged, locked or not writable.</exception>
    /// <exception cref="ModelException">The model cannot be loaded.</exception>
    public static SnipIndexWriter Open(string folder, ModelLoader model, ChunkerOptions? options = null, bool rebuild = false)
    {
        var input = new PassageInput(model.Card, model.CountTokens);
        var chunker = new Chunker(model.CountTokens, input.Fit(options ?? new ChunkerOptions()));
        KeywordIndexWriter keywords;
        try
        {
            keywords = KeywordIndexWriter.Open(IndexManifest.KeywordFolder(folder));
        }
        catch (KeywordIndexException e)
        {
            throw e.IsDamage ? Damaged(e) : new IndexException(IndexFault.NotWritable, e.Message, e);
        }

        VectorStore? vectors = null;
        try
        {
            var manifest = ReadManifest(folder) ?? IndexManifest.For(model.Card, chunker.Options);
            if (!rebuild)
            {
                manifest.RequireModel(folder, model.Card);
                manifest.RequireChunker(folder, chunker.Options.ToString());
            }
            else if (manifest.ModelSha256 != model.Card.Sha256)
            {
                manifest = manifest with { Dimensions = model.Card.Dimensions, Segments = [] };
            }
            else
            {
                manifest = manifest with { Segments = [.. manifest.Segments.Where(s => CanOpen(folder, manifest, s))] };
            }

            vectors = OpenVectors(folder, manifest);
            var writer = new SnipIndexWriter(folder, model, keywords, manifest, input, chunker, vectors);
            if (rebuild) writer.Rebuild();
            else writer.RemoveOrphans();
            return writer;
        }
        catch
        {
            vectors?.Dispose();
            keywords.Dispose();
            throw;
        }
    }

    /// <summary>Snips as of the last commit, by id, without their texts.</summary>
    internal IReadOnlyList<SnipState> ReadStates()
    {
        if (!KeywordIndex.Exists(IndexManifest.KeywordFolder(_folder))) return [];
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(_folder));
        return [.. committed.ReadStates().Select(s => SnipState.Parse(s.Span))];
    }

    /// <summary>Records as of the last commit, by the ids asked for.</summary>
    internal Dictionary<string, SnipRecord> ReadRecords(IReadOnlyCollection<string> ids)
    {
        var records = new Dictionary<string, SnipRecord>(StringComparer.Ordinal);
        if (ids.Count == 0) return records;
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(_folder));
        foreach (var id in ids) records.Add(id, SnipRecord.Parse(committed.ReadContent(committed.FindSnip(id))));
        return records;
    }

    /// <summary>Puts a snip in, in place of the one with the same id.</summary>
    public void Put(Snip snip) => Put(SnipRecord.Of([snip]));

    /// <summary>Takes a snip out; nothing happens where there is none with that id.</summary>
    public void Remove(string id) => _keywords.Remove(id);

    /// <summary>Makes everything since the last commit durable and searchable by words.</summary>
    /// <param name="roots">What was imported, in place of what the manifest says; null to keep that.</param>
    public void Commit(IReadOnlyList<string>? roots = null) => Commit(Manifest with { Roots = roots ?? Manifest.Roots });

    /// <summary>Embeds every committed passage that has no vector yet, newest snips first, and commits as it goes.</summary>
    /// <param name="progress">Told what is done and what there is to do.</param>
    /// <param name="cancellation">Stops at once; what was committed stays, and the next call goes on from there.</param>
    /// <returns>Passages that were embedded.</returns>
    public int EmbedPending(IProgress<EmbeddingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(_folder));
        var pending = FindPending(committed);
        var done = 0;
        try
        {
            foreach (var batch in pending.Chunk(PassagesPerCommit))
            {
                var before = done;
                var step = new SynchronousProgress(n => progress?.Report(new EmbeddingProgress(before + n, pending.Count)));
                var vectors = _model.EmbedPassages(ReadTexts(committed, batch), step, cancellation);
                var segment = VectorSegmentWriter.Write(VectorFolder, Manifest.Dimensions, [.. batch.Select(p => committed.Passages[p].VectorKey)], vectors);
                Commit(Manifest with { Segments = VectorMerge.Add(VectorFolder, Manifest.Dimensions, Manifest.Segments, segment) });
                done += batch.Length;
                progress?.Report(new EmbeddingProgress(done, pending.Count));
            }
        }
        finally
        {
            if (done > 0) ReopenVectors();
        }

        Compact(committed);
        return done;
    }

    /// <summary>Gives the lock back; what was not committed is dropped.</summary>
    public void Dispose()
    {
        _vectors.Dispose();
        _keywords.Dispose();
    }

    /// <summary>Chunks as of the last commit.</summary>
    internal int CountChunks()
    {
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(_folder));
        return committed.Passages.Count;
    }

    internal void Put(SnipRecord record)
    {
        var snip = record.Snip;
        var text = SnipText.Of(snip);
        var chunks = _chunker.Cut(text);
        _keywords.Put(new SnipDocument
        {
            Id = snip.Id,
            EpisodeKey = EquivalenceKey.Episode(snip),
            Start = snip.Start,
            End = snip.End,
            Show = snip.Episode.Show,
            Episode = snip.Episode.Title,
            Title = snip.Title,
            Note = snip.Note,
            Guests = snip.Episode.Guests,
            Tags = snip.Tags,
            Date = snip.Episode.Published ?? (snip.Created is { } created ? DateOnly.FromDateTime(created.DateTime) : null),
            Favourite = snip.Favourite,
            HasTranscript = snip.HasTranscript,
            Content = record.ToContent(),
            State = record.ToState(),
            Passages = [.. chunks.Select(c => new PassageDocument
            {
                Text = text.Text[c.From..c.To],
                Headings = PassageInput.HeadingsOf(snip, c.Kind),
                Speakers = text.SpeakersIn(c.From, c.To),
                VectorKey = _input.KeyOf(_input.ForEmbedding(snip, text, c.Kind, c.From, c.To)),
                From = c.From,
                To = c.To,
                Kind = (byte)c.Kind,
            })],
        });
    }

    private void Rebuild()
    {
        if (KeywordIndex.Exists(IndexManifest.KeywordFolder(_folder)))
        {
            using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(_folder));
            for (var i = 0; i < committed.Snips.Count; i++) Put(SnipRecord.Parse(committed.ReadContent(i)));
        }

        Commit(IndexManifest.For(_model.Card, _chunker.Options) with { Segments = Manifest.Segments, Roots = Manifest.Roots });
        ReopenVectors();
    }

    private void Commit(IndexManifest manifest)
    {
        manifest = manifest with { Generation = Manifest.Generation + 1 };
        _keywords.Commit(manifest.ToUserData());
        Manifest = manifest;
        RemoveOrphans();
    }

    /// <summary>Passages without a vector, each text once, those of the newest snips first.</summary>
    private List<int> FindPending(KeywordIndex committed)
    {
        var seen = new HashSet<UInt128>();
        var pending = new List<int>();
        foreach (var snip in committed.Snips.OrderByDescending(s => s.Date))
        {
            for (var p = snip.FirstPassage; p < snip.FirstPassage + snip.PassageCount; p++)
            {
                var key = committed.Passages[p].VectorKey;
                if (!_vectors.TryFindRow(key, out _) && seen.Add(key)) pending.Add(p);
            }
        }

        return pending;
    }

    /// <summary>What is embedded for some passages, in their order; those of a snip stand together.</summary>
    private List<string> ReadTexts(KeywordIndex committed, int[] passages)
    {
        var texts = new List<string>(passages.Length);
        foreach (var ofSnip in passages.GroupBy(p => committed.Passages[p].Snip))
        {
            var snip = SnipRecord.Parse(committed.ReadContent(ofSnip.Key)).Snip;
            var text = SnipText.Of(snip);
            foreach (var passage in ofSnip.Select(p => committed.Passages[p])) texts.Add(_input.ForEmbedding(snip, text, (ChunkKind)passage.Kind, passage.From, passage.To));
        }

        return texts;
    }

    /// <summary>Writes the vectors anew without those that no passage has any more, once these are the most.</summary>
    private void Compact(KeywordIndex committed)
    {
        var live = committed.Passages.Select(p => p.VectorKey).Distinct().Count(k => _vectors.TryFindRow(k, out _));
        if (_vectors.Count <= 2 * live + PassagesPerCommit) return;
        var keys = committed.Passages.Select(p => p.VectorKey).ToHashSet();
        Commit(Manifest with { Segments = [VectorMerge.Write(VectorFolder, _vectors, keys.Contains)] });
        ReopenVectors();
    }

    private void ReopenVectors()
    {
        _vectors.Dispose();
        _vectors = OpenVectors(_folder, Manifest);
        RemoveOrphans();
    }

    /// <summary>Deletes segments that the commit does not name: left by a crash, or compacted.</summary>
    private void RemoveOrphans()
    {
        var named = Manifest.Segments.Select(s => s.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(VectorFolder).Where(f => !named.Contains(Path.GetFileName(f))))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A reader of the last commit may hold it open; the next commit tries again.
            }
        }
    }

    private static bool CanOpen(string folder, IndexManifest manifest, VectorSegmentInfo segment)
    {
        try
        {
            OpenVectors(folder, manifest with { Segments = [segment] }).Dispose();
            return true;
        }
        catch (IndexException)
        {
            return false;
        }
    }

    internal static VectorStore OpenVectors(string folder, IndexManifest manifest)
    {
        Directory.CreateDirectory(IndexManifest.VectorFolder(folder));
        try
        {
            return VectorStore.Open(IndexManifest.VectorFolder(folder), manifest.Dimensions, manifest.Segments);
        }
        catch (VectorFormatException e)
        {
            throw new IndexException(IndexFault.Damaged, $"{e.Message} Run 'snips index --rebuild': it keeps what is sound and embeds the rest again.", e);
        }
    }

    private static IndexManifest? ReadManifest(string folder)
    {
        var keywords = IndexManifest.KeywordFolder(folder);
        if (!KeywordIndex.Exists(keywords)) return null;
        try
        {
            IndexManifest.RequireFormat(folder);
            using var committed = KeywordIndex.Open(keywords);
            return IndexManifest.Read(folder, committed);
        }
        catch (KeywordIndexException e)
        {
            throw Damaged(e);
        }
    }

    private static IndexException Damaged(KeywordIndexException e) =>
        new(IndexFault.Damaged, $"{e.Message} Delete the folder and run 'snips index' again.", e);

    private sealed class SynchronousProgress(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}

/// <summary>How far embedding is.</summary>
/// <param name="Done">Passages embedded.</param>
/// <param name="Total">Passages to embed in all.</param>
public readonly record struct EmbeddingProgress(int Done, int Total);
