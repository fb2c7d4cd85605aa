using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace SemanticSnips.Inference;

/// <summary>
/// BERT's basic tokenization: cleans a text, strips accents and lowers case unless it is cased, and sets one space between words,
/// where each punctuation mark and each CJK ideograph is a word.
/// </summary>
/// <remarks>
/// After google-research/bert, tokenization.py, in the reading of huggingface/tokenizers (normalizers/bert.rs and
/// pre_tokenizers/bert.rs), whose ids the models were trained on. BertTokenizer of Microsoft.ML.Tokenizers cannot be
/// set to agree with it: it drops symbols such as $, + and =, joins words across tabs and line ends, keeps "_" inside words,
/// drops emoji, and strips accents only with ICU.
/// </remarks>
internal static class BertWords
{
    /// <summary>The words of <paramref name="text"/> with one space between them; empty when there are none.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="isCased">Whether letters stay as they are written, with their case and their accents.</param>
    public static string Normalize(string text, bool isCased = false)
    {
        // Room for a space beside some punctuation marks without growing.
        var words = new Words(new StringBuilder(text.Length + text.Length / 8 + 16));
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var c = rest[0];
            if (char.IsAscii(c))
            {
                AppendAscii(ref words, c, isCased);
                rest = rest[1..];
                continue;
            }

            // A lone surrogate is no character and is dropped, like other controls.
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) == OperationStatus.Done) AppendRune(ref words, rune, isCased);
            rest = rest[used..];
        }

        return words.ToString();
    }

    private static void AppendAscii(ref Words words, char c, bool isCased)
    {
        if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)) words.Append(c);
        else if (c is ' ' or '\t' or '\n' or '\r') words.Break();
        else if (char.IsAsciiLetterUpper(c)) words.Append(isCased ? c : (char)(c | 0x20));
        else if (!char.IsControl(c)) words.AppendAlone(c);
    }

    private static void AppendRune(ref Words words, Rune rune, bool isCased)
    {
        var category = Rune.GetUnicodeCategory(rune);
        if (rune == Rune.ReplacementChar || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            || (category == UnicodeCategory.NonSpacingMark && !isCased))
        {
            return;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            words.Break();
            return;
        }

        var isIdeograph = IsIdeograph(rune.Value);
        if (isIdeograph) words.Break();
        if (isCased)
        {
            AppendWord(ref words, rune);
        }
        else if (CanonicalBases.Of(rune) is { } remainder)
        {
            foreach (var part in remainder.EnumerateRunes()) AppendFolded(ref words, part);
        }
        else
        {
            AppendFolded(ref words, rune);
        }

        if (isIdeograph) words.Break();
    }

    private static void AppendFolded(ref Words words, Rune rune)
    {
        if (rune.IsAscii) AppendAscii(ref words, (char)rune.Value, isCased: false);
        else AppendWord(ref words, Rune.ToLowerInvariant(rune));
    }

    private static void AppendWord(ref Words words, Rune rune)
    {
        if (Rune.IsPunctuation(rune)) words.AppendAlone(rune);
        else words.Append(rune);
    }

    // The reference begins extension E at 2B920, not at 2B820 where Unicode does; the models have seen it so.
    private static bool IsIdeograph(int codePoint) => codePoint is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or
        (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);

    /// <summary>Collects words; a space is written only when another word follows.</summary>
    private struct Words(StringBuilder text)
    {
        private bool _isBroken;

        public void Break() => _isBroken = true;

        public void Append(char c)
        {
            Separate();
            text.Append(c);
        }

        public void Append(Rune rune)
        {
            Separate();
            text.Append(rune);
        }

        public void AppendAlone(char c)
        {
            _isBroken = true;
            Append(c);
            _isBroken = true;
        }

        public void AppendAlone(Rune rune)
        {
            _isBroken = true;
            Append(rune);
            _isBroken = true;
        }

        public override readonly string ToString() => text.ToString();

        private void Separate()
        {
            if (_isBroken && text.Length > 0) text.Append(' ');
            _isBroken = false;
        }
    }

    /// <summary>Cuts what <see cref="Normalize"/> returns into its words.</summary>
    internal sealed class Splitter : PreTokenizer
    {
        public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
        {
            for (var start = 0; start < text.Length;)
            {
                var end = text.IndexOf(' ', start);
                if (end < 0) end = text.Length;
                yield return (start, end - start);
                start = end + 1;
            }
        }

        public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());
    }
}
