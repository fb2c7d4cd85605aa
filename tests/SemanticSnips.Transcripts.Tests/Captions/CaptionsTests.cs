namespace SemanticSnips.Transcripts.Tests.Captions;

public class CaptionsTests
{
    public static TheoryData<string> Fixtures => FixtureFile.In("Captions");

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Each_fixture_reads_as_approved(string name) => FixtureFile.Verify("Captions", name);
}
