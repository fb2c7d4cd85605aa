using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>Text that says nothing, of the seed's words as often as the seed has them. The same random seed gives the same text.</summary>
internal sealed class SyntheticText(int randomSeed)
{
    private static readonly string[] SeedWords = ReadSeedWords();

    private readonly Random _random = new(randomSeed);

    /// <summary>Whole sentences of 5 to 21 words, the last one cut to the number of words.</summary>
    public string Passage(int words)
    {
        var sentences = new List<string>();
        for (int left = words, length; left > 0; left -= length)
        {
            length = Math.Min(left, _random.Next(5, 22));
            sentences.Add(Sentence(length));
        }

        return string.Join(' ', sentences);
    }

    /// <summary>Passages of evenly spread lengths, in random order.</summary>
    /// <param name="count">Passages.</param>
    /// <param name="minWords">Words of the shortest.</param>
    /// <param name="maxWords">Words of the longest.</param>
    public string[] Passages(int count, int minWords, int maxWords)
    {
        var passages = Enumerable.Range(0, count).Select(i => Passage(minWords + (maxWords - minWords) * i / Math.Max(1, count - 1))).ToArray();
        _random.Shuffle(passages);
        return passages;
    }

    private string Sentence(int words)
    {
        var text = string.Join(' ', Enumerable.Range(0, words).Select(_ => SeedWords[_random.Next(SeedWords.Length)]));
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static string[] ReadSeedWords() =>
        [.. Directory.EnumerateFiles(Repository.File("seeds"), "*.txt")
            .Order(StringComparer.Ordinal)
            .SelectMany(f => File.ReadAllText(f).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Select(w => w.Trim('.', ',', '?').ToLowerInvariant())
            .Where(w => w.Length > 0 && w.All(char.IsAsciiLetterLower))];
}
