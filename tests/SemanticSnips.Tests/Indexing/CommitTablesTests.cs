using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests.Indexing;

/// <summary>What is kept of a commit to open it faster changes no answer, and nothing depends on it.</summary>
public sealed class CommitTablesTests
{
    private static readonly string[] Queries =
        ["chips and data centers", "what should I eat", "show:latent models", "is:favourite", "-\"open source\" how do agents work", "longer:60 memory"];

    [Fact]
    public void Answers_are_the_same_with_and_without_them()
    {
        using var folder = Seed();
        var derived = Answers(folder);
        Assert.False(HasTables(folder));
        CommitTables.Keep(folder.Path, Models.Tiny.Card, fewestRows: 1);
        Assert.True(HasTables(folder));
        Assert.Equal(derived, Answers(folder));
    }

    [Fact]
    public void They_are_what_is_derived()
    {
        using var folder = Seed();
        int[] listed;
        using (var before = IndexCommit.Open(folder.Path, Models.Tiny.Card)) listed = ListingOrder.Of(before.Keywords).ToArray();
        CommitTables.Keep(folder.Path, Models.Tiny.Card, fewestRows: 1);
        using var commit = IndexCommit.Open(folder.Path, Models.Tiny.Card);
        Assert.Equal(listed, ListingOrder.Of(commit.Keywords).ToArray());
        Assert.True(commit.Keywords.Kept!.Has("snips.listed"));
        var (kept, corpus) = (CommitTables.Kept(commit.Keywords)!, CommitTables.CorpusOf(commit.Keywords));
        var rows = CommitTables.RowsOf(commit.Keywords, commit.Vectors);
        var sketch = VectorSketch.Of(commit.Vectors, rows);
        Assert.Equal(rows, kept.Rows.ToArray());
        Assert.Equal(CommitTables.CountsOf(commit.Keywords, rows), kept.Counts);
        Assert.Equal(corpus.Snips, kept.Corpus.Snips);
        Assert.Equal(corpus.Passages, kept.Corpus.Passages);
        Assert.Equal(corpus.EpisodeOnlyPassages.ToArray(), kept.Corpus.EpisodeOnlyPassages.ToArray());
        Assert.Equal(corpus.Neighbours.AllPrevious.ToArray(), kept.Corpus.Neighbours.AllPrevious.ToArray());
        Assert.Equal(corpus.Neighbours.AllNext.ToArray(), kept.Corpus.Neighbours.AllNext.ToArray());
        Assert.All(Enumerable.Range(0, corpus.Snips.Count), s =>
        {
            Assert.Equal((corpus.EpisodeOf(s), corpus.PassagesOf(s)), (kept.Corpus.EpisodeOf(s), kept.Corpus.PassagesOf(s)));
            Assert.Equal(corpus.SnipsOfSameEpisode(s).ToArray(), kept.Corpus.SnipsOfSameEpisode(s).ToArray());
            Assert.Contains(s, kept.Corpus.SnipsOfSameEpisode(s).ToArray());
        });
        Assert.Equal(sketch.Mean.ToArray(), kept.Sketch!.Mean.ToArray());
        Assert.Equal(sketch.Signs.Packs.ToArray(), kept.Sketch.Signs.Packs.ToArray());
        Assert.Equal(sketch.Signs.Factors.ToArray(), kept.Sketch.Signs.Factors.ToArray());
        Assert.Equal(sketch.Signs.MeanDots.ToArray(), kept.Sketch.Signs.MeanDots.ToArray());
        Assert.Equal(sketch.Signs.Mean.ToArray(), kept.Sketch.Signs.Mean.ToArray());
    }

    [Fact]
    public void A_writer_keeps_them_from_a_size_on_and_those_of_the_commit_before_go()
    {
        using var folder = new IndexFolder();
        folder.Export("a.md", Note("a"));
        Import(folder);
        var first = Assert.Single(Tables(folder));
        Import(folder); // nothing changed, so there is no other commit
        Assert.Equal(first, Assert.Single(Tables(folder)));
        folder.Export("b.md", Note("b"));
        Import(folder);
        Assert.NotEqual(first, Assert.Single(Tables(folder)));
        File.Delete(Assert.Single(Tables(folder)));
        Import(folder);
        Assert.True(HasTables(folder));
        using var small = new IndexFolder();
        small.Export("a.md", Note("a"));
        small.Import();
        Assert.Empty(Tables(small));
    }

    [Fact]
    public void Damaged_ones_change_no_answer_and_are_told_and_mended()
    {
        using var folder = Seed();
        var derived = Answers(folder);
        CommitTables.Keep(folder.Path, Models.Tiny.Card, fewestRows: 1);
        var path = Assert.Single(Tables(folder));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(derived, Answers(folder));
        Assert.Contains(IndexCheck.Examine(folder.Path, Models.Tiny.Card, Models.TinyFolder), c => c is { Name: "tables", Ok: false, IsMendable: true });

        IndexRepair.Repair(folder.Path, Models.Tiny, new IndexWriterOptions { TablesFrom = 1 }, null, CancellationToken.None);
        Assert.DoesNotContain(IndexCheck.Examine(folder.Path, Models.Tiny.Card, Models.TinyFolder), c => c.Name == "tables");
        Assert.True(HasTables(folder));
        Assert.Equal(derived, Answers(folder));
    }

    [Fact]
    public void What_is_pending_is_kept_as_pending()
    {
        using var folder = new IndexFolder();
        folder.Export("a.md", Note("a"));
        folder.Import(new ImportOptions { SkipEmbedding = true });
        CommitTables.Keep(folder.Path, Models.Tiny.Card, fewestRows: 1);
        using var commit = IndexCommit.Open(folder.Path, Models.Tiny.Card);
        var kept = CommitTables.Kept(commit.Keywords)!;
        Assert.Null(kept.Sketch);
        Assert.Equal(0, kept.Counts.Embedded);
        Assert.True(kept.Counts.Embeddable > 0);
        using var index = folder.Open();
        Assert.Equal(kept.Counts.Embeddable, index.ReadStatus().Pending);
    }

    private static IndexFolder Seed()
    {
        var folder = new IndexFolder();
        folder.Import(Repository.File("seeds"));
        return folder;
    }

    private static void Import(IndexFolder folder)
    {
        using var writer = SnipIndexWriter.Open(folder.Path, Models.Tiny, new IndexWriterOptions { TablesFrom = 1 });
        Importer.Import(writer, [folder.Exports], new ImportOptions());
    }

    private static string[] Tables(IndexFolder folder) => Directory.GetFiles(folder.Keywords, "tables_*");

    private static bool HasTables(IndexFolder folder)
    {
        using var keywords = KeywordIndex.Open(folder.Keywords);
        return keywords.Kept is not null;
    }

    private static string Note(string title) =>
        Export.Plugin(title, "The Barn", "2024-01-01", new ExportedSnip(1, 600, 660, title, $"The {title} is full of hay."));

    /// <summary>All that the index answers, as text.</summary>
    private static string Answers(IndexFolder folder)
    {
        using var index = folder.Open();
        var lines = new List<string>();
        foreach (var query in Queries)
        {
            foreach (var mode in Enum.GetValues<SearchMode>())
            {
                lines.AddRange(index.Search(query, new SearchOptions { Mode = mode }).Hits.Select(hit => FormattableString.Invariant(
                    $"{query} {mode} {hit.Rank} {hit.Snip.Id} {hit.Passage} {hit.Score:R} {hit.Relevance:R} {hit.AlsoIn.Count}")));
            }

            lines.Add($"{query} {string.Join(' ', index.List(query).Snips.Select(s => s.Id))}");
        }

        lines.AddRange(index.List().Snips.Take(5).Select(s => $"{s.Id} {string.Join(' ', index.Related(s.Id)!.Hits.Select(h => h.Snip.Id))}"));
        lines.Add(index.ReadStatus().ToString());
        return string.Join('\n', lines);
    }
}
