using SemanticSnips.Answers;

namespace SemanticSnips.Tests.Answers;

public sealed class CitedTextTests
{
    [Theory]
    [InlineData("Ann drinks tea [1]. Bo does not [2].", "Ann drinks tea.|1", "Bo does not.|2")]
    [InlineData("Ann drinks tea. [1] Bo does not. [2]", "Ann drinks tea.|1", "Bo does not.|2")]
    [InlineData("Ann drinks tea.[1] Bo does not.[2]", "Ann drinks tea.|1", "Bo does not.|2")]
    [InlineData("Both do [1][3]. All do [1, 2; 4].", "Both do.|1,3", "All do.|1,2,4")]
    [InlineData("Ann [1] and Bo [2] agree.", "Ann and Bo agree.|1,2")]
    [InlineData("It cost $3.50 [1]! Really? [2]", "It cost $3.50!|1", "Really?|2")]
    [InlineData("Nobody said that. Ann did [1].", "Nobody said that.|", "Ann did.|1")]
    [InlineData("- Ann drinks **tea** [1].\n* Bo does not [2].\n3. Cy may [3].", "Ann drinks tea.|1", "Bo does not.|2", "Cy may.|3")]
    [InlineData("<think>Passage [7] is odd.</think>\n\nAnn drinks tea【1】.", "Ann drinks tea.|1")]
    [InlineData("Without an end [1]", "Without an end|1")]
    [InlineData("See [the notes] and [12345].", "See [the notes] and [12345].|")]
    [InlineData("[1] Ann drinks tea.", "Ann drinks tea.|1")]
    [InlineData("NOTHING", "NOTHING|")]
    [InlineData(" \n[1]\n[]\n--\n")]
    public void Sentences_have_the_numbers_that_stand_in_them_or_behind_them(string reply, params string[] expected)
    {
        Assert.Equal(expected, CitedText.Read(reply).Select(s => $"{s.Text}|{string.Join(',', s.Numbers)}"));
    }

    [Fact]
    public void A_hostile_reply_is_read_in_no_time()
    {
        var open = string.Concat(Enumerable.Repeat("[1,", 20_000));

        Assert.Empty(Assert.Single(CitedText.Read("So " + open + new string('1', 50_000))).Numbers);
    }
}
