using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;

namespace SemanticSnips.Keywords;

/// <summary>A word of a text after analysis.</summary>
/// <param name="Term">The word in its analysed form.</param>
/// <param name="From">First character in the text.</param>
/// <param name="To">Character after the last in the text.</param>
public readonly record struct AnalyzedWord(string Term, int From, int To);

/// <summary>Text to words: as they stand, which is what the index holds, and stemmed, which is what BM25 counts.</summary>
/// <remarks>Thread-safe. A stem is a function of the word alone, so that one field of the index serves phrases and scores.</remarks>
public static class Analysis
{
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

    /// <summary>Words as phrases see them: folded, none dropped.</summary>
    /// <param name="text">Any text; punctuation has no meaning.</param>
    public static IReadOnlyList<AnalyzedWord> Exact(string text)
    {
        var words = new List<AnalyzedWord>();
        var reader = new WordReader();
        reader.Start(text);
        while (reader.Read()) words.Add(new AnalyzedWord(reader.Term.ToString(), reader.From, reader.To));
        return words;
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
