using System.Globalization;
using System.IO.Compression;
using SemanticSnips.Indexing;

namespace SemanticSnips.Tests.Indexing;

public sealed class ImporterTests
{
    private static readonly ExportedSnip Glaze = new(1, 570, 600, "Glaze", "Glaze is glass that has found a pot. The kiln makes it flow.");
    private static readonly ExportedSnip Kiln = new(2, 660, 720, "Kiln", "A kiln holds its heat for a day. Wood burns at the door.");

    [Fact]
    public void Importing_twice_is_importing_once()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln));

        var first = folder.Import();
        var (content, generation) = (folder.Content(), folder.Manifest().Generation);
        var second = folder.Import();

        Assert.Equal((1, 2, 0, 0), (first.Files, first.New, first.Changed, first.Unchanged));
        Assert.Equal((4, 4), (first.Chunks, first.Embedded));
        Assert.Equal((1, 0, 0, 2), (second.Files, second.New, second.Changed, second.Unchanged));
        Assert.Equal((4, 0), (second.Chunks, second.Embedded));
        Assert.Equal(content, folder.Content());
        Assert.Equal(generation, folder.Manifest().Generation);
    }

    [Fact]
    public void A_folder_with_and_without_a_slash_is_one_root()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));

        folder.Import(folder.Exports);
        var generation = folder.Manifest().Generation;
        folder.Import(folder.Exports + Path.DirectorySeparatorChar);

        Assert.Equal([folder.Exports], folder.Manifest().Roots);
        Assert.Equal(generation, folder.Manifest().Generation);
    }

    [Fact]
    public void A_changed_snip_embeds_only_its_changed_chunks()
    {
        using var folder = new IndexFolder();
        var speech = string.Join(' ', Enumerable.Range(0, 12).Select(i => $"Pot {i} of the ab day."));
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln with { Speech = speech }));
        var first = folder.Import();

        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-02", Glaze, Kiln with { Speech = speech + " A last word." }));
        var second = folder.Import();

        Assert.True(first.Embedded > 3, $"{first.Embedded} chunks");
        Assert.Equal((0, 1, 1), (second.New, second.Changed, second.Unchanged));
        Assert.InRange(second.Embedded, 1, 2);
    }

    [Fact]
    public void What_left_its_source_is_kept_or_pruned()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln));
        var other = folder.Export("other.md", Export.Plugin("Of other things", "Kiln Talk", "2024-01-01", Kiln with { Number = 3 }));
        folder.Import();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-02", Glaze));
        File.Delete(other);

        var kept = folder.Import();
        using (var index = folder.Open()) Assert.Equal(3, index.Count);
        var pruned = folder.Import(new ImportOptions { Prune = true });

        Assert.Equal((2, 0), (kept.Gone, kept.Removed));
        Assert.Equal((0, 2), (pruned.Gone, pruned.Removed));
        using var after = folder.Open();
        Assert.Equal(Glaze.Id, Assert.Single(after.ReadAll()).Id);
    }

    [Fact]
    public void What_was_not_imported_now_is_not_gone()
    {
        using var folder = new IndexFolder();
        folder.Export("a/clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));
        folder.Export("ab/kiln.md", Export.Plugin("Of other things", "Kiln Talk", "2024-01-01", Kiln));
        folder.Import();

        var report = folder.Import(new ImportOptions { Prune = true }, Path.Combine(folder.Exports, "a"));

        Assert.Equal((1, 0, 0), (report.Unchanged, report.Gone, report.Removed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_snip_in_two_formats_is_one_in_either_order(bool linkedFirst)
    {
        using var folder = new IndexFolder();
        var linked = folder.Export("linked.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln));
        var plain = folder.Export("plain.txt", Export.Plain("Clay and fire", "Kiln Talk", Glaze, Kiln));
        File.SetLastWriteTimeUtc(plain, new DateTime(2024, 2, 2, 0, 0, 0, DateTimeKind.Utc));

        folder.Import(linkedFirst ? linked : plain);
        var second = folder.Import(linkedFirst ? plain : linked);
        var content = folder.Content();
        var third = folder.Import();

        Assert.Equal((0, 2), (second.New, second.Merged));
        Assert.Equal((0, 0, 0, 4), (third.New, third.Changed, third.Merged, third.Unchanged));
        Assert.Equal(content, folder.Content());
        using var index = folder.Open();
        Assert.Equal([Glaze.Id, Kiln.Id], index.ReadAll().Select(s => s.Id));

        using var together = new IndexFolder();
        together.Import(linked, plain);
        Assert.Equal(content, together.Content());
    }

    [Fact]
    public void Equal_titles_and_ranges_of_two_shows_stay_two()
    {
        using var folder = new IndexFolder();
        folder.Export("a.md", Export.Plugin("Introduction to the show", "Kiln Talk", "2024-01-01", Glaze));
        folder.Export("b.md", Export.Plugin("Introduction to the show", "Loud Room", "2024-01-01", Glaze with { Number = 9, Speech = "Something else." }));

        var report = folder.Import();

        Assert.Equal((2, 0), (report.New, report.Merged));
    }

    [Fact]
    public void A_snip_that_a_file_repeats_is_one()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Glaze, Kiln));

        var report = folder.Import();

        Assert.Equal((2, 1), (report.New, report.Merged));
        Assert.Equal(2, folder.Import().Unchanged);
    }

    [Fact]
    public void A_source_that_became_unreadable_keeps_its_snips()
    {
        using var folder = new IndexFolder();
        var file = folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));
        folder.Import();
        File.WriteAllBytes(file, [0, 1, 2, 3, 0, 0, 0]);

        var report = folder.Import(new ImportOptions { Prune = true });

        Assert.Equal(file, Assert.Single(report.Skipped).File);
        Assert.Equal((0, 0), (report.Gone, report.Removed));
        using var index = folder.Open();
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void A_renamed_file_leaves_nothing_behind()
    {
        using var folder = new IndexFolder();
        var old = folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln));
        folder.Import();
        File.Move(old, Path.Combine(folder.Exports, "renamed.md"));

        var renamed = folder.Import();
        var again = folder.Import();

        Assert.Equal((2, 0, 0), (renamed.Merged, renamed.Gone, renamed.Embedded));
        Assert.Equal((2, 0), (again.Unchanged, again.Gone));
        using var index = folder.Open();
        Assert.All(index.ReadAll(), s => Assert.EndsWith("renamed.md", s.Source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Exports_that_say_all_over_again_make_no_larger_index(bool oldOnesStay)
    {
        using var folder = new IndexFolder();
        var snips = new List<ExportedSnip>();
        var sizes = new List<int>();
        for (var month = 1; month <= 12; month++)
        {
            snips.Add(new ExportedSnip(month, month * 100, month * 100 + 60, $"Pot {month}",
                "The kiln holds its heat for a day and a night, as every potter knows."));
            var file = folder.Export($"export-{month:00}.md", Export.Plugin("Clay and fire", "Kiln Talk", $"2024-{month:00}-01", [.. snips]));
            var report = folder.Import(file);
            Assert.Equal((1, month - 1, 0), (report.New, report.Merged, report.Gone));
            if (!oldOnesStay) File.Delete(file);
            using var keywords = SemanticSnips.Keywords.KeywordIndex.Open(folder.Keywords);
            sizes.Add(keywords.ReadContent(keywords.FindSnip(snips[0].Id)).Length);
        }

        // Another source costs its name and date, and nothing once its file is gone.
        Assert.InRange(sizes[^1], sizes[0], sizes[0] + (oldOnesStay ? 11 * (folder.Exports.Length + 90) : 0));
    }

    [Fact]
    public void What_an_archive_calls_its_entries_is_only_a_name()
    {
        using var folder = new IndexFolder();
        var archive = Path.Combine(folder.Exports, "export.zip");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry("../../index/keywords/clay.md").Open()))
        {
            entry.Write(Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));
        }

        Assert.Equal(1, folder.Import().New);
        using (var index = folder.Open()) Assert.Equal(archive + "!../../index/keywords/clay.md", Assert.Single(index.ReadAll()).Source);

        File.Delete(archive);
        Assert.Equal(1, folder.Import(new ImportOptions { Prune = true }).Removed);
    }

    [Fact]
    public void Many_snips_of_one_range_stay_many()
    {
        using var folder = new IndexFolder();
        var episodes = Enumerable.Range(0, 2000)
            .Select(i => $"# {i} pots and what became of them\n\n## Episode metadata\n- Show: Kiln Talk\n\n## Snips\n\n### [02:00] Untitled\n🎧 Play snip - " +
            $"1min (01:00 - 02:00)\n\n");
        folder.Export("all.md", string.Concat(episodes));

        Assert.Equal(2000, folder.Import(new ImportOptions { SkipEmbedding = true }).New);
        Assert.Equal(2000, folder.Import(new ImportOptions { SkipEmbedding = true }).Unchanged);
    }

    [Fact]
    public void An_archive_that_became_unreadable_keeps_its_snips()
    {
        using var folder = new IndexFolder();
        var archive = Path.Combine(folder.Exports, "export.zip");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry("clay.md").Open()))
        {
            entry.Write(Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));
        }

        Assert.Equal(1, folder.Import().New);
        var bytes = File.ReadAllBytes(archive);
        File.WriteAllBytes(archive, bytes[..(bytes.Length / 2)]);

        var report = folder.Import(new ImportOptions { Prune = true });

        Assert.Single(report.Skipped);
        Assert.Equal((0, 0), (report.Gone, report.Removed));
    }

    [Fact]
    public void A_path_that_does_not_exist_changes_nothing()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));

        Assert.Throws<FileNotFoundException>(() => folder.Import(folder.Exports, Path.Combine(folder.Exports, "nowhere")));

        Assert.False(IndexCommit.Exists(folder.Path));
    }

    [Fact]
    public void A_cancelled_import_goes_on_where_it_was()
    {
        using var folder = new IndexFolder();
        var snips = Enumerable.Range(1, 700).Select(i => new ExportedSnip(i, i * 60, i * 60 + 50, $"Pot {i}", $"a {i}"));
        folder.Export("pots.md", Export.Plugin("Many pots on one day", "Kiln Talk", "2024-01-01", [.. snips]));
        using var stop = new CancellationTokenSource();
        ImportReport stopped;
        using (var writer = folder.Write())
        {
            var progress = new Reports<ImportProgress>(p =>
            {
                if (p.Embedding is { Done: > 600 }) stop.Cancel();
            });
            stopped = Importer.Import(writer, [folder.Exports], null, progress, stop.Token);
        }

        int before;
        using (var index = folder.Open())
        {
            var status = index.ReadStatus();
            Assert.Equal((700, 700), (status.Snips, status.Passages));
            before = status.Passages - status.Pending;
        }

        var rest = folder.Import();

        // What was embedded is kept to the last passage, not to the last full batch.
        Assert.True(stopped.Stopped);
        Assert.InRange(before, 601, 699);
        Assert.Equal((before, 700 - before), (stopped.Embedded, stopped.Pending));
        Assert.False(rest.Stopped);
        Assert.Equal((700, 700 - before), (rest.Unchanged, rest.Embedded));
        using var after = folder.Open();
        Assert.Equal(1, after.ReadStatus().EmbeddedShare);
    }

    [Fact]
    public void An_import_that_is_cancelled_at_once_commits_nothing()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze));
        using (var writer = folder.Write())
        {
            var report = Importer.Import(writer, [folder.Exports], null, null, new CancellationToken(canceled: true));
            Assert.Equal((true, 0, 0), (report.Stopped, report.Chunks, report.Pending));
        }

        Assert.False(IndexCommit.Exists(folder.Path));
    }

    [Fact]
    public void Without_embedding_snips_are_found_by_their_words()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln));

        var report = folder.Import(new ImportOptions { SkipEmbedding = true });

        Assert.Equal((4, 0), (report.Chunks, report.Embedded));
        using (var index = folder.Open())
        {
            Assert.Equal(index.ReadStatus().Passages, index.ReadStatus().Pending);
            Assert.Equal(Kiln.Id, index.Search("wood heat", new SearchOptions { Mode = SearchMode.Keyword }).Hits[0].Snip.Id);
            Assert.Equal(Kiln.Id, index.Search("wood heat").Hits[0].Snip.Id);
        }

        Assert.Equal(4, folder.Import().Embedded);
    }

    [Fact]
    public void A_large_source_that_is_handed_on_in_parts_is_one_source()
    {
        using var folder = new IndexFolder();
        static string Clock(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
        var captions = string.Concat(Enumerable.Range(0, 43_000).Select(i =>
            $"{Clock(2 * i)} --> {Clock((2 * i) + 2)}\nIn kiln number {i} we fired a bowl with a glaze of ash, and it came out green.\n\n"));
        folder.Export("pots.vtt", $"WEBVTT\n\n{captions}");
        var words = new ImportOptions { SkipEmbedding = true };

        var whole = TranscriptReader.Read([folder.Exports]).Single();
        var first = folder.Import(words);
        folder.Export("pots.vtt", $"WEBVTT\n\n{captions}\n");
        var second = folder.Import(words);

        Assert.True(whole.Snips.Count > 1024, $"{whole.Snips.Count} snips");
        Assert.Equal((1, whole.Snips.Count), (first.Files, first.New));
        Assert.Equal((1, 0, whole.Snips.Count), (second.Files, second.New, second.Unchanged));
        using var index = folder.Open();
        var hit = index.Search("\"kiln number 41234\"", new SearchOptions { Mode = SearchMode.Keyword }).Hits[0].Snip;
        Assert.Contains(hit.Turns.SelectMany(t => t.Lines.Select(l => (l.Start, t.Text[l.Offset..]))),
            line => line.Start == TimeSpan.FromSeconds(82_468) && line.Item2.StartsWith("In kiln number 41234 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_without_anything_make_an_empty_index()
    {
        using var folder = new IndexFolder();

        var report = folder.Import();

        Assert.Equal((0, 0), (report.Files, report.Chunks));
        using var index = folder.Open();
        Assert.Empty(index.Search("anything").Hits);
        Assert.Empty(index.ReadAll());
    }

    private sealed class Reports<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
