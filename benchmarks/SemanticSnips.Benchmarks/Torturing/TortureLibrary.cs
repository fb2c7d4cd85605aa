using System.Globalization;
using System.Text;

namespace SemanticSnips.Benchmarks.Torturing;

/// <summary>Made-up transcripts, a file an episode: the same number and edition give the same bytes.</summary>
internal sealed class TortureLibrary
{
    private static readonly string[] Words =
        ("kiln glaze clay fire wheel oven salt ash iron copper bowl handle slip cone shelf brick flame smoke water hand foot rim line colour crack cool " +
            "heat night " +
        "morning teacher student village river market price craft trade winter summer wood coal gas test chart year week hour guild museum shard " +
            "tile lid spout").Split(' ');

    /// <summary>Questions whose words are there.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["kiln glaze night", "copper rim -smoke speaker:Ann", "why does the clay crack?"];

    public TortureLibrary(string folder) => Folder = Directory.CreateDirectory(folder).FullName;

    public string Folder { get; }

    public void Write(int number, int edition)
    {
        var random = new Random((edition * 1000) + number);
        var text = new StringBuilder("WEBVTT\n\n");
        for (var cue = 0; cue < 60; cue++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Time(cue * 6)} --> {Time((cue * 6) + 5)}\n<v {(cue / 3 % 2 == 0 ? "Ann Lee" : "Bo Okafor")}>");
            for (var word = 0; word < 14; word++) text.Append(word == 0 ? "The " : " ").Append(Words[random.Next(Words.Length)]);
            text.Append(".\n\n");
        }

        File.WriteAllText(Path.Combine(Folder, $"Episode {number:00}.vtt"), text.ToString());
    }

    public void Remove(int number) => File.Delete(Path.Combine(Folder, $"Episode {number:00}.vtt"));

    private static string Time(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
}
