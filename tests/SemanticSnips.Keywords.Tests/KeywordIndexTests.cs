using System.Text;
using CsCheck;
using SemanticSnips.Testing;

namespace SemanticSnips.Keywords.Tests;

public sealed class KeywordIndexTests
{
    [Fact]
    public void What_was_put_in_comes_out()
    {
        using var folder = new KeywordFolder();
        var key = new UInt128(0xfedcba9876543210, 0x0123456789abcdef);
        var snip = KeywordFolder.Snip("a", "one") with
        {
            Start = TimeSpan.Zero,
            End = TimeSpan.FromMilliseconds(61_500),
            Date = new DateOnly(2025, 2, 3),
            Passages = [new PassageDocument { Text = "one", From = 3, To = 70_000, VectorKey = key, Kind = 2 }],
        };
        folder.Commit([snip, KeywordFolder.Snip("b", "two")]);

        using var index = folder.Open();

        var entry = index.Snips[index.FindSnip("a")];
        Assert.Equal(new SnipEntry("a", "episode of a", entry.FirstPassage, 1, TimeSpan.Zero, TimeSpan.FromSeconds(61.5), new DateOnly(2025, 2, 3)), entry);
        Assert.Equal(new PassageEntry(key, index.FindSnip("a"), 3, 70_000, 2), index.Passages[entry.FirstPassage]);
        var other = index.Snips[index.FindSnip("b")];
        Assert.Equal((null, null, null), (other.Start, other.End, other.Date));
        Assert.Equal("content of a", Encoding.UTF8.GetString(index.ReadContent(index.FindSnip("a"))));
        Assert.Equal(index.Snips.Select(s => "state of " + s.Id), index.ReadStates().Select(s => Encoding.UTF8.GetString(s.Span)));
    }

    [Fact]
    public void Put_replaces_and_remove_removes()
    {
        using var folder = new KeywordFolder();
        folder.Commit([KeywordFolder.Snip("a", "old words", "more old words"), KeywordFolder.Snip("b", "other")]);
        folder.Commit([KeywordFolder.Snip("a", "new")], "b", "never there");

        using var index = folder.Open();

        Assert.Equal("a", Assert.Single(index.Snips).Id);
        Assert.Single(index.Passages);
        Assert.Equal(0, index.Score("old").Bm25[0]);
        Assert.True(index.Score("new").Bm25[0] > 0);
        Assert.Equal(-1, index.FindSnip("b"));
    }

    [Fact]
    public void A_snip_without_passages_is_kept_but_not_found()
    {
        using var folder = new KeywordFolder();
        folder.Commit([KeywordFolder.Snip("silent")]);
        folder.Commit([KeywordFolder.Snip("a", "word")]);
        folder.Commit([KeywordFolder.Snip("stopped", "the")]);

        using var index = folder.Open();

        Assert.Equal(["silent", "a", "stopped"], index.Snips.Select(s => s.Id));
        Assert.Equal([0, 1, 1], index.Snips.Select(s => s.PassageCount));
        Assert.Equal(2, index.Score("word").Bm25.Length);
        Assert.Equal([false, true], index.Match([new Condition(ConditionField.Phrase, "word", Excluded: true)])!);
    }

    [Fact]
    public void Passages_follow_each_other_after_any_history()
    {
        var step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 5]);
        step.Array[1, 40].ForAll(
            steps =>
            {
                using var folder = new KeywordFolder();
                var expected = new Dictionary<string, int>();
                using (var writer = KeywordIndexWriter.Open(folder.Path))
                {
                    foreach (var (snip, passages, action) in steps)
                    {
                        var id = $"snip{snip}";
                        if (action == 0)
                        {
                            writer.Remove(id);
                            expected.Remove(id);
                            continue;
                        }

                        writer.Put(KeywordFolder.Snip(id, [.. Enumerable.Range(0, passages).Select(p => $"{id} passage {p}")]));
                        expected[id] = passages;
                        if (action == 1) writer.Commit(new Dictionary<string, string>());
                        if (action == 2) writer.Compact();
                    }

                    writer.Commit(new Dictionary<string, string>());
                }

                using var index = folder.Open();
                Assert.Equal(expected.OrderBy(e => e.Key), index.Snips.ToDictionary(s => s.Id, s => s.PassageCount).OrderBy(e => e.Key));
                var next = 0;
                foreach (var snip in index.Snips)
                {
                    Assert.Equal(next, snip.FirstPassage);
                    for (var p = 0; p < snip.PassageCount; p++)
                        Assert.Equal((index.FindSnip(snip.Id), p), (index.Passages[next + p].Snip, index.Passages[next + p].From));
                    Assert.Equal("content of " + snip.Id, Encoding.UTF8.GetString(index.ReadContent(index.FindSnip(snip.Id))));
                    next += snip.PassageCount;
                }

                Assert.Equal(next, index.Passages.Count);
            },
            iter: 15);
    }

    [Fact]
    public void User_data_is_of_the_commit()
    {
        using var folder = new KeywordFolder();
        using var writer = KeywordIndexWriter.Open(folder.Path);
        writer.Commit(new Dictionary<string, string> { ["generation"] = "1" });
        using var first = folder.Open();
        writer.Commit(new Dictionary<string, string> { ["generation"] = "2", ["ü"] = "🚀" });
        using var second = folder.Open();

        Assert.Equal("1", first.UserData["generation"]);
        Assert.Equal(("2", "🚀"), (second.UserData["generation"], second.UserData["ü"]));
    }

    [Fact]
    public void What_was_not_committed_vanishes()
    {
        using var folder = KeywordFolder.Of("kept");
        using (var writer = KeywordIndexWriter.Open(folder.Path))
        {
            writer.Put(KeywordFolder.Snip("dropped", "dropped"));
            writer.Remove("0");
        }

        using var index = folder.Open();

        Assert.Equal("0", Assert.Single(index.Snips).Id);
    }

    [Fact]
    public void A_writer_that_never_commits_leaves_no_index()
    {
        using var folder = new KeywordFolder();
        KeywordIndexWriter.Open(folder.Path).Dispose();

        Assert.False(KeywordIndex.Exists(folder.Path));
        var e = Assert.Throws<KeywordIndexException>(folder.Open);
        Assert.Equal($"There is no index in '{folder.Path}'.", e.Message);
    }

    [Fact]
    public void A_second_writer_is_refused_until_the_first_is_done()
    {
        using var folder = new KeywordFolder();
        using (KeywordIndexWriter.Open(folder.Path))
        {
            var e = Assert.Throws<KeywordIndexException>(() => KeywordIndexWriter.Open(folder.Path));
            Assert.StartsWith($"Another process is writing the index in '{folder.Path}'", e.Message, StringComparison.Ordinal);
            Assert.Equal(KeywordFault.Locked, e.Fault);
        }

        KeywordIndexWriter.Open(folder.Path).Dispose();
    }

    [Fact]
    public void A_writer_needs_a_folder()
    {
        using var folder = new KeywordFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");

        var e = Assert.Throws<KeywordIndexException>(() => KeywordIndexWriter.Open(Path.Combine(file, "index")));

        Assert.Contains("cannot be written", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_sees_its_moment_while_a_writer_goes_on()
    {
        using var folder = KeywordFolder.Of("first words", "second words");
        using var before = folder.Open();
        var expected = before.Score("first words").Bm25;

        folder.Commit([KeywordFolder.Snip("2", "third words"), KeywordFolder.Snip("0", "replaced")], "1");
        using (var writer = KeywordIndexWriter.Open(folder.Path))
        {
            writer.Compact();
            writer.Commit(new Dictionary<string, string>());
        }

        Assert.Equal(2, before.Snips.Count);
        Assert.Equal(expected, before.Score("first words").Bm25);
        Assert.Equal("content of 1", Encoding.UTF8.GetString(before.ReadContent(before.FindSnip("1"))));
        using var after = folder.Open();
        Assert.Equal(["0", "2"], after.Snips.Select(s => s.Id).Order());
    }
}
