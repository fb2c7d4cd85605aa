using System.IO.Compression;
using System.Text;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Sources;

public sealed class ZipSourcesTests
{
    private const string SnipText = "A Title\n\nCover|200\n\nSnips\n\n[01:00] Untitled\n\n🎧 Play snip - 1min (00:30 - 01:00)\n";

    [Fact]
    public void Entries_of_nested_folders_are_read_in_ordinal_order()
    {
        var zip = Zip(("episodes/b_full_content.md", SnipText), ("episodes/b_append_only_content.md", SnipText), ("a/b/c/x.txt", SnipText),
            ("metadata.json", """{"episodes_data":{},"shows_data":{}}"""), ("__MACOSX/._x.txt", "x"), (".git/x.txt", SnipText), ("empty/", ""));
        var reports = Read(zip);
        Assert.Equal(["-!a/b/c/x.txt", "-!episodes/b_append_only_content.md", "-!episodes/b_full_content.md", "-!metadata.json"],
            reports.Select(report => report.File));
        Assert.Equal([1, 0, 1, 0], reports.Select(report => report.Snips.Count));
        Assert.All([reports[1], reports[3]], report => Assert.Contains("bookkeeping", report.Skipped, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\x.txt")]
    [InlineData("C:\\x.txt")]
    public void Names_that_climb_out_are_only_names(string name)
    {
        var report = Assert.Single(Read(Zip((name, SnipText))));
        Assert.Equal("-!" + name, report.File);
        Assert.Single(report.Snips);
    }

    [Fact]
    public void An_entry_that_unpacks_a_thousandfold_is_skipped() =>
        Assert.Contains("200 times its packed size", Assert.Single(Read(Zip(("bomb.txt", new string(' ', 4 << 20))))).Skipped, StringComparison.Ordinal);

    [Fact]
    public void An_archive_is_read_up_to_its_total()
    {
        var text = SnipText + new string('\n', 2000);
        var reports = Read(Zip(("a.txt", text), ("b.txt", text), ("c.txt", text)), new ReadLimits { MaxArchiveBytes = 5000 });
        Assert.Equal([1, 1, 0], reports.Select(report => report.Snips.Count));
        Assert.StartsWith("The archive unpacks to more than 5,000 bytes", reports[^1].Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_of_too_many_entries_is_skipped() =>
        Assert.StartsWith("The archive has 3 entries; more than 2 are not read.",
            Assert.Single(Read(Zip(("a", "x"), ("b", "x"), ("c", "x")), new ReadLimits { MaxEntries = 2 })).Skipped, StringComparison.Ordinal);

    [Fact]
    public void A_large_entry_is_skipped() =>
        Assert.Contains("are not read",
            Assert.Single(Read(Zip(("a", new string('x', 5000))), new ReadLimits { MaxBytes = 4500 })).Skipped, StringComparison.Ordinal);

    [Fact]
    public void An_archive_in_an_archive_is_skipped()
    {
        var inner = Zip(("a.txt", SnipText));
        var outer = Zip(("b.txt", SnipText), ("inner.zip", Encoding.Latin1.GetString(inner)));
        // Latin-1 text above was written as UTF-8; an archive of plain ASCII bytes at its start is enough to be known as one.
        Assert.Contains("archive inside an archive", Read(outer)[1].Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_entry_is_skipped()
    {
        var zip = Zip(("a.txt", SnipText));
        // Bit 0 of the general purpose flags, 6 bytes into the local header and 8 into the central one (APPNOTE 4.4.4).
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\x01\x02"u8) + 8] |= 1;
        Assert.StartsWith("The entry is encrypted.", Assert.Single(Read(zip)).Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_is_skipped()
    {
        var zip = Zip(("a.txt", SnipText));
        Assert.StartsWith("The archive is damaged:", Assert.Single(Read(zip[..^10])).Skipped, StringComparison.Ordinal);
    }

    private static List<SourceReport> Read(byte[] zip, ReadLimits? limits = null) =>
        [.. TranscriptReader.Read([], limits ?? new ReadLimits(), FixtureFile.Streaming(() => new MemoryStream(zip)), CancellationToken.None)];

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
