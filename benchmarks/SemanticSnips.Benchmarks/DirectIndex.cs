using System.Collections;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks;

/// <summary>Writes a whole index of snips whose passages' vectors are known or made, so that no model runs.</summary>
internal static class DirectIndex
{
    private const int SnipsPerCommit = 50_000;

    /// <summary>Writes it.</summary>
    /// <param name="folder">The index's folder.</param>
    /// <param name="model">Whose tokenizer cuts the passages and for whose queries the index is.</param>
    /// <param name="chunking">How they are cut; null for the default.</param>
    /// <param name="snips">The snips; each id once.</param>
    /// <param name="vectorOf">The unit vector of a passage, by its snip's id and its number in the index; asked for twice.</param>
    /// <returns>Passages.</returns>
    public static int Write(string folder, ModelLoader model, ChunkerOptions? chunking, IEnumerable<Snip> snips, Func<string, int, float[]> vectorOf)
    {
        var manifest = WriteWords(folder, model, chunking, snips);
        var (keys, passages, count) = ReadKeys(folder, vectorOf);
        var segment = VectorSegmentWriter.Write(IndexManifest.VectorFolder(folder), manifest.Dimensions, keys, new MadeVectors(passages));
        using var commit = KeywordIndexWriter.Open(IndexManifest.KeywordFolder(folder));
        commit.Commit((manifest with { Generation = manifest.Generation + 1, Segments = [segment] }).ToUserData());
        CommitTables.Keep(folder, model.Card);
        return count;
    }

    private static IndexManifest WriteWords(string folder, ModelLoader model, ChunkerOptions? chunking, IEnumerable<Snip> snips)
    {
        using var writer = SnipIndexWriter.Open(folder, model, chunking);
        foreach (var commit in snips.Chunk(SnipsPerCommit))
        {
            foreach (var snip in commit) writer.Put(snip);
            writer.Commit();
        }

        return writer.Manifest;
    }

    private static (UInt128[] Keys, Func<float[]>[] Vectors, int Count) ReadKeys(string folder, Func<string, int, float[]> vectorOf)
    {
        using var committed = KeywordIndex.Open(IndexManifest.KeywordFolder(folder));
        var (keys, vectors, seen) = (new List<UInt128>(), new List<Func<float[]>>(), new HashSet<UInt128>());
        for (var i = 0; i < committed.Passages.Count; i++)
        {
            if (!seen.Add(committed.Passages[i].VectorKey)) continue;
            var (id, number) = (committed.Snips[committed.Passages[i].Snip].Id, i);
            keys.Add(committed.Passages[i].VectorKey);
            vectors.Add(() => vectorOf(id, number));
        }

        return ([.. keys], [.. vectors], committed.Passages.Count);
    }

    /// <summary>Vectors that are made when somebody looks at them: of millions only one is in memory.</summary>
    private sealed class MadeVectors(Func<float[]>[] make) : IReadOnlyList<float[]>
    {
        public int Count => make.Length;

        public float[] this[int index] => make[index]();

        public IEnumerator<float[]> GetEnumerator() => make.Select(m => m()).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
