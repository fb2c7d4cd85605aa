using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

/// <summary>Scores against BM25 written out by hand: k1 0.9, b 0.4, idf ln(1 + (N - df + .5) / (df + .5)).</summary>
public sealed class Bm25Tests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void A_score_is_the_published_formula()
    {
        // Lengths 2, 4 and 3 without stop words: the average is 3.
        using var folder = KeywordFolder.Of("the taiwan fab", "taiwan taiwan makes wafers", "nobody mentions it here");
        using var index = folder.Open();

        var scores = index.Score("taiwan");

        var idf = Math.Log(1 + (3 - 2 + 0.5) / (2 + 0.5));
        Assert.Equal(idf * (1 * 1.9) / (1 + 0.9 * (0.6 + 0.4 * 2 / 3)), scores.Bm25[0], Tolerance);
        Assert.Equal(idf * (2 * 1.9) / (2 + 0.9 * (0.6 + 0.4 * 4 / 3)), scores.Bm25[1], Tolerance);
        Assert.Equal(0, scores.Bm25[2]);
        Assert.Equal(idf * 1.9, scores.Ceiling, Tolerance);
        Assert.Equal(scores.Bm25[1] / scores.Ceiling, scores.Coverage(1), Tolerance);
    }

    [Fact]
    public void A_term_that_is_asked_twice_counts_twice()
    {
        using var folder = KeywordFolder.Of("alpha beta", "beta gamma");
        using var index = folder.Open();

        var once = index.Score("alpha beta");
        var twice = index.Score("alpha alpha beta");

        Assert.Equal(["alpha", "beta"], twice.Terms);
        Assert.Equal(once.Bm25[0] + index.Score("alpha").Bm25[0], twice.Bm25[0], Tolerance);
        Assert.Equal(once.Ceiling + index.Score("alpha").Ceiling, twice.Ceiling, Tolerance);
    }

    [Fact]
    public void A_term_that_nobody_says_raises_the_ceiling()
    {
        using var folder = KeywordFolder.Of("alpha beta", "beta gamma");
        using var index = folder.Open();

        var scores = index.Score("alpha unheard");

        Assert.Equal(1.9 * (Math.Log(1 + 1.5 / 1.5) + Math.Log(1 + 2.5 / 0.5)), scores.Ceiling, Tolerance);
        Assert.True(scores.Coverage(0) < 0.5);
    }

    [Fact]
    public void Lengths_are_exact_however_long_a_passage_is()
    {
        // Lucene's own byte makes no difference between 1,000 and 1,001 words.
        var words = Enumerable.Range(0, 1001).Select(i => $"w{i}x").ToList();
        using var folder = KeywordFolder.Of(string.Join(' ', words.Take(1000)), string.Join(' ', words));
        using var index = folder.Open();

        var scores = index.Score("w7x").Bm25;

        var idf = Math.Log(1 + 0.5 / 2.5);
        Assert.Equal(idf * 1.9 / (1 + 0.9 * (0.6 + 0.4 * 1000 / 1000.5)), scores[0], Tolerance);
        Assert.Equal(idf * 1.9 / (1 + 0.9 * (0.6 + 0.4 * 1001 / 1000.5)), scores[1], Tolerance);
        Assert.True(scores[0] > scores[1]);
    }

    [Fact]
    public void Headings_are_scored_as_if_they_stood_in_the_text()
    {
        var plain = KeywordFolder.Snip("0", "Chips\ntag\nspoken words");
        var headed = KeywordFolder.Snip("0", "spoken words");
        headed = headed with { Passages = [headed.Passages[0] with { Headings = ["Chips", "tag"] }] };
        using var a = new KeywordFolder().Commit([plain, KeywordFolder.Snip("1", "chips")]);
        using var b = new KeywordFolder().Commit([headed, KeywordFolder.Snip("1", "chips")]);
        using var left = a.Open();
        using var right = b.Open();

        Assert.Equal(left.Score("chips spoken").Bm25, right.Score("chips spoken").Bm25);
    }

    [Fact]
    public void Scores_do_not_depend_on_commits_and_deletions()
    {
        string[] texts = ["taiwan makes chips", "chips and chips again", "an export rule for chips", "nuclear power", "power for the fab in taiwan"];
        using var once = KeywordFolder.Of(texts);
        using var often = new KeywordFolder();
        often.Commit([KeywordFolder.Snip("gone", "taiwan taiwan export chips"), KeywordFolder.Snip("0", "an older wording of chips")]);
        for (var i = 0; i < texts.Length; i++) often.Commit([KeywordFolder.Snip($"{i}", texts[i])]);
        often.Commit([], "gone");
        using var fresh = once.Open();
        using var worn = often.Open();

        var expected = fresh.Score("chips from taiwan under export rules");
        var actual = worn.Score("chips from taiwan under export rules");

        Assert.Equal(texts.Length, worn.Passages.Count);
        Assert.Equal(expected.Ceiling, actual.Ceiling, Tolerance);
        foreach (var id in Enumerable.Range(0, texts.Length).Select(i => $"{i}"))
        {
            Assert.Equal(expected.Bm25[fresh.Snips[fresh.FindSnip(id)].FirstPassage], actual.Bm25[worn.Snips[worn.FindSnip(id)].FirstPassage], Tolerance);
        }

        Assert.Equal(fresh.TopicOf(texts[0], 5).Terms, worn.TopicOf(texts[0], 5).Terms);
    }

    [Fact]
    public void Coverage_is_a_share_whatever_is_asked_and_with_any_constants()
    {
        using var folder = KeywordFolder.Of("a b b", "chips chips chips chips", "b", "export of chips to b", "");
        using var index = folder.Open();
        var words = Gen.OneOf("a", "b", "chips", "export", "of", "unheard", "é", "!");
        Gen.Select(words.Array[0, 12], Gen.Double[0, 3], Gen.Double[0, 1]).ForAll((query, k1, b) =>
        {
            foreach (var formula in new[] { new Bm25(k1, b), new Bm25(0, b) })
            {
                var scores = index.Score(string.Join(' ', query), formula);
                for (var i = 0; i < index.Passages.Count; i++) Assert.InRange(scores.Coverage(i), 0, 1);
            }
        });
    }

    [Fact]
    public void A_query_without_words_scores_nothing()
    {
        using var folder = KeywordFolder.Of("the taiwan fab");
        using var index = folder.Open();

        foreach (var query in new[] { "", " \n", "the of and", "?!…" })
        {
            var scores = index.Score(query);
            Assert.Equal((0, 0.0), (scores.Terms.Count, scores.Ceiling));
            Assert.Equal(0, scores.Coverage(0));
        }
    }

    [Fact]
    public void An_empty_index_scores_nothing()
    {
        using var folder = new KeywordFolder().Commit([]);
        using var index = folder.Open();

        Assert.Empty(index.Score("taiwan").Bm25);
        Assert.Empty(index.Match([new Condition(ConditionField.Phrase, "taiwan")])!);
        Assert.Equal(-1, index.FindSnip("0"));
    }

    [Fact]
    public void A_topic_is_the_rarest_words_that_others_say_too()
    {
        using var folder = KeywordFolder.Of("chips for the earthquake drill", "chips chips", "chips and an earthquake", "chips of today");
        using var index = folder.Open();

        var topic = index.TopicOf("earthquake drill with chips", maxTerms: 2);

        Assert.Equal(["earthquak", "chip"], topic.Terms);
    }
}
