using SemanticSnips.Keywords;
using SemanticSnips.Searching;

namespace SemanticSnips.Tests.Searching;

/// <summary>What of a question is searched for by its words.</summary>
public sealed class FrameWordsTests
{
    [Theory]
    [InlineData("what did they say about graphene", "graphene")]
    [InlineData("How do I sharpen a knife?", "sharpen knife")]
    [InlineData("Summarize the discussion about remote controls.", "remote controls")]
    [InlineData("graphene", "graphene")]
    public void The_words_of_a_frame_are_left_out(string question, string content) => Assert.Equal(TermsOf(content), FrameWords.Without(TermsOf(question)));

    [Theory]
    [InlineData("who are you")]
    [InlineData("what did they say about it?")]
    public void A_question_of_nothing_else_keeps_them(string question) => Assert.Equal(TermsOf(question), FrameWords.Without(TermsOf(question)));

    private static List<(string Term, int Count)> TermsOf(string text) => [.. Analysis.Stemmed(text).GroupBy(w => w.Term).Select(g => (g.Key, g.Count()))];
}
