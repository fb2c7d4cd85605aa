using System.Numerics;
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
    private const int CharactersPerWord = 5; // so that the set seldom grows

    /// <summary>Transcripts made twice of one recording agree in most runs of four words; two talks on one subject in next to none.</summary>
    private const double MinContainment = 0.5;

    private const int SketchWords = 128;

    private readonly HashSet<ulong> _shingles;

    // A bit for the low bits of each shingle: most pairs have too few bits in common to be worth looking shingle by shingle.
    private readonly ulong[] _sketch = new ulong[SketchWords];
    private readonly int _sketchBits;

    /// <summary>Takes the shingles of a snip's speech: case does not count, nor does what stands between words.</summary>
    public SameSpeech(Snip snip)
    {
        const ulong Offset = 14695981039346656037, Prime = 1099511628211; // FNV-1a
        _shingles = new HashSet<ulong>(snip.Turns.Sum(t => t.Text.Length) / CharactersPerWord);
        Span<ulong> run = stackalloc ulong[WordsPerShingle];
        var words = 0;
        foreach (var turn in snip.Turns)
        {
            var word = Offset;
            for (var i = 0; i <= turn.Text.Length; i++)
            {
                if (i < turn.Text.Length && char.IsLetterOrDigit(turn.Text[i]))
                {
                    word = (word ^ char.ToUpperInvariant(turn.Text[i])) * Prime;
                }
                else if (word != Offset)
                {
                    run[words++ % WordsPerShingle] = word;
                    word = Offset;
                    if (words >= WordsPerShingle) Add(run, words);
                }
            }
        }

        foreach (var word in _sketch) _sketchBits += BitOperations.PopCount(word);
    }

    /// <summary>Whether one holds most of what is said in the other.</summary>
    public bool Repeats(SameSpeech other)
    {
        var (smaller, larger) = _shingles.Count <= other._shingles.Count ? (this, other) : (other, this);
        var needed = MinContainment * smaller._shingles.Count;
        return smaller._shingles.Count >= MinShingles && smaller.MaxShared(larger) >= needed && smaller._shingles.Count(larger._shingles.Contains) >= needed;
    }

    /// <summary>A bound on the shingles that are in another set too: those that share a bit with others of their own set are all counted.</summary>
    private int MaxShared(SameSpeech other)
    {
        var shared = _shingles.Count - _sketchBits;
        for (var i = 0; i < _sketch.Length; i++) shared += BitOperations.PopCount(_sketch[i] & other._sketch[i]);
        return shared;
    }

    /// <summary>Adds a run of words, oldest first from <paramref name="start"/> on around the ring.</summary>
    private void Add(ReadOnlySpan<ulong> ring, int start)
    {
        var hash = 0UL;
        for (var i = 0; i < ring.Length; i++) hash = (hash ^ ring[(start + i) % ring.Length]) * 0x9E3779B97F4A7C15;
        hash ^= hash >> 32; // a product's low bits are its worst, and the sketch takes those
        if (_shingles.Add(hash)) _sketch[hash / 64 % SketchWords] |= 1UL << (int)(hash % 64);
    }
}
