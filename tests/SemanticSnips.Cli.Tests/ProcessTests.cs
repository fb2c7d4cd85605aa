using System.Diagnostics;
using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>The program itself, as a shell starts it.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void A_mistake_is_exit_code_2_and_a_line_on_standard_error()
    {
        var (code, output, error) = Start(Path.GetTempPath(), null, "serach");

        Assert.Equal((2, ""), (code, output));
        Assert.Equal("snips: There is no command 'serach'. Did you mean 'search'? See: snips --help", error.TrimEnd());
    }

    [Fact]
    public void Standard_input_is_imported_and_output_is_UTF8_without_mark()
    {
        using var folder = new TemporaryFolder();
        var model = Repository.File("models", "bge-small-en-v1.5");

        var imported = Start(folder.Path, "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Zoë>Engines weave algebraic patterns — “really”.\n",
            "index", "-", "--no-embed", "--model", model);
        var facets = Start(folder.Path, null, "facets", "--json", "--model", model);

        Assert.Equal((0, ""), (imported.Code, imported.Error));
        Assert.StartsWith("{\"version\":1,\"generation\":1,\"shows\"", facets.Output, StringComparison.Ordinal);
        Assert.Contains("Zoë", facets.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_cannot_write_one_index_at_a_time()
    {
        using var folder = new TemporaryFolder();
        var tiny = Repository.File("tests", "golden", "tiny-bert");
        using var model = new ModelLoader(tiny);
        string[] import = ["index", "-", "--model", tiny];
        const string Talk = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n";

        (int Code, string Output, string Error) refused;
        using (SnipIndexWriter.Open(folder.File("index"), model)) refused = Start(folder.Path, Talk, import);
        var accepted = Start(folder.Path, Talk, import);

        Assert.Equal((4, ""), (refused.Code, refused.Output));
        Assert.StartsWith("snips: Another process is writing the index in", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, accepted.Code);
    }

    /// <summary>ONNX Runtime would note what is run in the user's cache folder, and send it to its maker.</summary>
    [Fact]
    public void A_model_that_runs_leaves_no_trace_outside_of_the_index()
    {
        using var folder = new TemporaryFolder();
        using var home = new TemporaryFolder();
        var tiny = Repository.File("tests", "golden", "tiny-bert");
        var start = StartOf(folder.Path, null, ["index", "-", "--model", tiny]);
        start.Environment["HOME"] = start.Environment["TMPDIR"] = home.Path;
        start.Environment["XDG_CACHE_HOME"] = home.File("cache");

        // It holds back where it takes itself to be tested.
        string[] tested =
        [
            "BUILDKITE", "CI", "CIRCLECI", "CODEBUILD_BUILD_ID", "GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "ORT_DISABLE_TELEMETRY",
            "ORT_RUNNING_UNIT_TESTS", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI", "TEAMCITY_VERSION", "TF_BUILD", "TRAVIS",
        ];
        foreach (var name in tested) start.Environment.Remove(name);

        var outcome = Start(start, "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n");

        Assert.Equal((0, ""), (outcome.Code, outcome.Error));
        Assert.Contains("1 embedded", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
    }

    [Fact]
    public void Output_that_cannot_be_written_is_a_fault()
    {
        using var error = new StringWriter();
        using var full = new FullDisk();
        var host = new Host { Output = full, Error = error, WorkingDirectory = Path.GetTempPath(), ProgramFolder = Repository.Root, Terminal = new Terminal() };

        Assert.Equal(1, CommandLine.Run(["completions", "bash"], host));
        Assert.Equal("snips: No space left on device", error.ToString().TrimEnd());
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Flush() => throw new IOException("No space left on device");
    }

    [Theory]
    [InlineData("INT", 0)]
    [InlineData("TERM", 0)]
    [InlineData("HUP", 0)]
    public async Task A_watch_ends_well_at_a_signal_and_says_what_is_kept(string signal, int code)
    {
        if (OperatingSystem.IsWindows()) return; // Only Ctrl-C is there, which another process cannot send.
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("notes"));
        File.WriteAllText(folder.File("notes", "a.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n");
        var start = StartOf(folder.Path, null, ["watch", "notes", "--model", Repository.File("tests", "golden", "tiny-bert")]);
        if (OperatingSystem.IsLinux())
        {
            // A shell's background job ignores Ctrl-C, and its children do likewise, unless told otherwise.
            start.ArgumentList.Insert(0, start.FileName);
            start.ArgumentList.Insert(0, "--default-signal=INT");
            start.FileName = "env";
        }

        using var watch = Process.Start(start)!;
        Assert.Contains("Watching notes", watch.StandardOutput.ReadLine(), StringComparison.Ordinal);

        Process.Start("kill", ["-s", signal, watch.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]).WaitForExit();

        var closing = watch.StandardOutput.ReadToEndAsync();
        var ended = watch.WaitForExit(TimeSpan.FromMinutes(2));
        if (!ended) watch.Kill();
        Assert.True(ended, $"The watch went on after SIG{signal}.");
        Assert.Equal(code, watch.ExitCode);
        Assert.EndsWith("Stopped. 1 passage is kept, all with their vectors.", (await closing).TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(130)]
    [InlineData(143)]
    [InlineData(129)]
    public void What_is_stopped_ends_with_the_signals_exit_code(int code)
    {
        using var folder = new TemporaryFolder();
        using var error = new StringWriter();
        var host = new Host
        {
            Output = TextWriter.Null,
            Error = error,
            WorkingDirectory = folder.Path,
            Folders = Snips.FoldersOf(folder.Path),
            ProgramFolder = Repository.Root,
            Terminal = new Terminal(),
            Stop = new CancellationToken(canceled: true),
            StoppedCode = () => code,
        };

        Assert.Equal(code, CommandLine.Run(["index", Repository.File("seeds"), "--model", Repository.File("tests", "golden", "tiny-bert")], host));
        Assert.Equal("snips: Stopped. Nothing was committed yet. 'snips index' goes on from there.", error.ToString().TrimEnd());
    }

    private static (int Code, string Output, string Error) Start(string folder, string? input, params string[] args) => Start(folder, input, null, args);

    internal static (int Code, string Output, string Error) Start(string folder, string? input, Dictionary<string, string>? variables, string[] args) =>
        Start(StartOf(folder, variables, args), input);

    internal static (int Code, string Output, string Error) Start(ProcessStartInfo start, string? input)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    internal static ProcessStartInfo StartOf(string folder, Dictionary<string, string>? variables, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "snips.dll"), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment[Locations.IndexVariable] = Path.Combine(folder, "index");
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(folder, "config");
        foreach (var (name, value) in variables ?? []) start.Environment[name] = value;
        return start;
    }
}
