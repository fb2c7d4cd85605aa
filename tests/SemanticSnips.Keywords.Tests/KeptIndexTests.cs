using CsCheck;

namespace SemanticSnips.Keywords.Tests;

/// <summary>An index whose tables were kept is the index whose tables are derived.</summary>
public sealed class KeptIndexTests
{
    private static readonly Gen<SnipDocument> Snips =
        from texts in Gen.OneOf("running prices", "a chip of memory", "run", "").Array[0, 3]
        from episode in Gen.OneOf("e1", "e2", "folge drei: über")
        from start in Gen.Int[-1, 1000]
        from day in Gen.Int[-1, 800_000]
        select KeywordFolder.Snip("", texts) with
        {
            EpisodeKey = episode,
            Start = start >= 0 ? TimeSpan.FromSeconds(start) : null,
            End = start >= 0 ? TimeSpan.FromSeconds(start + 60) : null,
            Date = day > 0 ? DateOnly.FromDayNumber(day) : null,
        };

    [Fact]
    public void Kept_and_derived_are_the_same() =>
        Gen.Select(Snips.Array[1, 20], Snips.Array[0, 10]).Sample((first, second) =>
        {
            // Two leaves, and a deleted snip in the first.
            using var folder = new KeywordFolder()
                .Commit(first.Select((s, i) => s with { Id = $"{i}" })).Commit(second.Select((s, i) => s with { Id = $"zweite {i}" }), "0");
            using var derived = folder.Open();
            Assert.Null(derived.Kept);
            derived.Keep(folder.Path, file => file.Add<int>("more", [7]));
            using var kept = folder.Open();
            Assert.Equal([7], kept.Kept!.Get<int>("more").ToArray());
            Assert.True(kept.IsKeptWhole(folder.Path));
            Assert.Equal(derived.Passages, kept.Passages);
            Assert.Equal(derived.Snips, kept.Snips);
            Assert.Equal(derived.Snips.Reverse(), Enumerable.Range(0, kept.Snips.Count).Reverse().Select(i => kept.Snips[i]));
            Assert.Equal(derived.Snips.Select(s => derived.FindSnip(s.Id)), kept.Snips.Select(s => kept.FindSnip(s.Id)));
            Assert.Equal(
                Enumerable.Range(0, derived.Snips.Count).Select(derived.ReadContent), Enumerable.Range(0, kept.Snips.Count).Select(kept.ReadContent));
            foreach (var query in new[] { "run prices", "memory", "nothing" }) Assert.Equal(derived.Score(query).Bm25, kept.Score(query).Bm25);
            Condition[] conditions = [new(ConditionField.EpisodeKey, "e1")];
            Assert.Equal(derived.Match(conditions), kept.Match(conditions));
        }, iter: 40);

    [Fact]
    public void Of_the_commit_before_nothing_is_used()
    {
        using var folder = KeywordFolder.Of("one", "two");
        using (var index = folder.Open()) index.Keep(folder.Path, _ => { });
        folder.Commit([KeywordFolder.Snip("2", "three")]);
        using var newer = folder.Open();
        Assert.Null(newer.Kept);
        Assert.Equal(3, newer.Snips.Count);
        Assert.Single(TableFile.Others(folder.Path, newer.Commit));
    }

    [Fact]
    public void Of_another_index_with_as_many_commits_nothing_is_used()
    {
        using var folder = KeywordFolder.Of("one");
        using var other = KeywordFolder.Of("two", "three");
        using (var index = folder.Open()) index.Keep(folder.Path, _ => { });
        File.Copy(TableFile.PathOf(folder.Path, 1), TableFile.PathOf(other.Path, 1));
        using var opened = other.Open();
        Assert.Null(opened.Kept);
        Assert.False(opened.IsKeptWhole(other.Path));
        Assert.Equal(2, opened.Snips.Count);
    }
}
