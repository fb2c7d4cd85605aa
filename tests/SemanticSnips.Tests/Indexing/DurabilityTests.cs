using SemanticSnips.Indexing;
using SemanticSnips.Testing;
using SemanticSnips.Vectors;

namespace SemanticSnips.Tests.Indexing;

/// <summary>What stops in the middle loses nothing, what cannot be read is not called damaged, and who reads changes nothing.</summary>
public sealed class DurabilityTests
{
    [Fact]
    public void A_first_commit_that_was_cut_off_is_empty_for_readers_and_begun_anew_by_the_next_import()
    {
        using var folder = new IndexFolder();
        using (var writer = folder.Write())
        {
            writer.Put(Snip(1));
            writer.Commit();
        }

        // As a power cut leaves it: the commit's file half written, and the one that follows it never.
        var commit = Path.Combine(folder.Keywords, "segments_1");
        File.WriteAllBytes(commit, File.ReadAllBytes(commit)[..30]);
        File.Delete(Path.Combine(folder.Keywords, "segments.gen"));
        File.WriteAllText(Path.Combine(folder.Keywords, "_notes.txt"), "mine");

        var e = Assert.Throws<IndexException>(folder.Open);
        Assert.Equal(IndexFault.Missing, e.Fault);
        Assert.Contains("the first import was interrupted", e.Message, StringComparison.Ordinal);

        var report = folder.Import();
        Assert.Contains("interrupted", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Keywords, "_notes.txt")));
        using var index = folder.Open();
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void A_lost_commit_file_beside_data_is_damage_for_everyone()
    {
        using var folder = Filled(2);
        foreach (var commit in Directory.GetFiles(folder.Keywords, "segments_*")) File.Delete(commit);

        foreach (var open in new Action[] { () => folder.Open(), () => folder.Write() })
            Assert.Equal(IndexFault.Damaged, Assert.Throws<IndexException>(open).Fault);

        // Nor does it become an empty index where the other trace of a commit is gone as well.
        File.Delete(Path.Combine(folder.Keywords, "segments.gen"));
        Assert.Equal(IndexFault.Damaged, Assert.Throws<IndexException>(folder.Open).Fault);
    }

    [Fact]
    public void Clean_up_deletes_only_files_that_the_program_made()
    {
        using var folder = Filled(1);
        string[] strange =
        [
            Path.Combine(folder.Vectors, "notes.vec"), Path.Combine(folder.Vectors, "v-0123456789abcdef.vec"),
            Path.Combine(folder.Vectors, "s-0123456789abcdef.sources"), Path.Combine(folder.Keywords, "_7.si"),
        ];
        foreach (var file in strange) File.WriteAllText(file, "written by hand");

        using (var writer = folder.Write())
        {
            writer.Put(Snip(5));
            writer.Commit();
            writer.EmbedPending();
        }

        Assert.All(strange, f => Assert.Equal("written by hand", File.ReadAllText(f)));
    }

    [Fact]
    public void Reading_makes_and_changes_nothing()
    {
        using var folder = Filled(2);
        File.Delete(Path.Combine(folder.Keywords, "write.lock"));
        var before = Files(folder.Path);

        using (var index = folder.Open()) index.Search("ab 1");
        Assert.All(IndexCheck.Examine(folder.Path, Models.Tiny.Card, Models.TinyFolder)
            .Where(c => c.Name is not ("profile" or "space")), c => Assert.True(c.Ok, c.Message));

        Assert.Equal(before, Files(folder.Path));
    }

    [Fact]
    public void A_file_that_was_cut_short_is_noticed_although_checksums_are_remembered()
    {
        using var folder = Filled(3);
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".fdt", StringComparison.Ordinal) || f.EndsWith(".vec", StringComparison.Ordinal)))
        {
            var (bytes, time) = (File.ReadAllBytes(file), File.GetLastWriteTimeUtc(file));
            File.WriteAllBytes(file, bytes[..^20]);
            File.SetLastWriteTimeUtc(file, time);
            Assert.Equal(IndexFault.Damaged, Assert.Throws<IndexException>(folder.Open).Fault);
            File.WriteAllBytes(file, bytes);
            folder.Open().Dispose();
        }
    }

    [Fact]
    public void Decay_under_an_unchanged_time_is_found_by_the_check()
    {
        using var folder = Filled(3);
        var segment = Assert.Single(Directory.GetFiles(folder.Vectors, "*.vec"));
        var (bytes, time) = (File.ReadAllBytes(segment), File.GetLastWriteTimeUtc(segment));
        bytes[^100] ^= 1;
        File.WriteAllBytes(segment, bytes);
        File.SetLastWriteTimeUtc(segment, time);

        var check = IndexCheck.Examine(folder.Path, Models.Tiny.Card, Models.TinyFolder).Single(c => c.Name == "segments");

        Assert.Equal((false, IndexFault.Damaged), (check.Ok, check.Fault));
        Assert.Contains(Path.GetFileName(segment), check.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*.vec")]
    [InlineData("*.tim")]
    [InlineData("*.doc")]
    public void Repair_makes_one_leg_of_what_the_other_holds_and_keeps_what_it_cannot_read(string damaged)
    {
        using var folder = Filled(3);
        var content = folder.Content();
        var file = Directory.GetFiles(folder.Path, damaged, SearchOption.AllDirectories)[0];
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 0xff;
        File.WriteAllBytes(file, bytes);
        Assert.Equal(IndexFault.Damaged, Assert.Throws<IndexException>(folder.Open).Fault);

        var report = IndexRepair.Repair(folder.Path, Models.Tiny);

        Assert.Equal((3, 0, damaged == "*.vec" ? 3 : 0, 0), (report.Snips, report.Lost, report.Embedded, report.Pending));
        Assert.All(report.SetAside, p => Assert.True(Path.Exists(p)));
        Assert.Single(report.SetAside);
        Assert.Equal(content, folder.Content());
        using var index = folder.Open();
        Assert.Equal(1, index.ReadStatus().EmbeddedShare);
    }

    [Theory]
    [InlineData("*.fdx", 3)]
    [InlineData("*.fnm", 1)]
    public void Repair_counts_the_snips_whose_stored_text_is_lost_and_not_their_passages(string damaged, int lost)
    {
        using var folder = Filled(3);
        var file = Assert.Single(Directory.GetFiles(folder.Keywords, damaged));
        var bytes = File.ReadAllBytes(file);
        bytes[8] ^= 4; // of the name of the format
        File.WriteAllBytes(file, bytes);

        var report = IndexRepair.Repair(folder.Path, Models.Tiny);

        Assert.Equal((0, lost), (report.Snips, report.Lost));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Repair_brings_in_all_that_a_folder_holds_whose_commit_is_lost(bool isDamaged)
    {
        using var folder = Filled(3);
        using (var writer = folder.Write())
        {
            // Another segment, and a deletion in the first.
            writer.Put(Snip(1));
            writer.Put(Snip(7));
            writer.Commit();
            writer.EmbedPending();
        }

        var content = folder.Content();
        foreach (var commit in Directory.GetFiles(folder.Keywords, "segments_*"))
        {
            if (isDamaged) File.WriteAllBytes(commit, File.ReadAllBytes(commit)[..40]);
            else File.Delete(commit);
        }

        var report = IndexRepair.Repair(folder.Path, Models.Tiny);

        Assert.Equal((4, 0, 0, true), (report.Snips, report.Lost, report.Embedded, report.RootsLost));
        Assert.Equal(content, folder.Content());
        Assert.True(Directory.Exists(Assert.Single(report.SetAside)));
    }

    [Fact]
    public void Repair_ends_what_a_stopped_import_left()
    {
        using var folder = new IndexFolder();
        using (var writer = folder.Write())
        {
            writer.Put(Snip(1));
            writer.Commit();
        }

        var left = VectorSegmentWriter.Write(folder.Vectors, Models.Tiny.Card.Dimensions, [], []);
        var check = IndexCheck.Examine(folder.Path, Models.Tiny.Card, Models.TinyFolder).Single(c => c.Name == "files");
        Assert.Equal((true, true), (check.Ok, check.IsMendable));

        var report = IndexRepair.Repair(folder.Path, Models.Tiny);

        Assert.Equal((1, 1, 0), (report.Embedded, report.Orphans, report.SetAside.Count));
        Assert.False(File.Exists(Path.Combine(folder.Vectors, left.File)));
    }

    [Fact]
    public async Task A_waiting_writer_gets_its_turn_and_can_be_cancelled()
    {
        using var folder = Filled(1);
        var options = new IndexWriterOptions { WaitsForLock = true };
        var first = folder.Write();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => SnipIndexWriter.Open(folder.Path, Models.Tiny, options, stop.Token));

        var second = Task.Run(() => SnipIndexWriter.Open(folder.Path, Models.Tiny, options));
        first.Dispose();
        (await second).Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_writer_whose_folder_was_made_anew_by_another_changes_nothing_in_it(bool isDeleted)
    {
        using var folder = new IndexFolder();
        var writer = folder.Write();
        writer.Put(Snip(1));
        writer.Commit();
        for (var i = 2; i < 40; i++) writer.Put(Snip(i));
        var away = $"{folder.Path}-away";
        Directory.Move(folder.Path, away);
        if (isDeleted) Directory.Delete(away, recursive: true);
        using (var other = folder.Write())
        {
            other.Put(Snip(7));
            other.Commit();
        }

        // Left by the other as if it had been stopped: not the first one's to clean up.
        VectorSegmentWriter.Write(folder.Vectors, Models.Tiny.Card.Dimensions, [], []);
        var before = Files(folder.Path);

        foreach (var write in new Action[] { () => writer.EmbedPending(), () => writer.Commit() })
        {
            var e = Assert.Throws<IndexException>(write);
            Assert.Equal(IndexFault.NotWritable, e.Fault);
        }

        writer.Dispose();
        Assert.Equal(before, Files(folder.Path));
        using var index = folder.Open();
        Assert.Equal(1, index.Count);
        if (isDeleted) return;
        using var old = SnipIndex.Open(away, Models.Tiny);
        Assert.Equal(1, old.Count);
    }

    [Fact]
    public void The_check_is_not_refused_by_what_an_import_is_writing()
    {
        using var folder = Filled(1);
        using var writer = folder.Write();
        var name = Path.Combine(folder.Vectors, $"{new string('a', 32)}.vec.tmp");

        // As a segment is written: see the writer of segments for how it is shared.
        using var unfinished = new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        var check = IndexCheck.Examine(folder.Path, Models.Tiny.Card, Models.TinyFolder).Single(c => c.Name == "files");

        Assert.Equal((true, false), (check.Ok, check.IsMendable));
        Assert.Contains("by the import that is running", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_file_that_cannot_be_put_in_its_place_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var place = Directory.CreateDirectory(folder.File("sources.jsonl")).FullName;

        var e = Record.Exception(() => OwnFile.Write(place, ["a line"]));

        Assert.True(e is IOException or UnauthorizedAccessException, $"{e}");
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_ledger_that_an_import_has_replaced_since_it_was_listed_is_none() =>
        Assert.False(SourceLedger.IsOwn(Path.Combine(Path.GetTempPath(), "no-such-folder-of-snips", "s-0123456789abcdef.sources")));

    [Fact]
    public void A_writer_whose_folder_was_moved_says_so()
    {
        using var folder = new IndexFolder();
        using var writer = folder.Write();
        writer.Put(Snip(1));
        Directory.Move(folder.Path, $"{folder.Path}-away");

        var e = Assert.Throws<IndexException>(() => writer.Commit());

        Assert.Equal(IndexFault.NotWritable, e.Fault);
        Assert.Contains("was moved, deleted or made anew", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unchanged_import_loads_no_network()
    {
        using var folder = new IndexFolder();
        folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", new ExportedSnip(1, 570, 600, "Glaze", "Glaze is glass.")));
        using var model = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Models.TinyFolder)) File.Copy(file, model.File(Path.GetFileName(file)));

        // Without a prefix there is nothing to count before something is cut.
        var card = model.File("model.json");
        File.WriteAllText(card,
            System.Text.RegularExpressions.Regex.Replace(
                SettingsFile.WithoutChecksum(File.ReadAllText(card)), "\"passagePrefix\": *\"[^\"]*\"", "\"passagePrefix\": \"\""));
        using (var first = new ModelLoader(model.Path))
        using (var making = folder.Write(first))
        {
            Importer.Import(making, [folder.Exports]);
        }

        File.Delete(model.File("model.onnx"));
        using var loader = new ModelLoader(model.Path);
        using var writer = folder.Write(loader);
        var report = Importer.Import(writer, [folder.Exports]);

        Assert.Equal((1, 0, 0), (report.Unchanged, report.Embedded, report.Pending));
    }

    [Fact]
    public void The_size_of_an_index_is_that_of_its_own_files()
    {
        using var folder = Filled(1);
        long Bytes()
        {
            using var index = folder.Open();
            return index.MeasureBytes();
        }

        var before = Bytes();
        Directory.CreateDirectory(Path.Combine(folder.Path, "eval"));
        File.WriteAllBytes(Path.Combine(folder.Path, "eval", "large"), new byte[100_000]);

        Assert.Equal(before, Bytes());
    }

    private static Snip Snip(int number) => new()
    {
        Id = $"snip{number}",
        Source = "test",
        Episode = new Episode { Title = $"Episode {number}" },
        Turns = [new Turn("Ann", $"ab {number} cd {number * 7}")],
    };

    private static IndexFolder Filled(int snips)
    {
        var folder = new IndexFolder();
        using var writer = folder.Write();
        for (var i = 0; i < snips; i++) writer.Put(Snip(i));
        writer.Commit();
        writer.EmbedPending();
        return folder;
    }

    private static List<string> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => $"{f} {new FileInfo(f).Length} {File.GetLastWriteTimeUtc(f):O}")];
}
