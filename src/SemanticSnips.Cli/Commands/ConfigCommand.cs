using System.Text.Json.Serialization;
using SemanticSnips.Cli.Output;
using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Commands;

/// <summary>snips config: where everything is, and what says so.</summary>
internal static class ConfigCommand
{
    private const string Details =
        """
        Settings are taken from the command line, else from the environment (SNIPS_INDEX, SNIPS_LIBRARY,
        SNIPS_MODEL, NO_COLOR, SNIPS_PAGER, PAGER), else from config.json in the folder that this command shows:
        { "index": DIR, "library": ADDRESS, "model": DIR, "color": WHEN, "pager": COMMAND }
        A library on a server goes before an index that is named in the same place.
        In a checkout of SemanticSnips its own index and models go before config.json.
        """;

    public static SnipsCommand Build(CommonOptions common, Host host)
    {
        var command = new SnipsCommand("config", "Show where the library, the model and the settings are, and what says so") { common.Json };
        command.Details = Details;
        command.SetExamples(
            new("snips config", "each value, and where it comes from"),
            new("snips config --json | jq -r '.settings[] | select(.name == \"index\").value'", "for scripts"));
        command.SetAction(parse =>
        {
            using var session = new Session(parse, common, host);
            var settings = Read(session);
            if (parse.GetValue(common.Json)) session.Print(new ConfigView(Views.Version, settings), ConfigJson.Default.ConfigView);
            else foreach (var setting in settings) Write(session.Page, setting);
            return ExitCode.Done;
        });
        return command;
    }

    private static List<SettingView> Read(Session session)
    {
        var (host, locations) = (session.Host, session.Locations);
        var (config, sample) = (UserConfig.PathOf(host), Locations.SampleOf(host));
        return
        [
            .. locations.LibrarySetting is { } library ? [Of("library", library, null)] : Array.Empty<SettingView>(),
            Of("index", locations.IndexSetting, locations.IndexSetting.Value is { } index && Directory.Exists(Path.Combine(index, "keywords"))),
            Of("sample", sample, Directory.Exists(sample.Value)),
            Of("model", locations.ModelSetting, Directory.Exists(locations.Model)),
            Of("config", new Setting(config, SettingSource.Default, "your settings"), File.Exists(config)),
            Of("color", session.Preferences.Colour, null),
            Of("pager", session.Preferences.Pager, null),
        ];
    }

    private static SettingView Of(string name, Setting setting, bool? exists) => new(name, setting.Value, NameOf(setting.Source), setting.Where, exists);

    private static string NameOf(SettingSource source) => source.ToString().ToLowerInvariant();

    private static void Write(Page page, SettingView setting)
    {
        var value = setting.Value is { Length: > 0 } given ? given : "none";
        var label = new Paragraph().Add($"{setting.Name,-7}  ", Style.Dim);
        page.Line(new Paragraph().Add(value, Style.Title), "         ", label);
        page.Line(setting.Where + (setting.Exists == false ? "; nothing is there yet" : ""), Style.Dim, "         ");
    }
}

/// <summary>What <c>snips config --json</c> prints.</summary>
internal sealed record ConfigView(int Version, IReadOnlyList<SettingView> Settings);

/// <summary>One setting.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null for none.</param>
/// <param name="Source">option, environment, checkout, config or default.</param>
/// <param name="Where">Which option, variable, file and line, or folder that is.</param>
/// <param name="Exists">Whether what it names is there; null where it names no file or folder.</param>
internal sealed record SettingView(string Name, string? Value, string Source, string Where, bool? Exists);

/// <summary>Their JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ConfigView))]
internal sealed partial class ConfigJson : JsonSerializerContext;
