using System.Text.Json;
using System.Text.Json.Nodes;
using SemanticSnips.Ranking;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Ranking;

/// <summary>Every field of a ranking profile is checked: file, line, field, found, expected.</summary>
public sealed class ProfileReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("ranking.json");

    [Theory]
    [InlineData("{\n \"k1\": \"high\" }", 2, "\"k1\" is \"high\"; expected a number", "\"high\"", "a number")]
    [InlineData("{\n \"rrfK\": 1.5 }", 2, "\"rrfK\" is 1.5; expected a whole number", "1.5", "a whole number")]
    [InlineData("{ \"b\": 1.5 }", 1, "\"b\" is 1.5; expected a number from 0 to 1", "1.5", "a number from 0 to 1")]
    [InlineData("{ \"k1\": 1e999 }", 1, "\"k1\" is 1e999; expected a number from 0 to 1,000,000", "1e999", "a number from 0 to 1,000,000")]
    [InlineData("{\n\n \"relatedness\": {\n \"sameEpisode\": { \"slope\": 1,\n \"midpoint\": [1] } } }", 5,
        "\"relatedness.sameEpisode.midpoint\" is [1]; expected a number", "[1]", "a number")]
    [InlineData("{\n \"relevance\": { \"threshold\": 0.1 } }", 2, "\"relevance.onTopic\" is not there; expected a number or group in its place", "not there",
        "a number or group in its place")]
    [InlineData("{ \"quotation\": 3 }", 1, "\"quotation\" is 3; expected an object", "3", "an object")]
    [InlineData("{ \"quotation\": {\n \"tone\": 3 } }", 2, "\"quotation.tone\" is 3; expected no such field", "3", "a ranking profile")]
    [InlineData("{ \"k1\": 1,\n \"k1\": 2 }", 2, "\"k1\" is there twice; expected it once", "it twice", "it once")]
    [InlineData("[]", 1, "this is no JSON object: It holds Array", null, "a ranking profile")]
    public void A_mistake_names_line_and_field(string json, int line, string sentence, string? found, string expected)
    {
        System.IO.File.WriteAllText(File, json);

        var e = Assert.Throws<ModelException>(() => RankingProfile.Read(File));

        Assert.Equal(($"{File}:{line}", found, expected), (e.Place, e.Found, e.Expected));
        Assert.StartsWith($"{File}:{line}: {sentence}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_is_read_as_it_was_and_a_digit_that_changed_is_refused()
    {
        var profile = new RankingProfile { K1 = 1.2, MadeBy = "“tune”, ä\n" };
        profile.Save(File);
        Assert.Equal(profile, RankingProfile.Read(File));

        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Replace("\"k1\": 1.2", "\"k1\": 1.3", StringComparison.Ordinal));
        var e = Assert.Throws<ModelException>(() => RankingProfile.Read(File));
        Assert.Contains("a setting changed after the checksum was made", e.Message, StringComparison.Ordinal);

        // Changed on purpose.
        System.IO.File.WriteAllText(File, SettingsFile.WithoutChecksum(System.IO.File.ReadAllText(File)));
        Assert.Equal(1.3, RankingProfile.Read(File).K1);
    }

    [Fact]
    public void Every_constant_that_is_written_is_read()
    {
        var profile = new RankingProfile
        {
            Relevance = new RelevanceModel(new OnTopicModel(1, 2, 3), new StandsOutModel(4, 5, 6)),
            Reading = new ReadingModel(),
            MadeBy = "a command",
        };
        var json = JsonSerializer.SerializeToNode(profile, RankingJson.Default.RankingProfile)!;
        var constants = Leaves(json).ToList();
        // None as it is by default, and none like another.
        for (var i = 0; i < constants.Count; i++)
        {
            if (constants[i] is JsonValue value && value.GetValueKind() == JsonValueKind.Number)
                value.ReplaceWith(value.GetPath() is "$.backgroundDepth" or "$.rrfK" ? JsonValue.Create(1000 + i) : JsonValue.Create((i + 1) / 128.0));
        }

        System.IO.File.WriteAllText(File, json.ToJsonString());

        Assert.True(constants.Count > 30, $"{constants.Count} constants");
        Assert.Equal(json.ToJsonString(), JsonSerializer.SerializeToNode(RankingProfile.Read(File), RankingJson.Default.RankingProfile)!.ToJsonString());

        static IEnumerable<JsonNode> Leaves(JsonNode node) => node is JsonObject group ? group.SelectMany(p => Leaves(p.Value!)) : [node];
    }

    [Fact]
    public void What_a_profile_leaves_out_has_its_default()
    {
        System.IO.File.WriteAllText(File, "{ \"relatedness\": { \"otherEpisodeBonus\": 0.1 } }");

        Assert.Equal(new RankingProfile().Relatedness with { OtherEpisodeBonus = 0.1 }, RankingProfile.Read(File).Relatedness);
        Assert.Equal(new RankingProfile().K1, RankingProfile.Read(File).K1);

        System.IO.File.WriteAllText(File, "{ \"reading\": { \"words\": 2 } }");
        Assert.Equal(new ReadingModel { Words = 2 }, RankingProfile.Read(File).Reading);
    }

    public void Dispose() => _folder.Dispose();
}
