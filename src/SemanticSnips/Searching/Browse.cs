using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;

namespace SemanticSnips.Searching;

/// <summary>What is in the library, without ranking: listings, and the hits of queries that only filter.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Browse
{
    private readonly KeywordIndex _keywords;
    private readonly Legs _legs;
    private readonly HitReader _reader;
    private readonly Lazy<ReadOnlyMemory<int>> _order;
    private readonly Lazy<Facets> _names;

    public Browse(KeywordIndex keywords, Legs legs, HitReader reader)
    {
        (_keywords, _legs, _reader) = (keywords, legs, reader);
        _order = new Lazy<ReadOnlyMemory<int>>(() => ListingOrder.Of(keywords), LazyThreadSafetyMode.PublicationOnly);
        _names = new Lazy<Facets>(() => Facets.Of([.. ReadAll(null, CancellationToken.None)]), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>A page of a listing; reads the records of the page.</summary>
    /// <param name="query">Conditions, and words that must stand in the snip's text; null for all.</param>
    /// <param name="skip">Snips before the page.</param>
    /// <param name="take">Snips at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="QueryException">The query cannot be understood.</exception>
    public SnipPage List(string? query, int skip, int take, CancellationToken cancellationToken)
    {
        var numbers = Find(query);
        var rest = numbers[Math.Clamp(skip, 0, numbers.Length)..];
        return new SnipPage([.. Read(rest[..Math.Clamp(take, 0, rest.Length)], cancellationToken)], skip, numbers.Length);
    }

    /// <summary>Every snip of a listing, read as it is asked for.</summary>
    /// <param name="query">As for <see cref="List"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="QueryException">The query cannot be understood.</exception>
    public IEnumerable<Snip> ReadAll(string? query, CancellationToken cancellationToken) => Read(Find(query), cancellationToken);

    /// <summary>The names that the snips of a listing have; those of all snips are counted once.</summary>
    /// <param name="query">As for <see cref="List"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="QueryException">The query cannot be understood.</exception>
    public Facets CountNames(string? query, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(query) ? _names.Value : Facets.Of([.. ReadAll(query, cancellationToken)]);

    /// <summary>Hits of a query without words: newest first, by episode and time, each by its first passage that is allowed.</summary>
    public IReadOnlyList<SearchHit> Hits(bool[] allowed, int top)
    {
        var scores = new PassageScores { Allowed = allowed };
        return [.. _keywords.Snips
            .Select((s, n) => (Snip: s, Number: n, Passage: Array.IndexOf(allowed, true, s.FirstPassage, s.PassageCount)))
            .Where(s => s.Passage >= 0)
            .OrderByDescending(s => s.Snip.Date)
            .ThenBy(s => s.Snip.EpisodeKey, StringComparer.Ordinal)
            .ThenBy(s => s.Snip.Start)
            .ThenBy(s => s.Snip.Id, StringComparer.Ordinal)
            .Take(top)
            .Select((s, i) => _reader.Show(i + 1, _reader.ReadSnip(s.Number), new SnipScore(s.Number, s.Passage, 0), scores, 0) with { Relevance = 1 })];
    }

    /// <summary>What the commit holds.</summary>
    public LibraryStatus CountUp(IndexManifest manifest) => new()
    {
        Generation = manifest.Generation,
        Snips = _keywords.Snips.Count,
        WithTranscript = _legs.Counts.WithTranscript,
        Passages = _keywords.Passages.Count,
        Pending = _legs.Counts.Embeddable - _legs.Counts.Embedded,
        Model = manifest.Model,
        Roots = manifest.Roots,
    };

    private ReadOnlyMemory<int> Find(string? query)
    {
        if (string.IsNullOrWhiteSpace(query)) return _order.Value;
        var parsed = SnipQuery.Parse(query);
        var words = Analysis.Exact(parsed.Words).Select(w => new Condition(ConditionField.Phrase, w.Term));

        // Words of which the index can hold none, such as one of a thousand letters, leave no condition: nothing is found.
        if (_legs.Match([.. parsed.Conditions, .. words]) is not { } allowed) return default;
        var found = new List<int>();
        foreach (var number in _order.Value.Span)
        {
            if (allowed.AsSpan(_keywords.Snips[number].FirstPassage, _keywords.Snips[number].PassageCount).Contains(true)) found.Add(number);
        }

        return found.ToArray();
    }

    private IEnumerable<Snip> Read(ReadOnlyMemory<int> numbers, CancellationToken cancellationToken)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return _reader.ReadSnip(numbers.Span[i]);
        }
    }
}
