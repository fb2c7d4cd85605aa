using System.Globalization;
using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>A listener's library of 3,000 snips, made of drawn sentences, the same in every run; words alone, no vectors.</summary>
public sealed class BigLibrary : IDisposable
{
    private const int Shows = 20;
    private const int EpisodesOfAShow = 30;
    private const int SnipsOfAnEpisode = 5;

    private static readonly string[] Subjects = ["The kiln", "A glaze", "Clay", "The potter", "A bowl", "The wheel", "Ash", "The market", "My teacher",
        "Every mistake"];
    private static readonly string[] Verbs = ["remembers", "needs", "hides", "rewards", "breaks without", "begins with", "is nothing but", "asks for",
        "outlives", "measures"];
    private static readonly string[] Objects =
        ["patience", "a slow fire", "good water", "the second attempt", "a steady hand", "old recipes", "what the door lets in", "iron", "silence",
            "the right shelf"];

    private static readonly string[] People = ["Ann Ahlberg", "Bo Häßler", "Chidi Okafor", "Dora Lindqvist", "Emre Yıldız"];

    private readonly TemporaryFolder _folder = new();

    public BigLibrary()
    {
        Directory.CreateDirectory(WorkingDirectory);
        Directory.CreateDirectory(_folder.File("work", "export"));
        var random = new Random(7);
        for (var show = 0; show < Shows; show++)
        {
            for (var episode = 0; episode < EpisodesOfAShow; episode++)
                File.WriteAllText(_folder.File("work", "export", $"{show:00}-{episode:00}.md"), Episode(random, show, episode));
        }

        var imported = Snips.RunIn(WorkingDirectory, "index", "export", "--index", "library", "--no-embed", "--json");
        Assert.Equal((0, Shows * EpisodesOfAShow * SnipsOfAnEpisode), (imported.ExitCode, imported.Json.GetProperty("new").GetInt32()));
    }

    /// <summary>Where the listener types; the library is the folder <c>library</c> in it.</summary>
    public string WorkingDirectory => _folder.File("work");

    public void Dispose() => _folder.Dispose();

    private static string Episode(Random random, int show, int episode)
    {
        var text = new StringBuilder();
        var day = new DateOnly(2023, 1, 1).AddDays((episode * 30) + show);
        text.Append(CultureInfo.InvariantCulture,
            $"---\nepisode_title: \"{Pick(random, Subjects)} {Pick(random, Verbs)} {Pick(random, Objects)}, part {episode + 1}\"\n");
        text.Append(CultureInfo.InvariantCulture, $"show_title: \"Workshop Talk {show + 1}\"\nepisode_publish_date: {day:yyyy-MM-dd}\n");
        text.Append("episode_export_date: 2026-01-01\nfrom_snipd: true\n---\n## Snips\n");
        for (var snip = 0; snip < SnipsOfAnEpisode; snip++)
        {
            var (number, start) = ((((show * EpisodesOfAShow) + episode) * SnipsOfAnEpisode) + snip, 300 + (snip * 400));
            var id = $"{number * 7919 % 100_000:00000}000-1111-4222-8333-{number:000000000000}";
            var end = start + 45 + random.Next(200);
            text.Append(CultureInfo.InvariantCulture, $"### [{Pick(random, Subjects)} and {Pick(random, Objects)}](https://share.snipd.com/snip/{id}) \n");
            text.Append(CultureInfo.InvariantCulture, $"🎧 {Time(start)} - {Time(end)} ({Time(end - start)})\n#### 📚 Transcript\n");
            foreach (var speaker in new[] { People[show % People.Length], People[(show + 1 + episode) % People.Length] })
            {
                var speech = Enumerable.Range(0, 3 + random.Next(4)).Select(_ => $"{Pick(random, Subjects)} {Pick(random, Verbs)} {Pick(random, Objects)}.");
                text.Append(CultureInfo.InvariantCulture, $"**{speaker}:** {string.Join(' ', speech)}\n\n");
            }
        }

        return text.ToString();
    }

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];

    private static string Time(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
