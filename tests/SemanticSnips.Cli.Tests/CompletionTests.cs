using System.Diagnostics;
using SemanticSnips.Cli.Completion;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>What the shells are told to suggest.</summary>
[Collection(SeedIndexUsers.Name)]
public sealed class CompletionTests(SeedIndex index)
{
    [Theory]
    [InlineData("snips rel", "related\tFind snips about the same thing that are not the same moment")]
    [InlineData("snips search --mode v", "vector\t")]
    [InlineData("snips completions z", "zsh\t")]
    [InlineData("snips search --index IX spe", "speaker:\twho speaks")]
    [InlineData("snips search --index IX -spe", "-speaker:\twho speaks")]
    [InlineData("snips search --index IX export speaker:d", "speaker:\"Dylan Patel\"\t19 snips")]
    [InlineData("snips search --index IX 'speaker:\"dy", "speaker:\"Dylan Patel\"\t19 snips")]
    [InlineData("snips list --index IX show:lex\\ f", "show:\"Lex Fridman Podcast\"\t32 snips")]
    [InlineData("snips --index IX show 7149", "71495153\tTSMC's Foundry Model")]
    [InlineData("snips quote --index IX 7149", "71495153\tTSMC's Foundry Model")]
    [InlineData("snips remove --index IX lex", "Lex Fridman Podcast\t32 snips")]
    public void One_thing_can_be_meant(string line, string suggestion) => Assert.Equal([suggestion], Complete(line));

    [Fact]
    public void Commands_options_and_values_have_their_meaning()
    {
        var commands = Complete("snips ");
        Assert.Contains("ask\tQuote the sentences that answer a question, or say that nothing does", commands);
        Assert.DoesNotContain(commands, c => c.StartsWith("complete\t", StringComparison.Ordinal));
        Assert.Contains(Complete("snips search --m"), o => o.StartsWith("--mode\tRank by", StringComparison.Ordinal));
        Assert.Contains(Complete("snips show -"), o => o.StartsWith("--index\t", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_library_nothing_is_suggested_made_or_said()
    {
        using var folder = new TemporaryFolder();

        var outcome = Snips.RunIn(folder.Path, "complete", "snips show 7");

        Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.Error));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("snips search \"a b\" c", new[] { "snips", "search", "a b" }, "c")]
    [InlineData("snips search a\\ b", new[] { "snips", "search" }, "a b")]
    [InlineData("snips search 'x \"y", new[] { "snips", "search" }, "x \"y")]
    [InlineData("snips search ", new[] { "snips", "search" }, "")]
    [InlineData("snips search ''  ", new[] { "snips", "search", "" }, "")]
    [InlineData("", new string[0], "")]
    public void A_line_is_words_as_shells_see_them(string line, string[] words, string typed)
    {
        var split = ShellWords.Split(line);

        Assert.Equal((words, typed), (split.Words.ToArray(), split.Typed), (a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2 == b.Item2);
    }

    [Fact]
    public void Bash_inserts_what_is_suggested_and_shows_what_it_means()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("snips.bash"), Snips.RunIn(folder.Path, "completions", "bash").Output);
        var script = $$"""
            snips() { dotnet "{{Program}}" "$@"; }
            source {{folder.File("snips.bash")}}
            ask() { COMP_LINE=$1; COMP_POINT=${#1}; COMP_TYPE=9; _snips; printf '%s\n' "${COMPREPLY[@]}"; }
            ask 'snips search --index {{index.Folder}} speaker:D'
            ask 'snips facets --index {{index.Folder}} sp'
            ask 'snips tune'
            ask 'snips search --index {{index.Folder}} speaker:'
            """;

        var start = new ProcessStartInfo("bash", ["--norc", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEnd();

        Assert.Equal(
            [
                "\\\"Dylan\\ Patel\\\"", "speaker:", "tune",
                "\\\"Dylan\\ Patel\\\"          (19 snips)", "\\\"Lex\\ Fridman\\\"          (19 snips)", "\\\"Nathan\\ Lambert\\\"       (14 snips)",
            ],
            output.TrimEnd().Split('\n'));
    }

    [LinuxFact("fish")]
    public void Fish_suggests_what_there_is_with_its_meaning()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("snips.fish"), Snips.RunIn(folder.Path, "completions", "fish").Output);

        var output = RunShell(folder, "fish", "--no-config", "-c", $"""
            source snips.fish
            complete -C "snips search --index {index.Folder} speaker:D"
            complete -C "snips rel"
            """);

        Assert.Equal(
            "speaker:\"Dylan Patel\"\t19 snips\nrelated\tFind snips about the same thing that are not the same moment\n", output.ReplaceLineEndings("\n"));
    }

    [LinuxFact("zsh")]
    public void Zsh_completes_commands_and_names_as_they_are_typed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("snips.zsh"), Snips.RunIn(folder.Path, "completions", "zsh").Output);
        File.WriteAllText(folder.File(".zshrc"), $"""
            PATH={folder.Path}:$PATH
            autoload -U compinit; compinit -u -D; source snips.zsh
            bindkey '^I' complete-word; PS1='ready> '
            """);
        File.WriteAllText(folder.File("typed.zsh"), $"""
            zmodload zsh/zpty
            zpty shell zsh -i
            zpty -r -m shell seen '*ready> *'
            zpty -w -n shell $'snips rel\t'
            zpty -r -m shell seen '*snips related*' && print command
            zpty -w -n shell $'\C-usnips search --index {index.Folder} speaker:D\t'
            zpty -r -m shell seen '*Dylan*Patel*' && print name
            zpty -d shell
            """);

        Assert.Equal("command\nname\n", RunShell(folder, "zsh", "-f", "typed.zsh").ReplaceLineEndings("\n"));
    }

    /// <summary>What a shell prints that finds this build's program by its name.</summary>
    private static string RunShell(TemporaryFolder folder, string shell, params string[] args)
    {
        File.WriteAllText(folder.File("snips"), $"#!/bin/sh\nexec dotnet '{Program}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.File("snips"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(shell, args) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = start.Environment["ZDOTDIR"] = folder.Path;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(1))) process.Kill(entireProcessTree: true);
        return output.GetAwaiter().GetResult();
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "snips.dll");

    private List<string> Complete(string line) =>
        [.. Snips.RunIn(index.WorkingDirectory, "complete", line.Replace("IX", index.Folder, StringComparison.Ordinal)).Output
            .ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
}
