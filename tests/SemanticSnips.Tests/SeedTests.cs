using System.Text.Json;
using SemanticSnips.Testing;

namespace SemanticSnips.Tests;

/// <summary>The seed episode, imported once with the shipped model, against its judgments. Nothing here hangs on a near thing.</summary>
public sealed class SeedTests(SeedTests.SeedIndex seed) : IClassFixture<SeedTests.SeedIndex>
{
    [Theory]
    [InlineData("q056", "Why is R1 so cheap to serve?")]
    [InlineData("q118", "which country lets you train on copyrighted material?")]
    [InlineData("q013", "what does the plant's staff do after an earthquake?")]
    public void The_first_hit_answers_the_question(string id, string question)
    {
        Assert.Equal(question, seed.Questions.Single(q => q.Id == id).Text);

        var result = seed.Index.Search(question);

        Assert.True(result.Answered);
        Assert.Equal(2, seed.Grade(id, result.Hits[0]));
    }

    [Theory]
    [InlineData("which country lets you train on copyrighted material?", "Japan")]
    [InlineData("what does the plant's staff do after an earthquake?", "earthquake")]
    public void An_answer_is_quoted_verbatim_with_its_speaker_and_time(string question, string word)
    {
        var answers = seed.Index.Ask(question).Answers;

        Assert.Contains(answers, a => a.Text.Contains(word, StringComparison.OrdinalIgnoreCase));
        Assert.All(answers, a =>
        {
            Assert.Contains(a.Snip.Turns, t => t.Text.Contains(a.Text, StringComparison.Ordinal) && t.Speaker == a.Speaker);
            Assert.True(a.Start >= a.Snip.Start && a.End <= a.Snip.End && a.Start < a.End);
        });
    }

    /// <summary>A filter that a single snip passes leaves no list to stand out from; what answers must answer all the same.</summary>
    [Theory]
    [InlineData("title:Foundry who created the foundry business model?", true)]
    [InlineData("title:\"Cold War\" could China invade Taiwan?", true)]
    [InlineData("title:Foundry how long do I boil an egg?", false)]
    [InlineData("title:\"Cold War\" who won the football world cup?", false)]
    public void A_lone_snip_is_judged_on_its_own(string question, bool answered)
    {
        var result = seed.Index.Search(question);

        Assert.Single(result.Hits);
        Assert.Equal(answered, result.Answered);
    }

    [Fact]
    public void Most_questions_have_a_right_snip_first()
    {
        var answerable = seed.Questions.Where(q => q.Answerable).ToList();

        var right = answerable.Count(q => seed.Grade(q.Id, seed.Index.Search(q.Text).Hits[0]) > 0);

        // .63 when this was written; every question that names things as the transcript does, among them.
        Assert.InRange((double)right / answerable.Count, 0.55, 1);
        Assert.All(answerable.Where(q => q.Kind == "keyword"), q => Assert.True(seed.Grade(q.Id, seed.Index.Search(q.Text).Hits[0]) > 0, q.Text));
    }

    [Fact]
    public void Questions_on_other_things_are_told_from_those_that_can_be_answered()
    {
        var answerable = seed.Questions.Where(q => q.Answerable).Select(q => seed.Index.Search(q.Text).Hits[0].Score).ToList();
        var offTopic = seed.Questions.Where(q => q.Kind == "unanswerable-offtopic").Select(q => seed.Index.Search(q.Text)).ToList();

        // The area under the ROC curve: how often an answerable question has the higher score of the two. .98 when this was written.
        var auroc = answerable.Average(a => offTopic.Average(o => a > o.Hits[0].Score ? 1 : 0));

        Assert.InRange(auroc, 0.95, 1);
        Assert.InRange(offTopic.Count(o => o.Answered), 0, offTopic.Count / 3);
    }

    [Fact]
    public void Every_snip_is_there_with_or_without_transcript()
    {
        var status = seed.Index.ReadStatus();

        Assert.Equal((32, 23, 1.0), (status.Snips, status.WithTranscript, status.EmbeddedShare));
        Assert.Equal(seed.Ranges.Order(StringComparer.Ordinal), seed.Index.ReadAll().Select(SeedIndex.RangeOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Related_snips_are_other_moments()
    {
        foreach (var snip in seed.Index.ReadAll())
        {
            foreach (var other in seed.Index.Related(snip.Id)!.Hits.SelectMany(h => h.AlsoIn.Append(h.Snip)))
            {
                Assert.True(other.Start >= snip.End || other.End <= snip.Start, $"{SeedIndex.RangeOf(other)} is related to {SeedIndex.RangeOf(snip)}.");
            }
        }
    }

    /// <summary>The index, and the judgments in benchmarks/judgments/seed.</summary>
    public sealed class SeedIndex : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Dictionary<(string Question, string Range), int> _grades = [];

        public SeedIndex()
        {
            var judgments = Repository.File("benchmarks", "judgments", "seed");
            Questions = [.. File.ReadLines(Path.Combine(judgments, "queries.jsonl")).Select(line =>
            {
                using var json = JsonDocument.Parse(line);
                var metadata = json.RootElement.GetProperty("metadata");
                return new Question(
                    json.RootElement.GetProperty("_id").GetString()!,
                    json.RootElement.GetProperty("text").GetString()!,
                    metadata.GetProperty("kind").GetString()!,
                    metadata.GetProperty("answerable").GetBoolean());
            })];
            Ranges = [.. File.ReadLines(Path.Combine(judgments, "corpus.jsonl")).Select(line =>
            {
                using var json = JsonDocument.Parse(line);
                return json.RootElement.GetProperty("_id").GetString()!;
            })];
            foreach (var fields in File.ReadLines(Path.Combine(judgments, "qrels", "test.tsv")).Skip(1).Select(line => line.Split('\t')))
            {
                _grades[(fields[0], fields[1])] = int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture);
            }

            using (var writer = SnipIndexWriter.Open(_folder.Path, Models.Shipped)) Importer.Import(writer, [Repository.File("seeds")]);
            Index = SnipIndex.Open(_folder.Path, Models.Shipped);
        }

        internal SnipIndex Index { get; }

        public IReadOnlyList<Question> Questions { get; }

        public IReadOnlyList<string> Ranges { get; }

        /// <summary>The best grade of a hit's snips: it stands for all that cover its moment.</summary>
        public int Grade(string question, SearchHit hit) => hit.AlsoIn.Append(hit.Snip).Max(s => _grades.GetValueOrDefault((question, RangeOf(s))));

        public static string RangeOf(Snip snip) => $@"{snip.Start:hh\:mm\:ss}-{snip.End:hh\:mm\:ss}";

        public void Dispose()
        {
            Index.Dispose();
            _folder.Dispose();
        }
    }

    public sealed record Question(string Id, string Text, string Kind, bool Answerable);
}
