using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SemanticSnips.Cli.Output;

/// <summary>Standard output on a terminal: what is longer than the screen goes through a pager, once somebody has asked for that.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="start">Starts a pager; null where there is none of that name.</param>
internal sealed class PagedWriter(TextWriter terminal, Func<string, Process?> start) : TextWriter
{
    private readonly StringBuilder _held = new();
    private string? _command;
    private int _rows;
    private int _lines;
    private Process? _pager;
    private bool _isClosed;

    public override Encoding Encoding => terminal.Encoding;

    /// <summary>Whether something waits to be shown, or is shown by a pager: what goes to the terminal past it would come too early.</summary>
    public bool IsAhead => _held.Length > 0 || _pager is not null;

    /// <summary>Holds back what is written until it is known whether it fits on the screen.</summary>
    /// <param name="command">The pager, for a shell.</param>
    /// <param name="rows">Lines that the screen holds.</param>
    public void Begin(string command, int rows)
    {
        (_command, _rows, _lines) = (command, rows, 0);
    }

    /// <summary>Shows what was held back, or waits until the user leaves the pager.</summary>
    public void End()
    {
        if (_pager is { } pager)
        {
            try
            {
                pager.StandardInput.Close();
            }
            catch (IOException)
            {
                // The user has left it already.
            }

            pager.WaitForExit();
            pager.Dispose();
        }
        else
        {
            terminal.Write(_held);
            terminal.Flush();
        }

        _held.Clear();
        (_command, _pager, _isClosed) = (null, null, false);
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (_pager is not null)
        {
            Page(value);
        }
        else if (_command is null)
        {
            terminal.Write(value);
        }
        else
        {
            _held.Append(value);
            _lines += value?.Count(c => c == '\n') ?? 0;
            if (_lines >= _rows) Overflow();
        }
    }

    public override void Flush()
    {
        if (_command is null) terminal.Flush();
    }

    /// <summary>It does not fit: the pager gets it, or the terminal where there is no pager.</summary>
    private void Overflow()
    {
        terminal.Flush();
        _pager = start(_command!);
        var held = _held.ToString();
        _held.Clear();
        _command = null;
        Write(held);
    }

    private void Page(string? value)
    {
        if (_isClosed) return;
        try
        {
            _pager!.StandardInput.Write(value);
        }
        catch (IOException)
        {
            // The user has left the pager: nobody wants the rest.
            _isClosed = true;
        }
    }

    /// <summary>Starts a pager by the shell, so that it may have arguments; less is told to pass colours, and to leave what it shows on the screen.</summary>
    public static Process? Start(string command)
    {
        var isWindows = OperatingSystem.IsWindows();
        var pager = new ProcessStartInfo(isWindows ? "cmd.exe" : "/bin/sh", isWindows ? ["/c", command] : ["-c", command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        pager.Environment.TryAdd("LESS", "FRX");
        try
        {
            return IsThere(command) ? Process.Start(pager) : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A shell would only say that there is no such command, and what it should have shown would be lost.</summary>
    private static bool IsThere(string command)
    {
        var program = command.TrimStart().Split(' ', 2)[0];
        if (OperatingSystem.IsWindows() || program.Contains('/', StringComparison.Ordinal)) return true;
        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return Array.Exists(folders, f => File.Exists(Path.Combine(f, program)));
    }
}
