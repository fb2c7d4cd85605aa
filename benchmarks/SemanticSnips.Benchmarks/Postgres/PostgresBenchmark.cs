using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using SemanticSnips.Benchmarks.Growth;
using SemanticSnips.Evaluation;
using SemanticSnips.Indexing;

namespace SemanticSnips.Benchmarks.Postgres;

/// <summary>A library on a server beside the same in an index folder: whether both find the same, and how long each takes.</summary>
internal static partial class PostgresBenchmark
{
    private const int Top = 10;
    private const int VectorsPerCommit = 8192;
    private const int SnipsPerCommit = 4096;
    private const int Warmup = 3;

    /// <summary>Copies an index of a collection to a server and asks both all questions.</summary>
    /// <param name="address">A schema that may be written.</param>
    /// <param name="index">The index that <c>snips eval</c> has made of the collection.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="words">Words, each of which filters: snips without it may not be found.</param>
    public static async Task CompareAsync(string address, string index, string collection, IReadOnlyList<string> words)
    {
        using var model = new ModelLoader(ShippedFolder);
        var clock = Stopwatch.StartNew();
        var report = LibraryCopy.Copy(index, address, model, new IndexWriterOptions { Chunking = CollectionIndex.WholeDocuments }, null,
            CancellationToken.None);
        Print($"copied {report.Snips} snips, {report.Passages} passages, {report.Vectors} vectors in {clock.Elapsed.TotalSeconds:0.0} s, {report.Missing} " +
            $"left to embed");
        var test = TestCollection.Load(collection);
        using var folder = new SharedIndex(index, model);
        using var server = new PostgresLibrary(PostgresAddress.Parse(address), model);
        foreach (var filter in words.Prepend(""))
        {
            var suffix = filter.Length == 0 ? "" : $" \"{filter}\"";
            var share = filter.Length == 0 ? 1 : (double)(await folder.ListAsync(suffix)).Total / report.Snips;
            var tally = new Tally();
            foreach (var query in test.Queries)
            {
                var text = NoOperators().Replace(query.Text, " ") + suffix;
                var (a, b) = (await folder.SearchAsync(text, new SearchOptions { Top = Top }), await server.SearchAsync(text, new SearchOptions { Top = Top }));
                tally.Add(a.Hits, b.Hits, id => test.Qrels[query.Id].GetValueOrDefault(id), [.. test.Qrels[query.Id].Values]);
            }

            Print($"{test.Name}, {test.Queries.Count} questions{(filter.Length == 0 ? "" : $", filter {share:0.0000} of the snips")}: {tally}");
        }
    }

    /// <summary>Fills both with passages whose vectors are mixtures of embedded ones, see <see cref="ScaleLibrary"/>, and measures after each size.</summary>
    /// <param name="address">A schema that may be written, without a library.</param>
    /// <param name="index">A folder that may be written, without an index.</param>
    /// <param name="passages">Gzipped JSON Lines: <c>_id</c>, <c>text</c>, <c>metadata.group</c>.</param>
    /// <param name="questions">A collection's folder, whose questions are asked.</param>
    /// <param name="sizes">Passages, ascending.</param>
    public static async Task MeasureAsync(string address, string index, string passages, string questions, IReadOnlyList<int> sizes)
    {
        using var model = new ModelLoader(ShippedFolder);
        var queries = TestCollection.Load(questions).Queries.Select(q => NoOperators().Replace(q.Text, " ")).ToList();
        var server = PostgresAddress.Parse(address);
        var options = new IndexWriterOptions { Chunking = CollectionIndex.WholeDocuments };
        using (ISnipStore empty = PostgresStore.Open(server, model, options))
        {
            if (empty.ReadStates().Count > 0)
                throw new ArgumentException("The library on the server holds snips already; expected an empty one.", nameof(address));
        }

        var scale = new ScaleLibrary(passages, model);
        using var snips = Read(passages).GetEnumerator();
        var filled = 0;
        foreach (var size in sizes)
        {
            var batch = new List<SnipRecord>();
            while (filled + batch.Count < size && snips.MoveNext()) batch.Add(SnipRecord.Of([snips.Current]));
            filled += batch.Count;
            using (var store = PostgresStore.Open(server, model, options)) Fill(store, "server", batch, scale);
            using (var store = SnipIndexWriter.Open(index, model, options)) Fill(store, "folder", batch, scale);
            await MeasureSearchAsync(server, index, model, queries, filled);
        }
    }

    /// <summary>Asks both, which are filled alike.</summary>
    /// <param name="address">A library that <see cref="MeasureAsync"/> has filled.</param>
    /// <param name="index">The index folder that it has filled.</param>
    /// <param name="questions">A collection's folder, whose questions are asked.</param>
    public static async Task SearchAsync(string address, string index, string questions)
    {
        using var model = new ModelLoader(ShippedFolder);
        var server = PostgresAddress.Parse(address);
        using var library = new PostgresLibrary(server, model);
        var queries = TestCollection.Load(questions).Queries.Select(q => NoOperators().Replace(q.Text, " ")).ToList();
        await MeasureSearchAsync(server, index, model, queries, (await library.StatusAsync()).Passages);
    }

    private static string ShippedFolder => Testing.Repository.File("models", "bge-small-en-v1.5");

    private static void Fill(ISnipStore store, string name, List<SnipRecord> records, ScaleLibrary scale)
    {
        _ = store.ReadStates();
        var clock = Stopwatch.StartNew();
        foreach (var commit in records.Chunk(SnipsPerCommit))
        {
            foreach (var record in commit) store.Put(record);
            store.Commit(store.Sources);
        }

        var words = clock.Elapsed;
        var pending = store.FindPending();
        var vectors = TimeSpan.Zero;
        foreach (var keys in pending.Chunk(VectorsPerCommit))
        {
            var inputs = store.ReadInputs(keys);
            float[][] made = [.. inputs.AsParallel().AsOrdered().Select(i => scale.VectorOf(NumberOf(i)))];
            clock.Restart();
            store.AddVectors(keys, made);
            vectors += clock.Elapsed;
        }

        clock.Restart();
        store.Compact();
        Print($"{name}: {records.Count} snips in {words.TotalSeconds:0.0} s ({records.Count / words.TotalSeconds:0} a second), "
            + $"{pending.Count} vectors in {vectors.TotalSeconds:0.0} s ({pending.Count / vectors.TotalSeconds:0} a second), graph " +
                $"{clock.Elapsed.TotalSeconds:0.0} s");
    }

    private static async Task MeasureSearchAsync(PostgresAddress address, string index, ModelLoader model, List<string> queries, int passages)
    {
        using var folder = new SharedIndex(index, model);
        using var server = new PostgresLibrary(address, model);
        foreach (var query in queries.Take(Warmup))
        {
            await folder.SearchAsync(query);
            await server.SearchAsync(query);
        }

        var times = new Dictionary<string, List<double>>();
        var tally = new Tally();
        foreach (var query in queries)
        {
            Time("embedding the question", () => Task.FromResult<SearchResult?>(model.EmbedQuery(query) is null ? null : null));
            var a = await TimeAsync("folder", () => folder.SearchAsync(query, new SearchOptions { Top = Top }));
            var b = await TimeAsync("server", () => server.SearchAsync(query, new SearchOptions { Top = Top }));
            tally.Add(a.Hits, b.Hits, _ => 0, []);
            await TimeAsync("folder, words", () => folder.SearchAsync(query, new SearchOptions { Top = Top, Mode = SearchMode.Keyword }));
            await TimeAsync("server, words", () => server.SearchAsync(query, new SearchOptions { Top = Top, Mode = SearchMode.Keyword }));
        }

        foreach (var (what, took) in times)
        {
            took.Sort();
            Print($"{passages} passages, {what}: p50 {took[took.Count / 2]:0.0} ms, p95 {took[(int)(took.Count * 0.95)]:0.0} ms");
        }

        Print($"{passages} passages: {tally}");

        async Task<SearchResult> TimeAsync(string what, Func<Task<SearchResult>> search)
        {
            var clock = Stopwatch.StartNew();
            var result = await search();
            Note(what, clock);
            return result;
        }

        void Time(string what, Func<Task<SearchResult?>> act)
        {
            var clock = Stopwatch.StartNew();
            _ = act();
            Note(what, clock);
        }

        void Note(string what, Stopwatch clock)
        {
            if (!times.TryGetValue(what, out var took)) times.Add(what, took = []);
            took.Add(clock.Elapsed.TotalMilliseconds);
        }
    }

    /// <summary>A number that is a function of a text: both stores give it the same vector.</summary>
    private static int NumberOf(string text) => (int)(XxHash64.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())) & int.MaxValue);

    private static IEnumerable<Snip> Read(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var group = json.RootElement.GetProperty("metadata").GetProperty("group").GetString()!;
            var position = positions.GetValueOrDefault(group);
            positions[group] = position + 1;
            yield return new Snip
            {
                Id = json.RootElement.GetProperty("_id").GetString()!,
                Episode = new Episode { Url = group, Title = json.RootElement.GetProperty("title").GetString() },
                Start = TimeSpan.FromSeconds(60 * position),
                End = TimeSpan.FromSeconds(60 * (position + 1)),
                Turns = [new Turn(null, json.RootElement.GetProperty("text").GetString()!)],
                Source = "passages",
            };
        }
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);

    [GeneratedRegex(@"[^\w\s'?.,]|(?<=\W|^)-")]
    private static partial Regex NoOperators();

    /// <summary>How alike two rankings of the same questions are.</summary>
    private sealed class Tally
    {
        private readonly List<double> _first = [], _second = [];
        private int _places, _same, _firsts, _questions;

        public void Add(IReadOnlyList<SearchHit> a, IReadOnlyList<SearchHit> b, Func<string, int> grade, int[] judged)
        {
            _questions++;
            _places += Math.Max(a.Count, b.Count);
            _same += a.Zip(b).Count(h => h.First.Snip.Id == h.Second.Snip.Id);
            if (a.Count == b.Count && (a.Count == 0 || a[0].Snip.Id == b[0].Snip.Id)) _firsts++;
            _first.Add(Measures.Ndcg([.. a.Select(h => grade(h.Snip.Id))], judged, Top));
            _second.Add(Measures.Ndcg([.. b.Select(h => grade(h.Snip.Id))], judged, Top));
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{_same} of {_places} places the same ({(double)_same / Math.Max(1, _places):0.0000}), first hit {_firsts} of {_questions}, "
            + $"nDCG@10 folder {_first.Average():0.0000}, server {_second.Average():0.0000}");
    }
}
