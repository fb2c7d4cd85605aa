using SemanticSnips.Chunking;
using SemanticSnips.Indexing;
using SemanticSnips.Testing;
using SemanticSnips.Vectors;

namespace SemanticSnips.Tests.Indexing;

public sealed class SnipIndexWriterTests
{
    [Fact]
    public void What_a_crash_left_is_removed_and_nothing_is_lost()
    {
        using var folder = Filled(3);
        var content = folder.Content();
        var segments = Directory.GetFiles(folder.Vectors);
        // Written, but the commit that would have named it never came; another is half written.
        VectorSegmentWriter.Write(folder.Vectors, 32, [7], [Models.Tiny.EmbedPassage("orphan")]);
        File.WriteAllText(Path.Combine(folder.Vectors, "0123456789abcdef0123456789abcdef.vec.tmp"), "SnipVe");

        using (var reader = folder.Open()) Assert.Equal((3, 0), (reader.ReadStatus().Passages, reader.ReadStatus().Pending));
        folder.Write().Dispose();

        Assert.Equal(segments, Directory.GetFiles(folder.Vectors));
        Assert.Equal(content, folder.Content());
        using var writer = folder.Write();
        Assert.Equal(0, writer.EmbedPending());
    }

    [Fact]
    public void A_crash_before_the_commit_loses_only_what_was_not_committed()
    {
        using var folder = Filled(2);
        using (var writer = folder.Write())
        {
            writer.Put(Snip(9));
            writer.Remove("snip1");
        }

        using var index = folder.Open();

        Assert.Equal(["snip0", "snip1"], index.ReadAll().Select(s => s.Id));
    }

    [Fact]
    public void Text_that_was_ever_embedded_is_not_embedded_again()
    {
        using var folder = Filled(3);
        using var writer = folder.Write();
        writer.Put(Snip(1) with { Id = "renamed" });
        writer.Remove("snip1");
        writer.Commit();

        Assert.Equal(0, writer.EmbedPending());
    }

    [Fact]
    public void Favourites_are_embedded_first_then_the_newest()
    {
        using var folder = new IndexFolder();
        using var writer = folder.Write();
        Snip Of(int number, int year, bool favourite = false) =>
            Snip(number) with { Favourite = favourite, Episode = new Episode { Title = $"Episode {number}", Published = new DateOnly(year, 1, 1) } };
        foreach (var snip in new[] { Of(0, 2024), Of(1, 2022, favourite: true), Of(2, 2026), Of(3, 2023, favourite: true) }) writer.Put(snip);
        writer.Commit();
        ISnipStore store = writer;

        var inputs = store.ReadInputs(store.FindPending());

        Assert.Equal(new[] { 3, 1, 2, 0 }.Select(i => "Ann: " + Speech(i)), inputs);
    }

    [Fact]
    public void Segments_stay_few_and_every_passage_keeps_its_vector()
    {
        using var folder = new IndexFolder();
        using var writer = folder.Write();
        for (var i = 0; i < 20; i++)
        {
            writer.Put(Snip(i));
            writer.Commit();
            Assert.Equal(1, writer.EmbedPending());
            Assert.InRange(writer.Manifest.Segments.Count, 1, 6);
        }

        using var store = IndexCommit.OpenVectors(folder.Path, writer.Manifest);
        var input = new PassageInput(Models.Tiny.Card, Models.Tiny.CountTokens);
        for (var i = 0; i < 20; i++)
        {
            Assert.True(store.TryFindRow(input.KeyOf("Ann: " + Speech(i)), out var row));
            Assert.Equal(Models.Tiny.EmbedPassage("Ann: " + Speech(i)), store.VectorOf(row).ToArray());
        }
    }

    [Fact]
    public void A_reader_keeps_its_moment_while_vectors_are_written_anew()
    {
        using var folder = Filled(4);
        using var reader = folder.Open();
        var before = Ids(reader.Search(Speech(2)));
        var segments = folder.Manifest().Segments.Select(s => s.File).ToList();

        // More dead vectors than live ones: the segments are compacted.
        using (var writer = folder.Write())
        {
            for (var i = 10; i < 1200; i++) writer.Put(Snip(i));
            writer.Commit();
            writer.EmbedPending();
            for (var i = 10; i < 1200; i++) writer.Remove($"snip{i}");
            writer.Remove("snip0");
            writer.Commit();
            writer.EmbedPending();
        }

        var manifest = folder.Manifest();
        Assert.Equal(3, Assert.Single(manifest.Segments).Rows);
        Assert.DoesNotContain(manifest.Segments[0].File, segments);
        Assert.Equal([manifest.Segments[0].File], Directory.GetFiles(folder.Vectors).Select(Path.GetFileName));
        Assert.Equal(before, Ids(reader.Search(Speech(2))));
        using var after = folder.Open();
        Assert.Equal(1, after.ReadStatus().EmbeddedShare);
        Assert.Equal(3, after.Count);
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using var folder = new IndexFolder();
        using var writer = folder.Write();

        var e = Assert.Throws<IndexException>(() => folder.Write());

        Assert.Equal(IndexFault.Locked, e.Fault);
        Assert.Contains("Another process is writing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_index_is_named_and_stays_missing()
    {
        using var folder = new IndexFolder();

        var e = Assert.Throws<IndexException>(folder.Open);

        Assert.Equal(IndexFault.Missing, e.Fault);
        Assert.Equal($"There is no index in '{folder.Path}'.", e.Message);
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public void Another_model_is_refused_and_rebuild_takes_it()
    {
        using var folder = Filled(3);
        using var other = new OtherModel("\"mean\"", "\"cls\"");

        var reading = Assert.Throws<IndexException>(() => SnipIndex.Open(folder.Path, other.Model));
        var writing = Assert.Throws<IndexException>(() => folder.Write(other.Model));

        Assert.Equal((IndexFault.OtherModel, IndexFault.OtherModel), (reading.Fault, writing.Fault));
        Assert.Contains("tiny-bert", reading.Message, StringComparison.Ordinal);
        Assert.Contains("Mean pooling", reading.Message, StringComparison.Ordinal);
        Assert.Contains("Cls pooling", reading.Message, StringComparison.Ordinal);

        using (var writer = folder.Write(other.Model, rebuild: true)) Assert.Equal(3, writer.EmbedPending());
        using var index = SnipIndex.Open(folder.Path, other.Model);
        Assert.Equal((3, 1.0), (index.Count, index.ReadStatus().EmbeddedShare));
        Assert.Throws<IndexException>(folder.Open);
    }

    [Fact]
    public void A_model_of_other_dimensions_is_refused_and_rebuild_takes_it()
    {
        using var folder = Filled(2);

        var e = Assert.Throws<IndexException>(() => folder.Write(Models.Shipped));
        Assert.Equal(IndexFault.OtherModel, e.Fault);
        Assert.Contains("bge-small-en-v1.5", e.Message, StringComparison.Ordinal);

        using (var writer = folder.Write(Models.Shipped, rebuild: true))
        {
            Assert.Equal(2, writer.EmbedPending());
            Assert.Equal((384, "bge-small-en-v1.5"), (writer.Manifest.Dimensions, writer.Manifest.Model));
        }

        using var index = SnipIndex.Open(folder.Path, Models.Shipped);
        Assert.Equal("snip1", index.Search(Speech(1)).Hits[0].Snip.Id);
    }

    [Fact]
    public void Another_chunker_is_refused_for_writing_and_rebuild_takes_it()
    {
        using var folder = Filled(2);
        var options = new ChunkerOptions(16, 20, 0);

        var e = Assert.Throws<IndexException>(() => folder.Write(chunker: options));
        Assert.Equal(IndexFault.OtherChunker, e.Fault);
        Assert.Contains(options.ToString(), e.Message, StringComparison.Ordinal);

        using (var writer = folder.Write(chunker: options, rebuild: true)) writer.EmbedPending();
        Assert.Equal(options.ToString(), folder.Manifest().Chunker);
    }

    [Fact]
    public void Rebuilding_as_before_embeds_nothing()
    {
        using var folder = Filled(3);
        var content = folder.Content();

        using (var writer = folder.Write(rebuild: true)) Assert.Equal(0, writer.EmbedPending());

        Assert.Equal(content, folder.Content());
    }

    [Fact]
    public void Another_format_is_refused()
    {
        using var folder = Filled(1);
        using (var keywords = SemanticSnips.Keywords.KeywordIndexWriter.Open(folder.Keywords))
        {
            keywords.Commit(new Dictionary<string, string> { ["format"] = "99" });
        }

        foreach (var open in new Action[] { () => folder.Open(), () => folder.Write(), () => folder.Write(rebuild: true) })
        {
            var e = Assert.Throws<IndexException>(open);
            Assert.Equal(IndexFault.OtherFormat, e.Fault);
            Assert.Contains("format 99", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_damaged_segment_is_named_and_rebuild_mends_it()
    {
        using var folder = Filled(3);
        var segment = Assert.Single(Directory.GetFiles(folder.Vectors));
        var bytes = File.ReadAllBytes(segment);
        bytes[^100] ^= 1;
        File.WriteAllBytes(segment, bytes);

        foreach (var open in new Action[] { () => folder.Open(), () => folder.Write() })
        {
            var e = Assert.Throws<IndexException>(open);
            Assert.Equal(IndexFault.Damaged, e.Fault);
            Assert.Contains(Path.GetFileName(segment), e.Message, StringComparison.Ordinal);
        }

        using (var writer = folder.Write(rebuild: true)) Assert.Equal(3, writer.EmbedPending());
        using var index = folder.Open();
        Assert.Equal(1, index.ReadStatus().EmbeddedShare);
    }

    [Fact]
    public void Damaged_keywords_are_named_as_damage()
    {
        using var folder = Filled(3);
        foreach (var file in Directory.GetFiles(folder.Keywords, "segments_*")) File.WriteAllBytes(file, [1, 2, 3]);

        foreach (var open in new Action[] { () => folder.Open(), () => folder.Write(), () => folder.Write(rebuild: true) })
        {
            Assert.Equal(IndexFault.Damaged, Assert.Throws<IndexException>(open).Fault);
        }
    }

    [Fact]
    public void Another_Lucene_index_is_refused()
    {
        using var folder = new IndexFolder();
        using (var keywords = SemanticSnips.Keywords.KeywordIndexWriter.Open(folder.Keywords)) keywords.Commit(new Dictionary<string, string>());

        var e = Assert.Throws<IndexException>(() => folder.Write());

        Assert.Equal(IndexFault.Damaged, e.Fault);
        Assert.Contains("was not written by SemanticSnips", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_embedded_fits_the_model_even_under_a_long_title()
    {
        using var folder = new IndexFolder();
        using var writer = folder.Write();
        var speech = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"The pot {i} is a bed."));
        foreach (var title in new[] { "Pot", "A title of quite a few words more", new string('水', 150) })
        {
            var snip = Snip(1) with { Title = title, Turns = [new Turn("Ann", speech)] };
            var text = SnipText.Of(snip);
            var input = new PassageInput(Models.Tiny.Card, Models.Tiny.CountTokens);
            var chunks = new Chunker(Models.Tiny.CountTokens, input.Fit(new ChunkerOptions())).Cut(text);
            Assert.All(chunks, c => Assert.False(Models.Tiny.Truncates(input.ForEmbedding(snip, text, c.Kind, c.From, c.To), isQuery: false)));
        }
    }

    [Fact]
    public void A_phrase_does_not_reach_from_the_title_into_the_speech()
    {
        using var folder = new IndexFolder();
        using (var writer = folder.Write())
        {
            writer.Put(Snip(1) with { Title = "Cold war", Tags = ["red tape"], Turns = [new Turn("Ann", "So is there any concern?")] });
            writer.Commit();
        }

        using var index = folder.Open();

        Assert.Single(index.ReadAll("\"cold war\""));
        Assert.Single(index.ReadAll("\"red tape\""));
        Assert.Empty(index.ReadAll("\"war so\""));
        Assert.Empty(index.ReadAll("\"war red\""));
    }

    [Fact]
    public void A_snip_without_a_word_is_kept()
    {
        using var folder = new IndexFolder();
        using (var writer = folder.Write())
        {
            writer.Put(new Snip { Id = "silent", Source = "test", Episode = new Episode() });
            writer.Commit();
            Assert.Equal(0, writer.EmbedPending());
        }

        using var index = folder.Open();
        Assert.Equal("silent", Assert.Single(index.ReadAll()).Id);
        Assert.Empty(index.Search("silence").Hits);
        Assert.Equal("silent", index.Find("sile")!.Snip.Id);
    }

    private static string Speech(int number) => $"ab {number} cd {number * 7}";

    private static Snip Snip(int number) => new()
    {
        Id = $"snip{number}",
        Source = "test",
        Episode = new Episode { Title = $"Episode {number}" },
        Turns = [new Turn("Ann", Speech(number))],
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

    private static List<string> Ids(SearchResult result) => [.. result.Hits.Select(h => h.Snip.Id)];

    /// <summary>The tiny model with another card.</summary>
    private sealed class OtherModel : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public OtherModel(string setting, string other)
        {
            foreach (var file in Directory.GetFiles(Models.TinyFolder)) File.Copy(file, _folder.File(Path.GetFileName(file)));
            var card = _folder.File("model.json");
            File.WriteAllText(card, SettingsFile.WithoutChecksum(File.ReadAllText(card)).Replace(setting, other, StringComparison.Ordinal));
            Model = new ModelLoader(_folder.Path);
        }

        public ModelLoader Model { get; }

        public void Dispose()
        {
            Model.Dispose();
            _folder.Dispose();
        }
    }
}
