using SemanticSnips.Cli.Output;

namespace SemanticSnips.Cli.Tests.Output;

/// <summary>Layouts of reports, made by hand.</summary>
public sealed class ReportTextTests
{
    [Fact]
    public void An_import_names_what_came_in_and_what_did_not()
    {
        var report = new ImportReport
        {
            Files = 1204,
            New = 31_000,
            Changed = 2,
            Merged = 1,
            Gone = 3,
            Chunks = 98_123,
            Embedded = 97_000,
            RepairedSpans = 1,
            Elapsed = TimeSpan.FromMinutes(61.5),
            Skipped = [new SkippedSource("notes/photo.md", "It is no text.")],
            Warnings = [.. Enumerable.Range(0, 12).Select(i => new SourceWarning("notes/talk.vtt", i, "The end is before the start; the cue was left out."))],
        };

        Approved.Verify("import", Write(page => ImportText.Write(page, report, embeds: true, path => path)));
    }

    [Fact]
    public void A_small_import_without_embedding_says_what_is_left_to_do() =>
        Approved.Verify("import-no-embed",
            Write(page => ImportText.Write(
            page, new ImportReport { Files = 1, New = 1, Chunks = 1, Elapsed = TimeSpan.FromMilliseconds(12) }, embeds: false, path => path)));

    [Fact]
    public void The_doctor_says_what_to_do()
    {
        Check[] checks =
        [
            new("index", true, "'index', format 1, commit 2, model bge-small-en-v1.5; 1 vector segment with sound checksums"),
            new("vectors", false, "5 passages of 20 without a vector, found by words alone"),
        ];

        Approved.Verify("doctor", Write(page => Array.ForEach(checks, c => DoctorText.Write(page, c))));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.999, "0:59")]
    [InlineData(3599, "59:59")]
    [InlineData(3600, "1:00:00")]
    [InlineData(100_000, "27:46:40")]
    public void Times_are_as_players_show_them(double seconds, string shown) => Assert.Equal(shown, Times.Show(TimeSpan.FromSeconds(seconds)));

    private static string Write(Action<Page> write)
    {
        using var writer = new StringWriter();
        write(new Page(writer, new Terminal(), styled: false));
        return writer.ToString();
    }
}
