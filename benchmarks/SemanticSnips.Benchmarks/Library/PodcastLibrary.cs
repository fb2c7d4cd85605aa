using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SemanticSnips.Benchmarks.Library;

/// <summary>A library of real speech in any size: snips of one or two passages, of as many episodes as there are, chosen by a hash of an id.</summary>
/// <remarks>The same file gives the same library everywhere, and a smaller library is the beginning of every larger one.</remarks>
internal static class PodcastLibrary
{
    /// <summary>Transcripts have no times; this many words make a second.</summary>
    private const double WordsPerSecond = 2.8;

    private const int EnoughWords = 120;
    private const int FewestWords = 110;
    private const int MostWords = 330;

    /// <summary>Writes an episode a file, as Snipd exports it, with untitled snips.</summary>
    /// <param name="passages">
    /// Gzipped JSON Lines of passages in the order in which they were spoken: <c>_id</c> (EPISODE#TURN[.PART]-TURN[.PART]), <c>title</c>,
    /// <c>text</c> ("Name: words" a line), <c>metadata.group</c>.
    /// </param>
    /// <param name="folder">Created where missing.</param>
    /// <param name="count">Snips to write, at most.</param>
    /// <param name="skip">Snips of the order that are left out before these.</param>
    /// <returns>Snips and episodes written.</returns>
    public static (int Snips, int Episodes) Write(string passages, string folder, int count, int skip = 0)
    {
        var chosen = Read(passages)
            .GroupBy(p => p.Group)
            .SelectMany(episode => Cut([.. episode]).OrderBy(c => c.Hash).Select((clip, round) => (Clip: clip, Round: round)))
            .OrderBy(c => c.Round)
            .ThenBy(c => c.Clip.Hash)
            .Skip(skip)
            .Take(count)
            .Select(c => c.Clip)
            .ToList();
        foreach (var episode in chosen.GroupBy(c => c.Passages[0].Group))
        {
            var file = Path.Combine(folder, episode.Key + ".md");
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, Export([.. episode.OrderBy(c => c.From)]));
        }

        return (chosen.Count, chosen.Select(c => c.Passages[0].Group).Distinct().Count());
    }

    private static IEnumerable<Passage> Read(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var text = root.GetProperty("text").GetString()!;
            yield return new Passage(
                root.GetProperty("_id").GetString()!, root.GetProperty("metadata").GetProperty("group").GetString()!, root.GetProperty("title").GetString()!,
                text,
                text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        }
    }

    /// <summary>An episode cut into clips that do not overlap: one passage or two, by a bit of the first one's hash.</summary>
    /// <remarks>Short ones and speech without a speaker are left out.</remarks>
    private static IEnumerable<Clip> Cut(IReadOnlyList<Passage> episode)
    {
        var before = 0;
        for (var (i, taken) = (0, 0); i < episode.Count; i += taken)
        {
            var hash = Hash(episode[i].Id);
            var two = i + 1 < episode.Count ? episode[i].Words + episode[i + 1].Words : 0;
            var alone = two == 0 || (episode[i].Words >= EnoughWords && (two > MostWords || hash % 2 == 0));
            taken = alone ? 1 : 2;
            var clip = new Clip(hash, [.. episode.Skip(i).Take(taken)], before);
            before += clip.Words;
            if (clip.Words >= FewestWords && clip.Turns.All(t => t.Speaker.Length > 0)) yield return clip;
        }
    }

    private static ulong Hash(string id) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static string Export(IReadOnlyList<Clip> clips)
    {
        var title = clips[0].Passages[0].Title;
        var number = title.LastIndexOf(" #", StringComparison.Ordinal);
        var text = new StringBuilder();
        var show = number > 0 ? title[..number] : title;
        text.Append(CultureInfo.InvariantCulture, $"# {title}\n\n## Episode metadata\n- Show: {show}\n\n## Snips\n\n");
        foreach (var clip in clips)
        {
            var minutes = Math.Max(1, (clip.To - clip.From) / 60);
            text.Append(CultureInfo.InvariantCulture, $"### [{Clock(clip.To)}] Untitled\n");
            text.Append(CultureInfo.InvariantCulture, $"🎧 Play snip - {minutes}min ({Clock(clip.From)} - {Clock(clip.To)})\n\n");
            text.Append("#### 📚 Transcript\n\n");
            foreach (var (speaker, words) in clip.Turns) text.Append(CultureInfo.InvariantCulture, $"**{speaker}:** {words}\n\n");
            text.Append("---\n\n");
        }

        return text.ToString();
    }

    private static string Clock(int seconds) =>
        TimeSpan.FromSeconds(seconds).ToString(seconds < 3600 ? @"mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);

    private sealed record Passage(string Id, string Group, string Title, string Text, int Words)
    {
        public string FirstTurn => Turn(Id[(Id.LastIndexOf('#') + 1)..].Split('-')[0]);

        public string LastTurn => Turn(Id[(Id.LastIndexOf('#') + 1)..].Split('-')[^1]);

        /// <summary>"12.3" is the fourth part of turn 12.</summary>
        private static string Turn(string place) => place.Split('.')[0];
    }

    private sealed record Clip(ulong Hash, IReadOnlyList<Passage> Passages, int WordsBefore)
    {
        public int Words => Passages.Sum(p => p.Words);

        public int From => (int)Math.Round(WordsBefore / WordsPerSecond);

        public int To => (int)Math.Round((WordsBefore + Words) / WordsPerSecond);

        /// <summary>Who says what; a turn that the passages divide is whole again. A line without "Name: " is nobody's.</summary>
        public List<(string Speaker, string Words)> Turns
        {
            get
            {
                var turns = new List<(string Speaker, string Words)>();
                for (var i = 0; i < Passages.Count; i++)
                {
                    var continues = i > 0 && Passages[i].FirstTurn == Passages[i - 1].LastTurn;
                    foreach (var line in Passages[i].Text.Split('\n'))
                    {
                        var colon = line.IndexOf(": ", StringComparison.Ordinal);
                        var turn = colon is > 0 and < 40 ? (line[..colon], line[(colon + 2)..]) : ("", line);
                        if (continues) turns[^1] = (turns[^1].Speaker, $"{turns[^1].Words} {turn.Item2}");
                        else turns.Add(turn);
                        continues = false;
                    }
                }

                return turns;
            }
        }
    }
}
