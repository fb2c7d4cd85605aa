using CsCheck;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

/// <summary>The quick analysis against Lucene's own chains of filters.</summary>
public sealed class AnalyzerOracleTests
{
    /// <summary>What the rules of word boundaries look at, in every order.</summary>
    private static readonly Gen<string> Boundaries = Gen.Select(
        Gen.OneOf("a", "Bc", "1", "23", "_", "'", "’", "‘", "“", "”", ".", ":", ",", ";", "-", "–", "—", "…",
            " ", "\n", "\u00a0", "é", "e\u0301", "水", "'s", "’S", "\"", "the", "\u0301", "\0").Array[0, 14],
        parts => string.Concat(parts));

    private static readonly Gen<string> Text = Gen.OneOf(Boundaries, Texts.Any, Gen.OneOf(254, 255, 256, 300).Select(n => "x " + new string('a', n) + " y"));

    [Fact]
    public void Words_are_those_of_Lucenes_filters_position_for_position() => Text.ForAll(
        text => Assert.Equal(Read(new ExactAnalyzer(), text), Words(text)),
        iter: 20_000);

    [Fact]
    public void Stems_are_those_of_Lucenes_filters() => Text.ForAll(
        text => Assert.Equal(Read(new StemmedAnalyzer(), text).Select(w => (w.Term, w.From, w.To)), Analysis.Stemmed(text).Select(w => (w.Term, w.From, w.To))),
        iter: 20_000);

    [Fact]
    public void Words_of_some_terms_are_those_of_the_whole_text_that_have_them() => Text.ForAll(
        text =>
        {
            var all = Analysis.Stemmed(text);
            var terms = all.Select(w => w.Term).Distinct().Where((_, i) => i % 2 == 0).Append("absent").ToHashSet();
            Assert.Equal(all.Where(w => terms.Contains(w.Term)), Analysis.Find(text, terms));
        },
        iter: 4_000);

    [Fact]
    public void Every_word_begins_with_the_prefix_of_its_stem()
    {
        string[] endings = ["", "s", "ies", "y", "ing", "ed", "ational", "ization", "ibility", "ability", "iviti",
            "bility", "ally", "ously", "fulness", "iveness", "ical", "ement", "e", "le", "li", "logy", "eed", "tted"];
        var words = File.ReadLines(Repository.File("models", "bge-small-en-v1.5", "vocab.txt")).Where(w => w.All(char.IsAsciiLetterLower) && w.Length > 0);

        Assert.All(
            words.SelectMany(w => endings.Select(e => w + e))
                .Where(w => Analysis.Stem(w) is { } stem && !w.StartsWith(Stemmer.PrefixOf(stem), StringComparison.Ordinal)),
            word => Assert.Fail($"{word} has the stem {Analysis.Stem(word)}"));
    }

    private static List<(string Term, int From, int To, int Increment)> Words(string text)
    {
        var reader = new WordReader();
        var words = new List<(string, int, int, int)>();
        for (reader.Start(text); reader.Read();) words.Add((reader.Term.ToString(), reader.From, reader.To, reader.Increment));
        return words;
    }

    private static List<(string Term, int From, int To, int Increment)> Read(Analyzer analyzer, string text)
    {
        using (analyzer)
        using (var stream = analyzer.GetTokenStream("", text))
        {
            var words = new List<(string, int, int, int)>();
            var (term, offset, increment) =
                (stream.GetAttribute<ICharTermAttribute>(), stream.GetAttribute<IOffsetAttribute>(), stream.GetAttribute<IPositionIncrementAttribute>());
            stream.Reset();
            while (stream.IncrementToken()) words.Add((term.ToString()!, offset.StartOffset, offset.EndOffset, increment.PositionIncrement));
            return words;
        }
    }

    private sealed class StemmedAnalyzer : Analyzer
    {
        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
        {
            var source = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
            TokenStream words = new CJKWidthFilter(source);
            words = new LowerCaseFilter(LuceneVersion.LUCENE_48, words);
            words = new CJKBigramFilter(words);
            words = new AccentFoldingFilter(words);
            words = new EnglishPossessiveFilter(LuceneVersion.LUCENE_48, words);
            words = new StopFilter(LuceneVersion.LUCENE_48, words, StopAnalyzer.ENGLISH_STOP_WORDS_SET);
            return new TokenStreamComponents(source, new PorterStemFilter(words));
        }
    }
}
