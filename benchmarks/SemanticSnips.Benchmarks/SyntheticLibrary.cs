using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SemanticSnips.Benchmarks;

/// <summary>A library as large as the largest known ones, in the formats that people mix; its words are drawn at random, so it says nothing.</summary>
/// <remarks>
/// The shares follow two real libraries: a vault of 32,000 snips with bullets and transcripts (the Obsidian plugin's), and an export of 3,200 snips, nearly all
/// untitled and without transcript. The same seed gives the same bytes.
/// </remarks>
internal sealed class SyntheticLibrary
{
    private const int PluginEpisodes = 3000;
    private const int ExportEpisodes = 500;
    private const int Recordings = 50;
    private const int RecordingWords = 9500;

    private static readonly string[] Speakers = ["Ann Lee", "Bo Okafor", "Chiara Rossi", "Dev Patel", "Eli Stone", "Fay Wong"];

    private readonly string _folder;
    private readonly string[] _words;
    private readonly Random _random;

    private SyntheticLibrary(string folder, string[] words, int seed)
    {
        _folder = folder;
        _words = words;
        _random = new Random(seed);
    }

    /// <summary>Writes about 30,000 snips.</summary>
    /// <param name="folder">Created where missing.</param>
    /// <param name="vocabulary">A word piece vocabulary, most frequent words first, whose whole words are used.</param>
    /// <param name="seed">Of the random words.</param>
    public static void Write(string folder, string vocabulary, int seed = 1)
    {
        var words = File.ReadLines(vocabulary).Where(w => w.Length > 1 && w.All(char.IsAsciiLetterLower)).ToArray();
        var library = new SyntheticLibrary(folder, words, seed);
        for (var i = 0; i < PluginEpisodes; i++) library.WritePluginEpisode(i);
        library.WriteExport();
        for (var i = 0; i < Recordings; i++)
        {
            library.WriteCaptions(i, "vtt");
            library.WriteCaptions(i, "srt");
            library.WriteWhisper(i);
            library.WritePaste(i);
        }
    }

    /// <summary>Reads everything below a folder and prints how fast that was.</summary>
    /// <remarks>Processor time, so that what else the machine does counts as little as possible.</remarks>
    public static void MeasureReading(string folder)
    {
        for (var round = 1; round <= 3; round++)
        {
            var (before, clock) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
            var (sources, snips, words) = (0, 0, 0L);
            foreach (var report in TranscriptReader.Read([folder]))
            {
                sources++;
                snips += report.Snips.Count;
                words += report.Snips.Sum(s => s.Turns.Sum(t => (long)t.Text.AsSpan().Count(' ') + 1));
            }

            var cpu = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            var megabytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / 1e6;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round}: {sources:N0} files, {snips:N0} snips, {words:N0} words, {megabytes:0.0} MB in {clock.Elapsed.TotalSeconds:0.00} s, " +
                    $"{cpu:0.00} s of processor: {megabytes / cpu:0.0} MB/s a core; peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB"));
        }
    }

    private void WritePluginEpisode(int number)
    {
        var title = Title();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"---\nepisode_title: \"{title}\"\nshow_title: Show {number % 160}\nshow_author: {Speaker()}\nguests: [{Speaker()}]\n");
        text.Append(CultureInfo.InvariantCulture, $"episode_publish_date: {Day(number)}\nepisode_url: https://share.snipd.com/episode/{Uuid(1, number)}\n");
        text.Append(CultureInfo.InvariantCulture, $"episode_export_date: 2026-01-30T14:25:29\nfrom_snipd: true\n---\n# {title}\n\n## Snips\n\n");
        for (var (i, at) = (0, 60); i < 7; i++)
        {
            var end = at + _random.Next(45, 120);
            var star = _random.Next(50) == 0 ? "⭐" : "";
            text.Append(CultureInfo.InvariantCulture,
                $"### {star} [{Title()}](https://share.snipd.com/snip/{Uuid(2, number * 7 + i)}) \n\n🎧 {Clock(at)} - {Clock(end)} ({Clock(end - at)})\n\n");
            text.Append(CultureInfo.InvariantCulture, $"- {Sentence()} {Sentence()}\n- {Sentence()} {Sentence()}\n\n#### 📚 Transcript\n\n");
            foreach (var (speaker, speech) in Turns((end - at) * 5 / 2)) text.Append(CultureInfo.InvariantCulture, $"**{speaker}:** {speech}\n\n");
            text.Append("---\n\n");
            at = end + _random.Next(-20, 400);
        }

        text.Append("Created with [Snipd](https://www.snipd.com) | Highlight & Take Notes from Podcasts\n");
        Write($"Snipd/Data/Show {number % 160}/Episode {number}.md", text);
    }

    private void WriteExport()
    {
        var text = new StringBuilder();
        for (var episode = 0; episode < ExportEpisodes; episode++)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"# {Title()}\n\n![Cover|200](https://wsrv.nl/?url=x&w=200&h=200)\n\n## Episode metadata\n- Show:: [[Show {episode % 70}]]\n");
            text.Append(CultureInfo.InvariantCulture, $"- Episode publish date:: {Day(episode)}\n<details>\n<summary>Show notes</summary>\n> " +
                $"{Sentence()}<br/>> 00:00 {Title()}<br/>> 05:00 {Title()}\n</details>\n\n- Export date:: 2025-01-19T11:14\n\n## Snips\n\n");
            for (var i = 0; i < 6; i++)
            {
                var at = 100 + i * 300;
                text.Append(CultureInfo.InvariantCulture, $"### [{Clock(at + 90)}] Untitled\n[🎧 Play snip - 1min️ ({Clock(at)} - " +
                    $"{Clock(at + 90)})](https://share.snipd.com/snip/{Uuid(3, episode * 6 + i)})\n\n---\n\n---\n\n");
            }
        }

        Write("snipd_export.md", text.Append("Created with [Snipd](https://www.snipd.com)\n"));
    }

    private void WriteCaptions(int number, string kind)
    {
        var text = new StringBuilder(kind == "vtt" ? "WEBVTT\n\n" : "");
        var (at, cue) = (0, 0);
        foreach (var (speaker, speech) in Turns(RecordingWords))
        {
            foreach (var line in speech.Split(' ').Chunk(12))
            {
                var (from, to) = (Stamp(at, kind), Stamp(at += line.Length * 400, kind));
                if (kind == "vtt") text.Append(CultureInfo.InvariantCulture, $"{from} --> {to}\n<v {speaker}>{string.Join(' ', line)}</v>\n\n");
                else text.Append(CultureInfo.InvariantCulture, $"{++cue}\n{from} --> {to}\n{speaker}: {string.Join(' ', line)}\n\n");
            }
        }

        Write($"captions/{Title()} {number}.{kind}", text);
    }

    private void WriteWhisper(int number)
    {
        var text = new StringBuilder("{\"segments\":[");
        var at = 0;
        foreach (var (_, speech) in Turns(RecordingWords))
        {
            foreach (var line in speech.Split(' ').Chunk(12))
            {
                var from = at;
                at += line.Length * 400;
                text.Append(CultureInfo.InvariantCulture, $"{{\"id\":0,\"start\":{from / 1000.0},\"end\":{at / 1000.0},\"text\":\" " +
                    $"{string.Join(' ', line)}\",\"speaker\":\"SPEAKER_0{at / 60_000 % 2}\"}},");
            }
        }

        text.Length--;
        Write($"whisper/{Title()} {number}.json", text.Append("],\"language\":\"en\"}"));
    }

    private void WritePaste(int number)
    {
        var text = new StringBuilder(
            $"{Title()}\n\nCover|200\n\nShow {number} hosted by {Speaker()} - Podcast Index\n\n{Sentence()}\n\nTranscript\n\nSnips\n\n");
        for (var i = 0; i < 32; i++)
        {
            var (at, title) = (60 + i * 200, Title());
            text.Append(CultureInfo.InvariantCulture,
                $"[{Clock(at + 80)}] {title}\n\n🎧 Play snip - 1min️ ({Clock(at)} - {Clock(at + 80)})\n\n{title}\n\n📚 Transcript\n\nClick to expand\n\n");
            foreach (var (speaker, speech) in Turns(200)) text.Append(CultureInfo.InvariantCulture, $"{speaker}\n\n{speech}\n\n");
        }

        Write($"pastes/{number}.txt", text);
    }

    private IEnumerable<(string Speaker, string Speech)> Turns(int words)
    {
        var (a, b) = (Speaker(), Speaker());
        while (words > 0)
        {
            var speech = new StringBuilder(Sentence());
            for (var i = _random.Next(8); i > 0; i--) speech.Append(' ').Append(Sentence());
            words -= speech.ToString().AsSpan().Count(' ') + 1;
            yield return (a, speech.ToString());
            (a, b) = (b, a);
        }
    }

    private string Sentence()
    {
        var words = string.Join(' ', Enumerable.Range(0, _random.Next(5, 22)).Select(_ => Word()));
        return char.ToUpperInvariant(words[0]) + words[1..] + (_random.Next(8) == 0 ? "?" : ".");
    }

    private string Title() => string.Join(' ', Enumerable.Range(0, _random.Next(3, 9)).Select(_ => Word()));

    /// <summary>Frequent words often: evenly over the ranks' logarithm.</summary>
    private string Word() => _words[(int)Math.Pow(_words.Length, _random.NextDouble()) - 1];

    private string Speaker() => Speakers[_random.Next(Speakers.Length)];

    private static string Uuid(int kind, int number) => $"{number:x8}-0000-4000-8000-{kind:x12}";

    private static string Day(int number) => new DateOnly(2020, 1, 1).AddDays(number % 2200).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Clock(int seconds) => TimeSpan.FromSeconds(seconds)
        .ToString(seconds < 3600 ? @"mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Stamp(int milliseconds, string kind) =>
        TimeSpan.FromMilliseconds(milliseconds).ToString(kind == "vtt" ? @"hh\:mm\:ss\.fff" : @"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture);

    private void Write(string name, StringBuilder text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ToString());
    }
}
