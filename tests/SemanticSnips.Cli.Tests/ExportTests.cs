using SemanticSnips.Cli.Exports;

namespace SemanticSnips.Cli.Tests;

/// <summary>Clips as notes, tables and cards.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class ExportTests(SeedIndex index)
{
    private static readonly Snip Evil = new()
    {
        Id = "aaaa-1",
        Source = "x",
        Title = "=cmd|'/c calc'!A1 *bold* [x](y)",
        Episode = new Episode { Title = "A: \"B\"\t<i>#C</i>", Show = "Show, with comma" },
        Start = TimeSpan.FromSeconds(61.5),
        End = TimeSpan.FromSeconds(90),
        Tags = ["two words", "b"],
        Note = "mine\nin two lines",
        Url = "https://share.snipd.com/snip/a(1)",
        Turns = [new("Ann", "First,\n\"second\""), new("Bo", "<script>third</script>")],
    };

    [Theory]
    [InlineData(nameof(ClipFormat.Md))]
    [InlineData(nameof(ClipFormat.Csv))]
    [InlineData(nameof(ClipFormat.Tsv))]
    [InlineData(nameof(ClipFormat.Obsidian))]
    [InlineData(nameof(ClipFormat.Anki))]
    public void What_a_source_says_is_text_in_every_format(string format)
    {
        using var output = new StringWriter { NewLine = "\n" };
        ClipFormats.Write(output, Enum.Parse<ClipFormat>(format), [Clip.Of(Evil)]);
        Approved.Verify($"clip-{format.ToLowerInvariant()}", output.ToString());
    }

    [Fact]
    public void A_table_read_back_holds_what_was_written()
    {
        using var output = new StringWriter { NewLine = "\n" };
        ClipFormats.Write(output, ClipFormat.Csv, [Clip.Of(Evil), Clip.Of(Evil with { Id = "b" })]);

        var rows = ReadCsv(output.ToString());

        Assert.Equal(3, rows.Count);
        Assert.All(rows, r => Assert.Equal(14, r.Count));
        Assert.Equal("First,\n\"second\"\n<script>third</script>", rows[1][rows[0].IndexOf("text")]);
        Assert.Equal("'" + Evil.Title, rows[1][rows[0].IndexOf("title")]);
    }

    [Theory]
    [InlineData("search", "--mode", "keyword", "TSMC", "--top", "2")]
    [InlineData("list", "TSMC", "--top", "2")]
    [InlineData("show", "71495153")]
    [InlineData("ask", "who runs TSMC?")]
    public void Each_command_writes_each_format(params string[] args)
    {
        foreach (var (format, begin) in new[] { ("md", "#"), ("csv", "snip,show,"), ("tsv", "snip\tshow\t"), ("obsidian", ""), ("anki", "#separator:tab") })
        {
            var outcome = index.Run(args[0], [.. args[1..], "--format", format]);
            Assert.Equal(0, outcome.ExitCode);
            Assert.StartsWith(begin, outcome.Output, StringComparison.Ordinal);
            Assert.Contains("TSMC", outcome.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_forms_of_output_are_a_mistake()
    {
        Assert.Equal(2, index.Run("list", "--json", "--format", "csv").ExitCode);
        Assert.Equal(2, index.Run("list", "--format", "xml").ExitCode);
    }

    [Fact]
    public void Nothing_found_is_an_empty_table_and_exit_code_3()
    {
        var outcome = index.Run("search", "--mode", "keyword", "xylophone", "--format", "tsv");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Single(outcome.Output.TrimEnd().Split('\n'));
    }

    /// <summary>RFC 4180, section 2.</summary>
    private static List<List<string>> ReadCsv(string text)
    {
        List<List<string>> rows = [[]];
        var field = new System.Text.StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
            else if (c == '"') isQuoted = !isQuoted;
            else if (!isQuoted && c is ',' or '\n')
            {
                if (isQuoted)
                {
                    field.Append(c);
                    continue;
                }

                rows[^1].Add(field.ToString());
                field.Clear();
                if (c == '\n') rows.Add([]);
            }
            else
            {
                field.Append(c);
            }
        }

        rows.RemoveAt(rows.Count - 1);
        return rows;
    }
}
