using SemanticSnips.Indexing;

namespace SemanticSnips.Tests.Indexing;

public sealed class SnipMergeTests
{
    private const string Uuid = "00000001-1111-4222-8333-000000000001";

    private static readonly Snip January = new()
    {
        Id = Uuid,
        Source = "january.md",
        Exported = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Episode = new Episode { Title = "Clay and fire", Show = "Kiln Talk", Guests = ["Bo"] },
        Start = TimeSpan.FromSeconds(570),
        End = TimeSpan.FromSeconds(600),
        Title = "Glaze",
        Note = "ask her",
        Favourite = true,
        Turns = [new Turn("Ann", "Glaze is glass.")],
    };

    private static readonly Snip March = January with
    {
        Id = "0123456789ab",
        Source = "march.txt",
        Exported = new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.Zero),
        Episode = new Episode { Title = "Clay and", Published = new DateOnly(2024, 1, 1) },
        Title = "Glaze, again",
        Note = null,
        Favourite = false,
        Turns = [],
    };

    private static bool IsThere(string source) => true;

    private static bool IsLost(string source) => false;

    [Fact]
    public void The_newest_wins_and_its_gaps_are_filled()
    {
        var merged = SnipRecord.Of([March, January]).Snip;

        Assert.Equal((Uuid, "Glaze, again", "ask her", true), (merged.Id, merged.Title, merged.Note, merged.Favourite));
        Assert.Equal("Glaze is glass.", Assert.Single(merged.Turns).Text);
        Assert.Equal(("Clay and fire", "Kiln Talk", new DateOnly(2024, 1, 1)), (merged.Episode.Title, merged.Episode.Show, merged.Episode.Published));
        Assert.Equal(["Bo"], merged.Episode.Guests);
    }

    [Fact]
    public void The_order_of_arrival_is_of_no_account() =>
        Assert.Equal(SnipRecord.Of([January]).With(March, IsThere).ToContent(), SnipRecord.Of([March]).With(January, IsThere).ToContent());

    [Fact]
    public void A_record_survives_being_stored()
    {
        var record = SnipRecord.Of([January, March]);
        var parsed = SnipRecord.Parse(record.ToContent());

        Assert.Equal(record.ToContent(), parsed.ToContent());
        Assert.Equal(record.ToState(), parsed.ToState());
        var state = SnipState.Parse(record.ToState());
        Assert.Equal((Uuid, EquivalenceKey.Of(record.Snip)), (state.Id, state.EquivalenceKey));
        Assert.Equal(record.Versions.Select(v => new VersionState(SnipRecord.Fingerprint(v), v.Id, v.Source)), state.Versions);
    }

    [Fact]
    public void A_fingerprint_is_of_what_is_said_not_of_where_and_when()
    {
        Assert.Equal(SnipRecord.Fingerprint(January), SnipRecord.Fingerprint(January with { Source = "elsewhere", Exported = null }));
        Assert.NotEqual(SnipRecord.Fingerprint(January), SnipRecord.Fingerprint(January with { Note = "ask him" }));
        Assert.NotEqual(SnipRecord.Fingerprint(January), SnipRecord.Fingerprint(January with { Turns = [new Turn("Bo", "Glaze is glass.")] }));
    }

    [Fact]
    public void A_version_replaces_the_one_of_its_source_and_leaves_with_it()
    {
        var record = SnipRecord.Of([January]).With(March, IsThere).With(January with { Title = "New" }, IsThere);

        Assert.Equal(2, record.Versions.Count);
        Assert.Equal("0123456789ab", record.Without(v => v.Source == "january.md")!.Snip.Id);
        Assert.Null(record.Without(_ => true));
    }

    [Fact]
    public void A_lost_source_is_kept_as_long_as_no_other_says_the_same()
    {
        var record = SnipRecord.Of([January]).With(January with { Source = "february.md" }, IsLost);
        Assert.Equal(["february.md"], record.Versions.Select(v => v.Source));

        // March has no note and no transcript of its own.
        record = record.With(March, IsLost);
        Assert.Equal(["february.md", "march.txt"], record.Versions.Select(v => v.Source));
        Assert.Equal("ask her", record.Snip.Note);
    }

    [Fact]
    public void What_many_sources_say_alike_is_stored_once()
    {
        var record = SnipRecord.Of([January]);
        var one = record.ToContent().Length;
        for (var i = 0; i < 20; i++)
            record = record.With(January with { Source = $"export {i}.md", Exported = new DateTimeOffset(2024, 1, 2 + i, 0, 0, 0, TimeSpan.Zero) }, IsThere);

        Assert.Equal(21, record.Versions.Count);
        Assert.InRange(record.ToContent().Length, one, one + 20 * 80);
        Assert.Equal(record.Versions, SnipRecord.Parse(record.ToContent()).Versions, (a, b) =>
            SnipRecord.Of([a]).ToContent().SequenceEqual(SnipRecord.Of([b]).ToContent()));
    }

    [Theory]
    [InlineData("Clay and fire", "Kiln Talk", "Clay and Fire!", "Kiln Talk", true)]
    [InlineData("Clay and fire", "Kiln Talk", "Clay and fire", null, true)]
    [InlineData("Clay and fire", "Kiln Talk", "Clay and fire", "Loud Room", false)]
    [InlineData("Clay and fire in the far north", "Kiln Talk", "Clay and fire in", "Kiln Talk", true)]
    [InlineData("Clay and fire", "Kiln Talk", "Clay", "Kiln Talk", false)]
    [InlineData("Clay", "Kiln Talk", "Clay", "Kiln Talk", true)]
    [InlineData("Clay", "Kiln Talk", "Fire", "Kiln Talk", false)]
    [InlineData(null, "Kiln Talk", null, "Kiln Talk", false)]
    [InlineData("!!!", "Kiln Talk", "???", "Kiln Talk", false)]
    public void Equal_ranges_are_one_moment_where_titles_and_shows_allow(string? titleA, string? showA, string? titleB, string? showB, bool same)
    {
        var a = EquivalenceKey.Of(January with { Episode = new Episode { Title = titleA, Show = showA } });
        var b = EquivalenceKey.Of(January with { Episode = new Episode { Title = titleB, Show = showB } });

        if (same) Assert.Equal(EquivalenceKey.LookupOf(a), EquivalenceKey.LookupOf(b));
        Assert.Equal(same, EquivalenceKey.Match(a, b));
        Assert.Equal(same, EquivalenceKey.Match(b, a));
    }

    [Fact]
    public void Other_ranges_and_none_are_no_one_moment()
    {
        var key = EquivalenceKey.Of(January);

        Assert.False(EquivalenceKey.Match(key, EquivalenceKey.Of(January with { End = TimeSpan.FromSeconds(602) })));
        Assert.False(EquivalenceKey.Match(key, EquivalenceKey.Of(January with { Start = null, End = null })));
        Assert.True(EquivalenceKey.Match(key, EquivalenceKey.Of(January with { End = TimeSpan.FromSeconds(600.4) })));
    }

    [Fact]
    public void An_episode_is_told_by_its_title_and_a_short_one_with_its_show()
    {
        string Key(string? title, string? show = null, string? url = null) =>
            EquivalenceKey.Episode(January with { Episode = new Episode { Title = title, Show = show, Url = url } });

        Assert.Equal(Key("Clay and fire at noon", "Kiln Talk"), Key("clay and fire at noon"));
        Assert.NotEqual(Key("Trailer", "Kiln Talk"), Key("Trailer", "Loud Room"));
        Assert.NotEqual(Key(null, null, "https://a"), Key(null, null, "https://b"));
    }
}
