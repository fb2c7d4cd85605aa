using System.Globalization;
using System.Text;

namespace SemanticSnips.Tests;

/// <summary>A snip as an export has it.</summary>
/// <param name="Number">Makes the uuid in its link.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
/// <param name="Title">Its title.</param>
/// <param name="Speech">What Ann says.</param>
internal sealed record ExportedSnip(int Number, int Start, int End, string Title, string Speech)
{
    public string Id => $"{Number:x8}-1111-4222-8333-{Number:x12}";
}

/// <summary>Writes exports in two of Snipd's formats: one with links to its snips, one without.</summary>
internal static class Export
{
    public static string Plugin(string episode, string show, string exported, params ExportedSnip[] snips)
    {
        var text = new StringBuilder(
            $"---\nepisode_title: \"{episode}\"\nshow_title: \"{show}\"\nepisode_export_date: {exported}\nfrom_snipd: true\n---\n## Snips\n");
        foreach (var snip in snips)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"### [{snip.Title}](https://share.snipd.com/snip/{snip.Id}) \n🎧 {Time(snip.Start)} - {Time(snip.End)} ({Time(snip.End - snip.Start)})\n");
            text.Append(CultureInfo.InvariantCulture, $"#### 📚 Transcript\n**Ann:** {snip.Speech}\n\n");
        }

        return text.ToString();
    }

    public static string Plain(string episode, string show, params ExportedSnip[] snips)
    {
        var text = new StringBuilder($"{episode}\n\nCover|200\n\n{show} hosted by Ann - Podcast Index\n\nSnips\n\n");
        foreach (var snip in snips)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"[{Time(snip.End)}] {snip.Title}\n\n🎧 Play snip - 1min️ ({Time(snip.Start)} - {Time(snip.End)})\n\n{snip.Title}\n\n");
            text.Append(CultureInfo.InvariantCulture, $"📚 Transcript\n\nClick to expand\nAnn\n\n{snip.Speech}\n\n");
        }

        return text.ToString();
    }

    private static string Time(int seconds) => TimeSpan.FromSeconds(seconds).ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
