using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.TokenAttributes;

namespace SemanticSnips.Keywords;

/// <summary>Folds accented letters to plain ones, whether the accent is part of the letter or a combining mark behind it.</summary>
/// <remarks>Lucene's own filter knows only the former, but file names and exports from macOS have the latter.</remarks>
internal sealed class AccentFoldingFilter : TokenFilter
{
    private readonly ICharTermAttribute _term;

    public AccentFoldingFilter(TokenStream words)
        : base(new ASCIIFoldingFilter(words)) => _term = AddAttribute<ICharTermAttribute>();

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken()) return false;
        var kept = 0;
        for (var i = 0; i < _term.Length; i++)
        {
            // Folding leaves capitals where a letter has no small form of its own, such as the dotted capital I.
            if (!IsCombiningMark(_term.Buffer[i])) _term.Buffer[kept++] = char.ToLowerInvariant(_term.Buffer[i]);
        }

        if (kept > 0) _term.SetLength(kept);
        return true;
    }

    /// <summary>The block Combining Diacritical Marks.</summary>
    private static bool IsCombiningMark(char c) => c is >= '\u0300' and <= '\u036f';
}
