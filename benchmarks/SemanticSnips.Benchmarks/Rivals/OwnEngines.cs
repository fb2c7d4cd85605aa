using System.Globalization;
using System.Numerics.Tensors;
using SemanticSnips.Benchmarks.Micro;
using SemanticSnips.Evaluation;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Searching;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks.Rivals;

/// <summary>This repository's engines, and the loop that anybody would write.</summary>
internal static class OwnEngines
{
    public static IReadOnlyDictionary<string, Func<IRivalEngine>> All { get; } = new Dictionary<string, Func<IRivalEngine>>(StringComparer.Ordinal)
    {
        ["ours-exact"] = () => new OwnVectors(quantized: false),
        ["ours-quantized"] = () => new OwnVectors(quantized: true),
        ["tensorprimitives-loop"] = () => new Loop(),
        ["ours-words"] = () => new OwnWords(),
        ["ours"] = () => new OwnSearch(),
    };

    /// <summary>Best scores first, of equals the first row.</summary>
    private static int[] Best(ReadOnlySpan<float> scores)
    {
        var best = new (float Score, int Row)[RivalRun.Wanted];
        Array.Fill(best, (float.NegativeInfinity, int.MaxValue));
        for (var row = 0; row < scores.Length; row++)
        {
            if (scores[row] <= best[^1].Score) continue;
            var at = best.Length - 1;
            for (; at > 0 && best[at - 1].Score < scores[row]; at--) best[at] = best[at - 1];
            best[at] = (scores[row], row);
        }

        return [.. best.Where(b => b.Row < int.MaxValue).Select(b => b.Row)];
    }

    private sealed class OwnVectors(bool quantized) : IRivalEngine
    {
        private VectorStore? _store;

        public RivalTask Task => RivalTask.Vectors;

        public string Version => quantized ? "bits, then floats" : "float32";

        public void Build(RivalData data, string folder)
        {
            UInt128[] keys = [.. Enumerable.Range(0, data.Rows).Select(i => (UInt128)i)];
            var segment = VectorSegmentWriter.Write(folder, data.Dimensions, keys, [.. data.ReadVectors()]);
            File.WriteAllText(Path.Combine(folder, "segment.json"), System.Text.Json.JsonSerializer.Serialize(segment));
        }

        public void Open(RivalData data, string folder) => _store = VectorStore.Open(
            folder, data.Dimensions, [System.Text.Json.JsonSerializer.Deserialize<VectorSegmentInfo>(File.ReadAllText(Path.Combine(folder, "segment.json")))!]);

        public IReadOnlyList<int> Ask(RivalQuery query)
        {
            var top = quantized
                ? _store!.TopQuantized(query.Vector, RivalRun.Wanted, allowed: null, threads: 1)
                : _store!.Top(query.Vector, RivalRun.Wanted, allowed: null, threads: 1);
            return [.. top.Select(r => r.Row)];
        }

        public void Dispose() => _store?.Dispose();
    }

    private sealed class Loop : IRivalEngine
    {
        private float[] _vectors = [];
        private float[] _scores = [];

        public RivalTask Task => RivalTask.Vectors;

        public string Version => $"System.Numerics.Tensors {typeof(TensorPrimitives).Assembly.GetName().Version!.ToString(3)}, in memory";

        public void Build(RivalData data, string folder) => File.Copy(Path.Combine(data.Folder, "vectors.f32"), Path.Combine(folder, "vectors.f32"));

        public void Open(RivalData data, string folder) => (_vectors, _scores) = (data.ReadAllVectors(), new float[data.Rows]);

        public IReadOnlyList<int> Ask(RivalQuery query)
        {
            var vector = query.Vector.AsSpan();
            for (var row = 0; row < _scores.Length; row++) _scores[row] = TensorPrimitives.Dot(vector, _vectors.AsSpan(row * vector.Length, vector.Length));
            return Best(_scores);
        }

        public void Dispose()
        {
            // Nothing but arrays.
        }
    }

    private sealed class OwnWords : IRivalEngine
    {
        private KeywordIndex? _index;

        public RivalTask Task => RivalTask.Words;

        public string Version => "BM25 of all passages";

        public void Build(RivalData data, string folder)
        {
            using var writer = KeywordIndexWriter.Open(folder);
            var row = 0;
            foreach (var passage in data.ReadPassages())
            {
                writer.Put(new SnipDocument
                {
                    Id = (row++).ToString(CultureInfo.InvariantCulture),
                    EpisodeKey = passage.Group,
                    Content = [],
                    State = [],
                    Passages = [new PassageDocument { Text = passage.Text, VectorKey = (UInt128)row, From = 0, To = passage.Text.Length }],
                });
            }

            writer.Commit(new Dictionary<string, string>());
        }

        public void Open(RivalData data, string folder) => _index = KeywordIndex.Open(folder);

        public IReadOnlyList<int> Ask(RivalQuery query)
        {
            var scores = _index!.Score(FrameWords.Without(_index.TermsOf(query.Text)));
            return [.. Best(scores.Bm25).Where(p => scores.Bm25[p] > 0)
                .Select(p => int.Parse(_index.Snips[_index.Passages[p].Snip].Id, CultureInfo.InvariantCulture))];
        }

        public void Dispose() => _index?.Dispose();
    }

    /// <summary>A search as people run it, but for the forward pass of the question: its vector is given, as it is to the others.</summary>
    private sealed class OwnSearch : IRivalEngine
    {
        private static readonly TimeSpan Step = TimeSpan.FromSeconds(60);

        private readonly ModelLoader _model = new(ShippedModel.Folder);
        private SnipIndex? _index;

        public RivalTask Task => RivalTask.Whole;

        public string Version => "hybrid search, default";

        public void Build(RivalData data, string folder)
        {
            float[][] vectors = [.. data.ReadVectors()];
            DirectIndex.Write(folder, _model, CollectionIndex.WholeDocuments, Snips(data), (id, _) => vectors[int.Parse(id, CultureInfo.InvariantCulture)]);
        }

        public void Open(RivalData data, string folder) => _index = SnipIndex.Open(folder, _model);

        public IReadOnlyList<int> Ask(RivalQuery query)
        {
            using var read = _index!.Searcher.Read(new SnipQuery(query.Text, []));
            using var embedded = new Query(read.Words, read.Terms, read.Allowed, (_, _) => query.Vector);
            var found = _index.Searcher.Search(query.Text, embedded, new SearchOptions { Top = RivalRun.Wanted }, CancellationToken.None);
            return [.. found.Hits.Select(h => int.Parse(h.Snip.Id, CultureInfo.InvariantCulture))];
        }

        public void Dispose()
        {
            _index?.Dispose();
            _model.Dispose();
        }

        /// <summary>A passage a snip, as the index of a collection has them: what follows each other in an episode is known to.</summary>
        private static IEnumerable<Snip> Snips(RivalData data)
        {
            var positions = new Dictionary<string, int>(StringComparer.Ordinal);
            var row = 0;
            foreach (var passage in data.ReadPassages())
            {
                var position = positions.GetValueOrDefault(passage.Group);
                positions[passage.Group] = position + 1;
                yield return new Snip
                {
                    Id = (row++).ToString(CultureInfo.InvariantCulture),
                    Episode = new Episode { Url = passage.Group },
                    Start = position * Step,
                    End = (position + 1) * Step,
                    Turns = [new Turn(null, passage.Text)],
                    Source = "passages",
                };
            }
        }
    }
}
