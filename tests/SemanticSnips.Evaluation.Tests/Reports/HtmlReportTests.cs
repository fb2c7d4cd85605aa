using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SemanticSnips.Evaluation.Tests;

public partial class HtmlReportTests
{
    [Fact]
    public void The_page_needs_nothing_from_outside()
    {
        var page = HtmlReport.Render(Sample.Result());
        foreach (var reference in new[] { "http", "//", "src=", "href=", "url(", "@import", "<script", "<link", "<iframe", "<img" })
            Assert.DoesNotContain(reference, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Whatever_comes_from_outside_is_encoded()
    {
        var page = HtmlReport.Render(Sample.Result("<script>alert(1)</script>\"'&"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</script>\"", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_our_own_is_encoded() =>
        Assert.DoesNotContain("&lt;", HtmlReport.Render(Sample.Result().ComparedTo("vector") with { Baseline = null }), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("<\"'&>")]
    public void Every_element_is_closed(string hostile)
    {
        var page = HtmlReport.Render(Sample.Result(hostile), Sample.Result());
        var main = XElement.Parse(
            page[page.IndexOf("<main>", StringComparison.Ordinal)..(page.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)]);
        Assert.Equal(2, main.Elements("article").Count());
        Assert.Equal(2 * 9, main.Descendants("svg").Count());
    }

    [Fact]
    public void The_table_shows_means_intervals_and_the_best_in_bold()
    {
        var page = HtmlReport.Render(Sample.Result());
        var hybrid = Sample.Result().Runs[2];
        Assert.Matches($"<b>{hybrid.Measures["MRR@10"]:0.000}</b><small>{hybrid.Intervals["MRR@10"].Low:0.000} to " +
            $"{hybrid.Intervals["MRR@10"].High:0.000}</small>", page);
        Assert.Contains("nDCG@10 against keyword", page, StringComparison.Ordinal);
        Assert.Contains("12.3 MB, 2,345 chunks", page, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_bar_for_each_query_that_differs_and_the_worst_query_comes_first()
    {
        var page = HtmlReport.Render(Sample.Result());
        Assert.Contains("<b>against keyword</b>: better on 3, equal on 3, worse on 0 queries", page, StringComparison.Ordinal);
        Assert.Contains("<b>against vector</b>: better on 3, equal on 3, worse on 0 queries", page, StringComparison.Ordinal);
        Assert.Equal(6, Bars().Count(page));
        var worst = page[page.IndexOf("answers worst", StringComparison.Ordinal)..];
        Assert.True(worst.IndexOf("The text of q6?", StringComparison.Ordinal) < worst.IndexOf("The text of q4?", StringComparison.Ordinal));
    }

    [Fact]
    public void A_result_with_bare_figures_is_shown_with_what_they_allow()
    {
        var bare = Sample.Result().WithoutQueries() with
        {
            Curves = null,
            Chunking = null,
            Calibration = null,
            Abstention = null,
            Moments = null,
            Answers = null,
            Notes = null,
            Machine = null,
            Commit = null,
            Model = null,
            ModelSha256 = null,
            Command = null,
            IndexBytes = null,
            ChunksPerSecond = null,
            Measured = null,
        };
        var page = HtmlReport.Render(bare);
        Assert.Contains("<h2>Summary</h2>", page, StringComparison.Ordinal);
        Assert.Equal(["Summary"], Headings().Matches(page).Select(m => m.Groups[1].Value));
        Assert.Equal(3, page.Split("<svg").Length); // one plot, broad and slim
        Assert.Throws<ArgumentException>(() => HtmlReport.Render());
    }

    [Fact]
    public void Relevance_is_drawn_as_a_reliability_diagram_and_a_curve_of_risk()
    {
        var page = HtmlReport.Render(Sample.Result());
        Assert.Contains("<title>said 0.10, was 0.15 (20 hits)</title>", page, StringComparison.Ordinal);
        Assert.Contains("<title>said 0.80, was 0.70 (10 hits)</title>", page, StringComparison.Ordinal);

        // 6 answerable of which half is refused and 4 others of which a quarter is answered: 4 of 10.
        Assert.Contains("<title>answers 40.0%, of these 20.0% wrong</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_right_moment_says_what_it_was_measured_against()
    {
        var page = HtmlReport.Render(Sample.Result());
        Assert.Contains("by the sentences that people marked for 4 of them and anywhere in a relevant document for the others", page, StringComparison.Ordinal);
        Assert.Contains("<b>6.5 s</b>", page, StringComparison.Ordinal);
        Assert.Contains("of at most 0.30", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_queries_that_each_leg_wins_by_most_are_listed()
    {
        var page = HtmlReport.Render(Sample.Result());
        var won = page[page.IndexOf("<b>keyword</b> ranks", StringComparison.Ordinal)..];
        Assert.StartsWith("<b>keyword</b> ranks 2 queries better, above all", won, StringComparison.Ordinal);
        Assert.True(won.IndexOf("The text of q4?", StringComparison.Ordinal) < won.IndexOf("Both rank", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_runs_from_elsewhere_are_plotted_against_one_another()
    {
        var sample = Sample.Result();
        var page = HtmlReport.Render(
            sample with { Runs = [sample.Runs[3] with { Name = "ours" }, sample.Runs[2] with { Name = "theirs" }], Curves = null, Baseline = "ours" });
        Assert.Contains("<h2>theirs against ours, query by query</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Where each run wins</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<b>theirs</b> ranks 1 queries better", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "0, 0.2, 0.4, 0.6, 0.8, 1")]
    [InlineData(0.78, 0.81, "0.78, 0.79, 0.8, 0.81")]
    [InlineData(-1, 1, "-1, -0.5, 0, 0.5, 1")]
    public void Ticks_are_round_and_reach_both_edges(double from, double to, string ticks) =>
        Assert.Equal(ticks, string.Join(", ", PlotFrame.Ticks((from, to)).Select(t => FormattableString.Invariant($"{t}"))));

    [Theory]
    [InlineData(0.7, 0.7)]
    [InlineData(0, 1)]
    [InlineData(0.7012, 0.7034)]
    public void A_range_around_values_holds_them_and_is_never_empty(double low, double high)
    {
        var (from, to) = PlotFrame.Around([low, high]);
        Assert.True(from < low && to > high);
    }

    [GeneratedRegex("<h2>(.*?)</h2>")]
    private static partial Regex Headings();

    [GeneratedRegex("<rect class=\"(gain|loss)\"")]
    private static partial Regex Bars();
}
