using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;

namespace SemanticSnips.Keywords;

/// <summary>A word of a text after analysis.</summary>
/// <param name="Term">The word in its analysed form.</param>
/// <param name="From">First character in the text.</param>
/// <param name="To">Character after the last in the text.</param>
internal readonly record struct AnalyzedWord(string Term, int From, int To);

/// <summary>Text to words: as they stand, which is what the index holds, and stemmed, which is what BM25 counts.</summary>
/// <remarks>Thread-safe. A stem is a function of the word alone, so that one field of the index serves phrases and scores.</remarks>
internal static class Analysis
{
    private const int LongestHyphenated = 12;

    internal static readonly Analyzer ExactWords = new ExactAnalyzer();

    /// <summary>Lucene's 33, as in the published BM25 baselines that we compare with.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> StopWords =
        StopAnalyzer.ENGLISH_STOP_WORDS_SET.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    [ThreadStatic]
    private static Stemmer? _stemmer;

    /// <summary>Words as BM25 sees them: without possessives, stemmed, without stop words.</summary>
    /// <param name="text">Any text; punctuation has no meaning.</param>
    public static IReadOnlyList<AnalyzedWord> Stemmed(string text)
    {
        var words = new List<AnalyzedWord>();
        var reader = new WordReader();
        reader.Start(text);
        while (reader.Read())
        {
            if (Stem(reader.Term) is { } stem) words.Add(new AnalyzedWord(stem, reader.From, reader.To));
        }

        return words;
    }

    /// <summary>The words of a text whose stem is one of some terms, as <see cref="Stemmed"/> gives them.</summary>
    /// <remarks>Only what begins like one of the terms is stemmed.</remarks>
    public static IEnumerable<AnalyzedWord> Find(string text, IReadOnlyCollection<string> terms)
    {
        if (terms.Count == 0) yield break;
        var wanted = terms.ToHashSet(StringComparer.Ordinal);
        string[] beginnings = [.. wanted.Where(t => t.Length > 0).Select(Stemmer.PrefixOf).Distinct(StringComparer.Ordinal)];
        var reader = new WordReader();
        reader.Start(text);
        while (reader.Read())
        {
            if (BeginsLikeOne(reader.Term, beginnings) && Stem(reader.Term) is { } stem && wanted.Contains(stem))
            {
                yield return new AnalyzedWord(stem, reader.From, reader.To);
            }
        }
    }

    private static bool BeginsLikeOne(ReadOnlySpan<char> word, string[] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (word.StartsWith(beginning, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>The stemmed terms of a text in order of first appearance, each with how often it stands there.</summary>
    internal static List<(string Term, int Count)> CountTerms(string text) =>
        [.. Stemmed(text).GroupBy(w => w.Term, StringComparer.Ordinal).Select(g => (g.Key, g.Count()))];

    /// <summary>Words as phrases see them: folded, none dropped.</summary>
    /// <param name="text">Any text; punctuation has no meaning.</param>
    public static IReadOnlyList<AnalyzedWord> Exact(string text)
    {
        var words = new List<AnalyzedWord>();
        var reader = new WordReader();
        reader.Start(text);
        while (reader.Read()) words.Add(new AnalyzedWord(Spellings.Signed(text, reader.Term, reader.To) ?? reader.Term.ToString(), reader.From, reader.To));
        var emoji = Spellings.Emoji(text).Select(found => new AnalyzedWord(found.Term, found.From, found.To)).ToList();
        return emoji.Count == 0 ? words : [.. words.Concat(emoji).OrderBy(word => word.From)];
    }

    /// <summary>Whether a text holds an emoji, which can be searched like a word.</summary>
    public static bool HasEmoji(string text) => Spellings.Emoji(text).Any();

    /// <summary>A phrase as words in each way in which it may be written, as it stands first; none where it has no words.</summary>
    internal static IEnumerable<IReadOnlyList<string>> Phrasings(string phrase)
    {
        var words = Exact(phrase);
        return words.Count == 0 ? [] : OtherSpellings(phrase).Prepend([.. words.Select(word => word.Term)]);
    }

    /// <summary>Where the words of a phrase may be written in two: the number of the word, and where its second part begins.</summary>
    internal static IEnumerable<(int Word, int At)> Hyphens(IReadOnlyList<string> words)
    {
        // Alone, a word is found as it is.
        if (words.Count == 1) yield break;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Length is < 3 or > LongestHyphenated || !words[i].All(char.IsAsciiLetter)) continue;
            for (var at = 1; at < words[i].Length; at++) yield return (i, at);
        }
    }

    /// <summary>The phrase in the other ways in which it may be written, each as words: what is joined in it parted, and what is parted joined.</summary>
    internal static IEnumerable<IReadOnlyList<string>> OtherSpellings(string text)
    {
        var words = Exact(text);
        var written = words.Select(word => word.Term).ToList();
        var joined = JoinedWords(text, words, acrossSpaces: false);
        if (!joined.SequenceEqual(written)) yield return joined;
        var all = JoinedWords(text, words, acrossSpaces: true);
        if (!all.SequenceEqual(joined)) yield return all;
        var parted = words.SelectMany(word => Parts(word.Term)).ToList();
        if (parted.Count > words.Count) yield return parted;
    }

    private static List<string> JoinedWords(string text, IReadOnlyList<AnalyzedWord> words, bool acrossSpaces)
    {
        var joined = new List<string>();
        var spellings = new Spellings();
        spellings.Start();
        foreach (var word in words)
        {
            if (spellings.Joined(text, word.Term, word.From, word.To, acrossSpaces) is not { } other) joined.Add(word.Term);
            else if (joined.Count > 0 && other.Length > word.Term.Length && other.EndsWith(word.Term, StringComparison.Ordinal)) joined[^1] = other;
            else joined.Add(other);
        }

        return joined;
    }

    /// <summary>What a query's words may be written like besides, stemmed: only of words with digits, short parts or signs, and emoji, so that the scores of
    /// other words stay as they are.</summary>
    internal static IEnumerable<string> OtherTerms(string text)
    {
        var reader = new WordReader();
        var spellings = new Spellings();
        spellings.Start();
        var previous = 0;
        reader.Start(text);
        while (reader.Read())
        {
            var word = reader.Term;
            if (spellings.Joined(text, word, reader.From, reader.To) is { } joined
                && (joined.AsSpan().ContainsAnyInRange('0', '9') || Math.Min(previous, word.Length) <= 2 || joined.Length < word.Length)
                && Stem(joined) is { } stem) yield return stem;
            if (Spellings.Signed(text, reader.Term, reader.To) is { } signed) yield return signed;
            previous = reader.Term.Length;
        }

        foreach (var emoji in Spellings.Emoji(text)) yield return emoji.Term;
    }

    /// <summary>The stems of a word's parts, where letters and digits meet in it; none of a word that has no parts.</summary>
    internal static IEnumerable<string> PartTerms(string word)
    {
        string[] parts = [.. Parts(word)];
        return parts.Length < 2 ? [] : parts.Select(part => Stem(part)).OfType<string>();
    }

    /// <summary>A word parted where letters and digits meet: "f16" is "f", "16".</summary>
    private static IEnumerable<string> Parts(string word)
    {
        var from = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (!(char.IsAsciiDigit(word[i]) && char.IsLetter(word[i - 1])) && !(char.IsLetter(word[i]) && char.IsAsciiDigit(word[i - 1]))) continue;
            yield return word[from..i];
            from = i;
        }

        yield return word[from..];
    }

    /// <summary>The stem of a word as it stands in the index; null for a stop word.</summary>
    internal static string? Stem(ReadOnlySpan<char> word)
    {
        if (IsStopWord(word)) return null;
        _stemmer ??= new Stemmer();
        return _stemmer.Stem(WithoutPossessive(word));
    }

    /// <summary>Whether BM25 does not count a word.</summary>
    internal static bool IsStopWord(ReadOnlySpan<char> word)
    {
        word = WithoutPossessive(word);
        return word.Length <= 5 && StopWords.Contains(word);
    }

    private static ReadOnlySpan<char> WithoutPossessive(ReadOnlySpan<char> word) => word.EndsWith("'s", StringComparison.Ordinal) ? word[..^2] : word;
}
