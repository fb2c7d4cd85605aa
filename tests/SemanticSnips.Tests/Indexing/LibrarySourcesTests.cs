namespace SemanticSnips.Tests.Indexing;

/// <summary>Where snips come from, and how they leave.</summary>
public sealed class LibrarySourcesTests : IDisposable
{
    private static readonly ExportedSnip Glaze = new(1, 570, 600, "Glaze", "Glaze is glass that has found a pot. The kiln makes it flow.");
    private static readonly ExportedSnip Kiln = new(2, 660, 720, "Kiln", "A kiln holds its heat for a day. Wood burns at the door.");

    private readonly IndexFolder _folder = new();
    private readonly string _first, _second;

    public LibrarySourcesTests()
    {
        _first = _folder.Export("first.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-01", Glaze, Kiln));
        _second = _folder.Export("second.md", Export.Plugin("Clay and fire", "Kiln Talk", "2024-01-02", Kiln));
        _folder.Import(_first, _second);
    }

    [Fact]
    public void Every_source_is_told_with_its_format_its_snips_and_when_it_was_read()
    {
        var before = DateTimeOffset.UtcNow;

        var sources = LibrarySources.Read(_folder.Path);

        Assert.Equal([(_first, _first, 2), (_second, _second, 1)], sources.Select(s => (s.Path, s.Root!, s.Snips)));
        Assert.All(sources, s => Assert.Contains(s.Format, TranscriptReader.Formats));
        Assert.All(sources, s => Assert.True(s.LastRead <= before));
    }

    [Fact]
    public void A_source_without_its_log_is_told_all_the_same()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "vectors", "sources.jsonl"), "{ damaged");

        Assert.Equal([2, 1], LibrarySources.Read(_folder.Path).Select(s => s.Snips));
        Assert.All(LibrarySources.Read(_folder.Path), s => Assert.Null(s.LastRead));
    }

    [Fact]
    public void Half_a_log_that_a_crash_left_is_cleared_away()
    {
        var half = Path.Combine(_folder.Path, "vectors", "sources.jsonl.part");
        File.WriteAllText(half, "{ \"sou");

        _folder.Write().Dispose();

        Assert.False(File.Exists(half));
        Assert.All(LibrarySources.Read(_folder.Path), s => Assert.NotNull(s.LastRead));
    }

    [Fact]
    public void A_file_where_earlier_versions_had_the_log_that_is_none_stays()
    {
        var mine = Path.Combine(_folder.Path, "sources.jsonl");
        File.WriteAllText(mine, "my own list\n");

        File.SetLastWriteTimeUtc(_first, DateTime.UtcNow.AddDays(-1));
        _folder.Import(_first);

        Assert.Equal("my own list\n", File.ReadAllText(mine));
    }

    [Fact]
    public void A_log_where_earlier_versions_had_it_is_read_and_moved()
    {
        var former = Path.Combine(_folder.Path, "sources.jsonl");
        File.Move(Path.Combine(_folder.Path, "vectors", "sources.jsonl"), former);
        var before = LibrarySources.Read(_folder.Path);

        File.SetLastWriteTimeUtc(_first, DateTime.UtcNow.AddDays(-1));
        _folder.Import(_first);

        Assert.All(before, s => Assert.NotNull(s.LastRead));
        Assert.False(File.Exists(former));
        Assert.All(LibrarySources.Read(_folder.Path), s => Assert.NotNull(s.LastRead));
    }

    [Fact]
    public void Forgetting_a_source_takes_out_what_no_other_has_and_does_what_it_said_it_would()
    {
        var weighed = LibrarySources.WeighForget(_folder.Path, _first);
        var content = _folder.Content();
        using (var writer = _folder.Write())
        {
            var done = LibrarySources.Forget(writer, _first);
            Assert.Equal((Glaze.Id, weighed.Kept, _first), (Assert.Single(done.Removed), done.Kept, Assert.Single(done.Roots)));
        }

        Assert.Equal((Glaze.Id, 1, _first), (Assert.Single(weighed.Removed), weighed.Kept, Assert.Single(weighed.Roots)));
        Assert.NotEqual(content, _folder.Content());
        Assert.Equal([_second], _folder.Manifest().Roots);
        Assert.Equal([_second], LibrarySources.Read(_folder.Path).Select(s => s.Path));
        using var index = _folder.Open();
        Assert.Equal([Kiln.Id], index.List().Snips.Select(s => s.Id));
    }

    [Fact]
    public void Weighing_changes_nothing_and_a_path_that_is_no_source_weighs_nothing()
    {
        var content = _folder.Content();

        var nothing = LibrarySources.WeighForget(_folder.Path, _folder.Exports + "/none.md");

        Assert.Equal((0, 0, 0), (nothing.Removed.Count, nothing.Kept, nothing.Roots.Count));
        Assert.Equal(2, LibrarySources.WeighForget(_folder.Path, _folder.Exports).Removed.Count);
        Assert.Equal(content, _folder.Content());
    }

    [Fact]
    public void A_removed_snip_stays_away_until_it_is_restored()
    {
        using (var writer = _folder.Write()) Assert.Equal([Kiln.Id], LibrarySources.Remove(writer, [Kiln.Id, "nobody"]).Removed);

        var again = _folder.Import(_first, _second);
        Assert.Equal((0, 1), (again.New, again.Unchanged));
        Assert.Equal([Glaze.Id], Ids());

        using (var writer = _folder.Write()) Assert.Contains(Assert.Single(LibrarySources.Restore(writer, Kiln.Id[..8])), new[] { _first, _second });
        _folder.Import(_first, _second);
        Assert.Equal([Glaze.Id, Kiln.Id], Ids());
        using (var writer = _folder.Write()) Assert.Empty(LibrarySources.Restore(writer, Kiln.Id));
    }

    [Fact]
    public void What_a_removed_snip_was_marked_with_comes_back_with_it()
    {
        using (var writer = _folder.Write())
        {
            SnipMarks.Change(writer, Glaze.Id, new MarkChange { AddTags = ["work"] });
            LibrarySources.Remove(writer, [Glaze.Id]);
            LibrarySources.Restore(writer, Glaze.Id);
        }

        _folder.Import(_first);

        using var index = _folder.Open();
        Assert.Equal(["work"], index.Find(Glaze.Id)!.Snip.Tags);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Ids()
    {
        using var index = _folder.Open();
        return [.. index.List().Snips.Select(s => s.Id).Order(StringComparer.Ordinal)];
    }
}
