using SemanticSnips.Testing;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Sources;

public sealed class FileSourcesTests : IDisposable
{
    private const string SnipText = "A Title\n\nCover|200\n\nSnips\n\n[01:00] Untitled\n\n🎧 Play snip - 1min (00:30 - 01:00)\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_read_in_ordinal_order_without_what_is_hidden()
    {
        foreach (var name in new[] { "b.md", "a-b/x.md", "a/z.md", "a/Y.md", "a.md", ".obsidian/q.md", "a/.trash/q.md", ".hidden.md" }) Write(name, SnipText);
        Assert.Equal(["a-b/x.md", "a.md", "a/Y.md", "a/z.md", "b.md"], Names(TranscriptReader.Read([_folder.Path])));
    }

    [Fact]
    public void A_missing_path_is_told_before_anything_is_read()
    {
        Write("a.md", SnipText);
        var missing = _folder.File("missing.md");
        var e = Assert.Throws<FileNotFoundException>(() => TranscriptReader.Read([_folder.Path, missing]));
        Assert.Equal(missing, e.FileName);
    }

    [Fact]
    public void Links_to_folders_are_reported_and_not_followed()
    {
        Write("real/a.md", SnipText);
        Directory.CreateSymbolicLink(_folder.File("real", "loop"), _folder.Path);
        File.CreateSymbolicLink(_folder.File("self.md"), _folder.File("self.md"));
        File.CreateSymbolicLink(_folder.File("there.md"), _folder.File("real", "a.md"));
        var reports = TranscriptReader.Read([_folder.Path]).ToList();
        Assert.Equal(["real/a.md", "real/loop", "self.md", "there.md"], Names(reports));
        Assert.Equal([null, "It is a link", "It cannot be", null], reports.Select(report => report.Skipped?[..12]));
    }

    [Fact]
    public void A_link_that_is_named_is_followed()
    {
        Write("real/a.md", SnipText);
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("real"));
        Assert.Equal(["link/a.md"], Names(TranscriptReader.Read([_folder.File("link")])));
    }

    [Fact]
    public void A_file_over_the_limit_is_skipped_unread()
    {
        using (var file = File.Create(_folder.File("huge.md"))) file.SetLength((256L << 20) + 1);
        var report = Assert.Single(TranscriptReader.Read([_folder.Path]));
        Assert.StartsWith("It has 268,435,457 bytes; more than 268,435,456 are not read.", report.Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_file_is_skipped()
    {
        Write("a.md", SnipText);
        // The administrator may read anything, so an open handle stands in for a missing permission.
        using var locked = new FileStream(_folder.File("a.md"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.StartsWith("It cannot be read:", Assert.Single(TranscriptReader.Read([_folder.Path])).Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_is_read_once_and_named_by_its_dash()
    {
        var report = Assert.Single(FromInput(SnipText));
        Assert.Equal("-", report.File);
        Assert.Null(Assert.Single(report.Snips).Exported);
    }

    [Fact]
    public void Standard_input_is_bounded_too() =>
        Assert.Contains("are not read",
            Assert.Single(FromInput(new string('x', 100_000), new ReadLimits { MaxBytes = 5000 })).Skipped, StringComparison.Ordinal);

    [Fact]
    public void Cancellation_stops_between_sources()
    {
        Write("a.md", SnipText);
        Write("b.md", SnipText);
        using var cancellation = new CancellationTokenSource();
        using var reports = TranscriptReader.Read([_folder.Path], cancellationToken: cancellation.Token).GetEnumerator();
        Assert.True(reports.MoveNext());
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => reports.MoveNext());
    }

    private static IEnumerable<SourceReport> FromInput(string text, ReadLimits? limits = null) =>
        TranscriptReader.Read(
            [], limits ?? new ReadLimits(), FixtureFile.Streaming(() => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))), CancellationToken.None);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }

    private IEnumerable<string> Names(IEnumerable<SourceReport> reports) => reports.Select(report => Path.GetRelativePath(_folder.Path, report.File));
}
