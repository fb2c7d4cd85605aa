using System.Globalization;
using System.Text;

namespace SemanticSnips.Conformance;

/// <summary>Made-up exports of a note app's kind: shows with episodes, snips by the minute.</summary>
internal static class Exports
{
    /// <summary>The id of a snip that <see cref="Episode"/> makes.</summary>
    public static string IdOf(int number) => $"{number:x8}-1111-4222-8333-{number:x12}";

    /// <summary>One episode with a snip a minute, numbered from a number on; the first of three turns of each snip says what is given.</summary>
    public static (string Name, string Text) Episode(string show, string episode, int firstNumber, params string[] speeches)
    {
        var text = new StringBuilder(
            $"---\nepisode_title: \"{episode}\"\nshow_title: \"{show}\"\nepisode_export_date: 2026-01-01\nfrom_snipd: true\n---\n## Snips\n");
        for (var i = 0; i < speeches.Length; i++)
        {
            var (start, end) = (Time(60 * i), Time((60 * i) + 45));
            text.Append(CultureInfo.InvariantCulture,
                $"### [About part {i + 1}](https://share.snipd.com/snip/{IdOf(firstNumber + i)}) \n🎧 {start} - {end} (00:45)\n");
            text.Append(CultureInfo.InvariantCulture, $"#### 📚 Transcript\n**Ann:** {speeches[i]}\n\n**Ben Okri:** So that is what {show} is for.\n\n");
        }

        return ($"{show}-{episode}.md", text.ToString());
    }

    private static string Time(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
