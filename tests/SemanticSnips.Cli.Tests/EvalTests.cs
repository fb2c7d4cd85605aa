using System.Text.Json;
using SemanticSnips.Evaluation;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>snips eval from the command line to its files.</summary>
public sealed class EvalTests : IDisposable
{
    private static readonly string[] Systems = ["keyword", "vector", "hybrid", "hybrid-convex", "hybrid-rrf", "hybrid-dbsf"];
    private static readonly string[] Measures = ["nDCG@10", "MRR@10", "MAP", "P@10", "Recall@10", "Recall@100"];

    private readonly Talks _talks = new();

    public void Dispose() => _talks.Dispose();

    [Fact]
    public void The_table_has_a_row_a_system_and_a_column_a_measure()
    {
        var outcome = _talks.Run("eval", "talks");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        var lines = outcome.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("talks: 6 queries, 6 documents", lines[0]);
        Assert.Equal([.. Measures, "nDCG@10", "95", "%", "p", "ms", "p50", "p95"], lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(Systems, lines.Skip(3).Take(6).Select(l => l.Split(' ')[0]));
        Assert.Contains("p: two-sided paired randomisation test against vector, on nDCG@10.", lines);
    }

    [Fact]
    public void The_JSON_keeps_its_contract()
    {
        var result = _talks.Evaluate();

        Assert.Equal(("talks", 6, 6),
            (result.GetProperty("dataset").GetString(), result.GetProperty("queries").GetInt32(), result.GetProperty("documents").GetInt32()));
        Assert.Equal(Systems, result.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        foreach (var run in result.GetProperty("runs").EnumerateArray())
        {
            Assert.Equal(Measures, run.GetProperty("measures").EnumerateObject().Select(m => m.Name));
            Assert.Equal(Measures, run.GetProperty("ci95").EnumerateObject().Select(m => m.Name));
            Assert.All(run.GetProperty("ci95").EnumerateObject(), m => Assert.True(m.Value[0].GetDouble() <= m.Value[1].GetDouble()));
            Assert.True(run.GetProperty("msPerQueryP50").GetDouble() > 0);
            Assert.False(run.TryGetProperty("perQuery", out _));
        }

        Assert.True(result.GetProperty("chunks").GetInt32() >= 6);
        Assert.True(result.GetProperty("indexBytes").GetInt64() > 0);
        Assert.True(result.GetProperty("chunksPerSecond").GetDouble() > 0);
        Assert.Equal("vector", result.GetProperty("baseline").GetString());
        Assert.Equal("unanswerable", Assert.Single(result.GetProperty("abstention").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal((6, 1), (result.GetProperty("moments").GetProperty("queries").GetInt32(), result.GetProperty("moments").GetProperty("marked").GetInt32()));
        Assert.Equal(RankingConstant.All.Select(c => c.Name), result.GetProperty("curves").EnumerateArray().Select(c => c.GetProperty("constant").GetString()));
    }

    [Fact]
    public void Grades_count()
    {
        // The words find the document of grade 2 first and that of grade 1 not at all: 2 / (2 + 1 / log2 3).
        var expected = (5 + (2 / (2 + (1 / Math.Log2(3))))) / 6;

        var result = _talks.Evaluate();

        Assert.Equal(expected, Talks.MeasureOf(result, "keyword", "nDCG@10"), 1e-9);
        Assert.Equal((5 + 0.5) / 6, Talks.MeasureOf(result, "keyword", "Recall@10"), 1e-9);
        Assert.Equal(1, Talks.MeasureOf(result, "keyword", "MRR@10"));
    }

    [Fact]
    public void Judgments_of_TREC_are_read_from_the_file_that_is_named()
    {
        _talks.Write("qrels/trec.txt", "q0 0 d0 1", "q0 0 d1 -1", "q3 0 d2 1");

        var result = _talks.Evaluate("--qrels", "trec.txt");

        // The words find d0 for the first and d3 before d2, if d2 at all, for the second.
        Assert.Equal(2, result.GetProperty("queries").GetInt32());
        Assert.InRange(Talks.MeasureOf(result, "keyword", "MRR@10"), 0.5, 0.75);
    }

    [Fact]
    public void Within_ranks_the_querys_own_group_alone()
    {
        Assert.True(_talks.Evaluate("--within", "--run", "within.run").GetProperty("withinGroup").GetBoolean());

        var rows = File.ReadAllLines(_talks.File("within.run")).Select(l => l.Split(' ')).ToList();
        Assert.Equal(12, rows.Count);
        Assert.All(rows, r => Assert.Equal((r[0][1] - '0') / 2, (r[2][1] - '0') / 2));
    }

    [Fact]
    public void A_run_is_written_that_measures_the_same_when_it_is_read()
    {
        Directory.CreateDirectory(_talks.File("runs"));
        var measured = _talks.Evaluate("--run", "runs");
        Assert.Equal(Systems.Order(StringComparer.Ordinal), Directory.GetFiles(_talks.File("runs"))
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
        Assert.Equal("q0 Q0 d0 1", string.Join(' ', File.ReadAllLines(_talks.File("runs/keyword.run"))[0].Split(' ').Take(4)));

        var again = _talks.Evaluate("--compare", "runs/keyword.run", "runs/hybrid.run");

        foreach (var measure in Measures)
        {
            Assert.Equal(Talks.MeasureOf(measured, "hybrid", measure), Talks.MeasureOf(again, "hybrid", measure), 1e-12);
            Assert.Equal(Talks.MeasureOf(measured, "keyword", measure), Talks.MeasureOf(again, "keyword", measure), 1e-12);
        }
    }

    [Fact]
    public void Of_several_collections_each_gets_runs_of_its_own_and_the_JSON_is_an_array()
    {
        _talks.CopyTo("more");
        _talks.CopyTo("elsewhere/talks");
        Directory.CreateDirectory(_talks.File("runs"));

        var outcome = _talks.Run("eval", "talks", "more", "--run", "x.run", "--json");
        Assert.Equal(0, _talks.Run("eval", "talks", "more", "--run", "runs").ExitCode);
        Assert.Equal(0, _talks.Run("eval", "talks", "elsewhere/talks", "--run", "y.run").ExitCode);

        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(["talks", "more"], json.RootElement.EnumerateArray().Select(r => r.GetProperty("dataset").GetString()));
        Assert.True(File.Exists(_talks.File("x.talks.run")) && File.Exists(_talks.File("x.more.run")) && !File.Exists(_talks.File("x.run")));
        Assert.Equal(12, Directory.GetFiles(_talks.File("runs")).Length);
        Assert.Equal(2, Directory.GetFiles(_talks.WorkingDirectory, "y.*.run").Length);
    }

    [Fact]
    public void Two_runs_from_elsewhere_are_compared_as_they_are()
    {
        File.WriteAllText(_talks.File("a.run"), "q1 Q0 d1 1 2 ours\nq1 Q0 d2 2 1 ours\nq2 Q0 d3 1 2 ours\nq2 Q0 d2 2 1 ours\n");
        File.WriteAllText(_talks.File("b.run"), "q1 Q0 d1 1 2 theirs\nq2 Q0 d2 9 2 theirs\nq2 Q0 unknown 1 1 theirs\n");

        var result = _talks.Evaluate("--compare", "a.run", "b.run");

        Assert.Equal((1 + 0.5) / 6, Talks.MeasureOf(result, "ours", "MRR@10"), 1e-12);
        Assert.Equal((1 + 1) / 6.0, Talks.MeasureOf(result, "theirs", "MRR@10"), 1e-12);
        var difference = Talks.RunOf(result, "theirs").GetProperty("againstBaseline").GetProperty("MRR@10");
        Assert.Equal(0.5 / 6, difference.GetProperty("difference").GetDouble(), 1e-12);
        Assert.Equal((1, 5, 0),
            (difference.GetProperty("better").GetInt32(), difference.GetProperty("equal").GetInt32(), difference.GetProperty("worse").GetInt32()));
        Assert.Contains("ours ranks nothing for 4 of 6 judged queries; they count as 0.", result.GetProperty("notes")
            .EnumerateArray().Select(n => n.GetString()));
        Assert.Contains("theirs names 1 documents that talks does not hold.", result.GetProperty("notes").EnumerateArray().Select(n => n.GetString()));
        Assert.Equal("theirs", _talks.Evaluate("--compare", "a.run", "b.run", "--baseline", "theirs").GetProperty("baseline").GetString());
    }

    [Fact]
    public void Every_querys_figures_are_printed_or_written()
    {
        _talks.Evaluate("--per-query", "figures.tsv");
        var printed = _talks.Run("eval", "talks", "--per-query").Output;
        var inJson = Talks.RunOf(_talks.Evaluate("--per-query"), "keyword").GetProperty("perQuery").GetProperty("MRR@10");

        var rows = File.ReadAllLines(_talks.File("figures.tsv"));
        Assert.Equal("dataset\trun\tmeasure\tquery\tvalue", rows[0]);
        Assert.Equal(1 + (6 * 6 * 6), rows.Length);
        Assert.Contains("talks\tkeyword\tRecall@10\tq0\t0.5000", rows);
        Assert.Contains("talks\tkeyword\tRecall@10\tq0\t0.5000", printed.ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(6, inJson.EnumerateObject().Count());
    }

    [Fact]
    public void Another_baseline_is_compared_with()
    {
        var result = _talks.Evaluate("--baseline", "keyword");

        Assert.Equal("keyword", result.GetProperty("baseline").GetString());
        Assert.False(Talks.RunOf(result, "keyword").TryGetProperty("againstBaseline", out _));
        Assert.True(Talks.RunOf(result, "vector").TryGetProperty("againstBaseline", out _));
    }

    [Fact]
    public void Masking_asks_every_answerable_question_with_its_answers_hidden()
    {
        var kinds = _talks.Evaluate("--mask-answers").GetProperty("abstention").EnumerateArray().ToDictionary(k => k.GetProperty("kind").GetString()!);

        Assert.Equal((6, 6), (kinds["masked"].GetProperty("answerable").GetInt32(), kinds["masked"].GetProperty("unanswerable").GetInt32()));
        Assert.Equal((6, 1), (kinds["unanswerable"].GetProperty("answerable").GetInt32(), kinds["unanswerable"].GetProperty("unanswerable").GetInt32()));
        Assert.Equal(1, kinds["masked"].GetProperty("riskCoverage").EnumerateArray().Last().GetProperty("coverage").GetDouble());
    }

    [Fact]
    public void Relevance_is_compared_with_judgments_where_a_model_of_it_was_learnt()
    {
        File.WriteAllText(_talks.File("mine.json"),
            """{"relevance": {"onTopic": {"intercept": -1, "cosine": 0, "coverage": 5}, "standsOut": {"intercept": 0, "lead": 0}, "threshold": 0.5}}""");

        Assert.False(_talks.Evaluate().TryGetProperty("calibration", out _));
        var calibration = _talks.Evaluate("--profile", "mine.json").GetProperty("calibration");

        var bins = calibration.GetProperty("bins").EnumerateArray().ToList();
        Assert.Equal(10, bins.Count);
        Assert.Equal(calibration.GetProperty("hits").GetInt32(), bins.Sum(b => b.GetProperty("count").GetInt32()));
        Assert.Contains("Relevance as a probability", _talks.Run("eval", "talks", "--profile", "mine.json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Quoted_answers_are_measured_where_sentences_are_marked()
    {
        var answers = _talks.Evaluate("--answers").GetProperty("answers").EnumerateArray().ToList();

        Assert.Equal(3, answers.Count);
        Assert.Equal("ask", answers[^1].GetProperty("name").GetString());
    }

    [Fact]
    public void The_report_is_one_page_that_needs_no_network()
    {
        _talks.Evaluate("--html", "report.html", "--mask-answers");

        var page = File.ReadAllText(_talks.File("report.html"));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        foreach (var section in new[] { "Summary", "Where each leg wins", "What the constants of ranking do",
            "Whether relevance can be trusted", "The right moment", "To measure it again" })
            Assert.Contains($"<h2>{section}</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_second_run_reuses_the_vectors_and_another_way_to_cut_does_not_disturb_them()
    {
        var folder = _talks.File("index/eval/talks-tiny-bert");
        Assert.Contains("embedded at", _talks.Run("eval", "talks").Output, StringComparison.Ordinal);
        var before = Files();

        var second = _talks.Evaluate();
        _talks.Evaluate("--chunk-tokens", "16", "--overlap", "0");

        Assert.False(second.TryGetProperty("chunksPerSecond", out _));
        Assert.Contains("vectors reused", _talks.Run("eval", "talks").Output, StringComparison.Ordinal);
        Assert.Equal(before, Files());

        List<(string, DateTime)> Files() =>
            [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (f, File.GetLastWriteTimeUtc(f)))];
    }

    [Fact]
    public void Progress_is_shown_on_a_terminal_and_nowhere_else()
    {
        var shown = _talks.Run(new Terminal { ErrorIsTerminal = true }, CancellationToken.None, "eval", "talks");
        var piped = _talks.Run("eval", "talks");

        Assert.Contains("Embedding talks [", shown.Error, StringComparison.Ordinal);
        Assert.Contains(" of 6", shown.Error, StringComparison.Ordinal);
        Assert.EndsWith("\r\e[K", shown.Error, StringComparison.Ordinal);
        Assert.Equal("", piped.Error);
    }

    [Fact]
    public void A_stop_ends_with_its_exit_code_and_prints_no_result()
    {
        var outcome = _talks.Run(new Terminal(), new CancellationToken(canceled: true), "eval", "talks");

        Assert.Equal((130, ""), (outcome.ExitCode, outcome.Output));
    }

    [Fact]
    public void The_seeds_judgments_can_be_measured_on()
    {
        var outcome = _talks.Run("eval", Repository.File("benchmarks", "judgments", "seed"), "--json");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal((133, 32), (outcome.Json.GetProperty("queries").GetInt32(), outcome.Json.GetProperty("documents").GetInt32()));
        Assert.Equal(133, outcome.Json.GetProperty("moments").GetProperty("marked").GetInt32());
        Assert.Equal(32, outcome.Json.GetProperty("abstention")[0].GetProperty("unanswerable").GetInt32());
    }
}
