using System.Security;
using System.Text;

namespace SemanticSnips.Cli;

/// <summary>What makes a system run a command in the background from login on: a systemd user unit, or a launchd agent.</summary>
internal static class ServiceFile
{
    /// <summary>The kinds.</summary>
    public static readonly string[] Kinds = ["systemd", "launchd"];

    /// <summary>The file's text, which says where it belongs.</summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="command">The program's absolute path and its arguments.</param>
    public static string Of(string kind, IReadOnlyList<string> command) => kind == "systemd" ? Systemd(command) : Launchd(command);

    private static string Systemd(IReadOnlyList<string> command) =>
        $"""
        # Save as ~/.config/systemd/user/snips-watch.service, then: systemctl --user enable --now snips-watch
        # What it says: journalctl --user -u snips-watch -f
        [Unit]
        Description=snips watch: keeps podcast snips findable

        [Service]
        ExecStart={string.Join(' ', command.Select(Quoted))}
        Restart=on-failure
        RestartSec=30
        Nice=10

        [Install]
        WantedBy=default.target
        """;

    private static string Launchd(IReadOnlyList<string> command)
    {
        var arguments = string.Join('\n', command.Select(a => $"    <string>{SecurityElement.Escape(a)}</string>"));
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <!-- Save as ~/Library/LaunchAgents/snips.watch.plist, then: launchctl load ~/Library/LaunchAgents/snips.watch.plist -->
            <plist version="1.0">
            <dict>
              <key>Label</key>
              <string>snips.watch</string>
              <key>ProgramArguments</key>
              <array>
            {arguments}
              </array>
              <key>RunAtLoad</key>
              <true/>
              <key>KeepAlive</key>
              <dict>
                <key>SuccessfulExit</key>
                <false/>
              </dict>
              <key>ProcessType</key>
              <string>Background</string>
            </dict>
            </plist>
            """;
    }

    /// <summary>systemd splits at blanks, and knows quotes, backslashes, specifiers that begin with a percent sign and variables with a dollar.</summary>
    private static string Quoted(string argument)
    {
        var text = new StringBuilder("\"");
        foreach (var c in argument)
        {
            text.Append(c switch
            {
                '"' or '\\' => $"\\{c}",
                '%' => "%%",
                '$' => "$$",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
