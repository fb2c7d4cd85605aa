using SemanticSnips.Evaluation;

namespace SemanticSnips.Cli.Tests;

/// <summary>Faulty collections, runs and command lines: said with file and line and what to do, before anything is embedded.</summary>
public sealed class EvalMistakeTests : IDisposable
{
    private readonly Talks _talks = new();

    public void Dispose() => _talks.Dispose();

    [Theory]
    [InlineData("corpus.jsonl", """{"_id": "d9", "text": "cut""", "corpus.jsonl:7: malformed JSON at byte 27; expected one JSON object a line")]
    [InlineData("corpus.jsonl", """{"_id": "d1", "text": "x"}""", "corpus.jsonl:7: document \"d1\" is already on line 2; ids must be unique")]
    [InlineData("queries.jsonl", """{"_id": "q1", "text": "x"}""", "queries.jsonl:8: query \"q1\" is already on line 2; ids must be unique")]
    [InlineData("qrels/test.tsv", "q1\td9\t1", "qrels/test.tsv:9: document \"d9\" is not in corpus.jsonl")]
    [InlineData("qrels/test.tsv", "q9\td1\t1", "qrels/test.tsv:9: query \"q9\" is not in queries.jsonl")]
    [InlineData("qrels/test.tsv", "q1\td2\t1.5", "qrels/test.tsv:9: the grade is \"1.5\"; expected a whole number")]
    [InlineData("qrels/test.tsv", "q1 d2", "qrels/test.tsv:9: found 1 columns; expected 3 between tabs (query-id corpus-id score)")]
    [InlineData("evidence.jsonl", """{"query-id": "q1", "corpus-id": "d9", "grade": 1, "sentence": "x"}""",
        "evidence.jsonl:2: document \"d9\" is not in corpus.jsonl")]
    public void A_wrong_line_is_refused_and_left_out_only_when_asked_to(string file, string line, string problem)
    {
        _talks.Append(file, line);

        foreach (var command in new[] { "eval", "tune" })
        {
            Refused($"The test collection talks has 1 problem:\n  {problem}\nMend the files, or measure on what is right with --keep-going.",
                _talks.Run(command, "talks"));
        }

        Assert.False(Directory.Exists(_talks.File("index")));
        var result = _talks.Evaluate("--keep-going");
        Assert.Equal((6, 6), (result.GetProperty("queries").GetInt32(), result.GetProperty("documents").GetInt32()));
        Assert.Equal([$"Left out: {problem}"], result.GetProperty("notes").EnumerateArray().Select(n => n.GetString()));
    }

    [Theory]
    [InlineData("corpus.jsonl", "corpus.jsonl: holds no documents")]
    [InlineData("queries.jsonl", "queries.jsonl: holds no queries")]
    [InlineData("qrels/test.tsv", "qrels/test.tsv: judges no document of corpus.jsonl for a query of queries.jsonl")]
    public void An_empty_file_is_refused_whatever_is_asked(string file, string problem)
    {
        _talks.Write(file);

        foreach (var args in new[] { new[] { "eval", "talks" }, ["eval", "talks", "--keep-going"] })
        {
            var outcome = _talks.Run(args);
            Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
            Assert.Equal($"  {problem}", outcome.Error.Split('\n')[1]);
            Assert.EndsWith("There is nothing to measure: each file needs at least one line that fits the others.\n", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_that_is_no_collection_is_refused_with_the_layout()
    {
        Refused(
            "The test collection work has 3 problems:\n  corpus.jsonl: not found\n  queries.jsonl: not found\n  qrels/test.tsv: not found\nThe layout is " +
                "corpus.jsonl, queries.jsonl and qrels/test.tsv.",
            _talks.Run("eval", "."));
    }

    [Theory]
    [InlineData("q1 Q0 d1\n", "a.run:1: found 3 columns; expected 6 (query Q0 document rank score name)")]
    [InlineData("q1 Q0 d1 1 high a\n", "a.run:1: the score is \"high\"; expected a finite number")]
    [InlineData("q1 Q0 d1 1 2 a\nq1 Q0 d1 2 1 a\n", "a.run:2: document \"d1\" is already on line 1 for query \"q1\"")]
    [InlineData("", "a.run: holds no results")]
    public void A_broken_run_is_refused(string run, string problem)
    {
        File.WriteAllText(_talks.File("a.run"), run);
        File.WriteAllText(_talks.File("b.run"), "q1 Q0 d1 1 2 b\n");

        var outcome = _talks.Run("eval", "talks", "--compare", "a.run", "b.run");

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(problem, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_one_name_and_runs_that_do_not_exist_are_refused()
    {
        File.WriteAllText(_talks.File("a.run"), "q1 Q0 d1 1 2 b\n");

        Refused("Both runs are called \"b\"; give one of them another name in its sixth column.", _talks.Run("eval", "talks", "--compare", "a.run", "a.run"));
        Refused("There is no run file 'nowhere.run'.", _talks.Run("eval", "talks", "--compare", "a.run", "nowhere.run"));
    }

    [Theory]
    [InlineData("There is no run \"bm25\" to compare with; the runs are keyword, vector, hybrid, hybrid-convex, hybrid-rrf, hybrid-dbsf.",
        "--baseline", "bm25")]
    [InlineData("--set is 'coverage'; expected NAME=VALUE with a number of 0 or more, as in coverage=0.3.", "--set", "coverage")]
    [InlineData("--set is 'coverage=much'; expected NAME=VALUE with a number of 0 or more, as in coverage=0.3.", "--set", "coverage=much")]
    [InlineData("--html is 'talks', which is a folder; expected the name of a file to write.", "--html", "talks")]
    [InlineData("--chunk-tokens is '8'; expected a whole number from 16 to 100,000. See: snips eval --help", "--chunk-tokens", "8")]
    [InlineData("A collection is named twice. Name each once.", "talks/")]
    public void A_wrong_command_line_is_refused_before_anything_is_embedded(string sentence, params string[] args)
    {
        Refused(sentence, _talks.Run(["eval", "talks", .. args]));
        Assert.False(Directory.Exists(_talks.File("index/eval")));
    }

    [Fact]
    public void A_constant_that_does_not_exist_is_refused_with_those_that_do()
    {
        var sentence = $"There is no ranking constant \"k1\"; the constants are {string.Join(", ", RankingConstant.All.Select(c => c.Name))}.";

        Refused(sentence, _talks.Run("eval", "talks", "--set", "k1=2"));
        Refused(sentence, _talks.Run("tune", "talks", "--constant", "k1"));
    }

    [Theory]
    [InlineData("--run")]
    [InlineData("--html")]
    [InlineData("--per-query")]
    public void A_file_in_a_folder_that_does_not_exist_is_refused_before_anything_is_embedded(string option)
    {
        Refused($"{option} is 'nowhere/x', but there is no folder '{_talks.File("nowhere")}'. Make it first.",
            _talks.Run("eval", "talks", option, "nowhere/x"));
        Assert.False(Directory.Exists(_talks.File("index")));
    }

    [Fact]
    public void An_id_that_a_run_cannot_hold_is_refused_by_name()
    {
        _talks.Append("corpus.jsonl", """{"_id": "d 9", "text": "kettle", "metadata": {"group": "a"}}""");

        Refused("A TREC run parts its columns by blanks: the document id \"d 9\" cannot be written. Expected at least one character and no blank.",
            _talks.Run("eval", "talks", "--run", "x.run"));
    }

    private static void Refused(string message, Outcome outcome) =>
        Assert.Equal((2, "", $"snips: {message}\n"), (outcome.ExitCode, outcome.Output, outcome.Error.ReplaceLineEndings("\n")));
}
