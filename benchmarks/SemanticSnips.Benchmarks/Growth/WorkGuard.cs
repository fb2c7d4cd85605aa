using System.Globalization;
using SemanticSnips.Benchmarks.Micro;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Searching;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Growth;

/// <summary>Holds the work of a warm search at 100,000 passages: counts, which no busy machine changes.</summary>
internal static class WorkGuard
{
    private const int Snips = 20_000;
    private const int SnipsPerEpisode = 10;
    private const int WordsPerSnip = 105;
    private const int Questions = 20;
    private const int WordsPerQuestion = 6;
    private const int Rounds = 5;
    private const string Rare = "rare";

    /// <summary>Everything that is held, for one question: what it was when it was last looked at, and what it may be.</summary>
    private static readonly Limit[] Limits =
    [
        new("KB allocated", Was: 878, Most: 940),
        new("vectors multiplied in full", Was: 2_519, Most: 2_800),
        new("postings decoded", Was: 1_296, Most: 1_420),
        new("records read", Was: 26, Most: 30),
        new("KB allocated where one snip in a thousand is allowed", Was: 656, Most: 740),
        new("vectors multiplied there", Was: 104, Most: 120),
        new("postings decoded there", Was: 1_005, Most: 1_200),
        new("records read there", Was: 20, Most: 24),
    ];

    /// <summary>Makes a library, asks, and prints what was measured beside what is allowed.</summary>
    /// <returns>The exit code: 1 where anything is above its limit.</returns>
    public static int Run()
    {
        using var model = new ModelLoader(ShippedModel.Folder);
        using var folder = new TemporaryFolder();
        var vectors = RandomVectors.Make(1000, model.Card.Dimensions, randomSeed: 1);
        var passages = DirectIndex.Write(folder.Path, model, new ChunkerOptions(8, 32, 0), MakeSnips(), (_, number) => vectors[number % vectors.Length]);
        using var index = SnipIndex.Open(folder.Path, model);
        index.Warm(asked: true);
        Console.WriteLine($"A search of {passages} passages:");
        double[] measured = [.. Measure(index, vectors[0], null), .. Measure(index, vectors[0], Rare)];
        foreach (var (limit, value) in Limits.Zip(measured))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(value <= limit.Most ? "ok    " : "ABOVE ")} {value:0.#} {limit.What}; at most {limit.Most:0.#}, was {limit.Was:0.#}"));
        }

        return Limits.Zip(measured).All(m => m.Second <= m.First.Most) ? 0 : 1;
    }

    /// <summary>KB, vectors, postings and records of one question, on average.</summary>
    private static double[] Measure(SnipIndex index, float[] vector, string? tag)
    {
        var text = new SyntheticText(randomSeed: 2);
        string[] questions = [.. Enumerable.Range(0, Questions).Select(_ => text.Passage(WordsPerQuestion))];
        Ask();
        var work = index.Legs.Work;
        Ask();
        work = index.Legs.Work - work;

        // Of some rounds the least: now and then the runtime itself allocates beside.
        var bytes = Enumerable.Range(0, Rounds).Min(_ =>
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Ask();
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        });
        return [bytes / 1024.0 / Questions, (double)work.Rows / Questions, (double)work.Postings / Questions, (double)work.Records / Questions];

        void Ask()
        {
            foreach (var question in questions)
            {
                using var read = index.Searcher.Read(new SnipQuery(question, tag is null ? [] : [new Condition(ConditionField.Tag, tag)]));
                using var query = new Query(read.Words, read.Terms, read.Allowed, (_, _) => vector);
                index.Searcher.Search(question, query, new SearchOptions(), CancellationToken.None);
            }
        }
    }

    private static IEnumerable<Snip> MakeSnips()
    {
        var text = new SyntheticText(randomSeed: 1);
        for (var number = 0; number < Snips; number++)
        {
            var start = TimeSpan.FromMinutes(2 * (number % SnipsPerEpisode));
            yield return new Snip
            {
                Id = number.ToString("x8", CultureInfo.InvariantCulture),
                Episode = new Episode { Title = $"Episode {number / SnipsPerEpisode}" },
                Start = start,
                End = start + TimeSpan.FromMinutes(1),
                Tags = number % 1000 == 7 ? [Rare] : [],
                Turns = [new Turn("Ann Lee", text.Passage(WordsPerSnip))],
                Source = "made",
            };
        }
    }

    private sealed record Limit(string What, double Was, double Most);
}
