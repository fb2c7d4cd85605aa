using SemanticSnips.Transcripts;

namespace SemanticSnips.Ranking;

/// <summary>Finds speech that was published twice: best-of episodes, feed drops, re-runs.</summary>
/// <remarks>
/// Shingles (Broder, "On the resemblance and containment of documents", 1997): runs of words, compared as sets. Containment rather than resemblance,
/// since a clip of a re-run may be shorter or longer than the first one.
/// </remarks>
internal sealed class SameSpeech
{
    private const int WordsPerShingle = 4;
    private const int MinShingles = 12;

    /// <summary>Transcripts made twice of one recording agree in most runs of four words; two talks on one subject in next to none.</summary>
    private const double MinContainment = 0.5;

    private readonly HashSet<int> _shingles = [];

    /// <summary>Takes the shingles of a snip's speech.</summary>
    public SameSpeech(Snip snip)
    {
        var window = new Queue<int>(WordsPerShingle);
        foreach (var turn in snip.Turns)
        {
            foreach (var word in Words(turn.Text))
            {
                window.Enqueue(word);
                if (window.Count < WordsPerShingle) continue;
                var hash = new HashCode();
                foreach (var w in window) hash.Add(w);
                _shingles.Add(hash.ToHashCode());
                window.Dequeue();
            }
        }
    }

    /// <summary>Whether one holds most of what is said in the other.</summary>
    public bool Repeats(SameSpeech other)
    {
        var (smaller, larger) = _shingles.Count <= other._shingles.Count ? (_shingles, other._shingles) : (other._shingles, _shingles);
        return smaller.Count >= MinShingles && smaller.Count(larger.Contains) >= MinContainment * smaller.Count;
    }

    private static List<int> Words(string text)
    {
        var words = new List<int>();
        var from = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                if (from < 0) from = i;
            }
            else if (from >= 0)
            {
                words.Add(string.GetHashCode(text.AsSpan(from, i - from), StringComparison.OrdinalIgnoreCase));
                from = -1;
            }
        }

        return words;
    }
}
