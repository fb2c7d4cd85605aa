using SemanticSnips.Indexing;

namespace SemanticSnips.Tests.Indexing;

/// <summary>A person's own tags, stars and notes, over what the exports say.</summary>
public sealed class MarksTests : IDisposable
{
    private static readonly ExportedSnip Glaze = new(1, 570, 600, "Glaze", "Glaze is glass that has found a pot. The kiln makes it flow.");
    private static readonly ExportedSnip Kiln = new(2, 660, 720, "Kiln", "A kiln holds its heat for a day. Wood burns at the door.");

    private readonly IndexFolder _folder = new();

    public MarksTests()
    {
        _folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln));
        _folder.Import();
    }

    private string MarksFile => Path.Combine(_folder.Path, "marks.jsonl");

    [Fact]
    public void Tags_stars_and_notes_are_seen_at_once_and_searched()
    {
        Mark(new MarkChange { AddTags = ["#Work", "pots"], Favourite = true, Note = "zirconium supplier" });

        using var index = _folder.Open();
        var snip = index.Find(Glaze.Id)!.Snip;
        Assert.Equal(["Work", "pots"], snip.Tags);
        Assert.Equal((true, "zirconium supplier"), (snip.Favourite, snip.Note));
        foreach (var query in new[] { "tag:work", "is:favourite", "note:zirconium", "zirconium" })
            Assert.Equal(Glaze.Id, Assert.Single(index.List(query).Snips).Id);
        Assert.Equal(1, index.ReadStatus().EmbeddedShare);
    }

    [Fact]
    public void They_are_kept_over_imports_rebuilds_and_changed_exports()
    {
        Mark(new MarkChange { AddTags = ["work"], Favourite = true, Note = "zirconium" });
        _folder.Import();
        using (_folder.Write(rebuild: true)) Assert.Equal(["work"], Find().Tags);

        _folder.Export("clay.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-02-01", Glaze with { Title = "Glazes" }, Kiln));
        _folder.Import();

        Assert.Equal(("Glazes", "work", true, "zirconium"), (Find().Title, Assert.Single(Find().Tags), Find().Favourite, Find().Note));
    }

    [Fact]
    public void They_come_back_with_a_source_that_was_removed_also_under_another_id()
    {
        var plain = _folder.Export("plain.md", Export.Plain("Of other things", "Kiln Talk", Kiln));
        _folder.Import();
        using (var index = _folder.Open()) Mark(new MarkChange { AddTags = ["work"] }, index.List("episode:other").Snips[0].Id);
        using (var writer = _folder.Write()) LibrarySources.Forget(writer, plain);
        File.Delete(plain);

        _folder.Export("linked.md", Export.Plugin("Of other things", "Kiln Talk", "2024-01-01", Kiln with { Number = 7 }));
        _folder.Import();

        using var after = _folder.Open();
        Assert.Equal(["work"], after.Find((Kiln with { Number = 7 }).Id)!.Snip.Tags);
    }

    [Fact]
    public void What_is_taken_away_is_what_it_was_before()
    {
        var before = _folder.Content();
        Mark(new MarkChange { AddTags = ["work"], Favourite = true, Note = "zirconium" });
        Mark(new MarkChange { RemoveTags = ["WORK"], Favourite = false, Note = "" });

        Assert.Equal(before, _folder.Content());
        Assert.Equal("", File.ReadAllText(MarksFile));
    }

    [Fact]
    public void A_tag_and_a_star_of_the_export_can_be_taken_away_and_stay_away()
    {
        var starred = new Snip { Id = "starred", Source = "/gone/app.md", Episode = new Episode { Title = "Loud" }, Tags = ["pottery"], Favourite = true };
        using (var writer = _folder.Write())
        {
            writer.Put(starred);
            writer.Commit();
        }

        Mark(new MarkChange { RemoveTags = ["#Pottery"], Favourite = false }, "starred");
        _folder.Import();

        Assert.Empty(Find("starred").Tags);
        Assert.False(Find("starred").Favourite);
        Mark(new MarkChange { AddTags = ["pottery"], Favourite = true }, "starred");
        Assert.Equal("", File.ReadAllText(MarksFile));
        Assert.Equal("pottery", Assert.Single(Find("starred").Tags));
        Assert.True(Find("starred").Favourite);
    }

    [Fact]
    public void An_own_note_stands_below_that_of_the_export()
    {
        var sourced = new Snip { Id = "a", Source = "x", Episode = new Episode(), Note = "from the app", Tags = ["one"] };

        var marked = SnipRecord.Of([sourced]).Marked(new Mark { Snip = "a", Note = "mine", Tags = ["two"], Untagged = ["One"] });

        Assert.Equal(("from the app\nmine", "two"), (marked.Snip.Note, Assert.Single(marked.Snip.Tags)));
        Assert.Equal(marked.Snip.Tags, SnipRecord.Parse(marked.ToContent()).Snip.Tags);
        Assert.Equal(marked.Mark!.Fingerprint, SnipState.Parse(marked.ToState()).Mark);
        Assert.Null(SnipState.Parse(SnipRecord.Of([sourced]).ToState()).Mark);
    }

    [Fact]
    public void A_line_that_a_person_writes_is_read_by_the_next_import()
    {
        File.WriteAllText(MarksFile, $$"""{"snip":"{{Kiln.Id}}","tags":["by hand"]}""");
        _folder.Import();
        Assert.Equal(["by hand"], Find(Kiln.Id).Tags);

        File.Delete(MarksFile);
        _folder.Import();
        Assert.Empty(Find(Kiln.Id).Tags);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"tags\":[\"a\"]}")]
    [InlineData("{\"snip\":3}")]
    public void A_line_that_is_none_is_named_and_nothing_is_lost(string line)
    {
        Mark(new MarkChange { AddTags = ["work"] });
        File.AppendAllText(MarksFile, $"{line}\n");
        var text = File.ReadAllText(MarksFile);

        var report = _folder.Import();
        var refused = Assert.Throws<QueryException>(() => Mark(new MarkChange { Favourite = true }));

        Assert.Equal($"{MarksFile}:2", Assert.Single(report.Warnings).File);
        Assert.Equal($"{MarksFile}:2", refused.Place);
        Assert.Equal(text, File.ReadAllText(MarksFile));
        Assert.Equal(["work"], Find().Tags);
        Assert.Contains(IndexCheck.Examine(_folder.Path, Models.Tiny.Card, Models.Tiny.Folder), c => c is { Name: "marks", Ok: false });
    }

    [Fact]
    public void Nothing_is_committed_where_nothing_changes()
    {
        Mark(new MarkChange { Favourite = true });
        var generation = _folder.Manifest().Generation;

        Mark(new MarkChange { Favourite = true });
        _folder.Import();

        Assert.Equal(generation, _folder.Manifest().Generation);
    }

    public void Dispose() => _folder.Dispose();

    private void Mark(MarkChange change, string? id = null)
    {
        using var writer = _folder.Write();
        Assert.NotNull(SnipMarks.Change(writer, id ?? Glaze.Id, change));
    }

    private Snip Find(string? id = null)
    {
        using var index = _folder.Open();
        return index.Find(id ?? Glaze.Id)!.Snip;
    }
}
