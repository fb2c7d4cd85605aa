using System.Numerics;

namespace SemanticSnips.Related;

/// <summary>Finds speech that was published twice: best-of episodes, feed drops, re-runs, clips saved twice.</summary>
/// <remarks>
/// Shingles (Broder, "On the resemblance and containment of documents", 1997): runs of words, compared as sets. Containment rather than resemblance,
/// since a clip of a re-run may be shorter or longer than the first one. Immutable; hashes are the same in every process.
/// </remarks>
internal sealed class SameSpeech
{
    private const int WordsPerShingle = 4;

    /// <summary>Greetings and the like are said in many places: so many runs must agree.</summary>
    private const int MinShared = 12;

    /// <summary>
    /// Where two transcripts of one recording differ in every fourth word, a third of the runs of four agree. Of two talks on one subject next to none do.
    /// </summary>
    private const double MinContainment = 0.25;

    /// <summary>What two clips of one recording must share. Differences between transcripts are everywhere; where clips only overlap, agreement ends.</summary>
    private const double MinCovered = 0.5;

    /// <summary>Words before and after a run in agreement that count as the same, whatever the transcripts made of them.</summary>
    private const int Reach = 6;

    /// <summary>Chinese, Japanese and their like begin here; Korean, which has blanks, is cut along with them.</summary>
    private const char FirstUnspaced = '\u2E80';

    private const int SketchWords = 128;
    private const int CharactersPerWord = 5; // so that lists and sets seldom grow

    private readonly uint[] _shingles;
    private readonly HashSet<uint> _distinct;

    // A bit for the low bits of each shingle: most pairs have too few bits in common to be worth looking shingle by shingle.
    private readonly ulong[] _sketch = new ulong[SketchWords];
    private readonly int _sketchBits;

    /// <summary>Takes the shingles of a snip's speech.</summary>
    public SameSpeech(Snip snip)
    {
        var words = new List<uint>(snip.Turns.Sum(t => t.Text.Length) / CharactersPerWord);
        foreach (var turn in snip.Turns) AddWords(turn.Text, words);
        _shingles = new uint[Math.Max(0, words.Count - WordsPerShingle + 1)];
        for (var i = 0; i < _shingles.Length; i++)
        {
            var hash = 17u;
            for (var j = 0; j < WordsPerShingle; j++) hash = Mix(hash * 31 + words[i + j]);
            _shingles[i] = hash;
        }

        _distinct = new HashSet<uint>(_shingles.Length);
        foreach (var shingle in _shingles)
        {
            if (_distinct.Add(shingle)) _sketch[shingle / 64 % SketchWords] |= 1UL << (int)(shingle % 64);
        }

        foreach (var bits in _sketch) _sketchBits += BitOperations.PopCount(bits);
    }

    /// <summary>The distinct runs of words, hashed.</summary>
    public IReadOnlyCollection<uint> Shingles => _distinct;

    /// <summary>Whether there is too little speech to tell.</summary>
    public bool IsShort => _distinct.Count < MinShared;

    /// <summary>Whether one holds most of what is said in the other.</summary>
    public bool Repeats(SameSpeech other)
    {
        var (smaller, larger) = _distinct.Count <= other._distinct.Count ? (this, other) : (other, this);
        var needed = Math.Max(MinShared, MinContainment * smaller._distinct.Count);
        return smaller.MaxShared(larger) >= needed && smaller._distinct.Count(larger._distinct.Contains) >= needed && smaller.Covered(larger) >= MinCovered;
    }

    /// <summary>A bound on the shingles that are in another set too: those that share a bit with others of their own set are all counted.</summary>
    private int MaxShared(SameSpeech other)
    {
        var shared = _distinct.Count - _sketchBits;
        for (var i = 0; i < _sketch.Length; i++) shared += BitOperations.PopCount(_sketch[i] & other._sketch[i]);
        return shared;
    }

    /// <summary>The share of the speech that lies within reach of a run that the other one has too.</summary>
    private double Covered(SameSpeech other)
    {
        var (covered, next) = (0, 0);
        for (var i = 0; i < _shingles.Length; i++)
        {
            if (!other._distinct.Contains(_shingles[i])) continue;
            var to = Math.Min(_shingles.Length, i + Reach + 1);
            covered += to - Math.Max(next, i - Reach);
            next = to;
        }

        return (double)covered / _shingles.Length;
    }

    /// <summary>
    /// Letters and digits in one case, without the apostrophes that transcripts set as they like; of scripts without blanks each character is a word.
    /// </summary>
    private static void AddWords(string text, List<uint> words)
    {
        var hash = 0u;
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                if (c >= FirstUnspaced) End();
                hash = (hash == 0 ? 2166136261u : hash) ^ char.ToUpperInvariant(c); // FNV-1a, over characters.
                hash *= 16777619u;
                if (c >= FirstUnspaced) End();
            }
            else if (c is not ('\'' or '’'))
            {
                End();
            }
        }

        End();

        void End()
        {
            if (hash != 0) words.Add(Mix(hash));
            hash = 0;
        }
    }

    /// <summary>The finalizer of MurmurHash3 (Appleby): every bit depends on every bit.</summary>
    private static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
