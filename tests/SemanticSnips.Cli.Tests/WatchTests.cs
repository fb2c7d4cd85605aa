using System.Collections.Concurrent;
using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

public sealed class WatchTests : IDisposable
{
    private static readonly string Model = Repository.File("tests", "golden", "tiny-bert");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_changes_is_imported_and_told_until_the_watch_is_stopped()
    {
        Directory.CreateDirectory(_folder.File("notes"));
        File.WriteAllText(_folder.File("notes", "a.vtt"), Talk("The kiln holds its heat."));
        using var stop = new CancellationTokenSource();
        using var output = new Lines();
        var watch = Task.Run(() => CommandLine.Run(["watch", "notes", "--prune", "--index", "notes/index", "--model", Model], Host(output, stop.Token)));

        Assert.Contains("1 new, 1 passage embedded. Watching notes; Ctrl-C ends.", output.Next(), StringComparison.Ordinal);
        File.WriteAllText(_folder.File("notes", "b.vtt"), Talk("Glaze is glass."));
        Assert.Contains("1 new, 1 unchanged", output.Next(), StringComparison.Ordinal);
        File.Delete(_folder.File("notes", "a.vtt"));
        Assert.Contains("1 removed, 1 unchanged", output.Next(), StringComparison.Ordinal);

        // Between imports the index is free for others.
        File.WriteAllText(_folder.File("c.vtt"), Talk("Clay remembers."));
        Assert.Equal(0, Snips.RunIn(_folder.Path, "index", "c.vtt", "--index", "notes/index", "--model", Model).ExitCode);

        await stop.CancelAsync();
        Assert.Equal(0, await watch);
    }

    [Fact]
    public async Task A_library_on_a_server_is_watched_for_as_a_folder_is()
    {
        var address = Server.NewAddress();
        try
        {
            Directory.CreateDirectory(_folder.File("notes"));
            File.WriteAllText(_folder.File("notes", "a.vtt"), Talk("The kiln holds its heat."));
            using var stop = new CancellationTokenSource();
            using var output = new Lines();
            var watch = Task.Run(() => CommandLine.Run(["watch", "notes", "--library", address, "--model", Model], Host(output, stop.Token)));
            Assert.Contains("1 new, 1 passage embedded. Watching notes; Ctrl-C ends.", output.Next(), StringComparison.Ordinal);
            File.WriteAllText(_folder.File("notes", "b.vtt"), Talk("Glaze is glass."));
            Assert.Contains("1 new, 1 unchanged", output.Next(), StringComparison.Ordinal);
            var found = Snips.RunIn(_folder.Path, "search", "glaze", "--json", "--mode", "keyword", "--library", address, "--model", Model);
            Assert.Equal(1, found.Json.GetProperty("results").GetArrayLength());

            await stop.CancelAsync();
            Assert.Equal(0, await watch);
        }
        finally
        {
            Server.Drop(address);
        }
    }

    [Fact]
    public void Standard_input_cannot_be_watched()
    {
        var outcome = Snips.RunIn(_folder.Path, "watch", "-", "--model", Model);
        Assert.Equal((2, "snips: Standard input cannot be watched. Name files or folders.\n"), (outcome.ExitCode, outcome.Error.ReplaceLineEndings("\n")));
    }

    public void Dispose() => _folder.Dispose();

    private static string Talk(string words) => $"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>{words}\n";

    private Host Host(TextWriter output, CancellationToken stop) => new()
    {
        Output = output,
        Error = TextWriter.Null,
        WorkingDirectory = _folder.Path,
        ProgramFolder = Repository.Root,
        Terminal = new Terminal(),
        Stop = stop,
    };

    /// <summary>Hands each flushed text over to another thread.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly BlockingCollection<string> _lines = [];

        public override Encoding Encoding => Encoding.UTF8;

        public override void Flush()
        {
            _lines.Add(ToString());
            GetStringBuilder().Clear();
        }

        /// <summary>Waits for the next one; the time only keeps a broken watch from hanging the tests.</summary>
        public string Next() => _lines.TryTake(out var text, TimeSpan.FromMinutes(2)) ? text : "nothing was said";

        protected override void Dispose(bool disposing)
        {
            _lines.Dispose();
            base.Dispose(disposing);
        }
    }
}
