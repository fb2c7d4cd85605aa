using SemanticSnips.Keywords;
using SemanticSnips.Querying;

namespace SemanticSnips.Tests.Querying;

public sealed class SpeakerAliasesTests
{
    private static readonly SpeakerAliases Aliases =
        SpeakerAliases.Parse(["# who is who", "", "Dylan Patel = Speaker 2, Dylan # the guest", "Ann Lee=SPEAKER_00"], "aliases.txt");

    [Theory]
    [InlineData("Dylan Patel", "Dylan Patel|Speaker 2|Dylan")]
    [InlineData("patel", "Dylan Patel|Speaker 2|Dylan")]
    [InlineData("speaker 2", "Dylan Patel|Speaker 2|Dylan")]
    [InlineData("speaker_00", "Ann Lee|SPEAKER_00")]
    [InlineData("Speaker", "")]
    [InlineData("Patel Dylan", "")]
    [InlineData("?", "")]
    public void A_person_is_meant_by_part_of_the_name_or_by_a_whole_alias(string value, string names)
    {
        var condition = Assert.Single(Aliases.Widen([new Condition(ConditionField.Speaker, value)]));
        Assert.Equal(names.Split('|', StringSplitOptions.RemoveEmptyEntries), condition.Alternatives);
    }

    [Fact]
    public void Other_conditions_stay_as_they_are()
    {
        Condition[] conditions = [new(ConditionField.Guest, "Dylan"), new(ConditionField.Phrase, "Dylan", Excluded: true)];
        Assert.Equal(conditions, Aliases.Widen(conditions));
    }

    [Theory]
    [InlineData("Dylan Patel")]
    [InlineData("= Speaker 2")]
    [InlineData("Dylan Patel =")]
    [InlineData("Dylan Patel = !")]
    public void A_line_that_names_nobody_is_refused_with_its_number(string line)
    {
        var e = Assert.Throws<QueryException>(() => SpeakerAliases.Parse(["Ann = Speaker 1", line], "aliases.txt"));
        Assert.StartsWith("aliases.txt:2: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Speakers_are_found_and_excluded_by_their_aliases()
    {
        using var folder = new IndexFolder();
        folder.Export("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\n<v SPEAKER_00>The kiln holds its heat for a day.\n");
        folder.Export("other.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Bo>The kiln is cold by the evening.\n");
        folder.Import(new ImportOptions { SkipEmbedding = true });
        using (var before = folder.Open()) Assert.Empty(before.ReadAll("speaker:\"Ann Lee\""));

        File.WriteAllText(Path.Combine(folder.Path, SpeakerAliases.FileName), "Ann Lee = SPEAKER_00\n");
        using var index = folder.Open();
        var snip = Assert.Single(index.ReadAll("speaker:\"Ann Lee\""));
        Assert.Equal("SPEAKER_00", snip.Turns[0].Speaker);
        Assert.Equal("Bo", Assert.Single(index.ReadAll("-speaker:Ann")).Turns[0].Speaker);
    }
}
