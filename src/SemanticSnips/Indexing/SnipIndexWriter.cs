using SemanticSnips.Chunking;
using SemanticSnips.Embedding;
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

    /// <summary>More segments than this, or more dead rows than live ones, and they are written anew as one.</summary>
    private const int MaxSegments = 8;

    private readonly string _folder;
    private readonly ModelLoader _model;
    private readonly KeywordIndexWriter _keywords;
    private readonly Chunker _chunker;
    private VectorStore _vectors;

    private SnipIndexWriter(string folder, ModelLoader model, KeywordIndexWriter keywords, IndexManifest manifest, Chunker chunker, VectorStore vectors)
    {
        _folder = folder;
        _model = model;
        _keywords = keywords;
        _chunker = chunker;
        _vectors = vectors;
        Manifest = manifest;
    }

    /// <summary>The last commit's manifest.</summary>
    public IndexManifest Manifest { get; private set; }

    /// <summary>Room for a title above a chunk.</summary>
    private const int TitleTokens = 64;

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
        var chunker = new Chunker(model.Model.Tokenizer.CountTokens, Fit(options ?? new ChunkerOptions(), model.Card));
        KeywordIndexWriter keywords;
        try
        {
            keywords = KeywordIndexWriter.Open(IndexManifest.KeywordFolder(folder));
        }
        catch (KeywordIndexException e)
        {
            throw new IndexException(IndexFault.NotWritable, e.Message, e);
        }

        try
        {
            var manifest = ReadManifest(folder) ?? new IndexManifest
            {
                Model = model.Card.Id,
                ModelSha256 = model.Card.Sha256,
                Dimensions = model.Card.Dimensions,
                Chunker = chunker.Options.ToString(),
            };
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

            var vectors = OpenVectors(folder, manifest);
            var writer = new SnipIndexWriter(folder, model, keywords, manifest, chunker, vectors);
            if (rebuild) writer.Rebuild();
            return writer;
        }
        catch
        {
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
        var pending = ReadPending();
        var done = 0;
        foreach (var batch in pending.Chunk(PassagesPerCommit))
        {
            var before = done;
            var step = new SynchronousProgress(n => progress?.Report(new EmbeddingProgress(before + n, pending.Count)));
            var vectors = _model.Model.EmbedPassages([.. batch.Select(p => p.Text)], step, cancellation);
            var segment = VectorSegmentWriter.Write(VectorFolder, _model.Card.Dimensions, [.. batch.Select(p => p.Key)], vectors);
            Commit(Manifest with { Segments = [.. Manifest.Segments, segment] });
            ReopenVectors();
            done += batch.Length;
            progress?.Report(new EmbeddingProgress(done, pending.Count));
        }

        Compact();
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
                Text = PassageInput.ForKeywords(snip, text, c),
                Speakers = text.SpeakersIn(c.From, c.To),
                VectorKey = PassageInput.KeyOf(_model.Card, PassageInput.ForEmbedding(snip, text, c.Kind, c.From, c.To)),
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

        Commit(Manifest with
        {
            Model = _model.Card.Id,
            ModelSha256 = _model.Card.Sha256,
            Dimensions = _model.Card.Dimensions,
            Chunker = _chunker.Options.ToString(),
        });
        ReopenVectors();
    }

    private void Commit(IndexManifest manifest)
    {
        manifest = manifest with { Generation = Manifest.Generation + 1 };
        _keywords.Commit(manifest.ToUserData());
        Manifest = manifest;
        RemoveOrphans();
    }

    /// <summary>Passages of the last commit without a vector, each text once.</summary>
    private List<(UInt128 Key, string Text)> ReadPending()
    {
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(_folder));
        var seen = new HashSet<UInt128>();
        var pending = new List<(UInt128 Key, string Text)>();
        foreach (var number in Enumerable.Range(0, committed.Snips.Count).OrderByDescending(i => committed.Snips[i].Date))
        {
            var entry = committed.Snips[number];
            (Snip Snip, SnipText Text)? loaded = null;
            for (var p = entry.FirstPassage; p < entry.FirstPassage + entry.PassageCount; p++)
            {
                var passage = committed.Passages[p];
                if (_vectors.TryFindRow(passage.VectorKey, out _) || !seen.Add(passage.VectorKey)) continue;
                if (loaded is null)
                {
                    var snip = SnipRecord.Parse(committed.ReadContent(number)).Snip;
                    loaded = (snip, SnipText.Of(snip));
                }

                var text = PassageInput.ForEmbedding(loaded.Value.Snip, loaded.Value.Text, (ChunkKind)passage.Kind, passage.From, passage.To);
                pending.Add((passage.VectorKey, text));
            }
        }

        return pending;
    }

    private void Compact()
    {
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(_folder));
        var live = committed.Passages.Select(p => p.VectorKey).Distinct().Where(k => _vectors.TryFindRow(k, out _)).ToList();
        if (Manifest.Segments.Count <= MaxSegments && _vectors.Count <= 2 * live.Count + PassagesPerCommit) return;
        var rows = live.ConvertAll(k => _vectors.TryFindRow(k, out var row) ? _vectors.VectorOf(row).ToArray() : []);
        var segment = VectorSegmentWriter.Write(VectorFolder, Manifest.Dimensions, live, rows);
        Commit(Manifest with { Segments = [segment] });
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
            using var committed = KeywordIndex.Open(keywords);
            return IndexManifest.Read(folder, committed);
        }
        catch (KeywordIndexException e)
        {
            throw new IndexException(IndexFault.Damaged, $"{e.Message} Delete the folder and run 'snips index' again.", e);
        }
    }

    /// <summary>The chunk, its title, the prefix and the special tokens must fit the model's window.</summary>
    private static ChunkerOptions Fit(ChunkerOptions options, ModelCard card)
    {
        var room = Math.Max(32, card.MaxTokens - 2 - TitleTokens);
        return options.MaxTokens <= room ? options : options with { MaxTokens = room, MinTokens = Math.Min(options.MinTokens, room) };
    }

    private sealed class SynchronousProgress(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}

/// <summary>How far embedding is.</summary>
/// <param name="Done">Passages embedded.</param>
/// <param name="Total">Passages to embed in all.</param>
public readonly record struct EmbeddingProgress(int Done, int Total);
