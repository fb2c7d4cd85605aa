using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Vectors;

namespace SemanticSnips.Searching;

/// <summary>Both legs of a commit: words and vectors become the scores of its passages, conditions the passages that may be found.</summary>
/// <remarks>Thread-safe. The stores stay the caller's; scores of a store that is closed meanwhile are an <see cref="ObjectDisposedException"/>.</remarks>
internal sealed class Legs : IRelatedSource
{
    /// <summary>Few is one passage in so many: a row on its own waits for memory, which a scan reads ahead.</summary>
    private const int FewShare = 8;

    /// <summary>The same beside a scan of the sketch, of which a row is read faster; and so many passages are few all the same, since what fewer come to on
    /// average is not estimated well.</summary>
    private const int FewShareOfSketch = 128;
    private const int Few = 16_384;

    private readonly KeywordIndex _keywords;
    private readonly VectorStore _vectors;
    private readonly ModelLoader _model;
    private readonly Bm25 _bm25;
    private readonly ReadOnlyMemory<int> _rows;
    private readonly bool _isWhole;
    private readonly Lazy<CommitCounts> _counts;
    private readonly NearestLeg? _nearest;
    private readonly Lazy<Corpus> _corpus;
    private readonly Lazy<SpeakerAliases> _aliases;

    public Legs(string folder, KeywordIndex keywords, VectorStore vectors, ModelLoader model, RankingProfile profile)
    {
        (_keywords, _vectors, _model) = (keywords, vectors, model);
        _bm25 = new Bm25(profile.K1, profile.B);
        var kept = CommitTables.Kept(keywords);
        _rows = kept?.Rows ?? CommitTables.RowsOf(keywords, vectors);
        _counts = new Lazy<CommitCounts>(() => kept?.Counts ?? CommitTables.CountsOf(keywords, _rows.Span), LazyThreadSafetyMode.PublicationOnly);
        _isWhole = kept is not null ? kept.Counts.Embedded == _rows.Length : !_rows.Span.Contains(-1);
        _corpus = new Lazy<Corpus>(() => kept?.Corpus ?? CommitTables.CorpusOf(keywords));
        if (_isWhole && NearestLeg.Pays(vectors, profile)) _nearest = new NearestLeg(vectors, _rows, profile, () => Corpus, kept?.Sketch);
        // A mistake in the file is no part of the commit: once it is mended, the next query knows.
        _aliases = new Lazy<SpeakerAliases>(() => SpeakerAliases.Load(folder), LazyThreadSafetyMode.PublicationOnly);
        Buffers = new QueryBufferPool(vectors.Count, _rows.Length, keywords.Snips.Count);
    }

    /// <summary>How telling an analysed term is in this library.</summary>
    public double IdfOf(string term) => _keywords.IdfOf(term);

    /// <inheritdoc cref="KeywordIndex.Holds"/>
    public bool Holds(string term) => _keywords.Holds(term);

    /// <inheritdoc cref="KeywordIndex.NearestWord"/>
    public string? NearestWord(string word, int maxEdits) => _keywords.NearestWord(word, maxEdits);

    /// <summary>Everything that the commit holds, numbered as the keyword index numbers it; derived at the first use.</summary>
    public Corpus Corpus => _corpus.Value;

    /// <summary>The arrays of queries.</summary>
    public QueryBufferPool Buffers { get; }

    /// <summary>What all questions so far have read.</summary>
    public QueryWork Work => new(_vectors.RowsRead, _keywords.PostingsRead, _keywords.ContentsRead);

    /// <summary>What the commit holds; counted once.</summary>
    public CommitCounts Counts => _counts.Value;

    /// <summary>How many passages could be found.</summary>
    /// <param name="allowed">Those that may be; null for all.</param>
    public int CountOf(bool[]? allowed) => allowed?.AsSpan().Count(true) ?? _rows.Length;

    /// <summary>Derives what ranking needs of all snips.</summary>
    public void Prepare() => _ = Corpus.Neighbours;

    /// <summary>Whether the vectors are read by their sketch first.</summary>
    public bool IsSketched => _nearest?.IsReady ?? false;

    /// <summary>Derives the sketch now, in a library that is large enough, instead of after some searches.</summary>
    public void Sketch() => _nearest?.MakeReady();

    /// <summary>New arrays of a query's size, for scores that are kept.</summary>
    public QueryBuffers NewBuffers() => new(_vectors.Count, _rows.Length, _keywords.Snips.Count);

    /// <summary>Which passages satisfy all conditions; null where there are none.</summary>
    /// <exception cref="QueryException">A date or flag is none, or the speakers' other names cannot be read.</exception>
    public bool[]? Match(IReadOnlyList<Condition> conditions)
    {
        try
        {
            return _keywords.Match(conditions.Any(c => c.Field == ConditionField.Speaker) ? _aliases.Value.Widen(conditions) : conditions);
        }
        catch (FormatException e)
        {
            throw new QueryException(e.Message, e);
        }
    }

    /// <summary>Whether the user wrote down other names of a speaker.</summary>
    public bool HasAliases(string speaker) => _aliases.Value.Widen([new Condition(ConditionField.Speaker, speaker)])[0].Alternatives.Count > 0;

    /// <summary>The scores of every passage, in the buffers' arrays. The words are looked up while they are embedded.</summary>
    /// <param name="query">Has words.</param>
    /// <param name="mode">Which legs score.</param>
    /// <param name="buffers">Receive the scores; nobody else's as long as these are used.</param>
    /// <param name="notes">Receives what the user should know about how the query was read.</param>
    /// <param name="cancellationToken">Stops the embedding.</param>
    /// <param name="best">
    /// How many of the best snips are looked at, where these are ranked as by default: cosines of passages that cannot be among them may then be estimates.
    /// Null for exact ones everywhere.
    /// </param>
    public PassageScores Score(
        Query query, SearchMode mode, QueryBuffers buffers, List<string> notes, CancellationToken cancellationToken, int? best = null)
    {
        var isKnown = mode == SearchMode.Keyword || _model.Knows(query.Words);
        if (mode != SearchMode.Keyword && isKnown) query.BeginEmbedding(cancellationToken);
        var scores = new PassageScores { Allowed = query.Allowed };
        var nearest = isKnown && mode != SearchMode.Keyword && best is not null ? _nearest : null;
        var few = nearest is null ? null : FewOf(query.Allowed, isSketched: nearest.IsReady);
        if (few is null && nearest?.CanServe(best!.Value) == false) nearest = null;
        PendingProximity? pending = null;
        if (mode != SearchMode.Vector)
        {
            KeywordScores words;
            if (nearest is not null) (words, pending) = _keywords.ScoreAtMost(query.Terms, _bm25, buffers.Bm25, buffers.Proximity, query.Allowed);
            else words = _keywords.Score(query.Terms, _bm25, buffers.Bm25, mode == SearchMode.Hybrid ? buffers.Proximity : null, query.Allowed);
            scores = scores with { Bm25 = words.Bm25, Proximity = words.Proximity, Ceiling = words.Ceiling, Terms = words.Terms };
            if (words.Terms.Count == 0) notes.Add(SearchNotes.OnlyCommonWords);
        }

        if (!isKnown)
        {
            notes.Add(SearchNotes.UnknownScript(_model.Card.Id));
            Array.Fill(buffers.Cosines, float.NaN);
            scores = scores with { Cosines = buffers.Cosines };
        }
        else if (mode != SearchMode.Keyword)
        {
            Prepare(); // the first query waits for the model anyway
            float[] vector;
            try
            {
                vector = query.Embed(cancellationToken);
            }
            catch
            {
                pending?.Dispose();
                throw;
            }

            if (_model.Truncates(query.Words, isQuery: true)) notes.Add(SearchNotes.Truncated(_model.Card.MaxTokens));

            scores = scores with { Cosines = buffers.Cosines };
            if (nearest is not null)
                return few is null ? nearest.Score(vector, scores, buffers, best!.Value, pending) : nearest.ScoreFew(vector, scores, buffers, few, pending);

            ScoreVectors(vector, query.Allowed, buffers);
        }

        return scores;
    }

    /// <summary>The analysed terms of a query's words, each once with its count.</summary>
    public IReadOnlyList<(string Term, int Count)> TermsOf(string words) => _keywords.TermsOf(words);

    /// <summary>Scores every passage for the most telling words of a text.</summary>
    public KeywordScores TopicOf(string text, int maxTerms) => _keywords.TopicOf(text, maxTerms);

    /// <summary>The cosine of a vector and every passage; NaN where the passage has no vector yet.</summary>
    public float[] CosinesTo(float[] vector)
    {
        var buffers = Buffers.Rent();
        ScoreVectors(vector, allowed: null, buffers);
        var cosines = (float[])buffers.Cosines.Clone();
        Buffers.Return(buffers);
        return cosines;
    }

    /// <summary>Whether a passage has its vector.</summary>
    public bool HasVector(int passage) => _rows.Span[passage] >= 0;

    /// <summary>A copy of a passage's vector.</summary>
    public float[] VectorOf(int passage) => _vectors.VectorOf(_rows.Span[passage]);

    /// <inheritdoc/>
    public (double[] Sum, int Count)? SumOwnVectors()
    {
        var (sum, vector, count) = (new double[_vectors.Dimensions], new float[_vectors.Dimensions], 0);
        foreach (var passage in Enumerable.Range(0, _rows.Length).Where(p => HasVector(p) && Corpus.Passages[p].Kind != ChunkKind.Episode))
        {
            _vectors.CopyVector(_rows.Span[passage], vector);
            for (var i = 0; i < sum.Length; i++) sum[i] += vector[i];
            count++;
        }

        return count > 0 ? (sum, count) : null;
    }

    /// <summary>Scores every passage, or those that are allowed and no others where these are few: then the others' cosines are NaN.</summary>
    private void ScoreVectors(float[] vector, bool[]? allowed, QueryBuffers buffers)
    {
        var cosines = buffers.Cosines.AsSpan();
        var rows = _rows.Span;
        if (FewOf(allowed) is { } few)
        {
            _vectors.ScoreRows(vector, Array.ConvertAll(few, p => _rows.Span[p]), buffers.ByRow);
            cosines.Fill(float.NaN);
            for (var i = 0; i < few.Length; i++) cosines[few[i]] = buffers.ByRow[i];
            return;
        }

        _vectors.Score(vector, buffers.ByRow);
        var byRow = buffers.ByRow.AsSpan();
        for (var i = 0; i < cosines.Length; i++)
        {
            var row = rows[i];
            cosines[i] = row >= 0 ? byRow[row] : float.NaN;
        }
    }

    /// <summary>The allowed passages, where it pays to score these alone; null where it does not.</summary>
    /// <param name="allowed">By passage; null for all.</param>
    /// <param name="isSketched">Whether the others would be scored by their sketch.</param>
    /// <remarks>Where a vector is missing, what passages score at large stands for it, forbidden ones too: then all are scored.</remarks>
    private int[]? FewOf(bool[]? allowed, bool isSketched = false)
    {
        if (allowed is null || !_isWhole) return null;
        var count = allowed.AsSpan().Count(true);
        var most = allowed.Length / FewShare;
        if (isSketched) most = Math.Min(most, Math.Max(Few, allowed.Length / FewShareOfSketch));
        if (count > most) return null;
        var (few, at) = (new int[count], -1);
        for (var i = 0; i < few.Length; i++) few[i] = at += 1 + allowed.AsSpan(at + 1).IndexOf(true);
        return few;
    }
}
