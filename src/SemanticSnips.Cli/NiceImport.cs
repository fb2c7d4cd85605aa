using System.Diagnostics;

namespace SemanticSnips.Cli;

/// <summary>An import that stays out of the way of whoever works at the machine: --nice.</summary>
internal static class NiceImport
{
    /// <summary>How often a laptop on its battery is looked at again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The same import with half of the cores, at a low priority, and without embedding while on battery.</summary>
    public static ImportOptions Of(ImportOptions options, Host host)
    {
        host.LowerPriority();
        return options with { Workers = Math.Max(1, Environment.ProcessorCount / 2), BeforeEmbedding = stop => WaitForPower(host, stop) };
    }

    /// <summary>Lets everything else go first.</summary>
    public static void LowerPriority()
    {
        using var process = Process.GetCurrentProcess();
        process.PriorityClass = ProcessPriorityClass.BelowNormal;
    }

    private static void WaitForPower(Host host, CancellationToken stop)
    {
        if (!host.Power.IsBattery()) return;
        host.Tell(
            "snips: On battery: embedding waits for power. The snips are searchable by words meanwhile; Ctrl-C leaves the rest to a later 'snips index'.");
        while (host.Power.IsBattery() && !stop.WaitHandle.WaitOne(Patience))
        {
        }
    }
}
