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

    /// <summary>Chinese is written without spaces: neighbouring characters are the words, so that any part of a sentence is found.</summary>
    [Theory]
    [InlineData("潮汐表", "港口的潮汐表昨天印错了。")]
    [InlineData("上釉", "我们明天给陶罐上釉！")]
    [InlineData("灯塔守护人", "灯塔守护人在雾里敲钟。")]
    public void Chinese_is_found_by_neighbouring_characters(string query, string expected)
    {
        string[] texts = ["港口的潮汐表昨天印错了。", "我们明天给陶罐上釉！", "灯塔守护人在雾里敲钟。"];
        var asked = Analysis.Stemmed(query).Select(word => word.Term).ToHashSet();

        var scores = texts.Select(text => Analysis.Stemmed(text).Count(word => asked.Contains(word.Term))).ToList();

        Assert.Equal(expected, texts[scores.IndexOf(scores.Max())]);
        Assert.Equal(1, scores.Count(score => score > 0));
    }

    [Theory]
    [InlineData("👍", true)]
    [InlineData("that is 🎧 for you", true)]
    [InlineData("?!", false)]
    [InlineData("plain words", false)]
    public void An_emoji_is_a_word_of_its_own(string text, bool expected) => Assert.Equal(expected, Analysis.HasEmoji(text));
}
