using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>Words as they stand, with case and accents folded and CJK text in bigrams; nothing is dropped or stemmed.</summary>
internal sealed class ExactAnalyzer : Analyzer
{
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var source = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream words = new CJKWidthFilter(source);
        words = new LowerCaseFilter(LuceneVersion.LUCENE_48, words);
        words = new CJKBigramFilter(words);
        return new TokenStreamComponents(source, new AccentFoldingFilter(words));
    }
}
