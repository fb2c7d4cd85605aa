using System.Globalization;
using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Related;

/// <summary>Samples snips across shows, and pools what several rankings find related to them, to be judged without knowing which found what.</summary>
internal static class RelatedPool
{
    /// <summary>Hits of a ranking that are judged.</summary>
    public const int Depth = 5;

    private static readonly (string Name, RelatedOptions Options)[] Systems =
    [
        ("related", new RelatedOptions { Top = Depth }),
        ("cosine", new RelatedOptions { Top = Depth, CosineAlone = true }),
    ];

    private const int MinWords = 80;
    private const int Seed = 20261125;

    /// <summary>Writes <c>pool.txt</c> to read, <c>pool.tsv</c> with the ids of what it shows, and <c>runs.tsv</c> with what each ranking found.</summary>
    /// <param name="indexFolder">Made of what <see cref="RelatedLibrary"/> writes.</param>
    /// <param name="skip">Snips of the sample to leave out, since they were judged before.</param>
    /// <param name="count">Snips to take.</param>
    /// <param name="folder">Created where missing.</param>
    public static void Write(string indexFolder, int skip, int count, string folder)
    {
        Directory.CreateDirectory(folder);
        using var model = new ModelLoader(Repository.File("models", "bge-small-en-v1.5"));
        using var index = SnipIndex.Open(indexFolder, model);
        var random = new Random(Seed);
        var (text, pool) = (new StringBuilder(), new StringBuilder());
        var runs = new StringBuilder("snip\tsystem\trank\tother\tepisode\trelevance\n");
        var number = skip;
        foreach (var source in Sample(index, random).Skip(skip).Take(count))
        {
            number++;
            var found = new Dictionary<string, SearchHit>(StringComparer.Ordinal);
            foreach (var (system, options) in Systems)
            {
                foreach (var hit in index.Related(source.Id, options)!.Hits)
                {
                    var place = hit.Snip.Episode.Title == source.Episode.Title ? "same" : "other";
                    runs.Append(CultureInfo.InvariantCulture, $"{source.Id}\t{system}\t{hit.Rank}\t{hit.Snip.Id}\t{place}\t{hit.Relevance:0.000}\n");
                    found.TryAdd(hit.Snip.Id, hit);
                }
            }

            text.Append(CultureInfo.InvariantCulture, $"\n===== {number} =====\n{Speech(source, 0, int.MaxValue)}\n");
            var shuffled = found.Values.OrderBy(h => h.Snip.Id, StringComparer.Ordinal).ToArray();
            new Random(Seed + number).Shuffle(shuffled);
            for (var i = 0; i < shuffled.Length; i++)
            {
                var label = $"{number}{(char)('a' + i)}";
                text.Append(CultureInfo.InvariantCulture, $"--- {label}\n{Speech(shuffled[i].Snip, shuffled[i].Passage.From, shuffled[i].Passage.To)}\n");
                pool.Append(CultureInfo.InvariantCulture, $"{label}\t{source.Id}\t{shuffled[i].Snip.Id}\n");
            }
        }

        File.WriteAllText(Path.Combine(folder, "pool.txt"), text.ToString());
        File.WriteAllText(Path.Combine(folder, "pool.tsv"), pool.ToString());
        File.WriteAllText(Path.Combine(folder, "runs.tsv"), runs.ToString());
    }

    /// <summary>Snips with enough speech, one show after the other, at random within each.</summary>
    private static IEnumerable<Snip> Sample(SnipIndex index, Random random)
    {
        var shows = index.ReadAll()
            .Where(s => s.Turns.Sum(t => t.Text.Split(' ').Length) >= MinWords)
            .GroupBy(s => s.Episode.Show ?? "", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g =>
            {
                var snips = g.OrderBy(s => s.Id, StringComparer.Ordinal).ToArray();
                random.Shuffle(snips);
                return snips;
            })
            .ToList();
        for (var i = 0; shows.Any(s => i < s.Length); i++)
        {
            foreach (var show in shows.Where(s => i < s.Length)) yield return show[i];
        }
    }

    private static string Speech(Snip snip, int from, int to)
    {
        var text = SnipText.Of(snip);
        return string.Join('\n', text.Parts
            .Where(p => p.Kind is not PartKind.Episode && p.From < to && p.To > from)
            .Select(p => (p.Speaker is null ? "" : p.Speaker + ": ") + text.Text[Math.Max(from, p.From)..Math.Min(to, p.To)]));
    }
}
