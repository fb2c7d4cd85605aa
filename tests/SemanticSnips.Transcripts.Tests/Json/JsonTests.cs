namespace SemanticSnips.Transcripts.Tests.Json;

public class JsonTests
{
    public static TheoryData<string> Fixtures => FixtureFile.In("Json");

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Each_fixture_reads_as_approved(string name) => FixtureFile.Verify("Json", name);
}
