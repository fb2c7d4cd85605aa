using SemanticSnips.Testing;

namespace SemanticSnips.Transcripts.Tests.Snipd;

/// <summary>Every fixture reads as its approved file says. Those were read by eye, and are the truth.</summary>
public sealed class SnipdFixtureTests
{
    private static readonly string Folder = Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures", "Snipd");

    public static TheoryData<string> Fixtures =>
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Where(IsFixture)
            .Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void A_fixture_reads_as_approved(string name)
    {
        var path = Path.Join(Folder, name);
        var report = Assert.Single(TranscriptReader.Read([path]));
        var lastWrite = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        Approvals.Verify(path + ".approved.json", ReportJson.Of(report, Folder, lastWrite));
    }

    [Fact]
    public void Reading_twice_gives_the_same_reports()
    {
        string[] Dump() => [.. TranscriptReader.Read([Folder]).Select(report => ReportJson.Of(report, Folder, null))];
        Assert.Equal(Dump(), Dump());
    }

    private static bool IsFixture(string path) =>
        !path.Contains(".approved.", StringComparison.Ordinal) && !path.Contains(".received.", StringComparison.Ordinal);
}
