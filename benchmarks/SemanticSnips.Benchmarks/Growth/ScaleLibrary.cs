using System.Globalization;
using System.IO.Compression;
using System.Numerics.Tensors;
using System.Text.Json;

namespace SemanticSnips.Benchmarks.Growth;

/// <summary>Libraries of any size out of some hundred thousand real passages: words reshuffled, vectors perturbed, so that nothing is there twice.</summary>
/// <remarks>The same file and size give the same library. A word is as frequent as it is in the file, and vectors lie about as near to each other as real
/// ones.</remarks>
internal sealed class ScaleLibrary
{
    /// <summary>A tag of one snip in twenty.</summary>
    public const string OneInTwenty = "twentieth";

    /// <summary>A tag of one snip in a thousand.</summary>
    public const string OneInThousand = "thousandth";

    private const int Embedded = 512;
    private const int Questions = 32;
    private const int WordsPerQuestion = 8;
    private const int FewestWords = 60;
    private const int SnipsPerEpisode = 12;
    private const int EpisodesPerShow = 60;
    private const float Noise = 0.3f;

    private static readonly TimeSpan SnipLength = TimeSpan.FromMinutes(2);

    private readonly string[][] _passages;
    private readonly float[][] _vectors;

    /// <summary>Reads the passages and embeds a few hundred of them, whose mixtures the others' vectors are.</summary>
    /// <param name="file">Gzipped JSON Lines with a <c>text</c>.</param>
    /// <param name="model">The embedding model.</param>
    public ScaleLibrary(string file, ModelLoader model)
    {
        _passages = [.. Read(file)];
        var every = Math.Max(1, _passages.Length / Embedded);
        string[] chosen = [.. _passages.Where((p, i) => i % every == 0 && p.Length >= FewestWords).Take(Embedded).Select(p => string.Join(' ', p))];
        _vectors = model.EmbedPassages(chosen);
        Asked = [.. chosen.Take(Questions).Select(p => string.Join(' ', p.Split(' ').Skip(20).Take(WordsPerQuestion)).TrimEnd('.', ',', '?'))
            .Select(text => (text, model.EmbedQuery(text)))];
    }

    /// <summary>Questions in the words of passages, with their vectors.</summary>
    public IReadOnlyList<(string Text, float[] Vector)> Asked { get; }

    /// <summary>Snips of two passages' length each, until there are enough words for some number of index passages.</summary>
    public IEnumerable<Snip> Snips(int passages)
    {
        // About as many words a passage as a chunk of 140 tokens has besides the sentence that it repeats.
        const int wordsPerPassage = 82;
        var words = 0L;
        for (var number = 0; words < (long)passages * wordsPerPassage; number++)
        {
            var random = new Random(number);
            string[] text = [.. Mixed(random), .. Mixed(random)];
            words += text.Length;
            var start = number % SnipsPerEpisode * 2 * SnipLength;
            var episode = number / SnipsPerEpisode;
            yield return new Snip
            {
                Id = number.ToString("x8", CultureInfo.InvariantCulture),
                Episode = new Episode { Title = $"Episode {episode}", Show = $"Show {episode / EpisodesPerShow}" },
                Start = start,
                End = start + SnipLength,
                Tags = [.. new[] { (Every: 20, OneInTwenty), (Every: 1000, OneInThousand) }.Where(t => number % t.Every == 7).Select(t => t.Item2)],
                Turns = [new Turn(number % 2 == 0 ? "Ann Lee" : "Bo Okafor", Sentences(text))],
                Source = "scale",
            };
        }
    }

    /// <summary>The vector of a passage by its number: a mixture of two real ones, and noise.</summary>
    public float[] VectorOf(int number)
    {
        var random = (ulong)number + 1;
        var (a, b) = (_vectors[Next(ref random) % (ulong)_vectors.Length], _vectors[Next(ref random) % (ulong)_vectors.Length]);
        var (vector, noise) = (new float[a.Length], new float[a.Length]);
        for (var i = 0; i < noise.Length; i++) noise[i] = (Next(ref random) >> 40) / (float)(1 << 24) - 0.5f;
        TensorPrimitives.Multiply(noise, Noise / TensorPrimitives.Norm<float>(noise), noise);
        for (var i = 0; i < vector.Length; i++) vector[i] = a[i] + 0.6f * b[i] + noise[i];
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    /// <summary>SplitMix64: ten million vectors are made twice, and the framework's generator with a seed takes longer than all else.</summary>
    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Half of the words of two passages each, in any order.</summary>
    private string[] Mixed(Random random)
    {
        var (a, b) = (_passages[random.Next(_passages.Length)], _passages[random.Next(_passages.Length)]);
        string[] mixed = [.. a.Where((_, i) => i % 2 == 0), .. b.Where((_, i) => i % 2 == 1)];
        random.Shuffle(mixed);
        return mixed;
    }

    private static string Sentences(string[] words) =>
        string.Join(". ", words.Chunk(14).Select(s => string.Join(' ', s).TrimEnd('.', ',', '?', '!'))) + ".";

    private static IEnumerable<string[]> Read(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.GetProperty("text").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
