namespace SemanticSnips.Postgres.Tests;

public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("postgres://ann:geheim@db.example/snips")]
    [InlineData("postgres://db.example/snips?password=geheim")]
    public void A_password_in_the_address_is_refused_without_being_said_again(string address)
    {
        var refused = Assert.Throws<FormatException>(() => PostgresAddress.Parse(address));

        Assert.Contains("PGPASSWORD", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://ann@db.example/snips", "postgres://db.example/snips")]
    [InlineData("postgresql://db.example:6543/snips?sslmode=verify-full", "postgres://db.example:6543/snips")]
    [InlineData("postgres://db.example/snips?schema=team_a", "postgres://db.example/snips?schema=team_a")]
    public void An_address_is_told_without_its_user(string address, string place) => Assert.Equal(place, PostgresAddress.Parse(address).Place);

    [Theory]
    [InlineData("postgres://db.example/snips?sslmode=perhaps", "perhaps")]
    [InlineData("postgres://db.example/snips?colour=red", "colour")]
    [InlineData("postgres://db.example/snips?schema=a\";drop", "schema")]
    [InlineData("postgres://db.example/snips?service=nowhere_to_be_found", "nowhere_to_be_found")]
    [InlineData("mysql://db.example/snips", "postgres://")]
    public void What_cannot_be_understood_is_named(string address, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => PostgresAddress.Parse(address)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_service_is_read_from_its_own_section_alone()
    {
        string[] lines = ["# shared", "[other]", "host=elsewhere", "", "[team]", "host = db.example", "user=ann", "[last]", "user=eve"];

        Assert.Equal([("host", "db.example"), ("user", "ann")], ServiceFile.Parse(lines, "team")!.Select(s => (s.Key, s.Value)));
        Assert.Null(ServiceFile.Parse(lines, "nobody"));
    }
}
