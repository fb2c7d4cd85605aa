using System.CommandLine;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips completions: what makes a shell complete commands and options.</summary>
internal static class CompletionsCommand
{
    private const string Bash =
        """
        _snips() {
            local IFS=$'\n'
            COMPREPLY=( $(compgen -W "$(snips "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o default -F _snips snips
        """;

    private const string Zsh =
        """
        #compdef snips
        _snips() {
            local -a suggestions
            suggestions=("${(@f)$(snips "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a suggestions
            _files
        }
        compdef _snips snips
        """;

    private const string Fish =
        """
        function __snips_suggest
            set -l line (commandline -cp)
            snips "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c snips -a '(__snips_suggest)'
        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName snips -ScriptBlock {
            param($word, $command, $position)
            snips "[suggest:$position]" "$command" 2>$null |
                Where-Object { $_ -like "$word*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    public static SnipsCommand Build(Host host)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh", HelpName = "shell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new SnipsCommand("completions", "Print a script that makes the shell complete commands and options") { shell };
        command.SetExamples(
            new("source <(snips completions bash)", "in ~/.bashrc"),
            new("source <(snips completions zsh)", "in ~/.zshrc, after compinit"),
            new("snips completions fish > ~/.config/fish/completions/snips.fish", "once"),
            new("snips completions pwsh | Out-String | Invoke-Expression", "in $PROFILE"));
        command.SetAction(parse =>
        {
            host.Output.WriteLine(parse.GetRequiredValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                _ => PowerShell,
            });
            return ExitCode.Done;
        });
        return command;
    }
}
