using System.Numerics.Tensors;
using SemanticSnips.Benchmarks.Micro;
using SemanticSnips.Evaluation;
using SemanticSnips.Indexing;

namespace SemanticSnips.Benchmarks.Rivals;

/// <summary>Makes <see cref="RivalData"/> of a judged collection, with the vectors that our index has of it.</summary>
internal static class RivalExport
{
    private const int PassagesPerMadeEpisode = 50;
    private const float Noise = 0.2f;

    /// <summary>Writes the data; what has no vector in the index yet is embedded first.</summary>
    /// <param name="indexFolder">The index that <c>snips eval</c> makes of the collection; made where missing.</param>
    /// <param name="collectionFolder">The collection.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="rows">Passages. More than the collection has are made of two of it each, words and vectors mixed, and then nothing is judged; 0 for those
    /// that there are.</param>
    public static void Write(string indexFolder, string collectionFolder, string folder, int rows)
    {
        using var model = new ModelLoader(ShippedModel.Folder);
        var collection = TestCollection.Load(collectionFolder);
        CollectionIndex.Build(collection, indexFolder, model);
        var (passages, vectors) = Read(indexFolder, model);
        var made = rows > passages.Count;
        var real = passages.Count;
        if (made) Enlarge(passages, vectors, rows);
        var queries = collection.Queries.Select(q => new RivalQuery(q.Id, q.Text, model.EmbedQuery(q.Text))).ToList();
        var name = made ? $"{rows:N0} passages, {real:N0} of {collection.Name} and mixtures of them" : $"{collection.Name}, {real:N0} passages";
        var grades = made ? [] : queries.ToDictionary(q => q.Id, q => new Dictionary<string, int>(collection.Qrels[q.Id]));
        RivalData.Write(folder, name, model.Card.Id, passages, vectors, queries, grades);
    }

    private static (List<RivalPassage> Passages, List<float[]> Vectors) Read(string folder, ModelLoader model)
    {
        using var index = SnipIndex.Open(folder, model);
        using var commit = IndexCommit.Open(folder, model.Card);
        var (passages, vectors) = (new List<RivalPassage>(), new List<float[]>());
        var corpus = index.Legs.Corpus;
        for (var s = 0; s < corpus.Snips.Count; s++)
        {
            var snip = SnipRecord.Parse(commit.Keywords.ReadContent(s)).Snip;
            var text = SnipText.Of(snip).Text;
            for (var p = corpus.Snips[s].FirstPassage; p < corpus.Snips[s].FirstPassage + corpus.Snips[s].PassageCount; p++)
            {
                if (!index.Legs.HasVector(p)) throw new InvalidDataException($"A passage of {snip.Id} has no vector.");
                var words = text[corpus.Passages[p].From..corpus.Passages[p].To];
                passages.Add(new RivalPassage(snip.Id, snip.Episode.Url ?? snip.Id, snip.Title is { } title ? $"{title}\n{words}" : words));
                vectors.Add(index.Legs.VectorOf(p));
            }
        }

        return (passages, vectors);
    }

    private static void Enlarge(List<RivalPassage> passages, List<float[]> vectors, int rows)
    {
        var (random, real) = (new Random(1), passages.Count);
        string[][] words = [.. passages.Select(p => p.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        for (var row = real; row < rows; row++)
        {
            var (a, b) = (random.Next(real), random.Next(real));
            string[] mixed = [.. words[a].Where((_, i) => i % 2 == 0), .. words[b].Where((_, i) => i % 2 == 1)];
            random.Shuffle(mixed);
            passages.Add(new RivalPassage($"made-{row}", $"made-{row / PassagesPerMadeEpisode}", string.Join(' ', mixed)));
            vectors.Add(Mix(vectors[a], vectors[b], random));
        }
    }

    private static float[] Mix(float[] a, float[] b, Random random)
    {
        var (mixed, noise) = (new float[a.Length], new float[a.Length]);
        for (var i = 0; i < noise.Length; i++) noise[i] = random.NextSingle() - 0.5f;
        var share = Noise / TensorPrimitives.Norm<float>(noise);
        for (var i = 0; i < mixed.Length; i++) mixed[i] = a[i] + b[i] + share * noise[i];
        TensorPrimitives.Divide(mixed, TensorPrimitives.Norm<float>(mixed), mixed);
        return mixed;
    }
}
