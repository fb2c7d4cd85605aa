using CsCheck;
using SemanticSnips.Querying;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Querying;

public sealed class SnipQueryTests
{
    [Theory]
    [InlineData("why is R1 so cheap?", "why is R1 so cheap?", "")]
    [InlineData("cheap \"export controls\" now", "cheap export controls now", "Phrase=export controls")]
    [InlineData("“export controls”", "export controls", "Phrase=export controls")]
    [InlineData("„Was ist das”", "Was ist das", "Phrase=Was ist das")]
    [InlineData("\"unclosed quote", "\"unclosed quote", "")]
    [InlineData("say \"\" this", "say  this", "")]
    [InlineData("chips -taiwan", "chips", "!Phrase=taiwan")]
    [InlineData("chips -\"export controls\"", "chips", "!Phrase=export controls")]
    [InlineData("chips -speaker:Lex", "chips", "!Speaker=Lex")]
    [InlineData("- a - b --c", "- a - b --c", "")]
    [InlineData("state-of-the-art", "state-of-the-art", "")]
    [InlineData("-taiwan", "", "!Phrase=taiwan")]
    [InlineData("speaker:Dylan show:\"Lex Fridman\" TAG:ai gpu", "gpu", "Speaker=Dylan Show=Lex Fridman Tag=ai")]
    [InlineData("podcast:lex episode:x guest:y title:t note:n", "", "Show=lex Episode=x Guest=y Title=t Note=n")]
    [InlineData("after:2025 before:2025-06-30 is:favourite has:transcript", "", "After=2025 Before=2025-06-30 Is=favourite Is=transcript")]
    [InlineData("after:january 2024 gpu before:\"feb 2024\"", "gpu", "After=2024-01-01 Before=2024-02-01")]
    [InlineData("after:2025 march", "march", "After=2025")]
    [InlineData("longer:2m shorter:1:30", "", "Longer=120 Shorter=90")]
    [InlineData("show:“Lex Fridman”", "", "Show=Lex Fridman")]
    [InlineData("show:\"unclosed name", "name", "Show=\"unclosed")]
    [InlineData("https://example.com/a?b=c", "https://example.com/a?b=c", "")]
    [InlineData("C++ and C# AND (a OR b) NOT [x TO y] *?~^", "C++ and C# AND (a OR b) NOT [x TO y] *?~^", "")]
    [InlineData("note: this", "note: this", "")]
    [InlineData("colour:red", "colour:red", "")]
    [InlineData("ratio 30:1", "ratio 30:1", "")]
    [InlineData("  spaced\tout\u00a0words\n", "spaced out words", "")]
    [InlineData("𠮷", "𠮷", "")]
    [InlineData("水", "水", "")]
    public void A_query_is_words_and_conditions(string query, string words, string conditions)
    {
        var parsed = SnipQuery.Parse(query);

        Assert.Equal(words, parsed.Words);
        Assert.Equal(conditions, string.Join(' ', parsed.Conditions.Select(c => $"{(c.Excluded ? "!" : "")}{c.Field}={c.Value}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public void An_empty_query_is_refused(string query) =>
        Assert.StartsWith("The query is empty, expected words", Assert.Throws<QueryException>(() => SnipQuery.Parse(query)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("?!…")]
    [InlineData("\"\"")]
    [InlineData("-\"\"")]
    [InlineData("-“?”")]
    [InlineData("--- ***")]
    public void A_query_of_punctuation_is_refused(string query) =>
        Assert.StartsWith($"The query '{query}' has no words, only punctuation; expected",
            Assert.Throws<QueryException>(() => SnipQuery.Parse(query)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_a_query_or_refused_with_a_sentence()
    {
        var pieces = Gen.OneOf("tag:", "-", "\"", "“", "”", ":", " ", "word", "\ud83d", "🚀", "after:", "\t", "is:", "é", "\0", "--", "-\"");
        Gen.OneOf(pieces.Array[0, 20].Select(string.Concat), Gen.String[0, 40]).ForAll(text =>
        {
            try
            {
                var parsed = SnipQuery.Parse(text);
                Assert.True(parsed.Words.Length > 0 || parsed.Conditions.Count > 0);
            }
            catch (QueryException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
        });
    }
}
