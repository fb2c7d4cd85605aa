using System.Diagnostics;
using System.Runtime.Versioning;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>What the system really refuses: permission, room on the disk, a folder that is gone. A sentence each, no stack trace, and the last commit
/// stays.</summary>
[UnsupportedOSPlatform("windows")] // its tests run where LinuxFact lets them
public sealed class SystemFaultTests : IDisposable
{
    private const string Talk = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>The kiln holds its heat.\n";

    private readonly TemporaryFolder _folder = new();

    private static string Tiny => Repository.File("tests", "golden", "tiny-bert");

    [LinuxFact("setpriv")]
    public void A_folder_that_may_not_be_read_is_unreadable_and_neither_missing_nor_damaged()
    {
        Assert.Equal(0, Run(Talk, "index", "-").Code);
        var keywords = _folder.File("index", "keywords");
        var mode = File.GetUnixFileMode(keywords);
        File.SetUnixFileMode(keywords, UnixFileMode.None);
        try
        {
            foreach (var args in new[] { new[] { "list" }, ["search", "kiln"], ["index", "-"] })
            {
                var (code, output, error) = Run(Talk, args);

                Assert.Equal((4, ""), (code, output));
                Assert.Contains("denied", error, StringComparison.Ordinal);
                Assert.DoesNotContain("repair", error, StringComparison.Ordinal);
                Assert.DoesNotContain("rebuild", error, StringComparison.Ordinal);
                Assert.DoesNotContain("no index", error, StringComparison.Ordinal);
                Assert.Single(error.TrimEnd().Split('\n'));
            }
        }
        finally
        {
            File.SetUnixFileMode(keywords, mode);
        }

        Assert.Equal(0, Run(null, "search", "kiln").Code);
    }

    [LinuxFact("setpriv")]
    public void An_index_in_a_folder_that_may_not_be_written_is_read_all_the_same()
    {
        Assert.Equal(0, Run(Talk, "index", "-").Code);
        string[] folders = [_folder.File("index"), _folder.File("index", "keywords"), _folder.File("index", "vectors")];
        var mode = File.GetUnixFileMode(folders[0]);
        foreach (var folder in folders) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Equal(0, Run(null, "search", "kiln").Code);
            var (code, _, error) = Run(Talk.Replace("heat", "glaze", StringComparison.Ordinal), "index", "-");
            Assert.Equal(4, code);
            Assert.Contains("cannot be written", error, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var folder in folders) File.SetUnixFileMode(folder, mode);
        }
    }

    [LinuxFact("mount")]
    public void A_full_disk_ends_an_import_with_a_sentence_and_the_next_one_goes_on()
    {
        var disk = Directory.CreateDirectory(_folder.File("disk")).FullName;
        if (System("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", disk) != 0) return; // Not allowed here, as in most containers.
        try
        {
            Directory.CreateDirectory(_folder.File("talks"));
            for (var i = 0; i < 40; i++)
            {
                File.WriteAllText(_folder.File("talks", $"{i}.vtt"), "WEBVTT\n\n" + string.Concat(Enumerable.Range(0, 60).Select(c =>
                    $"00:{c:00}:01.000 --> 00:{c:00}:50.000\n<v Ann>The kiln {i * 60 + c} holds its heat, and glaze {c * i} is glass on clay.\n\n")));
            }

            var full = Run(null, "index", _folder.File("talks"), "--index", Path.Combine(disk, "index"));
            Assert.True(full.Code == 4, $"exit code {full.Code}: {full.Error}");
            Assert.Contains("pace", full.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);

            Assert.Equal(0, System("mount", "-o", "remount,size=600m", disk));
            var again = Run(null, "index", _folder.File("talks"), "--index", Path.Combine(disk, "index"));
            Assert.True(again.Code == 0, again.Error);
            Assert.Equal(0, Run(null, "doctor", "--index", Path.Combine(disk, "index")).Code);
        }
        finally
        {
            System("umount", disk);
        }
    }

    [LinuxFact("mkfifo")]
    public void A_pipe_among_the_files_of_an_index_is_refused_and_not_waited_for()
    {
        Assert.Equal(0, Run(Talk, "index", "-").Code);
        foreach (var pattern in new[] { "*.vec", "*.fdt", "*.si", "segments_*" })
        {
            var file = Assert.Single(Directory.GetFiles(_folder.File("index"), pattern, SearchOption.AllDirectories));
            File.Move(file, _folder.File("kept"));
            Assert.Equal(0, System("mkfifo", file));

            foreach (var args in new[] { new[] { "list" }, ["search", "kiln"], ["doctor"], ["index", "-"] })
            {
                var (code, output, error) = Run(Talk, args);

                Assert.True(code == 4, $"{pattern}, {args[0]}: exit code {code}: {output} {error}");
                Assert.Contains("pipe", output + error, StringComparison.Ordinal);
            }

            File.Delete(file);
            File.Move(_folder.File("kept"), file);
        }

        var segment = Directory.GetFiles(_folder.File("index", "vectors"), "*.vec")[0];
        File.Delete(segment);
        Assert.Equal(0, System("mkfifo", segment));
        Assert.Equal(0, Run(null, "doctor", "--repair").Code);
        Assert.Equal(0, Run(null, "search", "kiln").Code);
    }

    [LinuxFact("sh")]
    public void Closed_standard_input_ends_at_once_and_closed_output_is_said()
    {
        var (_, _, error) = RunInShell("<&-", "index", "-");
        Assert.Contains("snips: ", error, StringComparison.Ordinal);

        Assert.Equal(0, Run(Talk, "index", "-").Code);
        foreach (var args in new[] { new[] { "list" }, ["list", "--json"] })
        {
            (var code, _, error) = RunInShell(">&-", args);
            Assert.Equal(1, code);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
    }

    [LinuxFact("sh")]
    public void Too_little_memory_is_a_sentence()
    {
        File.WriteAllText(_folder.File("long.vtt"), "WEBVTT\n\n" + string.Concat(Enumerable.Range(0, 40_000).Select(c =>
            $"{c / 3600:00}:{c / 60 % 60:00}:{c % 60:00}.000 --> {c / 3600:00}:{c / 60 % 60:00}:{c % 60:00}.900\n<v Ann>kiln glaze {c}\n\n")));

        var (code, _, error) = RunInShell("DOTNET_GCHeapHardLimit=0x800000", "index", _folder.File("long.vtt"), "--no-embed");

        Assert.Equal(1, code);
        Assert.StartsWith("snips: There is too little memory", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [LinuxFact("sh")]
    public void A_current_folder_that_is_gone_is_said()
    {
        var gone = Directory.CreateDirectory(_folder.File("gone")).FullName;
        var start = ProcessTests.StartOf(_folder.Path, null, ["list"]);
        var line = $"cd '{gone}' && rmdir '{gone}' && exec '{start.FileName}' {string.Join(' ', start.ArgumentList.Select(a => $"'{a}'"))}";
        start.FileName = "sh";
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(line);

        var (code, output, error) = ProcessTests.Start(start, null);

        Assert.InRange(code, 1, 4);
        Assert.Equal("", output);
        Assert.StartsWith("snips: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [LinuxFact("setpriv")]
    public void An_import_that_is_killed_at_any_moment_leaves_a_commit_or_nothing()
    {
        Directory.CreateDirectory(_folder.File("talks"));
        for (var i = 0; i < 6; i++) File.WriteAllText(_folder.File("talks", $"{i}.vtt"), Talk.Replace("heat", $"heat {i}", StringComparison.Ordinal));
        for (var kill = 0; kill < 4; kill++)
        {
            using (var import = Process.Start(ProcessTests.StartOf(_folder.Path, null, ["index", "talks", "--model", Tiny]))!)
            {
                import.StandardInput.Close();

                // Not a moment of the clock but of the work: as soon as there are so many files.
                var files = kill * 6;
                while (!import.HasExited && Count(_folder.File("index")) < files) Thread.Yield();
                import.Kill(entireProcessTree: true);
                import.WaitForExit();
            }

            var (code, output, error) = Run(null, "list", "--json");
            Assert.True(code == 4 ? output.Contains("\"missing\"", StringComparison.Ordinal) : code == 0
                && output.Contains("\"total\":6", StringComparison.Ordinal),
                $"{code} {output} {error}");
        }

        Assert.Equal(0, Run(null, "index", "talks").Code);
        Assert.Equal(0, Run(null, "doctor").Code);
    }

    public void Dispose() => _folder.Dispose();

    private static int Count(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true }).Length : 0;

    private static int System(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs the program with a redirection behind it, or with a variable before it.</summary>
    private (int Code, string Output, string Error) RunInShell(string with, params string[] args)
    {
        var start = ProcessTests.StartOf(_folder.Path, null, [.. args, "--model", Tiny]);
        var command = $"'{start.FileName}' {string.Join(' ', start.ArgumentList.Select(a => $"'{a}'"))}";
        start.FileName = "sh";
        start.ArgumentList.Clear();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(with.Contains('=', StringComparison.Ordinal) ? $"{with} exec {command}" : $"exec {command} {with}");
        return ProcessTests.Start(start, null);
    }

    /// <summary>Runs the program without root's leave to pass over permissions, so that root's tests see what users do.</summary>
    private (int Code, string Output, string Error) Run(string? input, params string[] args)
    {
        var start = ProcessTests.StartOf(_folder.Path, null, [.. args, "--model", Tiny]);
        if (Environment.UserName == "root")
        {
            foreach (var arg in new[] { start.FileName, "--bounding-set=-dac_override,-dac_read_search" })
                start.ArgumentList.Insert(0, arg);
            start.FileName = "setpriv";
        }

        return ProcessTests.Start(start, input);
    }
}

/// <summary>A test of what Linux refuses, by means of a program of it; skipped with a sentence where there is none.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute(string program) => Skip = OperatingSystem.IsLinux() && IsThere(program) ? null : $"This needs Linux and {program} on the PATH.";

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
