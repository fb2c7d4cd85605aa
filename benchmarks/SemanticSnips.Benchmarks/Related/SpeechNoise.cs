using SemanticSnips.Related;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Related;

/// <summary>How wrong a second transcript may be before the same speech is no longer known for it.</summary>
internal static class SpeechNoise
{
    private const int MinWords = 80;

    /// <summary>Prints the share of an index's snips that are known again when some of their words are lost, wrong or added, in lower case and without
    /// punctuation.</summary>
    public static void Print(string indexFolder)
    {
        using var model = new ModelLoader(Repository.File("models", "bge-small-en-v1.5"));
        using var index = SnipIndex.Open(indexFolder, model);
        var snips = index.ReadAll().Where(s => s.Turns.Sum(t => t.Text.Split(' ').Length) >= MinWords).OrderBy(s => s.Id, StringComparer.Ordinal).ToList();
        foreach (var percent in new[] { 0, 5, 10, 15, 20, 25, 30, 40 })
        {
            var random = new Random(percent);
            var known = snips.Count(s => new SameSpeech(s).Repeats(new SameSpeech(Garble(s, percent / 100.0, random))));
            Console.WriteLine(FormattableString.Invariant(
                $"{percent,2} % of the words differ: {(double)known / snips.Count:0.000} of {snips.Count} snips known again"));
        }
    }

    private static Snip Garble(Snip snip, double rate, Random random)
    {
        var words = new List<string>();
        foreach (var word in string.Join(' ', snip.Turns.Select(t => t.Text)).ToLowerInvariant()
            .Split([' ', ',', '.', '?', '!'], StringSplitOptions.RemoveEmptyEntries))
        {
            var what = random.NextDouble() < rate ? random.Next(3) : 3;
            if (what is 1 or 2) words.Add($"x{random.Next(1000)}"); // Wrong, or added.
            if (what is 2 or 3) words.Add(word);
        }

        return snip with { Turns = [new Turn(null, string.Join(' ', words))] };
    }
}
