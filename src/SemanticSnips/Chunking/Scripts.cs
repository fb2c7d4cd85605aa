using System.Buffers;

namespace SemanticSnips.Chunking;

/// <summary>A writing system, as far as models are made for some and not for others.</summary>
internal enum Script
{
    /// <summary>Letters of English and its neighbours.</summary>
    Latin,

    /// <summary>Letters of Russian and its neighbours.</summary>
    Cyrillic,

    /// <summary>Greek.</summary>
    Greek,

    /// <summary>Arabic, Persian, Urdu.</summary>
    Arabic,

    /// <summary>Hebrew.</summary>
    Hebrew,

    /// <summary>Chinese characters, without kana beside them.</summary>
    Chinese,

    /// <summary>Kana, with or without Chinese characters.</summary>
    Japanese,

    /// <summary>Hangul.</summary>
    Korean,

    /// <summary>Devanagari.</summary>
    Devanagari,

    /// <summary>Thai.</summary>
    Thai,

    /// <summary>Any other.</summary>
    Other,
}

/// <summary>Tells in which script a text is written.</summary>
internal static class Scripts
{
    // Chinese uses no kana, and Japanese never does without for long.
    private const int KanaShare = 20;

    // An ideograph says about as much as three letters.
    private const int LettersPerIdeograph = 3;

    // Up to the last letter of Latin Extended-B, with the dashes and quotes of print.
    private static readonly SearchValues<char> LatinText =
        SearchValues.Create([.. Enumerable.Range(0, 0x250).Concat(Enumerable.Range(0x2000, 0x70)).Select(code => (char)code)]);

    private static readonly SearchValues<char> LatinLetters =
        SearchValues.Create([.. Enumerable.Range(0, 0x250).Select(code => (char)code).Where(char.IsLetter)]);

    /// <summary>The script of most of a text, an ideograph or syllable counting as three letters; null where it has no letters.</summary>
    public static Script? Dominant(ReadOnlySpan<char> text)
    {
        // Nearly all text of an English library.
        if (text.IndexOfAnyExcept(LatinText) < 0) return text.ContainsAny(LatinLetters) ? Script.Latin : null;
        Span<long> counts = stackalloc long[(int)Script.Other + 1];
        foreach (var c in text)
        {
            if (!char.IsLetter(c)) continue;
            var script = Of(c);
            counts[(int)script] += script is Script.Chinese or Script.Japanese or Script.Korean ? LettersPerIdeograph : 1;
        }

        if (counts[(int)Script.Japanese] * KanaShare > counts[(int)Script.Chinese])
        {
            counts[(int)Script.Japanese] += counts[(int)Script.Chinese];
            counts[(int)Script.Chinese] = 0;
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            if (counts[i] > counts[best]) best = i;
        }

        return counts[best] == 0 ? null : (Script)best;
    }

    /// <summary>Whether the character is Chinese or kana.</summary>
    internal static bool IsIdeograph(char c) => Of(c) is Script.Chinese or Script.Japanese && char.IsLetter(c);

    /// <summary>Whether a letter is of a script.</summary>
    internal static bool IsOf(char c, Script script) => char.IsLetter(c) && Of(c) == script;

    private static Script Of(char c) => c switch
    {
        < '\u0250' or (>= '\u1E00' and <= '\u1EFF') or (>= '\uFF21' and <= '\uFF5A') => Script.Latin,
        (>= '\u0370' and <= '\u03FF') or (>= '\u1F00' and <= '\u1FFF') => Script.Greek,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        >= '\u0590' and <= '\u05FF' => Script.Hebrew,
        (>= '\u0600' and <= '\u077F') or (>= '\uFB50' and <= '\uFEFC') => Script.Arabic,
        >= '\u0900' and <= '\u097F' => Script.Devanagari,
        >= '\u0E00' and <= '\u0E7F' => Script.Thai,
        (>= '\u3040' and <= '\u30FF') or (>= '\uFF66' and <= '\uFF9D') => Script.Japanese,
        (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => Script.Chinese,
        (>= '\uAC00' and <= '\uD7A3') or (>= '\u1100' and <= '\u11FF') => Script.Korean,
        _ => Script.Other,
    };
}
