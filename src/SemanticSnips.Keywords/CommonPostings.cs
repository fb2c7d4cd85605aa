namespace SemanticSnips.Keywords;

/// <summary>The postings of common stems that were read of a part lately: most questions have some, and reading these is most of what a question
/// costs.</summary>
/// <remarks>
/// What was not asked for since as many postings were taken in as there is room for goes. At most 32 bytes a passage are held, which is room for some twenty
/// postings. Thread-safe.
/// </remarks>
/// <param name="passages">How many the part has.</param>
internal sealed class CommonPostings(int passages)
{
    /// <summary>A stem that fewer passages hold than one in so many is read soon enough.</summary>
    private const int CommonShare = 64;

    private const int BytesPerPassage = 16;

    private readonly Lock _lock = new();
    private Dictionary<string, PackedPostings> _young = new(StringComparer.Ordinal);
    private Dictionary<string, PackedPostings> _old = new(StringComparer.Ordinal);
    private long _youngBytes;

    /// <summary>Bytes that are held.</summary>
    public long Size
    {
        get
        {
            lock (_lock) return _young.Values.Concat(_old.Values).Distinct().Sum(p => (long)p.Bytes.Length);
        }
    }

    /// <summary>The postings of a stem, ascending and the same for everybody; null where they are not held.</summary>
    public PackedPostings? Find(string stem)
    {
        lock (_lock)
        {
            if (_young.TryGetValue(stem, out var postings)) return postings;
            if (!_old.TryGetValue(stem, out postings)) return null;
            Hold(stem, postings);
            return postings;
        }
    }

    /// <summary>Holds a copy of a stem's postings, if it is a common one.</summary>
    public void Add(string stem, PackedPostings postings)
    {
        if (postings.Count <= passages / CommonShare) return;
        lock (_lock) Hold(stem, postings.Copy());
    }

    private void Hold(string stem, PackedPostings postings)
    {
        if (_youngBytes + postings.Bytes.Length > (long)BytesPerPassage * passages)
        {
            (_old, _young) = (_young, new Dictionary<string, PackedPostings>(StringComparer.Ordinal));
            _youngBytes = 0;
        }

        _young[stem] = postings;
        _youngBytes += postings.Bytes.Length;
    }
}
