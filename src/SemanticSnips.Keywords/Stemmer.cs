using System.Diagnostics.CodeAnalysis;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.TokenAttributes;

namespace SemanticSnips.Keywords;

/// <summary>Porter's stemmer for one word at a time. Not thread-safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Token streams over memory hold nothing to release.")]
internal sealed class Stemmer
{
    private readonly OneWord _word = new();
    private readonly PorterStemFilter _porter;

    public Stemmer() => _porter = new PorterStemFilter(_word);

    /// <summary>The stem of a word in small letters.</summary>
    public string Stem(ReadOnlySpan<char> word)
    {
        _word.Set(word);
        _porter.IncrementToken();
        return _word.ToString();
    }

    /// <summary>What every word with a stem begins with.</summary>
    /// <remarks>
    /// Porter's rules take endings away, except that y becomes i (fly, fli), that an e may be put back (relate for relational), and that "bility" becomes "ble"
    /// whose e may be taken away again (nobility, nobl).
    /// </remarks>
    public static string PrefixOf(string stem)
    {
        var changed = stem.EndsWith("le", StringComparison.Ordinal) ? 2 : stem is [.., 'i' or 'e' or 'l'] ? 1 : 0;
        return stem[..Math.Max(1, stem.Length - changed)];
    }

    private sealed class OneWord : TokenStream
    {
        private readonly ICharTermAttribute _term;

        public OneWord() => _term = AddAttribute<ICharTermAttribute>();

        public void Set(ReadOnlySpan<char> word)
        {
            if (_term.Buffer.Length < word.Length) _term.ResizeBuffer(word.Length);
            word.CopyTo(_term.Buffer);
            _term.SetLength(word.Length);
        }

        public override bool IncrementToken() => true;

        public override string ToString() => new(_term.Buffer, 0, _term.Length);
    }
}
