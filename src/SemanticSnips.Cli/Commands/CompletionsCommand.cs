using System.CommandLine;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips completions: what makes a shell complete commands and options.</summary>
internal static class CompletionsCommand
{
    private const string Bash =
        """
        _snips() {
            local line=${COMP_LINE:0:COMP_POINT} value meaning i
            local -a values=() meanings=()
            COMPREPLY=()
            while IFS=$'\t' read -r value meaning; do
                values+=("$(printf %q "$value")")
                meanings+=("$meaning")
            done < <(snips complete -- "$line" 2>/dev/null)
            # Bash cuts words at colons: what stands before the last one is there already.
            local word=${line##*[[:space:]]}
            if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then
                local begin=${word%"${word##*:}"}
                for i in "${!values[@]}"; do values[i]=${values[i]#"$begin"}; done
            fi
            if (( ${#values[@]} == 1 )); then
                COMPREPLY=("${values[0]}")
                [[ ${values[0]} == *: ]] && compopt -o nospace 2>/dev/null
            else
                # Only what all have in common is inserted, so that meanings can be shown beside; not where a menu inserts each in turn.
                for i in "${!values[@]}"; do
                    if [[ -n ${meanings[i]} && $COMP_TYPE != 37 ]]; then
                        COMPREPLY+=("$(printf '%-24s  (%s)' "${values[i]}" "${meanings[i]:0:50}")")
                    else
                        COMPREPLY+=("${values[i]}")
                    fi
                done
            fi
        }
        complete -o default -F _snips snips
        """;

    private const string Zsh =
        """
        #compdef snips
        _snips() {
            local -a values shown open openShown
            local value meaning
            while IFS=$'\t' read -r value meaning; do
                if [[ $value == *: ]]; then
                    open+=("$value") openShown+=("$value${meaning:+  -- $meaning}")
                else
                    values+=("$value") shown+=("$value${meaning:+  -- $meaning}")
                fi
            done < <(snips complete -- "$LBUFFER" 2>/dev/null)
            (( $#open )) && compadd -U -S '' -d openShown -a open
            (( $#values )) && compadd -U -d shown -a values
            (( $#open + $#values )) || _files
        }
        compdef _snips snips
        """;

    private const string Fish =
        """
        complete -c snips -a '(snips complete -- (commandline -cp | string collect) 2>/dev/null)'
        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName snips -ScriptBlock {
            param($word, $command, $position)
            $line = $command.ToString().PadRight($position).Substring(0, $position)
            snips complete -- $line 2>$null | ForEach-Object {
                $value, $meaning = $_ -split "`t", 2
                $text = if ($value -match '[\s"'']') { "'" + $value.Replace("'", "''") + "'" } else { $value }
                if (-not $meaning) { $meaning = $value }
                [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $meaning)
            }
        }
        """;

    public static SnipsCommand Build(Host host)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh", HelpName = "shell" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new SnipsCommand(
            "completions", "Print a script that makes the shell complete commands, options, ids, shows, speakers and tags") { shell };
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
