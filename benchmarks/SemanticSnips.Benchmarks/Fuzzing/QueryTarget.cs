using System.Text;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Fuzzing;

/// <summary>What is typed into search and ask, over a few snips with the tiny model.</summary>
internal sealed class QueryTarget : FuzzTarget
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelLoader _model;
    private readonly SnipIndex _index;

    public QueryTarget() : base("query")
    {
        _model = new ModelLoader(Repository.File("tests", "golden", "tiny-bert"));
        using (var writer = SnipIndexWriter.Open(_folder.File("index"), _model))
        {
            for (var i = 0; i < 12; i++) writer.Put(Snip(i));
            writer.Commit();
            writer.EmbedPending();
        }

        File.WriteAllText(_folder.File("index", "aliases.txt"), "Ann Lee = Speaker 2, A.\n");
        _index = SnipIndex.Open(_folder.File("index"), _model);
    }

    public override IReadOnlyList<string> Tokens { get; } =
    [
        "speaker:", "show:", "tag:", "after:", "before:2024-01", "on:", "has:", "guest:", "episode:", "-", "\"", "“", "\"a b\"", "*", "?", "(", ")", ":", "::",
        " ", "\t", "\n", "'s", "ab", "水", "e\u0301", "\u202e", "\0", "🎧", "AND", "OR", "~", "^", "[a TO b]", "\\", "what did Ann say about ",
    ];

    public override string Try(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        try
        {
            var found = _index.Search(text);
            Require(found.Hits.Select(h => h.Snip.Id).SequenceEqual(_index.Search(text).Hits.Select(h => h.Snip.Id)), "The same query gives the same hits.");
            Require(found.Hits.All(h => double.IsFinite(h.Score) && h.Relevance is >= 0 and <= 1), "Scores are numbers, and relevance is a probability.");
            _ = _index.Ask(text);
            _ = _index.List(text, 0, 10);
            return $"{found.Hits.Count} hits";
        }
        catch (QueryException e)
        {
            return KindOf(e);
        }
    }

    public override void Dispose()
    {
        _index.Dispose();
        _model.Dispose();
        _folder.Dispose();
        base.Dispose();
    }

    private static Snip Snip(int number) => new()
    {
        Id = $"snip{number}",
        Source = "test",
        Episode = new Episode { Title = $"Episode {number % 4}", Show = $"Show {number % 2}" },
        Title = $"About ab {number}",
        Start = TimeSpan.FromMinutes(number),
        End = TimeSpan.FromMinutes(number + 1),
        Turns = [new Turn("Ann Lee", $"ab {number} cd {number * 7}. Ef it is."), new Turn("Speaker 2", "What is that? A word of ours.")],
    };
}
