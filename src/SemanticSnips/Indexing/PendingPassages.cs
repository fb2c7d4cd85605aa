using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>The passages of one commit that have no vector, and the texts to make one of.</summary>
internal sealed class PendingPassages : IDisposable
{
    private readonly KeywordIndex _committed;
    private readonly PassageCutter _cutter;
    private readonly Dictionary<UInt128, int> _passages = [];
    private readonly List<UInt128> _keys = [];

    /// <param name="committed">The commit; becomes this one's to dispose.</param>
    /// <param name="vectors">The vectors that there are; used now only.</param>
    /// <param name="cutter">Knows what is embedded.</param>
    public PendingPassages(KeywordIndex committed, VectorStore vectors, PassageCutter cutter)
    {
        _committed = committed;
        _cutter = cutter;
        var isFavourite = committed.Match([new Condition(ConditionField.Is, "favourite")])!;
        foreach (var snip in committed.Snips.OrderByDescending(s => s.PassageCount > 0 && isFavourite[s.FirstPassage]).ThenByDescending(s => s.Date))
        {
            for (var p = snip.FirstPassage; p < snip.FirstPassage + snip.PassageCount; p++)
            {
                var key = committed.Passages[p].VectorKey;
                if (key != PassageInput.NoKey && !vectors.TryFindRow(key, out _) && _passages.TryAdd(key, p)) _keys.Add(key);
            }
        }
    }

    /// <summary>The commit.</summary>
    public KeywordIndex Committed => _committed;

    /// <summary>Each text's key once, those of favourites first, then of the newest snips; the passages of a snip stand together.</summary>
    public IReadOnlyList<UInt128> Keys => _keys;

    /// <summary>What is embedded for some of the keys, in their order.</summary>
    public IReadOnlyList<string> ReadInputs(IReadOnlyList<UInt128> keys) => _cutter.InputsOf(
        [.. keys.Select(k => _committed.Passages[_passages[k]]).Select(p => (p.Snip, (ChunkKind)p.Kind, p.From, p.To))],
        number => SnipRecord.Parse(_committed.ReadContent(number)).Snip);

    public void Dispose() => _committed.Dispose();
}
