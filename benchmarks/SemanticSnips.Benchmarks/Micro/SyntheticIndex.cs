using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>A whole index of synthetic snips whose vectors are random: made in seconds, and as large in every part as one of real vectors.</summary>
internal static class SyntheticIndex
{
    private const int SnipsPerEpisode = 10;
    private const int WordsPerTurn = 80;
    private const int TurnsPerSnip = 6;

    private static readonly TimeSpan SnipLength = TimeSpan.FromMinutes(3);

    /// <summary>Builds it; a snip has five passages.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">Whose tokenizer cuts the passages and for whose queries the index is; embeds nothing.</param>
    /// <param name="snips">Snips to make.</param>
    public static void Build(string folder, ModelLoader model, int snips)
    {
        var manifest = WriteSnips(folder, model, snips);
        var keys = ReadKeys(folder);
        var segment = VectorSegmentWriter.Write(
            IndexManifest.VectorFolder(folder), manifest.Dimensions, keys, RandomVectors.Make(keys.Length, manifest.Dimensions, randomSeed: 1));
        using var commit = KeywordIndexWriter.Open(IndexManifest.KeywordFolder(folder));
        commit.Commit((manifest with { Generation = manifest.Generation + 1, Segments = [segment] }).ToUserData());
    }

    private static IndexManifest WriteSnips(string folder, ModelLoader model, int count)
    {
        using var writer = SnipIndexWriter.Open(folder, model);
        var text = new SyntheticText(randomSeed: 1);
        for (var i = 0; i < count; i++) writer.Put(MakeSnip(i, text));
        writer.Commit();
        return writer.Manifest;
    }

    private static UInt128[] ReadKeys(string folder)
    {
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(folder));
        return [.. committed.Passages.Select(p => p.VectorKey).Distinct()];
    }

    private static Snip MakeSnip(int number, SyntheticText text)
    {
        var start = number % SnipsPerEpisode * 2 * SnipLength;
        var episode = number / SnipsPerEpisode;
        return new Snip
        {
            Id = $"{number:x8}",
            Episode = new Episode { Title = $"Episode {episode}", Show = $"Show {episode % 50}" },
            Start = start,
            End = start + SnipLength,
            Title = text.Passage(5),
            Turns = [.. Enumerable.Range(0, TurnsPerSnip).Select(t => new Turn(t % 2 == 0 ? "Ann Lee" : "Bo Okafor", text.Passage(WordsPerTurn)))],
            Source = "synthetic",
        };
    }
}
