namespace SemanticSnips.Keywords;

/// <summary>The postings of common stems that were read of a part lately: most questions have some, and reading these is most of what a question
/// costs.</summary>
/// <remarks>
/// What was not asked for since as many postings were taken in as there is room for goes. At most four postings a passage are held, 32 bytes. Thread-safe.
/// </remarks>
/// <param name="passages">How many the part has.</param>
internal sealed class CommonPostings(int passages)
{
    /// <summary>A stem that fewer passages hold than one in so many is read soon enough.</summary>
    private const int CommonShare = 64;

    private const int PostingsPerPassage = 2;

    private readonly Lock _lock = new();
    private Dictionary<string, Posting[]> _young = new(StringComparer.Ordinal);
    private Dictionary<string, Posting[]> _old = new(StringComparer.Ordinal);
    private long _youngPostings;

    /// <summary>Postings that are held.</summary>
    public long Count
    {
        get
        {
            lock (_lock) return _young.Values.Concat(_old.Values).Distinct().Sum(p => (long)p.Length);
        }
    }

    /// <summary>The postings of a stem, ascending and the same for everybody; null where they are not held.</summary>
    public Posting[]? Find(string stem)
    {
        lock (_lock)
        {
            if (_young.TryGetValue(stem, out var postings)) return postings;
            if (_old.TryGetValue(stem, out postings)) Hold(stem, postings);
            return postings;
        }
    }

    /// <summary>Holds a copy of a stem's postings, if it is a common one.</summary>
    public void Add(string stem, ReadOnlySpan<Posting> postings)
    {
        if (postings.Length <= passages / CommonShare) return;
        lock (_lock) Hold(stem, postings.ToArray());
    }

    private void Hold(string stem, Posting[] postings)
    {
        if (_youngPostings + postings.Length > (long)PostingsPerPassage * passages)
        {
            (_old, _young) = (_young, new Dictionary<string, Posting[]>(StringComparer.Ordinal));
            _youngPostings = 0;
        }

        _young[stem] = postings;
        _youngPostings += postings.Length;
    }
}
