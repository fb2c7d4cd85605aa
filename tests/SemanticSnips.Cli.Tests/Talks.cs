using System.Text.Json;
using SemanticSnips.Testing;

namespace SemanticSnips.Cli.Tests;

/// <summary>A small test collection of three talks with times, in a folder of its own; right unless a test makes it wrong. The model's weights are random: only
/// words find anything.</summary>
internal sealed class Talks : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Talks()
    {
        Directory.CreateDirectory(WorkingDirectory);
        Write("corpus.jsonl",
            [.. Texts.Select((t, i) =>
            $$"""{"_id": "d{{i}}", "text": "{{t}}", "metadata": {"group": "{{"abc"[i / 2]}}", "start": {{i % 2 * 60}}, "end": {{(i % 2 * 60) + 60}} } }""")]);
        Write("queries.jsonl", [.. Questions.Select((q, i) => $$"""{"_id": "q{{i}}", "text": "{{q}}", "metadata": {"group": "{{"abc"[i / 2]}}"} }"""),
            """{"_id": "u", "text": "who won the chess tournament?", "metadata": {"answerable": false}}"""]);
        Write("qrels/test.tsv", ["query-id\tcorpus-id\tscore", "q0\td1\t1", .. Questions.Select((_, i) => $"q{i}\td{i}\t2")]);
        Write("evidence.jsonl", """{"query-id": "q0", "corpus-id": "d0", "grade": 2, "sentence": "A kettle heats the water for tea."}""");
    }

    /// <summary>What is said, each a document.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "A kettle heats the water for tea. Green leaves want it cooler.", "Coffee beans are roasted until they crack.",
        "Bees dance to tell where flowers are.", "A hive keeps warm by shivering.",
        "Glaciers carve valleys as the ice flows.", "Rivers carry sand into the sea.",
    ];

    /// <summary>Each is answered by the text with its number, the first also a little by the second.</summary>
    private static IReadOnlyList<string> Questions { get; } =
        ["what does the kettle heat?", "when are coffee beans roasted enough?", "why do bees dance?",
            "how does a hive keep warm?", "what do glaciers carve?", "where do rivers carry sand?"];

    public string WorkingDirectory => _folder.File("work");

    public string Folder => _folder.File("work", "talks");

    public string File(string name) => _folder.File("work", name);

    public void Write(string file, params string[] lines)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, string.Concat(lines.Select(l => l + "\n")));
    }

    public void Append(string file, string line) => System.IO.File.AppendAllText(Path.Combine(Folder, file), line + "\n");

    public void CopyTo(string name) => SeedIndex.Copy(Folder, File(name));

    /// <summary>Types a command beside the collection.</summary>
    public Outcome Run(params string[] args) => Run(new Terminal(), CancellationToken.None, args);

    public Outcome Run(Terminal terminal, CancellationToken stop, params string[] args) =>
        Snips.RunIn(WorkingDirectory, terminal, stop, [.. args, "--model", Repository.File("tests", "golden", "tiny-bert")]);

    /// <summary>The one result of an evaluation that must succeed.</summary>
    public JsonElement Evaluate(params string[] args)
    {
        var outcome = Run(["eval", "talks", "--json", .. args]);
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        return outcome.Json;
    }

    public static JsonElement RunOf(JsonElement result, string name) => result.GetProperty("runs")
        .EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);

    public static double MeasureOf(JsonElement result, string run, string measure) =>
        RunOf(result, run).GetProperty("measures").GetProperty(measure).GetDouble();

    public void Dispose() => _folder.Dispose();
}
