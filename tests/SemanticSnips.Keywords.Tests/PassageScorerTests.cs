using CsCheck;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace SemanticSnips.Keywords.Tests;

/// <summary>What is read in parts beside each other is what is read in one.</summary>
public sealed class PassageScorerTests
{
    private static readonly string[] Words =
        ["run", "running", "runs", "price", "prices", "chip", "memory", "of", "anna", "Anna", "bert", "a", "model"];

    private static readonly Gen<string> Speech = Gen.OneOf(Words).Array[0, 12].Select(words => string.Join(' ', words));

    private static readonly Gen<PassageDocument> Passage =
        from text in Speech
        from speaker in Gen.OneOf("Anna Run", "Bert", "")
        select new PassageDocument { Text = text, Speakers = speaker.Length > 0 ? [speaker] : [], VectorKey = 1, From = 0, To = 1, Kind = 0 };

    [Fact]
    public void Tables_and_scores_do_not_depend_on_the_parts() =>
        Gen.Select(Passage.Array[1, 3].Array[1, 40], Passage.Array[1, 3].Array[0, 20], Speech, Gen.Int[1, 40]).Sample((first, second, query, fewest) =>
        {
            // Two leaves, and a deleted snip in the first.
            using var folder = new KeywordFolder().Commit(first.Select((p, i) => Snip($"{i}", p))).Commit(second.Select((p, i) => Snip($"s{i}", p)), "0");
            using var directory = FSDirectory.Open(folder.Path);
            using var reader = DirectoryReader.Open(directory);
            var (tables, words, names) = (DocumentTables.Read(reader, fewest), new StemWords(reader, Fields.Text), new StemWords(reader, Fields.Speaker));
            var terms = Analysis.CountTerms(query);
            var all = DocumentTables.Read(reader);
            Assert.Equal(all.Passages, tables.Passages);
            Assert.Equal(all.Snips, tables.Snips);
            Assert.Equal(all.Lengths, tables.Lengths);
            Assert.Equal(all.PassageDocuments, tables.PassageDocuments);
            Assert.All(Enumerable.Range(0, reader.MaxDoc), d =>
                Assert.Equal((all.DocumentToPassage(d), all.DocumentToSnip(d)), (tables.DocumentToPassage(d), tables.DocumentToSnip(d))));

            KeywordScores Score(int documents) =>
                new PassageScorer(reader, words, names, tables, documents).Score(terms, new Bm25(), null, new float[tables.Passages.Count]);
            var (whole, parts) = (Score(int.MaxValue), Score(fewest));

            Assert.Equal(whole.Bm25, parts.Bm25);
            Assert.Equal(whole.Proximity, parts.Proximity);
            Assert.Equal(whole.Ceiling, parts.Ceiling);

            // Of allowed passages the same, of others nothing; and once more the same, of postings that are held.
            bool[] allowed = [.. Enumerable.Range(0, tables.Passages.Count).Select(p => p % 3 == 0)];
            var scorer = new PassageScorer(reader, words, names, tables, fewest);
            var some = scorer.Score(terms, new Bm25(), null, new float[tables.Passages.Count], allowed);
            var again = scorer.Score(terms, new Bm25(), null, new float[tables.Passages.Count]);
            var someAgain = scorer.Score(terms, new Bm25(), null, new float[tables.Passages.Count], allowed);
            Assert.Equal(whole.Bm25, again.Bm25);
            Assert.Equal(whole.Proximity, again.Proximity);
            Assert.Equal(some.Bm25, someAgain.Bm25);
            Assert.Equal(some.Proximity, someAgain.Proximity);
            Assert.Equal(whole.Bm25.Zip(allowed, (score, isAllowed) => isAllowed ? score : 0), some.Bm25);
            Assert.Equal(whole.Proximity!.Zip(allowed, (score, isAllowed) => isAllowed ? score : 0), some.Proximity);
            Assert.Equal(whole.Ceiling, some.Ceiling);
        }, iter: 60);

    [Fact]
    public void Proximity_that_is_pending_is_no_lower_than_it_is_and_exact_once_read() =>
        Gen.Select(Passage.Array[1, 3].Array[1, 40], Speech, Gen.Int[1, 40], Gen.Int[1, 5]).Sample((snips, query, fewest, step) =>
        {
            using var folder = new KeywordFolder().Commit(snips.Select((p, i) => Snip($"{i}", p)));
            using var directory = FSDirectory.Open(folder.Path);
            using var reader = DirectoryReader.Open(directory);
            var (tables, words, names) = (DocumentTables.Read(reader), new StemWords(reader, Fields.Text), new StemWords(reader, Fields.Speaker));
            var scorer = new PassageScorer(reader, words, names, tables, fewest);
            var terms = Analysis.CountTerms(query);
            var count = tables.Passages.Count;
            var exact = scorer.Score(terms, new Bm25(), null, new float[count]);

            var proximity = Enumerable.Repeat(7f, count).ToArray();
            var (scores, pending) = scorer.ScoreAtMost(terms, new Bm25(), null, proximity);

            Assert.Equal(exact.Bm25, scores.Bm25);
            Assert.Equal(terms.Count == 0, pending is null);
            Assert.All(Enumerable.Range(0, count), p => Assert.InRange(exact.Proximity![p], 0, proximity[p]));
            var atMost = proximity.ToArray();
            int[] some = [.. Enumerable.Range(0, count).Where(p => p % step == 0)];
            pending?.Read(some);
            Assert.All(Enumerable.Range(0, count), p => Assert.Equal(p % step == 0 ? exact.Proximity![p] : atMost[p], proximity[p]));
            pending?.Read([.. some.Take(3)]);
            pending?.Read([.. Enumerable.Range(0, count).Skip(count / 2)]);
            Assert.Equal(exact.Proximity!.Skip(count / 2), proximity.Skip(count / 2));
            pending?.Dispose();
            pending?.Dispose();
            if (pending is not null) Assert.Throws<ObjectDisposedException>(pending.ReadAll);
            Assert.Equal(exact.Proximity, scorer.Score(terms, new Bm25(), null, new float[count]).Proximity);
        }, iter: 60);

    [Fact]
    public void A_rare_word_finds_the_common_one_beside_it() =>
        Gen.Int[1, 6].Array[50, 400].Sample(distances =>
        {
            // "memory" everywhere, "chip" in every fifth passage or so, so many words before it.
            string Text(int i) => distances[i] < 6 ? "a memory" : $"chip {string.Concat(Enumerable.Repeat("price ", i % 10))}memory";
            using var folder = KeywordFolder.Of([.. distances.Select((_, i) => Text(i))]);
            using var index = folder.Open();
            foreach (var query in new[] { "chip memory", "memory chip" })
            {
                var near = index.Score(index.TermsOf(query), proximity: new float[distances.Length]).Proximity!;
                for (var i = 0; i < distances.Length; i++)
                {
                    var passage = index.Snips[index.FindSnip($"{i}")].FirstPassage;
                    var steps = (i % 10) + 1;
                    Assert.Equal(distances[i] < 6 || steps > Proximity.Reach ? 0 : (float)(1.0 / steps), near[passage]);
                }
            }
        }, iter: 10);

    [Fact]
    public void A_part_after_the_other_covers_every_document_and_passage_once()
    {
        using var folder = KeywordFolder.Of([.. Enumerable.Range(0, 50).Select(i => $"passage {i}")]);
        using var directory = FSDirectory.Open(folder.Path);
        using var reader = DirectoryReader.Open(directory);

        var parts = DocumentPart.Of(reader, DocumentTables.Read(reader), fewest: 1);

        Assert.True(parts.Length > 1);
        Assert.Equal(0, parts[0].Range.From);
        Assert.Equal(reader.MaxDoc, parts[^1].Range.To);
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal((pair.First.Range.To, pair.First.FirstPassage + pair.First.Passages),
            (pair.Second.Range.From, pair.Second.FirstPassage)));
        Assert.Equal(50, parts.Sum(p => p.Passages));
    }

    private static SnipDocument Snip(string id, PassageDocument[] passages) => KeywordFolder.Snip(id) with { Passages = passages };
}
