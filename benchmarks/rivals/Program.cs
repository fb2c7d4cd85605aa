using SemanticSnips.Benchmarks.Rivals;
using SemanticSnips.Rivals;

return RivalRun.Command(
    new Dictionary<string, Func<IRivalEngine>>(StringComparer.Ordinal)
    {
        ["usearch-exact-f32"] = () => new UsearchExact(Scalar.Float32),
        ["usearch-exact-f16"] = () => new UsearchExact(Scalar.Float16),
        ["usearch-exact-i8"] = () => new UsearchExact(Scalar.Int8),
        ["usearch-hnsw-f32"] = () => new UsearchGraph(),
        ["sqlite-vec"] = () => new SqliteVectors(),
        ["duckdb"] = () => new DuckDbVectors(),
        ["sqlite-fts5"] = () => new SqliteWords(),
        ["lucene-net"] = () => new LuceneWords(),
        ["fts5-and-sqlite-vec"] = () => new SqliteWhole(),
    },
    args);
