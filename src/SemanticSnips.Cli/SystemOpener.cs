using System.ComponentModel;
using System.Diagnostics;

namespace SemanticSnips.Cli;

/// <summary>Opens what a person would double-click: xdg-open, open, or the shell of Windows.</summary>
internal static class SystemOpener
{
    /// <summary>Opens an address or a file.</summary>
    /// <returns>Whether there is a program for it.</returns>
    public static bool Open(string target)
    {
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(target) { UseShellExecute = true });
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException or FileNotFoundException)
        {
            return false;
        }
    }
}
