using System.Globalization;
using System.Text.Json;

namespace SemanticSnips.Benchmarks.Related;

/// <summary>Makes a library of several shows, to import, of retrieval collections whose passages are podcasts and meetings cut in order.</summary>
/// <remarks>Passages of one <c>metadata.group</c> are one episode; the group's folder or its <c>metadata.domain</c> is the show. The same collections give the
/// same bytes.</remarks>
internal static class RelatedLibrary
{
    private const double WordsPerSecond = 2.5;
    private const int LongestName = 30;

    /// <summary>Writes an episode a file, as Podcasting 2.0 JSON.</summary>
    /// <param name="folder">Created where missing.</param>
    /// <param name="collections">BEIR folders, each with ":N" behind it where only every Nth episode is wanted.</param>
    /// <returns>Passages written.</returns>
    public static int Write(string folder, IEnumerable<string> collections)
    {
        Directory.CreateDirectory(folder);
        var passages = 0;
        foreach (var collection in collections)
        {
            var parts = collection.Split(':');
            var every = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(parts[0]));
            var episodes = File.ReadLines(Path.Combine(parts[0], "corpus.jsonl")).Select(l => Passage.Parse(l, name)).GroupBy(p => (p.Show, p.Group));
            foreach (var episode in episodes.OrderBy(e => e.Key.Show, StringComparer.Ordinal)
                .ThenBy(e => e.Key.Group, StringComparer.Ordinal).Where((_, i) => i % every == 0))
            {
                WriteEpisode(Path.Combine(folder, $"{name}-{episode.Key.Group.Replace('/', '-')}.json"), episode.Key.Show, episode);
                passages += episode.Count();
            }
        }

        return passages;
    }

    private static void WriteEpisode(string file, string show, IEnumerable<Passage> passages)
    {
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("version", "1.0.0");
        json.WriteString("show", show);
        json.WriteString("title", passages.First().Episode);
        json.WriteStartArray("segments");
        var time = 0.0;
        foreach (var (speaker, text) in passages.SelectMany(p => p.Text.Split('\n')).Select(Turn))
        {
            var end = time + text.Count(c => c == ' ') / WordsPerSecond + 0.4;
            json.WriteStartObject();
            if (speaker is not null) json.WriteString("speaker", speaker);
            json.WriteNumber("startTime", Math.Round(time, 1));
            json.WriteNumber("endTime", Math.Round(end, 1));
            json.WriteString("body", text);
            json.WriteEndObject();
            time = end;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>"Ann Lee: Yes." is Ann Lee's; a line without a short name at its beginning is nobody's.</summary>
    private static (string? Speaker, string Text) Turn(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon is > 0 and <= LongestName && line[..colon].Count(c => c == ' ') < 4 ? (line[..colon], line[(colon + 2)..]) : (null, line);
    }

    private sealed record Passage(string Show, string Group, string Episode, string Text)
    {
        public static Passage Parse(string line, string collection)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var title = root.GetProperty("title").GetString()!;
            var about = root.TryGetProperty("metadata", out var found) ? found : default;
            var group = about.ValueKind == JsonValueKind.Object && about.TryGetProperty("group", out var g) ? g.GetString()! : collection;
            var show = about.ValueKind == JsonValueKind.Object && about.TryGetProperty("domain", out var d) ? $"{d.GetString()} meetings" : group.Split('/')[0];
            return new Passage(show, group, title.Length > 0 ? title : group, root.GetProperty("text").GetString()!);
        }
    }
}
