using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

public sealed class AnalysisTests
{
    [Theory]
    [InlineData("Café CAFÉ cafe", "cafe cafe cafe")]
    [InlineData("Cafe\u0301 Ångström A\u030angstro\u0308m", "cafe angstrom angstrom")]
    [InlineData("İstanbul straße ﬁne", "istanbul strasse fine")]
    [InlineData("Ｌｕｃｅｎｅ", "lucene")]
    [InlineData("the state of the art", "the state of the art")]
    [InlineData("Dylan's Dylan’s", "dylan's dylan's")]
    [InlineData("C++ & U.S. 3.14 AT&T", "c++ u.s 3.14 at t")]
    [InlineData("東京都", "東京 京都")]
    [InlineData("水", "水")]
    [InlineData("안녕하세요", "안녕 녕하 하세 세요")]
    [InlineData("gpt🚀go 👩‍💻", "gpt 🚀 go 👩 💻")]
    public void Exact_words_are_folded_and_none_is_dropped(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Analysis.Exact(text).Select(w => w.Term)));

    [Theory]
    [InlineData("The earthquakes of the plant's staff", "earthquak plant staff")]
    [InlineData("Dylan’s DYLAN", "dylan dylan")]
    [InlineData("running runs ran", "run run ran")]
    [InlineData("résumés re\u0301sume\u0301s", "resum resum")]
    [InlineData("東京都", "東京 京都")]
    [InlineData("to be or not to be", "")]
    public void Stemmed_words_leave_out_stop_words_and_possessives(string text, string words) =>
        Assert.Equal(words, string.Join(' ', Analysis.Stemmed(text).Select(w => w.Term)));

    [Fact]
    public void Words_know_where_they_stand()
    {
        const string Text = "“Why—are Cafe\u0301s   CHEAP?”";

        var words = Analysis.Exact(Text);

        Assert.Equal(["Why", "are", "Cafe\u0301s", "CHEAP"], words.Select(w => Text[w.From..w.To]));
    }

    [Fact]
    public void Any_text_can_be_analysed() => Texts.Any.ForAll(text =>
    {
        foreach (var words in new[] { Analysis.Exact(text), Analysis.Stemmed(text) })
        {
            Assert.All(words, w => Assert.True(w.From >= 0 && w.From < w.To && w.To <= text.Length && w.Term.Length > 0));
        }
    });

    [Fact]
    public void Analysis_goes_on_after_and_beside_other_analysis() =>
        Parallel.For(0, 64, i => Assert.Equal($"w{i}x", Assert.Single(Analysis.Stemmed($"the w{i}x")).Term));
}
