using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

public sealed class ConditionTests
{
    private static readonly SnipDocument Taiwan = KeywordFolder.Snip("taiwan", "to be or not to be a fab", "the plant's staff goes back to the fab") with
    {
        Show = "Lex Fridman Podcast",
        Episode = "DeepSeek, China, OpenAI",
        Title = "Chips & Café",
        Note = "ask Dylan",
        Guests = ["Dylan Patel", "Nathan Lambert"],
        Tags = ["export controls", "chips"],
        Date = new DateOnly(2025, 2, 3),
        Favourite = true,
        HasTranscript = true,
        EpisodeKey = "e1",
    };

    private static readonly SnipDocument Power = WithSpeakers(
        KeywordFolder.Snip("power", "nuclear power for data centers") with
        {
            Show = "Dwarkesh",
            Date = new DateOnly(2024, 12, 31),
            EpisodeKey = "e2",
            Tags = ["controls"]
        },
        "Dylan Patel", "Dwarkesh Patel");

    private static readonly SnipDocument Untold = KeywordFolder.Snip("untold", "about something") with { EpisodeKey = "e3" };

    [Theory]
    [InlineData(nameof(ConditionField.Phrase), "not to be a FAB", "taiwan/0")]
    [InlineData(nameof(ConditionField.Phrase), "be to", "")]
    [InlineData(nameof(ConditionField.Phrase), "fab the", "")]
    [InlineData(nameof(ConditionField.Phrase), "the", "taiwan/1")]
    [InlineData(nameof(ConditionField.Phrase), "plant's", "taiwan/1")]
    [InlineData(nameof(ConditionField.Phrase), "plant’s", "taiwan/1")]
    [InlineData(nameof(ConditionField.Show), "fridman podcast", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.Show), "podcast fridman", "")]
    [InlineData(nameof(ConditionField.Episode), "deepseek china", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.Title), "chips cafe", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.Note), "Dylan", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.Guest), "lambert", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.Guest), "patel nathan", "")]
    [InlineData(nameof(ConditionField.Tag), "controls", "taiwan/0 taiwan/1 power/0")]
    [InlineData(nameof(ConditionField.Tag), "controls chips", "")]
    [InlineData(nameof(ConditionField.Speaker), "patel", "power/0")]
    [InlineData(nameof(ConditionField.Speaker), "patel dwarkesh", "")]
    [InlineData(nameof(ConditionField.EpisodeKey), "e2", "power/0")]
    [InlineData(nameof(ConditionField.EpisodeKey), "E2", "")]
    [InlineData(nameof(ConditionField.Is), "Favourite", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.Is), "starred", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.Is), "transcript", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.After), "2025", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.After), "2025-02", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.After), "2025-02-03", "taiwan/0 taiwan/1")]
    [InlineData(nameof(ConditionField.After), "2025-02-04", "")]
    [InlineData(nameof(ConditionField.Before), "2025", "power/0")]
    [InlineData(nameof(ConditionField.Before), "2025-02-03", "power/0")]
    [InlineData(nameof(ConditionField.Before), "2025-02-04", "taiwan/0 taiwan/1 power/0")]
    [InlineData(nameof(ConditionField.Tag), "?!", "")]
    public void A_condition_allows_what_satisfies_it(string field, string value, string allowed) =>
        Check(allowed, new Condition(Enum.Parse<ConditionField>(field), value));

    [Fact]
    public void Conditions_on_different_fields_must_all_hold()
    {
        Check("power/0", new(ConditionField.Tag, "controls"), new(ConditionField.Before, "2025"));
        Check("", new(ConditionField.Tag, "chips"), new(ConditionField.Before, "2025"));
    }

    [Fact]
    public void Of_several_shows_one_suffices()
    {
        Check("taiwan/0 taiwan/1 power/0", new(ConditionField.Show, "lex"), new(ConditionField.Show, "dwarkesh"));
        Check("power/0", new(ConditionField.Show, "???"), new(ConditionField.Show, "dwarkesh"));
        Check("taiwan/0 taiwan/1 untold/0", new(ConditionField.EpisodeKey, "e1"), new(ConditionField.EpisodeKey, "e3"));
    }

    [Fact]
    public void Of_several_tags_speakers_and_phrases_all_must_hold()
    {
        Check("taiwan/0 taiwan/1", new(ConditionField.Tag, "controls"), new(ConditionField.Tag, "chips"));
        Check("power/0", new(ConditionField.Speaker, "dylan"), new(ConditionField.Speaker, "dwarkesh"));
        Check("", new(ConditionField.Speaker, "dylan"), new(ConditionField.Speaker, "nobody"));
        Check("taiwan/1", new(ConditionField.Phrase, "fab"), new(ConditionField.Phrase, "staff goes"));
    }

    [Fact]
    public void Thousands_of_alternatives_are_legal() =>
        Check("power/0", [.. Enumerable.Range(0, 3000).Select(i => new Condition(ConditionField.Show, $"show{i}")), new(ConditionField.Show, "dwarkesh")]);

    [Fact]
    public void An_excluded_phrase_leaves_out_the_whole_snip() =>
        Check("power/0 untold/0", new Condition(ConditionField.Phrase, "staff", Excluded: true));

    [Fact]
    public void Other_exclusions_leave_out_what_matches()
    {
        Check("untold/0", new Condition(ConditionField.Tag, "controls", Excluded: true));
        Check("taiwan/0 taiwan/1 power/0 untold/0", new Condition(ConditionField.Tag, "…", Excluded: true));
        Check("untold/0", new(ConditionField.Show, "lex", Excluded: true), new(ConditionField.Show, "dwarkesh", Excluded: true));
        Check("power/0 untold/0", new Condition(ConditionField.After, "2025", Excluded: true));
        Check("power/0 untold/0", new Condition(ConditionField.Is, "favourite", Excluded: true));
    }

    [Fact]
    public void Without_conditions_there_is_no_restriction()
    {
        using var folder = KeywordFolder.Of("word");
        using var index = folder.Open();

        Assert.Null(index.Match([]));
    }

    [Fact]
    public void A_phrase_does_not_reach_from_a_heading_into_the_text()
    {
        var snip = KeywordFolder.Snip("0", "so is there any concern");
        snip = snip with { Passages = [snip.Passages[0] with { Headings = ["AI Cold War", "export controls"] }] };
        using var folder = new KeywordFolder().Commit([snip]);
        using var index = folder.Open();

        bool Matches(string phrase) => index.Match([new Condition(ConditionField.Phrase, phrase)])![0];

        Assert.True(Matches("cold war"));
        Assert.True(Matches("export controls"));
        Assert.True(Matches("so is there"));
        Assert.False(Matches("war export"));
        Assert.False(Matches("controls so"));
    }

    [Theory]
    [InlineData(nameof(ConditionField.After), "soon")]
    [InlineData(nameof(ConditionField.After), "2025-13")]
    [InlineData(nameof(ConditionField.Before), "2025-02-30")]
    [InlineData(nameof(ConditionField.Before), "")]
    public void A_bad_date_is_named_with_what_is_expected(string field, string value)
    {
        using var folder = KeywordFolder.Of("word");
        using var index = folder.Open();

        var name = field == nameof(ConditionField.After) ? "after" : "before";
        var e = Assert.Throws<FormatException>(() => index.Match([new Condition(Enum.Parse<ConditionField>(field), value)]));

        Assert.Equal($"'{value}' after '{name}:' is no date. Expected is a year, a month or a day, as in {name}:2025, {name}:2025-01 or " +
            $"{name}:2025-01-31.", e.Message);
    }

    [Fact]
    public void An_unknown_flag_is_named_with_the_known_ones()
    {
        using var folder = KeywordFolder.Of("word");
        using var index = folder.Open();

        var e = Assert.Throws<FormatException>(() => index.Match([new Condition(ConditionField.Is, "purple")]));

        Assert.Contains("'purple'", e.Message, StringComparison.Ordinal);
        Assert.Contains("is:favourite", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_punctuation_is_legal()
    {
        using var folder = new KeywordFolder().Commit([Taiwan, Power]);
        using var index = folder.Open();
        ConditionField[] words = [ConditionField.Phrase, ConditionField.Show, ConditionField.Tag, ConditionField.Speaker, ConditionField.EpisodeKey];
        Gen.Select(Texts.Any, Gen.OneOf(words), Gen.Bool).ForAll((text, field, excluded) =>
        {
            Assert.Equal(3, index.Score(text).Bm25.Length);
            Assert.Equal(3, index.Match([new Condition(field, text, excluded)])!.Length);
        });
    }

    [Fact]
    public void Ten_thousand_words_are_a_query_like_any_other()
    {
        using var folder = new KeywordFolder().Commit([Taiwan]);
        using var index = folder.Open();
        var text = string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"w{i}"));

        Assert.Equal(10_000, index.Score(text).Terms.Count);
        Assert.DoesNotContain(true, index.Match([new Condition(ConditionField.Phrase, text)])!);
    }

    [Fact]
    public void A_word_too_long_for_the_index_is_no_word()
    {
        using var folder = KeywordFolder.Of("before " + new string('x', 40_000) + " after");
        using var index = folder.Open();

        Assert.Equal(["befor", "after"], index.Score("before " + new string('x', 40_000) + " after").Terms);
        Assert.True(index.Match([new Condition(ConditionField.Phrase, "after")])![0]);
    }

    private static void Check(string allowed, params Condition[] conditions)
    {
        using var folder = new KeywordFolder().Commit([Taiwan, Power, Untold]);
        using var index = folder.Open();

        var match = index.Match(conditions)!;

        Assert.Equal(allowed, string.Join(' ', Enumerable.Range(0, match.Length).Where(i => match[i])
            .Select(i => $"{index.Snips[index.Passages[i].Snip].Id}/{index.Passages[i].From}")));
    }

    private static SnipDocument WithSpeakers(SnipDocument snip, params string[] speakers) =>
        snip with { Passages = [.. snip.Passages.Select(p => p with { Speakers = speakers })] };
}
