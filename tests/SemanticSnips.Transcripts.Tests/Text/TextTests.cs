namespace SemanticSnips.Transcripts.Tests.Text;

public class TextTests
{
    public static TheoryData<string> Fixtures => FixtureFile.In("Text");

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Each_fixture_reads_as_approved(string name) => FixtureFile.Verify("Text", name);
}
