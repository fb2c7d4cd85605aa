using System.Globalization;
using System.Text;

namespace SemanticSnips.Inference;

/// <summary>What remains of a character once it is decomposed canonically (NFD) and its nonspacing marks are dropped.</summary>
/// <remarks>
/// A table of its own, because <see cref="string.Normalize(NormalizationForm)"/> returns its input unchanged when the
/// process runs with invariant globalization, and follows the machine's ICU otherwise: the same text must become the
/// same tokens everywhere.
/// </remarks>
internal static class CanonicalBases
{
    // Hangul syllables decompose by arithmetic: The Unicode Standard, section 3.12.
    private const int SyllableBase = 0xAC00;
    private const int LeadingBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TrailingBase = 0x11A7;
    private const int VowelCount = 21;
    private const int TrailingCount = 28;
    private const int SyllableCount = 19 * VowelCount * TrailingCount;

    private static readonly Dictionary<int, string> Bases = Read();

    /// <summary>The base of <paramref name="rune"/>, or null when it is its own.</summary>
    public static string? Of(Rune rune)
    {
        var syllable = rune.Value - SyllableBase;
        if (syllable is >= 0 and < SyllableCount) return Jamo(syllable);
        return Bases.GetValueOrDefault(rune.Value);
    }

    private static string Jamo(int syllable)
    {
        var leading = (char)(LeadingBase + syllable / (VowelCount * TrailingCount));
        var vowel = (char)(VowelBase + syllable / TrailingCount % VowelCount);
        var trailing = syllable % TrailingCount;
        return trailing == 0 ? $"{leading}{vowel}" : $"{leading}{vowel}{(char)(TrailingBase + trailing)}";
    }

    private static Dictionary<int, string> Read()
    {
        var bases = new Dictionary<int, string>(2100);
        using var file = typeof(CanonicalBases).Assembly.GetManifestResourceStream("CanonicalBases.txt")!;
        using var reader = new StreamReader(file);
        Span<char> buffer = stackalloc char[8];
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '#') continue;
            var semicolon = line.IndexOf(';', StringComparison.Ordinal);
            var composed = Hex(line.AsSpan(0, semicolon));
            var remainder = line.AsSpan(semicolon + 1);
            var length = 0;
            foreach (var part in remainder.Split(' '))
                length += new Rune(Hex(remainder[part])).EncodeToUtf16(buffer[length..]);
            bases.Add(composed, new string(buffer[..length]));
        }

        return bases;
    }

    private static int Hex(ReadOnlySpan<char> digits) =>
        int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
