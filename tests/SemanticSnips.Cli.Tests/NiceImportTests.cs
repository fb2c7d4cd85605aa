using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

public sealed class NiceImportTests
{
    [Theory]
    [InlineData("Battery", "System", "Discharging", true)]
    [InlineData("Battery", null, "Discharging", true)]
    [InlineData("Battery", "System", "Charging", false)]
    [InlineData("Battery", "System", "Full", false)]
    [InlineData("Battery", "Device", "Discharging", false)] // a mouse's
    [InlineData("Mains", null, null, false)]
    public void A_machine_is_on_battery_while_its_own_battery_empties(string type, string? scope, string? status, bool expected)
    {
        using var folder = new TemporaryFolder();
        Describe(folder, "AC", "Mains", null, null);
        Describe(folder, "BAT0", type, scope, status);

        Assert.Equal(expected, new PowerSupply(folder.Path).IsBattery());
    }

    [Fact]
    public void Where_the_system_says_nothing_there_is_power()
    {
        using var folder = new TemporaryFolder();

        Assert.False(new PowerSupply(folder.Path).IsBattery());
        Assert.False(new PowerSupply(folder.File("none")).IsBattery());
    }

    [Fact]
    public void On_battery_words_are_indexed_and_embedding_waits_until_it_is_stopped()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        using var error = new Listening(text =>
        {
            if (text.Contains("On battery", StringComparison.Ordinal)) stop.Cancel();
        });
        Describe(folder, "power/BAT0", "Battery", null, "Discharging");
        File.WriteAllText(folder.File("talk.vtt"), "WEBVTT\n\n00:00:01.000 --> 00:00:05.000\n<v Ann>The turbine spins faster than the glacier moves.\n");
        string[] place = ["--index", folder.File("index"), "--model", Repository.File("tests", "golden", "tiny-bert")];
        var lowered = 0;

        var import = Snips.RunIn(
            folder.Path,
            host => host with { Error = error, Stop = stop.Token, Power = new PowerSupply(folder.File("power")), LowerPriority = () => lowered++ },
            ["index", "talk.vtt", "--nice", .. place]);

        Assert.Equal((ExitCode.Interrupted, 1), (import.ExitCode, lowered));
        Assert.Contains("glacier", Snips.RunIn(folder.Path, ["search", "turbine", "--mode", "keyword", .. place]).Output, StringComparison.Ordinal);
        Assert.Contains("passages have no vector yet", Snips.RunIn(folder.Path, ["doctor", .. place]).Output, StringComparison.Ordinal);
    }

    private static void Describe(TemporaryFolder folder, string supply, string type, string? scope, string? status)
    {
        var path = Directory.CreateDirectory(folder.File(supply)).FullName;
        foreach (var (name, text) in new[] { ("type", type), ("scope", scope), ("status", status) })
            if (text is not null) File.WriteAllText(Path.Combine(path, name), text + "\n");
    }

    /// <summary>Tells somebody what is written.</summary>
    private sealed class Listening(Action<string> tell) : StringWriter
    {
        public override void Write(string? value)
        {
            tell(value ?? "");
            base.Write(value);
        }
    }
}
