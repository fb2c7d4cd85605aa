using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace SemanticSnips.Inference;

/// <summary>Keeps ONNX Runtime from telling its maker what is run.</summary>
/// <remarks>
/// From 1.29 on its official builds for Linux and macOS note each process and session (an id of the machine, the network's names and hashes, times) in the
/// user's cache folder and send it out, unless a variable of the environment forbids it before the library is loaded; those for Windows hand such events to
/// the system's tracing. Sources: microsoft/onnxruntime, docs/Privacy.md and pull request 27379.
/// </remarks>
internal static partial class OrtTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    private static readonly Lazy<bool> Off = new(() =>
    {
        // What .NET sets is its own copy of the environment on Unix, which native code does not read.
        if (OperatingSystem.IsWindows()) OrtEnv.Instance().DisableTelemetryEvents();
        else if (SetVariable(Variable, "1", 1) != 0) throw new InvalidOperationException($"The environment does not take {Variable}.");
        return true;
    });

    /// <summary>Turns it off for this process; to be called before anything else of the runtime. Thread-safe.</summary>
    public static void TurnOff() => _ = Off.Value;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
