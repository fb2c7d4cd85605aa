using System.Diagnostics;
using System.Globalization;
using SemanticSnips.Benchmarks.Micro;
using SemanticSnips.Indexing;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Searching;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Growth;

/// <summary>How a warm query's parts grow with the library, the model's forward pass aside.</summary>
internal static class GrowthBenchmark
{
    private const int QuantizedRows = 200;

    private static readonly string[] Parts =
    [
        "all vectors, exact", $"{QuantizedRows} nearest, quantized", "words", "ranking", "reading and showing ten hits",
        "whole, all vectors exact", "whole", "whole, 5 % allowed", "whole, .1 % allowed",
    ];

    /// <summary>Makes a library of each size, measures it, and prints a Markdown table.</summary>
    /// <param name="passages">See <see cref="ScaleLibrary"/>.</param>
    /// <param name="sizes">Passages, or the folder of a library that <see cref="FirstAnswer.Write"/> has made.</param>
    public static void Run(string passages, IReadOnlyList<string> sizes)
    {
        using var model = new ModelLoader(ShippedModel.Folder);
        var library = new ScaleLibrary(passages, model);
        var columns = new List<(string Head, Dictionary<string, string> Cells)>();
        foreach (var size in sizes)
        {
            using var temporary = new TemporaryFolder();
            var folder = Directory.Exists(size) ? size : temporary.Path;
            var clock = Stopwatch.StartNew();
            if (folder == temporary.Path)
            {
                var wanted = int.Parse(size, CultureInfo.InvariantCulture);
                DirectIndex.Write(folder, model, null, library.Snips(wanted), (_, number) => library.VectorOf(number));
            }

            int made;
            using (var words = KeywordIndex.Open(IndexManifest.KeywordFolder(folder))) made = words.Passages.Count;
            Console.Error.WriteLine($"{made} passages made in {clock.Elapsed.TotalSeconds:0} s");
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            columns.Add((made.ToString("N0", CultureInfo.InvariantCulture), Measure(folder, model, library)));
        }

        Console.WriteLine(
            $"""
            # How a warm query grows

            Libraries of real passages whose words are reshuffled and whose vectors are perturbed. Questions of eight words, given with their vectors: no
            forward pass is in any figure, and so the words, which are looked up beside it, are part of the whole. p50 / p95, memory allocated for a question.

            {RunNote.Of($"dotnet run -c Release --project benchmarks/SemanticSnips.Benchmarks -- growth PASSAGES.jsonl.gz {string.Join(' ', sizes)}")}

            | passages | {string.Join(" | ", columns.Select(c => c.Head))} |
            |---|{string.Concat(columns.Select(_ => "---|"))}
            """);
        foreach (var part in columns[0].Cells.Keys) Console.WriteLine($"| {part} | {string.Join(" | ", columns.Select(c => c.Cells[part]))} |");
    }

    private static Dictionary<string, string> Measure(string folder, ModelLoader model, ScaleLibrary library)
    {
        var opening = new List<string>();
        var clock = Stopwatch.StartNew();
        using (var opened = KeywordIndex.Open(IndexManifest.KeywordFolder(folder)))
        {
            opening.Add(FormattableString.Invariant($"words {clock.Elapsed.TotalSeconds:0.00}"));
            clock.Restart();
            using var rows = IndexCommit.OpenVectors(folder, IndexManifest.Read(folder, opened.UserData));
            rows.FindRows(opened.Passages.Count, p => opened.Passages[p].VectorKey);
            opening.Add(FormattableString.Invariant($"vectors and their rows {clock.Elapsed.TotalSeconds:0.00}"));
        }

        using var index = SnipIndex.Open(folder, model);
        clock.Restart();
        _ = index.Legs.Corpus;
        opening.Add(FormattableString.Invariant($"corpus {clock.Elapsed.TotalSeconds:0.00}"));
        clock.Restart();
        index.Warm();
        opening.Add(FormattableString.Invariant($"neighbours {clock.Elapsed.TotalSeconds:0.00} s"));
        using var commit = IndexCommit.Open(folder, model.Card);
        var (asked, legs, ranker) = (library.Asked, index.Legs, index.Searcher.Ranker);
        var (options, profile) = (new SearchOptions(), index.Profile);
        var reader = new HitReader(snip => SnipRecord.Parse(commit.Keywords.ReadContent(snip)), () => legs.Corpus, profile);
        var buffers = legs.NewBuffers();
        Query[] queries = [.. asked.Select(q => Read(index, q))];
        var looked = options.Top + HitReader.SpareMoments;
        index.Warm(asked: true);
        var scores = legs.Score(queries[0], SearchMode.Hybrid, legs.NewBuffers(), [], default, looked);
        var moments = ranker.FindMoments(scores, options.Mode, options.Fusion, profile, looked, buffers);
        var cosines = new float[commit.Vectors.Count];

        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        void Tell(string name, int questions, Action<int> ask) => cells.Add(name, Part.Measure(name, questions, ask).Cell);

        // Where the floats do not stay in memory, a scan of all of them measures the disk, and leaves nothing of the rest in memory; so does what reads all of
        // them to derive a sketch of its own.
        var fits = Bytes(IndexManifest.VectorFolder(folder)) < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        void TellExact(string name, Action<int> ask)
        {
            if (fits) Tell(name, asked.Count, ask);
            else cells.Add(name, "-");
        }

        TellExact(Parts[0], i => commit.Vectors.Score(asked[i].Vector, cosines));
        TellExact(Parts[1], i => commit.Vectors.TopQuantized(asked[i].Vector, QuantizedRows));
        Tell(Parts[2], asked.Count, i => legs.Score(queries[i], SearchMode.Keyword, buffers, [], default));
        Tell(Parts[3], 1, _ => ranker.FindMoments(scores, options.Mode, options.Fusion, profile, looked, buffers));
        Tell(Parts[4], 1, _ => reader.Read(moments, scores, options.Top, default));
        IReadOnlyList<SearchHit> Exactly(int question)
        {
            using var query = Read(index, asked[question]);
            return index.Searcher.ReadHits(legs.Score(query, SearchMode.Hybrid, buffers, [], default), options);
        }

        TellExact(Parts[5], i => Exactly(i));
        foreach (var (name, tag) in new[] { (Parts[6], null), (Parts[7], ScaleLibrary.OneInTwenty), (Parts[8], ScaleLibrary.OneInThousand) })
        {
            Tell(name, asked.Count, i =>
            {
                using var query = Read(index, asked[i], tag);
                index.Searcher.Search(asked[i].Text, query, options, default);
            });
        }

        var work = legs.Work;
        for (var i = 0; i < asked.Count; i++)
        {
            using var query = Read(index, asked[i]);
            index.Searcher.Search(asked[i].Text, query, options, default);
        }

        cells.Add("vectors multiplied in full, a question", ((legs.Work - work).Rows / asked.Count).ToString("N0", CultureInfo.InvariantCulture));
        var (same, places) = (0, 0);
        for (var i = 0; i < asked.Count && fits; i++)
        {
            using var query = Read(index, asked[i]);
            var found = index.Searcher.Search(asked[i].Text, query, options, default).Hits;
            var exact = Exactly(i);
            places += exact.Count;
            same += exact.Zip(found).Count(pair => pair.First.Snip.Id == pair.Second.Snip.Id && pair.First.Passage == pair.Second.Passage);
        }

        cells.Add("of the first ten, the same as by exact vectors", fits ? $"{same} of {places}" : "-");
        cells.Add("open and make ready", string.Join(", ", opening));
        var (anonymous, mapped) = ReadMemory();
        cells.Add("memory of the process / mapped files in it", $"{anonymous >> 20} MB / {mapped >> 20} MB");
        var (words, vectors) = (Bytes(IndexManifest.KeywordFolder(folder)), Bytes(IndexManifest.VectorFolder(folder)));
        cells.Add("bytes on disk, words / vectors", $"{words >> 20} MB / {vectors >> 20} MB");
        foreach (var query in queries) query.Dispose();
        scores.Nearest?.Dispose();
        return cells;
    }

    private static Query Read(SnipIndex index, (string Text, float[] Vector) asked, string? tag = null)
    {
        using var read = index.Searcher.Read(new SnipQuery(asked.Text, tag is null ? [] : [new Condition(ConditionField.Tag, tag)]));
        return new Query(read.Words, read.Terms, read.Allowed, (_, _) => asked.Vector);
    }

    private static long Bytes(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(f => f.Length);

    private static (long Anonymous, long Mapped) ReadMemory()
    {
        var lines = File.ReadAllLines("/proc/self/status");
        long Kilobytes(string name)
        {
            var line = lines.First(l => l.StartsWith(name, StringComparison.Ordinal));
            return long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }

        return (1024 * Kilobytes("RssAnon:"), 1024 * Kilobytes("RssFile:"));
    }
}
