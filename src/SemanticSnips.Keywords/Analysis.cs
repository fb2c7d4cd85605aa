using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.TokenAttributes;

namespace SemanticSnips.Keywords;

/// <summary>A word of a text after analysis.</summary>
/// <param name="Term">The word in its indexed form.</param>
/// <param name="From">First character in the text.</param>
/// <param name="To">Character after the last in the text.</param>
public readonly record struct AnalyzedWord(string Term, int From, int To);

/// <summary>Text to words, in the two ways that the index knows.</summary>
/// <remarks>Thread-safe: Lucene's analyzers keep one token stream a thread.</remarks>
public static class Analysis
{
    internal static readonly Analyzer StemmedWords = new StemmedAnalyzer();

    internal static readonly Analyzer ExactWords = new ExactAnalyzer();

    internal static readonly Analyzer ByField = new PerFieldAnalyzerWrapper(
        ExactWords, new Dictionary<string, Analyzer> { [Fields.Text] = StemmedWords });

    /// <summary>Words as BM25 sees them: stemmed, without stop words.</summary>
    /// <param name="text">Any text; punctuation has no meaning.</param>
    public static IReadOnlyList<AnalyzedWord> Stemmed(string text) => Read(StemmedWords, text);

    /// <summary>Words as phrases see them: folded, none dropped.</summary>
    /// <param name="text">Any text; punctuation has no meaning.</param>
    public static IReadOnlyList<AnalyzedWord> Exact(string text) => Read(ExactWords, text);

    private static List<AnalyzedWord> Read(Analyzer analyzer, string text)
    {
        var words = new List<AnalyzedWord>();
        using var stream = analyzer.GetTokenStream(Fields.Text, text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        var offset = stream.GetAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
        {
            words.Add(new AnalyzedWord(term.ToString()!, offset.StartOffset, offset.EndOffset));
        }

        stream.End();
        return words;
    }
}
