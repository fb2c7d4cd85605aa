using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Tests.Contract;

public sealed class RefusalsTests
{
    public static TheoryData<Exception, string, int, int> Table => new()
    {
        { new ArgumentOutOfRangeException("top"), "argument", 2, 400 },
        { new QueryException("What?"), "query", 2, 400 },
        { new SnipNotFoundException("x"), "not-found", 2, 404 },
        { new IndexException(IndexFault.Missing, "None."), "missing", 4, 503 },
        { new IndexException(IndexFault.Damaged, "Bent."), "damaged", 4, 503 },
        { new IndexException(IndexFault.OtherModel, "Another."), "other-model", 4, 503 },
        { new IndexException(IndexFault.Locked, "In use."), "locked", 4, 503 },
        { new ModelException("Bent."), "model", 1, 500 },
        { new IOException("Full."), "fault", 1, 500 },
        { new InvalidOperationException("Never."), "fault", 1, 500 },
        { new BusyException("Later."), "busy", 1, 503 },
        { new ObjectDisposedException("index"), "busy", 1, 503 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_exception_has_a_code_an_exit_code_and_a_status(Exception exception, string code, int exitCode, int status)
    {
        Assert.Equal((code, exitCode, status), (Refusals.CodeOf(exception), Refusals.ExitCodeOf(code), Refusals.HttpStatusOf(code)));
        Assert.Equal((1, code, exception.Message), (Refusals.Of(exception).Version, Refusals.Of(exception).Error.Code, Refusals.Of(exception).Error.Message));
    }

    [Fact]
    public void Every_fault_of_an_index_ends_with_4()
    {
        Assert.All(Enum.GetValues<IndexFault>(), f => Assert.Equal(4, Refusals.ExitCodeOf(new IndexException(f, "").Code)));
    }

    [Theory]
    [InlineData("There is no index in '/home/ada/My snips/index'.", "There is no index in 'index'.")]
    [InlineData("The model card /srv/models/bge/model.json lacks \"id\".", "The model card model.json lacks \"id\".")]
    [InlineData(@"'C:\Users\Ada\index' is a file.", "'index' is a file.")]
    [InlineData("/srv/index/aliases.txt:3: 'x' names no speaker", "aliases.txt:3: 'x' names no speaker")]
    [InlineData("embedded at 33 chunks/s; see https://example.org/a/b", "embedded at 33 chunks/s; see https://example.org/a/b")]
    public void Where_paths_are_left_out_a_message_keeps_names_alone(string message, string told)
    {
        Assert.Equal(told, Refusals.Of(new IndexException(IndexFault.Unreadable, message), paths: false).Error.Message);
        Assert.Equal(message, Refusals.Of(new IndexException(IndexFault.Unreadable, message)).Error.Message);
    }

    [Fact]
    public void Where_paths_are_left_out_a_snip_has_no_source_and_no_audio_of_the_machine()
    {
        var snip = new Snip { Id = "1", Episode = new Episode(), Source = "/home/ada/a.md", AudioUrl = "/home/ada/a.mp3" };
        var details = new SnipDetails(snip, SnipText.Of(snip), []);
        var report = new ImportReport { Skipped = [new SkippedSource("/home/ada/b.md", "It is empty.")] };

        foreach (var (paths, holds) in new[] { (true, true), (false, false) })
        {
            var views = new Views(paths);
            var json = ContractJson.Line(views.Of(details), ContractJson.Default.ShowView)
                + ContractJson.Line(views.Of(report), ContractJson.Default.ImportView)
                + ContractJson.Line(
                    views.Of(new LibraryStatus
                    {
                        Generation = 1,
                        Snips = 0,
                        WithTranscript = 0,
                        Passages = 0,
                        Pending = 0,
                        Model = "m",
                        Roots = ["/home/ada"]
                    }), ContractJson.Default.StatusView);
            Assert.Equal(holds, json.Contains("/home/ada", StringComparison.Ordinal));
        }
    }
}
