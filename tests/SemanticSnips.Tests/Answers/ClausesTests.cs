using SemanticSnips.Answers;

namespace SemanticSnips.Tests.Answers;

/// <summary>How speech without punctuation is cut.</summary>
public sealed class ClausesTests
{
    [Fact]
    public void What_is_no_longer_than_a_quotation_stays_a_sentence()
    {
        var sixty = string.Join(' ', Enumerable.Range(1, 60).Select(i => i % 7 == 0 ? "and" : $"word{i}"));

        Assert.Equal([$"{sixty}.", "And so on."], Cut([new Turn(null, $"{sixty}. And so on.")]));
    }

    [Fact]
    public void Longer_speech_is_cut_before_words_that_begin_a_clause_as_late_as_possible()
    {
        var words = Enumerable.Range(1, 100).Select(i => i is 8 or 20 or 35 or 70 ? "because" : $"w{i}").ToArray();

        Assert.Equal(
            [string.Join(' ', words[..34]), string.Join(' ', words[34..69]), string.Join(' ', words[69..])], Cut([new Turn(null, string.Join(' ', words))]));
    }

    [Fact]
    public void A_comma_says_more_than_a_word_and_a_breath_more_than_a_comma()
    {
        var words = Enumerable.Range(1, 70).Select(i => i == 16 ? "w16," : i == 30 ? "and" : $"w{i}").ToArray();
        var text = string.Join(' ', words);
        Assert.Equal(string.Join(' ', words[..16]), Cut([new Turn(null, text)])[0]);

        // The first line ends at ten seconds, the next begins at eleven.
        var at = text.IndexOf("w23 ", StringComparison.Ordinal);
        var timed = new Turn(null, text, TimeSpan.Zero, TimeSpan.FromSeconds(40))
        {
            Lines = [new Line(0, TimeSpan.Zero, TimeSpan.FromSeconds(10)), new Line(at, TimeSpan.FromSeconds(11), TimeSpan.FromSeconds(40))],
        };
        Assert.Equal(string.Join(' ', words[..22]), Cut([timed])[0]);
    }

    [Theory]
    [InlineData(61)]
    [InlineData(79)]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(400)]
    public void Every_word_is_in_one_clause_and_none_is_a_scrap_or_too_long(int count)
    {
        var text = string.Join(' ', Enumerable.Range(1, count).Select(i => $"w{i}"));

        var clauses = Cut([new Turn("Ann", text)]);

        Assert.Equal(text, string.Join(' ', clauses));
        Assert.All(clauses, c => Assert.InRange(c.Split(' ').Length, 12, 40));
    }

    private static List<string> Cut(IReadOnlyList<Turn> turns)
    {
        var text = SnipText.Of(new Snip { Id = "1", Source = "test", Episode = new Episode(), Turns = turns });
        return [.. text.Parts.Where(p => p.Kind == PartKind.Turn).SelectMany(p => Clauses.Of(text, p)).Select(c => text.Text[c.From..c.To])];
    }
}
