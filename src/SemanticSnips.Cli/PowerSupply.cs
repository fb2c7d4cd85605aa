namespace SemanticSnips.Cli;

/// <summary>What the machine runs on, as far as the system says so in files: on Linux.</summary>
/// <param name="folder">A folder for each supply and battery, see the kernel's Documentation/ABI/testing/sysfs-class-power.</param>
internal sealed class PowerSupply(string folder = "/sys/class/power_supply")
{
    /// <summary>Whether a battery of the machine itself, not of its mouse, is being emptied. False where nothing is known.</summary>
    public bool IsBattery()
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateDirectories(folder)
                .Any(s => Says(s, "type") == "Battery" && Says(s, "scope") != "Device" && Says(s, "status") == "Discharging");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Says(string supply, string what) =>
        Path.Combine(supply, what) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : "";
}
