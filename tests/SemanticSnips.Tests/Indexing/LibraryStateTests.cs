using SemanticSnips.Indexing;

namespace SemanticSnips.Tests.Indexing;

public sealed class LibraryStateTests
{
    private const string Uuid = "00000001-1111-4222-8333-000000000001";

    private static Snip Version(string id, string source, string title = "Glaze", int exported = 1) => new()
    {
        Id = id,
        Source = source,
        Exported = new DateTimeOffset(2024, exported, 1, 0, 0, 0, TimeSpan.Zero),
        Episode = new Episode { Title = "Clay and fire at noon" },
        Start = TimeSpan.FromSeconds(570),
        End = TimeSpan.FromSeconds(600),
        Title = title,
        Turns = [new Turn("Ann", "Glaze is glass.")],
    };

    [Fact]
    public void A_record_that_got_another_id_is_found_by_later_batches()
    {
        using var folder = new IndexFolder();
        Import(folder, [Version("0123456789ab", "plain")], [Version(Uuid, "linked")], [Version("ba9876543210", "third", exported: 2)]);

        using var index = folder.Open();

        Assert.Equal(Uuid, Assert.Single(index.ReadAll()).Id);
    }

    [Fact]
    public void A_version_that_its_source_replaced_is_not_missed()
    {
        using var folder = new IndexFolder();
        Import(folder, [Version(Uuid, "linked"), Version("0123456789ab", "plain")]);

        var library = Import(folder, [Version(Uuid, "linked"), Version(Uuid, "plain", "New title", 2)]);

        Assert.Empty(library.FindGone([Path.GetFullPath(".")]));
        Assert.Equal(0, library.Report(TimeSpan.Zero).Gone);
    }

    [Fact]
    public void An_id_that_moves_there_and_back_does_not_go_round_in_circles()
    {
        const string Other = "00000002-1111-4222-8333-000000000002";
        using var folder = new IndexFolder();
        Import(folder, [Version(Uuid, "a", exported: 1), Version(Other, "b", exported: 2)],
            [Version(Uuid, "a", "Newer", 3)], [Version(Other, "b", "Newest", 4)]);

        using var index = folder.Open();

        Assert.Equal("Newest", Assert.Single(index.ReadAll()).Title);
    }

    [Fact]
    public void Two_snips_of_one_range_in_one_source_are_two()
    {
        using var folder = new IndexFolder();
        Import(folder, [Version("0123456789ab", "plain"), Version("ba9876543210", "plain")]);

        using var index = folder.Open();

        Assert.Equal(2, index.Count);
    }

    [Fact]
    public void A_source_that_has_a_snip_by_its_id_gives_no_other_to_its_record()
    {
        using var folder = new IndexFolder();
        Snip[] second = [Version("0123456789ab", "b", "Without a link"), Version(Uuid, "b", "With it")];
        Import(folder, [Version(Uuid, "a")], second);

        var library = Import(folder, second);

        using var index = folder.Open();
        Assert.Equal((2, 2), (index.Count, library.Report(TimeSpan.Zero).Unchanged));
    }

    /// <summary>Batches as an import of many snips makes them: each planned at once and committed.</summary>
    private static LibraryState Import(IndexFolder folder, params Snip[][] batches)
    {
        using var writer = folder.Write();
        var library = new LibraryState(writer);
        foreach (var batch in batches)
        {
            foreach (var source in batch.Select(s => s.Source)) library.MarkRead(source);
            library.Apply(batch);
            library.Commit(new ImportedSources([], SourceLedger.Empty, new Dictionary<string, KeptReading>()));
        }

        return library;
    }
}
