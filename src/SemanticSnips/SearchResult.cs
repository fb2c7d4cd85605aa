namespace SemanticSnips;

/// <summary>How to search.</summary>
public sealed record SearchOptions
{
    /// <summary>Which legs rank.</summary>
    public SearchMode Mode { get; init; } = SearchMode.Hybrid;

    /// <summary>How the legs are fused in hybrid mode.</summary>
    public FusionKind Fusion { get; init; } = FusionKind.Absolute;

    /// <summary>Hits at most; 1 to 1,000.</summary>
    public int Top { get; init; } = 10;

    /// <summary>
    /// Whether the ten best hits are read together with the query by the model's reader and ordered anew, which takes longer. Default false. The default mode
    /// and fusion alone; elsewhere, and where there is no reader, the order stays and a note says so. Asking orders its answers by what was read in any case.
    /// </summary>
    public bool Rerank { get; init; }
}

/// <summary>How to ask.</summary>
public sealed record AskOptions
{
    /// <summary>How to search for the passages; <see cref="SearchOptions.Top"/> bounds the hits, not the answers.</summary>
    public SearchOptions Search { get; init; } = new();

    /// <summary>Answers at most; 1 to 20.</summary>
    public int Answers { get; init; } = 3;

    /// <summary>Whether to read the best passages with the reader, where the model has one. Default true.</summary>
    public bool UseReader { get; init; } = true;

    /// <summary>Told the hits once, before their sentences are read; null for nobody.</summary>
    public IProgress<SearchResult>? Found { get; init; }
}

/// <summary>What a search found.</summary>
public sealed record SearchResult
{
    /// <summary>The query as it was given.</summary>
    public required string Query { get; init; }

    /// <summary>Which legs ranked.</summary>
    public required SearchMode Mode { get; init; }

    /// <summary>Best first; ties by snip id.</summary>
    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>How sure it is that the best hit is what was looked for.</summary>
    public Confidence Confidence { get; init; }

    /// <summary>Whether the best hit is relevant enough to be called an answer: not <see cref="Confidence.None"/>.</summary>
    public bool Answered => Confidence != Confidence.None;

    /// <summary>The number of the commit that answered.</summary>
    public long Generation { get; init; }

    /// <summary>The share of that commit's passages that could be found by meaning, in [0, 1]; null where the library does not tell it with a result.</summary>
    public double? EmbeddedShare { get; init; }

    /// <summary>Whether words were ranked by; false where the query only filters, so that scores and relevance say nothing.</summary>
    public bool IsRanked { get; init; } = true;

    /// <summary>What the user should know about how the query was read; sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long the search took.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>A snip that was found, and the passage in it that matched.</summary>
public sealed record SearchHit
{
    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>The snip.</summary>
    public required Snip Snip { get; init; }

    /// <summary>What the hits are ordered by; comparable only under one mode and fusion.</summary>
    public required double Score { get; init; }

    /// <summary>The probability that the hit is relevant, in [0, 1].</summary>
    public required double Relevance { get; init; }

    /// <summary>Cosine of query and passage; null where the vector leg did not look.</summary>
    public double? Cosine { get; init; }

    /// <summary>BM25 of the passage; null where the keyword leg did not look.</summary>
    public double? Bm25 { get; init; }

    /// <summary>The reader's logit that the passage answers the query, where it was read for <see cref="SearchOptions.Rerank"/>; the hits are in the order of
    /// score and this together.</summary>
    public double? Reading { get; init; }

    /// <summary>What the passage is made of.</summary>
    public required ChunkKind Kind { get; init; }

    /// <summary>The snip's text, laid out.</summary>
    public required SnipText Layout { get; init; }

    /// <summary>The passage's span in <see cref="Layout"/>.</summary>
    public required TextSpan Passage { get; init; }

    /// <summary>The passage, verbatim.</summary>
    public required string Text { get; init; }

    /// <summary>Who speaks in the passage, in order of appearance.</summary>
    public required IReadOnlyList<string> Speakers { get; init; }

    /// <summary>When the passage starts within the episode; null where the source gives no times.</summary>
    public TimeSpan? Start { get; init; }

    /// <summary>When it ends.</summary>
    public TimeSpan? End { get; init; }

    /// <summary>Spans of <see cref="Text"/> that match words of the query, ascending.</summary>
    public IReadOnlyList<TextSpan> Highlights { get; init; } = [];

    /// <summary>Other snips of the episode that cover the same moment.</summary>
    public IReadOnlyList<Snip> AlsoIn { get; init; } = [];

    /// <summary>Words that the snip shares with what was searched for, most telling first; only for related snips.</summary>
    public IReadOnlyList<string> SharedTerms { get; init; } = [];
}
