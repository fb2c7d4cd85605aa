using System.Buffers;

namespace SemanticSnips.Keywords;

/// <summary>The other ways in which a word may be written: with or without hyphen, dots, commas and space, and with the signs that make it another
/// word.</summary>
/// <remarks>They stand in the index beside the words, at the same position, and count for no length; so scores of other words stay as they are.</remarks>
internal sealed class Spellings
{
    private const int LongestUnit = 3;
    private const int ShortestAbbreviation = 3;

    private readonly char[] _previous = new char[255];
    private int _previousLength;
    private int _previousEnd = -1;

    /// <summary>Begins with a text.</summary>
    public void Start() => (_previousLength, _previousEnd) = (0, -1);

    /// <summary>
    /// What is written together elsewhere, of a word and the one before it: "f16" for <c>F-16</c>, "5nm" for <c>5 nm</c>, "2617" for <c>2,617</c>, "phd" for
    /// <c>Ph.D</c>; null where nothing is.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="word">The word.</param>
    /// <param name="from">Its first character.</param>
    /// <param name="to">The character after its last.</param>
    /// <param name="acrossSpaces">Whether a number and a unit behind a space count too.</param>
    public string? Joined(string text, ReadOnlySpan<char> word, int from, int to, bool acrossSpaces = true)
    {
        var joined = Inside(word);
        if (joined is null && _previousEnd >= 0 && from - _previousEnd == 1 && Joins(text[_previousEnd], word))
            joined = string.Concat(_previous.AsSpan(0, _previousLength), word);
        (_previousLength, _previousEnd) = (Math.Min(word.Length, _previous.Length), to);
        word[.._previousLength].CopyTo(_previous);
        return joined;

        bool Joins(char between, ReadOnlySpan<char> next) => between switch
        {
            '-' or '\u2010' or '\u2011' => true,
            ' ' or '\u00A0' or '\u202F' => acrossSpaces && next.Length <= LongestUnit
                && IsNumber(_previous.AsSpan(0, _previousLength)) && IsLetters(next) && !Analysis.IsStopWord(next),
            _ => false,
        };
    }

    /// <summary>The word with the signs that follow it, where they make it another: "c++", "c#"; null where none do.</summary>
    public static string? Signed(string text, ReadOnlySpan<char> word, int to)
    {
        if (word.Length > 2 || to >= text.Length || !IsLetters(word)) return null;
        var signs = text.AsSpan(to);
        var length = signs.StartsWith("++") ? 2 : signs.StartsWith('#') ? 1 : 0;
        return length > 0 && (length == signs.Length || !char.IsLetterOrDigit(signs[length])) ? string.Concat(word, signs[..length]) : null;
    }

    /// <summary>The emoji of a text, each a word of its own.</summary>
    public static IEnumerable<(string Term, int From, int To)> Emoji(string text)
    {
        for (var at = NextEmoji(text, 0); at >= 0; at = NextEmoji(text, at))
        {
            var length = char.IsHighSurrogate(text[at]) ? 2 : 1;
            if (at + length > text.Length || (length == 2 && !char.IsLowSurrogate(text[at + 1]))) yield break;
            yield return (text.Substring(at, length), at, at + length);
            at += length;
        }
    }

    private static int NextEmoji(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            // Where a plane of pictures begins in UTF-16; and the older signs and dingbats.
            var next = text.AsSpan(at).IndexOfAny(Signs);
            if (next < 0) return -1;
            at += next;
            if (!char.IsHighSurrogate(text[at]) || at + 1 < text.Length) return at;
        }

        return -1;
    }

    private static readonly SearchValues<char> Signs =
        SearchValues.Create(
        [.. Enumerable.Range(0xD83C, 3).Concat(Enumerable.Range(0x2600, 0x1C0)).Concat(Enumerable.Range(0x23E9, 18)).Select(code => (char)code), .. "⌚⌛⬛⬜⭐⭕"]);

    private static readonly SearchValues<char> DigitsAndCommas = SearchValues.Create("0123456789,");
    private static readonly SearchValues<char> DigitsAndPoints = SearchValues.Create("0123456789.");

    private static string? Inside(ReadOnlySpan<char> word)
    {
        if (char.IsAsciiDigit(word[0]))
            return word.Contains(',') && word.IndexOfAnyExcept(DigitsAndCommas) < 0 ? word.ToString().Replace(",", "", StringComparison.Ordinal) : null;
        if (!word.Contains('.')) return null;
        var bare = word.ToString().Replace(".", "", StringComparison.Ordinal);
        return bare.Length >= ShortestAbbreviation && bare.Length <= 6 && IsLetters(bare) ? bare : null;
    }

    private static bool IsNumber(ReadOnlySpan<char> word) => word.Length > 0 && word.IndexOfAnyExcept(DigitsAndPoints) < 0;

    private static bool IsLetters(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsLetter(c)) return false;
        }

        return word.Length > 0;
    }
}
