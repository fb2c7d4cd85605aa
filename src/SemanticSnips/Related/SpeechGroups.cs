namespace SemanticSnips.Related;

/// <summary>Groups snips by what is said in them, without comparing each with each.</summary>
/// <remarks>
/// The longest come first; a snip joins a leader whose speech it repeats, else it leads. Leaders are looked up by the shingles that are 0 modulo
/// <see cref="SampledOneIn"/> (Broder 1997, section 4), of which a phrase that many leaders have tells nothing. Repetitions of less than some thirty words
/// may be missed.
/// </remarks>
internal sealed class SpeechGroups
{
    private const int SampledOneIn = 4;

    /// <summary>A phrase that so many leaders have is everybody's.</summary>
    private const int MaxLeaders = 32;

    /// <summary>Sampled shingles in common from which on two snips are compared.</summary>
    private const int MinInCommon = 2;

    /// <summary>Leaders that a snip is compared with: those with most in common.</summary>
    private const int MaxCompared = 3;

    private readonly Func<int, SameSpeech> _speechOf;
    private readonly List<List<int>> _groups = [];

    // For each shingle a chain of groups: the place of its newest link; each link has its group and the place of the link before.
    private readonly Dictionary<uint, int> _chains = [];
    private readonly List<(int Group, int Before, int Length)> _links = [];

    private SpeechGroups(Func<int, SameSpeech> speechOf) => _speechOf = speechOf;

    /// <summary>Groups of two or more snips, leaders first.</summary>
    /// <param name="count">Snips are numbered from 0 to below this.</param>
    /// <param name="speechOf">Reads a snip's speech; called once for each snip, and again for those that may repeat another.</param>
    /// <param name="idOf">Orders snips of equal length.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Find(int count, Func<int, SameSpeech> speechOf, Func<int, string> idOf, CancellationToken cancellationToken)
    {
        var snips = new List<(int Number, int Length, uint[] Sample)>();
        for (var n = 0; n < count; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var speech = speechOf(n);
            if (!speech.IsShort) snips.Add((n, speech.Shingles.Count, [.. speech.Shingles.Where(s => s % SampledOneIn == 0)]));
        }

        var groups = new SpeechGroups(speechOf);
        foreach (var (number, _, sample) in snips.OrderByDescending(s => s.Length).ThenBy(s => idOf(s.Number), StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            groups.Add(number, sample);
        }

        return [.. groups._groups.Where(g => g.Count > 1)];
    }

    private void Add(int number, uint[] sample)
    {
        var alike = GroupsAlike(sample);
        if (alike.Count > 0)
        {
            var speech = _speechOf(number);
            foreach (var group in alike)
            {
                if (!_speechOf(_groups[group][0]).Repeats(speech)) continue;
                _groups[group].Add(number);
                return;
            }
        }

        foreach (var shingle in sample)
        {
            var before = _chains.GetValueOrDefault(shingle, -1);
            var length = before < 0 ? 1 : _links[before].Length + 1;
            if (length > MaxLeaders) continue;
            _chains[shingle] = _links.Count;
            _links.Add((_groups.Count, before, length));
        }

        _groups.Add([number]);
    }

    private List<int> GroupsAlike(uint[] sample)
    {
        var inCommon = new Dictionary<int, int>();
        foreach (var shingle in sample)
        {
            var link = _chains.GetValueOrDefault(shingle, -1);
            if (link >= 0 && _links[link].Length == MaxLeaders) continue;
            for (; link >= 0; link = _links[link].Before) inCommon[_links[link].Group] = inCommon.GetValueOrDefault(_links[link].Group) + 1;
        }

        return [.. inCommon.Where(g => g.Value >= MinInCommon).OrderByDescending(g => g.Value).ThenBy(g => g.Key).Take(MaxCompared).Select(g => g.Key)];
    }
}
