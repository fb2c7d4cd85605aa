using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>English words, stemmed: case, accents and possessives folded, stop words dropped, CJK text in bigrams.</summary>
/// <remarks>Porter's stemmer and Lucene's 33 stop words, as in the published BM25 baselines that we compare with.</remarks>
internal sealed class StemmedAnalyzer : Analyzer
{
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var source = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream words = new EnglishPossessiveFilter(LuceneVersion.LUCENE_48, source);
        words = new CJKWidthFilter(words);
        words = new LowerCaseFilter(LuceneVersion.LUCENE_48, words);
        words = new CJKBigramFilter(words);
        words = new StopFilter(LuceneVersion.LUCENE_48, words, StopAnalyzer.ENGLISH_STOP_WORDS_SET);
        words = new AccentFoldingFilter(words);
        return new TokenStreamComponents(source, new PorterStemFilter(words));
    }
}

/// <summary>Words as they stand, with case and accents folded; nothing is dropped or stemmed.</summary>
internal sealed class ExactAnalyzer : Analyzer
{
    /// <summary>Keeps a phrase from matching across two values of a field.</summary>
    public override int GetPositionIncrementGap(string fieldName) => 100;

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var source = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream words = new CJKWidthFilter(source);
        words = new LowerCaseFilter(LuceneVersion.LUCENE_48, words);
        words = new CJKBigramFilter(words);
        return new TokenStreamComponents(source, new AccentFoldingFilter(words));
    }
}
