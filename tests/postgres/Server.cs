using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SemanticSnips.Testing;

/// <summary>The server of the tests: the one that SNIPS_TEST_POSTGRES names, else one that is started for this process and gone with it.</summary>
internal static class Server
{
    /// <summary>xunit reports a test as skipped whose exception begins so.</summary>
    private const string SkipToken = "$XunitDynamicSkip$";

    private static readonly Lazy<(string? Address, string Missing)> Running = new(Start);
    private static int _schemas;

    /// <summary>An address with a schema that is nobody else's; the test is skipped where there is no server.</summary>
    public static PostgresAddress NewLibrary() => PostgresAddress.Parse(NewAddress());

    /// <inheritdoc cref="NewLibrary"/>
    public static string NewAddress()
    {
        var schema = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _schemas)}";
        return $"{Address}?schema={schema}&max_connections=4&application_name={schema}";
    }

    /// <summary>Drops the schema of an address with all that is in it.</summary>
    public static void Drop(string address) => Run(address, $"drop schema if exists {PostgresAddress.Parse(address).Schema} cascade");

    /// <summary>Runs a statement in the schema of an address.</summary>
    public static void Run(string address, string statement)
    {
        using var source = PostgresAddress.Parse(address).CreateSource();
        using var command = source.CreateCommand(statement);
        command.ExecuteNonQuery();
    }

    /// <summary>The server's address.</summary>
    public static string Address => Running.Value.Address ?? throw new InvalidOperationException($"{SkipToken}{Running.Value.Missing}");

    private static (string? Address, string Missing) Start()
    {
        if (Environment.GetEnvironmentVariable("SNIPS_TEST_POSTGRES") is { Length: > 0 } named) return (named, "");
        if (OperatingSystem.IsWindows()) return (null, "A PostgreSQL server for tests is started on Linux and macOS alone; name one with SNIPS_TEST_POSTGRES.");
        var port = FreePort();
        var (code, output, error) = Run("start", $"{port}", $"{Environment.ProcessId}");
        if (code != 0) return (null, error.Trim().Length > 0 ? error.Trim() : "The PostgreSQL server for tests did not start.");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Run("stop", $"{port}");
        return (output.Trim(), "");
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        // The server inherits what it is started with: output that it held open would never end.
        using var folder = new TemporaryFolder();
        var (output, error) = (folder.File("output"), folder.File("error"));
        var start = new ProcessStartInfo(
            "bash", ["-c", "\"$0\" \"${@:3}\" >\"$1\" 2>\"$2\" </dev/null", Repository.File("tests", "postgres", "server"), output, error, .. arguments]);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return (process.ExitCode, File.ReadAllText(output), File.ReadAllText(error));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
