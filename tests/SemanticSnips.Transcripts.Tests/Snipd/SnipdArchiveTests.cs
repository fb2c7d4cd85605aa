using System.IO.Compression;
using SemanticSnips.Testing;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Snipd;

/// <summary>An archive of the Obsidian plugin: transcripts stand apart from their episodes' names.</summary>
public sealed class SnipdArchiveTests
{
    private static readonly string Folder = Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures", "SnipdArchive");

    [Fact]
    public void An_archive_reads_as_approved()
    {
        var reports = TranscriptReader.Read([], new ReadLimits(), FixtureFile.Streaming(Zip), CancellationToken.None);
        // A ZIP entry holds local time, so the time of writing is compared with nothing.
        var json = string.Join('\n', reports.Select(report => ReportJson.Of(WithoutWriteTime(report), Folder, null)));
        Approvals.Verify(Path.Join(Folder, "archive.approved.json"), json);
    }

    [Fact]
    public void An_unpacked_archive_reads_as_the_archive()
    {
        var packed = TranscriptReader.Read([], new ReadLimits(), FixtureFile.Streaming(Zip), CancellationToken.None);
        var unpacked = TranscriptReader.Read([Path.Join(Folder, "episodes"), Path.Join(Folder, "metadata.json"), Path.Join(Folder, "transcripts")]);
        Assert.Equal(packed.SelectMany(r => r.Snips).Select(s => (s.Id, s.Episode.Title, s.Episode.Show)), unpacked.SelectMany(r => r.Snips)
            .Select(s => (s.Id, s.Episode.Title, s.Episode.Show)));
    }

    private static SourceReport WithoutWriteTime(SourceReport report) =>
        report with { Snips = [.. report.Snips.Select(s => s.IsSegment ? s with { Exported = null } : s)] };

    private static MemoryStream Zip()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Where(p => !p.Contains("archive.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
                archive.CreateEntryFromFile(path, Path.GetRelativePath(Folder, path).Replace('\\', '/'));
        }

        stream.Position = 0;
        return stream;
    }
}
