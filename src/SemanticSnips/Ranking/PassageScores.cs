namespace SemanticSnips.Ranking;

/// <summary>Both legs' scores of the passages of a <see cref="Corpus"/> for one query.</summary>
/// <remarks>Arrays by passage: the corpus's numbers.</remarks>
internal sealed record PassageScores
{
    /// <summary>Cosine of query and passage; NaN where the passage has no vector yet. Null in keyword mode.</summary>
    public float[]? Cosines { get; init; }

    /// <summary>BM25 of the passage; null in vector mode and for a query without words.</summary>
    public float[]? Bm25 { get; init; }

    /// <summary>How near to each other the query's words stand in the passage, in [0, 1]; null where it is not known.</summary>
    public float[]? Proximity { get; init; }

    /// <summary>BM25's supremum for the query.</summary>
    public double Ceiling { get; init; }

    /// <summary>The query's analysed terms.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>Which passages may be found; null for all.</summary>
    public bool[]? Allowed { get; init; }

    /// <summary>
    /// Which passages stand for their snips; null for all. The others are there for what they lend to those: their own neighbours may be missing, so that
    /// their smoothed scores are no better than a guess.
    /// </summary>
    public bool[]? Candidates { get; init; }

    /// <summary>What passages at large score; null where the corpus holds them all, so that it can be told from the scores.</summary>
    public Background? Background { get; init; }

    /// <summary>The passages that may be found, where only these were scored exactly; null where all were.</summary>
    public NearestPassages? Nearest { get; init; }

    /// <summary>BM25 as a share of its ceiling.</summary>
    public double Coverage(int passage) => Bm25 is not null && Ceiling > 0 ? Bm25[passage] / Ceiling : 0;

    /// <summary>Whether a passage may be found.</summary>
    public bool IsAllowed(int passage) => Allowed is null || Allowed[passage];

    /// <summary>The same scores with some snips out of reach, as if the query did not allow them.</summary>
    /// <param name="corpus">Whose passages the scores are of.</param>
    /// <param name="snips">Ids; unknown ones are ignored.</param>
    /// <exception cref="InvalidOperationException">Only the nearest passages were scored exactly: without some of them, others would have been.</exception>
    public PassageScores Hide(Corpus corpus, IEnumerable<string> snips)
    {
        if (Nearest is not null) throw new InvalidOperationException("Snips can be hidden where all passages were scored exactly.");
        var allowed = new bool[corpus.Passages.Count];
        if (Allowed is { } before) before.CopyTo(allowed, 0);
        else Array.Fill(allowed, true);
        foreach (var id in snips)
        {
            if (corpus.Find(id) is >= 0 and var snip) allowed.AsSpan(corpus.Snips[snip].FirstPassage, corpus.Snips[snip].PassageCount).Clear();
        }

        return this with { Allowed = allowed };
    }
}

/// <summary>What passages at large score for a query, told by a store whose <see cref="Corpus"/> holds candidates alone: theirs lie above it.</summary>
/// <param name="Cosine">The mean cosine of the passages that have a vector.</param>
/// <param name="Coverage">The mean coverage of the passages that may be found.</param>
internal readonly record struct Background(double Cosine, double Coverage);
