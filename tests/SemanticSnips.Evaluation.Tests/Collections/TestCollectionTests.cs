namespace SemanticSnips.Evaluation.Tests;

public class TestCollectionTests
{
    private const string Advice = "\nMend the files, or measure on what is right with --keep-going.";
    private const string NothingToMeasure = "\nThere is nothing to measure: each file needs at least one line that fits the others.";
    private static readonly CollectionOptions KeepGoing = new() { KeepGoing = true };

    [Fact]
    public void A_collection_is_read_whole()
    {
        using var folder = new CollectionFolder();
        var collection = folder.Load();
        Assert.Equal("tiny", collection.Name);
        Assert.Equal(2, collection.DocumentCount);
        Assert.Equal([new TestQuery("q1", "which is first?", null)], collection.Queries);
        Assert.Equal(2, collection.Qrels["q1"]["d1"]);
        Assert.Equal([new TestDocument("d1", "One", "first", null), new TestDocument("d2", "", "second", null)], collection.ReadDocuments());
        Assert.False(collection.IsGrouped);
        Assert.Empty(collection.Problems);
        Assert.Empty(collection.Warnings);
        Assert.Empty(collection.Evidence);
    }

    [Fact]
    public void Groups_on_both_sides_give_the_within_group_form()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", """{"_id": "d1", "text": "a", "metadata": {"group": "m1"}}""", """{"_id": "d2", "text": "b", "metadata": {"group": 2}}""");
        folder.Write("queries.jsonl", """{"_id": "q1", "text": "a?", "metadata": {"group": "m1", "answer": "x"}}""", """{"_id": "q2", "text": "unjudged"}""");
        var collection = folder.Load();
        Assert.True(collection.IsGrouped);
        Assert.Equal("m1", collection.GroupOf("d1"));
        Assert.Equal("2", collection.GroupOf("d2"));
        Assert.Equal("m1", collection.Queries[0].Group);
    }

    [Fact]
    public void A_query_without_a_group_ranks_everything_beside_those_that_have_one()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", """{"_id": "d1", "text": "a", "metadata": {"group": "m1"}}""",
            """{"_id": "d2", "text": "b", "metadata": {"group": "m2"}}""");
        folder.Write("queries.jsonl", """{"_id": "q1", "text": "a?"}""", """{"_id": "q2", "text": "b?", "metadata": {"group": "m2"}}""");
        folder.Write("qrels/test.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t1", "q2\td2\t1");
        var collection = folder.Load();
        Assert.True(collection.IsGrouped);
        Assert.Equal([null, "m2"], collection.Queries.Select(query => query.Group));
        Assert.Empty(collection.Warnings);
    }

    [Fact]
    public void A_group_missing_on_a_document_is_a_warning_and_no_within_group_form()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", """{"_id": "d1", "text": "a", "metadata": {"group": "m2"}}""", """{"_id": "d2", "text": "b", "metadata": {}}""");
        folder.Write("queries.jsonl", """{"_id": "q1", "text": "a?", "metadata": {"group": "m1"}}""");
        var collection = folder.Load();
        Assert.False(collection.IsGrouped);
        Assert.Equal(
            [
                "qrels/test.tsv:2: document \"d1\" is of group m2, query \"q1\" of m1; within groups it cannot be found",
                "corpus.jsonl: 1 of 2 documents name a group; the within-group form needs all",
            ],
            collection.Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void Another_judgment_file_may_be_chosen_also_in_the_form_of_TREC()
    {
        using var folder = new CollectionFolder();
        folder.Write("qrels/graded.txt", "q1 0 d2 -1", "q2 0 d1 4");
        var collection = folder.Load(new CollectionOptions { QrelsFile = "graded.txt" });
        Assert.Equal(["q1", "q2"], collection.Queries.Select(query => query.Id));
        Assert.Equal(-1, collection.Qrels["q1"]["d2"]);
        Assert.Equal(4, collection.Qrels["q2"]["d1"]);
    }

    [Fact]
    public void Evidence_is_read_where_there_is_some()
    {
        using var folder = new CollectionFolder();
        folder.Write("evidence.jsonl", """{"query-id": "q1", "corpus-id": "d1", "grade": 2, "sentence": "first"}""");
        Assert.Equal([new EvidenceSentence("q1", "d1", 2, "first")], folder.Load().Evidence);
    }

    [Fact]
    public void A_document_without_words_is_kept_with_a_warning()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", """{"_id": "d1", "text": "a"}""",
            """{"_id": "471", "title": "", "text": " "}""", """{"_id": "995", "title": "A title", "text": ""}""");
        var collection = folder.Load();
        Assert.Equal(3, collection.DocumentCount);
        Assert.Equal(["corpus.jsonl:2: document \"471\" has no words; nothing will find it"], collection.Warnings.Select(warning => warning.ToString()));
    }

    [Theory]
    [InlineData("""{"_id": "d3", "text": "cut""", "malformed JSON at byte 27; expected one JSON object a line")]
    [InlineData("""["d3"]""", "found an array; expected one JSON object a line")]
    [InlineData("""{"id": "d3", "text": "x"}""", "no \"_id\"; found id, text")]
    [InlineData("{}", "no \"_id\"; found an empty object")]
    [InlineData("""{"_id": "d3", "title": "x"}""", "no \"text\"; found _id, title")]
    [InlineData("""{"_id": "d3", "text": ["x"]}""", "\"text\" is an array; expected a string")]
    [InlineData("""{"_id": "d3", "text": null}""", "\"text\" is null; expected a string")]
    [InlineData("""{"_id": "d3", "text": "\ud83d"}""", "\"text\" holds half a surrogate pair, which is no Unicode text")]
    [InlineData("""{"_id": "", "text": "x"}""", "\"_id\" is empty")]
    [InlineData("""{"_id": "d1", "text": "x"}""", "document \"d1\" is already on line 1; ids must be unique")]
    public void A_wrong_line_of_the_corpus_is_named_and_left_out(string line, string problem)
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", """{"_id": "d1", "text": "a"}""", "", line, """{"_id": "d4", "text": "z"}""");
        Assert.Equal($"The test collection tiny has 1 problem:\n  corpus.jsonl:3: {problem}{Advice}", folder.Refusal());

        var collection = folder.Load(KeepGoing);
        Assert.Equal(["d1", "d4"], collection.ReadDocuments().Select(document => document.Id));
        Assert.Equal(2, collection.DocumentCount);
        Assert.Equal([$"corpus.jsonl:3: {problem}"], collection.Problems.Select(found => found.ToString()));
    }

    [Theory]
    [InlineData("""{"_id": "q1", "text": "x"}""", "query \"q1\" is already on line 1; ids must be unique")]
    [InlineData("""{"_id": "q3", "text": ""}""", "query \"q3\" has no words")]
    [InlineData("""{"_id": "q3"}""", "no \"text\"; found _id")]
    public void A_wrong_query_is_named_and_left_out(string line, string problem)
    {
        using var folder = new CollectionFolder();
        folder.Write("queries.jsonl", """{"_id": "q1", "text": "a?"}""", line);
        Assert.Equal($"The test collection tiny has 1 problem:\n  queries.jsonl:2: {problem}{Advice}", folder.Refusal());
        Assert.Equal(["q1"], folder.Load(KeepGoing).Queries.Select(query => query.Id));
    }

    [Fact]
    public void Judgments_of_what_does_not_exist_are_named_and_left_out()
    {
        using var folder = new CollectionFolder();
        folder.Write("qrels/test.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t1", "q1\td9\t1", "q9\td1\t1", "q8\td8\t0", "q1\td2\tx");
        Assert.Equal(
            "The test collection tiny has 5 problems:\n"
            + "  qrels/test.tsv:3: document \"d9\" is not in corpus.jsonl\n"
            + "  qrels/test.tsv:4: query \"q9\" is not in queries.jsonl\n"
            + "  qrels/test.tsv:5: query \"q8\" is not in queries.jsonl\n"
            + "  qrels/test.tsv:5: document \"d8\" is not in corpus.jsonl\n"
            + "  qrels/test.tsv:6: the grade is \"x\"; expected a whole number" + Advice,
            folder.Refusal());

        var collection = folder.Load(KeepGoing);
        Assert.Equal(1, collection.Qrels.Count);
        Assert.Equal(5, collection.Problems.Count);
    }

    [Theory]
    [InlineData("""{"query-id": "q9", "corpus-id": "d1", "grade": 1, "sentence": "x"}""", "query \"q9\" is not in queries.jsonl")]
    [InlineData("""{"query-id": "q1", "corpus-id": "d9", "grade": 1, "sentence": "x"}""", "document \"d9\" is not in corpus.jsonl")]
    [InlineData("""{"query-id": "q1", "corpus-id": "d1", "grade": "1", "sentence": "x"}""", "no \"grade\" that is a whole number")]
    public void Wrong_evidence_is_named(string line, string problem)
    {
        using var folder = new CollectionFolder();
        folder.Write("evidence.jsonl", line);
        Assert.Equal($"The test collection tiny has 1 problem:\n  evidence.jsonl:1: {problem}{Advice}", folder.Refusal());
        Assert.Empty(folder.Load(KeepGoing).Evidence);
    }

    [Fact]
    public void The_message_lists_twenty_problems_and_counts_the_rest()
    {
        using var folder = new CollectionFolder();
        folder.Write("qrels/test.tsv", [.. Enumerable.Range(0, 25).Select(i => $"q1\tx{i}\t1"), "q1\td1\t1"]);
        var refusal = Assert.Throws<CollectionException>(() => folder.Load());
        var lines = refusal.Message.Split('\n');
        Assert.Equal(25, refusal.Problems.Count);
        Assert.Equal("The test collection tiny has 25 problems:", lines[0]);
        Assert.Equal("  qrels/test.tsv:20: document \"x19\" is not in corpus.jsonl", lines[20]);
        Assert.Equal("  ... and 5 more.", lines[21]);
        Assert.Equal(23, lines.Length);
    }

    [Fact]
    public void Missing_files_are_refused_even_when_keeping_going()
    {
        using var folder = new CollectionFolder();
        folder.Delete("corpus.jsonl");
        folder.Write("qrels/dev.tsv", "");
        Assert.Equal(
            "The test collection tiny has 2 problems:\n  corpus.jsonl: not found\n  qrels/train.tsv: not found; qrels holds dev.tsv, test.tsv\n"
            + "The layout is corpus.jsonl, queries.jsonl and qrels/test.tsv.",
            folder.Refusal(new CollectionOptions { QrelsFile = "train.tsv", KeepGoing = true }));
    }

    [Fact]
    public void A_file_is_no_collection()
    {
        using var folder = new CollectionFolder();
        var path = Path.Combine(folder.Path, "corpus.jsonl");
        var refusal = Assert.Throws<CollectionException>(() => TestCollection.Load(path));
        Assert.Contains($"{path}: this is a file; expected the collection's folder", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_warnings_of_one_kind_the_first_is_shown_and_the_others_are_counted()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl", """{"_id": "d1", "text": "a"}""", """{"_id": "d2", "text": ""}""",
            """{"_id": "d3", "text": ""}""", """{"_id": "d4", "text": " "}""");
        Assert.Equal(
            "corpus.jsonl:2: document \"d2\" has no words; nothing will find it (and 2 more like it)",
            Assert.Single(folder.Load().Warnings).ToString());
    }

    [Fact]
    public void A_missing_folder_is_refused()
    {
        using var folder = new CollectionFolder();
        var path = Path.Combine(folder.Path, "elsewhere");
        var refusal = Assert.Throws<CollectionException>(() => TestCollection.Load(path));
        Assert.StartsWith($"The test collection elsewhere has 1 problem:\n  {path}: there is no such folder\n", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_collection_is_refused_even_when_keeping_going()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl");
        folder.Write("queries.jsonl");
        folder.Write("qrels/test.tsv", "query-id\tcorpus-id\tscore");
        Assert.Equal(
            "The test collection tiny has 2 problems:\n  corpus.jsonl: holds no documents\n  queries.jsonl: holds no queries" + NothingToMeasure,
            folder.Refusal(KeepGoing));
    }

    [Fact]
    public void That_a_file_is_empty_is_said_before_what_follows_from_it()
    {
        using var folder = new CollectionFolder();
        folder.Write("corpus.jsonl");
        Assert.Equal(
            "The test collection tiny has 2 problems:\n  corpus.jsonl: holds no documents\n  qrels/test.tsv:2: document \"d1\" is not in corpus.jsonl"
                + NothingToMeasure,
            folder.Refusal());
    }

    [Fact]
    public void Judgments_that_fit_nothing_are_refused_even_when_keeping_going()
    {
        using var folder = new CollectionFolder();
        folder.Write("qrels/test.tsv", "query-id\tcorpus-id\tscore");
        Assert.Equal(
            "The test collection tiny has 1 problem:\n  qrels/test.tsv: judges no document of corpus.jsonl for a query of queries.jsonl" + NothingToMeasure,
            folder.Refusal(KeepGoing));
    }

    [Fact]
    public void Loading_can_be_cancelled()
    {
        using var folder = new CollectionFolder();
        Assert.ThrowsAny<OperationCanceledException>(() => TestCollection.Load(folder.Path, null, new CancellationToken(canceled: true)));
    }
}
