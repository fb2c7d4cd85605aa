using System.Text.Json.Serialization;
using SemanticSnips.Chunking;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Vectors;

namespace SemanticSnips.Evaluation;

/// <summary>How often what is quoted for a question holds a sentence that a person marked as its answer.</summary>
/// <param name="Name">Who quoted.</param>
/// <param name="First">Share of questions whose first quotation holds a marked sentence.</param>
/// <param name="FirstInterval">Its 95 % bootstrap interval.</param>
/// <param name="Any">Share of questions of whose quotations any does.</param>
/// <param name="AnyInterval">Its 95 % bootstrap interval.</param>
/// <param name="WordsQuoted">Words quoted a question, on average: more words hit more easily.</param>
public sealed record AnswerFigures(
    string Name,
    double First,
    [property: JsonPropertyName("firstCi95")] Interval FirstInterval,
    double Any,
    [property: JsonPropertyName("anyCi95")] Interval AnyInterval,
    double WordsQuoted)
{
    /// <summary>Whether quotations hold a marked sentence as often as they say; null for those who give no probability.</summary>
    public AnswerReliability? Reliability { get; init; }
}

/// <summary>Probabilities of quotations against what people marked.</summary>
/// <param name="Quotations">How many.</param>
/// <param name="Said">The mean probability.</param>
/// <param name="Was">The share that holds a marked sentence.</param>
/// <param name="ExpectedCalibrationError">The gap, averaged over ten bins of probability.</param>
public sealed record AnswerReliability(int Quotations, double Said, double Was, [property: JsonPropertyName("ece")] double ExpectedCalibrationError);

/// <summary>Measures quotations against the sentences that people marked, over the questions that have any.</summary>
public static class AnswerBenchmark
{
    private const int Quotations = 3;

    /// <summary>A shorter sentence is in too many passages to prove anything.</summary>
    private const int MinLetters = 12;

    /// <summary>Measures the engine's answers, the best passages' first sentences, and the sentences with the best cosine alone.</summary>
    /// <param name="index">An index over the collection.</param>
    /// <param name="model">The index's model.</param>
    /// <param name="collection">A collection with marked sentences.</param>
    /// <param name="within">Whether a question looks only into its own group.</param>
    /// <param name="baselines">Whether to measure those that only the engine's answers are compared with.</param>
    /// <param name="progress">Told the questions done.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    internal static IReadOnlyList<AnswerFigures> Measure(
        SnipIndex index, ModelLoader model, TestCollection collection, bool within, bool baselines = true, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var truth = collection.Evidence.GroupBy(e => e.Query)
            .ToDictionary(g => g.Key, g => g.Select(e => Letters(e.Sentence)).Where(l => l.Length >= MinLetters).ToList());
        var engine = new Tally("ask");
        List<(Tally Tally, bool Reads)> asked = [(engine, index.Asker.Reads(new SearchOptions()))];
        if (asked[0].Reads) asked.Insert(0, (new Tally("ask without the reader"), false));
        var first = new Tally("first sentence of the best passages");
        var cosine = new Tally("best sentences by cosine alone");
        var done = 0;
        foreach (var query in collection.Queries)
        {
            if (!truth.TryGetValue(query.Id, out var marked) || marked.Count == 0) continue;
            IReadOnlyList<Condition> conditions = within && query.Group is { } group
                ? [new Condition(ConditionField.EpisodeKey, CollectionIndex.EpisodeKeyOf(group))] : [];
            using var question = index.Searcher.Read(new SnipQuery(query.Text, conditions));
            var hits = index.Searcher.Search(query.Text, question, new SearchOptions(), cancellationToken).Hits;
            foreach (var (tally, reads) in asked)
            {
                var answers = index.Asker.FindAnswers(question, hits, Quotations, Confidence.None, reads, cancellationToken);
                tally.Add(marked, [.. answers.Select(a => a.Text)], [.. answers.Select(a => a.Relevance)]);
            }

            progress?.Report(++done);
            if (!baselines) continue;
            var sentences = hits.Take(5).SelectMany(h => Sentences.Split(h.Text).Select(s => h.Text.Substring(s.From, s.Length))).ToList();
            var vectors = model.EmbedPassages(sentences, null, cancellationToken);
            var questionVector = question.Embed(cancellationToken);
            cosine.Add(marked, [.. sentences.Zip(vectors)
                .OrderByDescending(s => DotProduct.Compute(s.Second, questionVector)).Take(Quotations).Select(s => s.First)]);
            first.Add(marked, [.. hits.Take(Quotations).Select(h => Sentences.Split(h.Text) is [var s, ..] ? h.Text.Substring(s.From, s.Length) : "")]);
        }

        IEnumerable<Tally> compared = baselines ? [first, cosine] : [];
        return [.. compared.Select(t => t.ToFigures()), .. asked.Select(a => a.Tally.ToFigures())];
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private sealed class Tally(string name)
    {
        private readonly List<double> _first = [];
        private readonly List<double> _any = [];
        private readonly List<(double Said, bool Was)> _said = [];
        private int _words;

        public void Add(List<string> marked, IReadOnlyList<string> quoted, IReadOnlyList<double>? probabilities = null)
        {
            if (probabilities is not null) _said.AddRange(probabilities.Zip(quoted, (p, q) => (p, Holds(marked, q))));
            _first.Add(quoted.Count > 0 && Holds(marked, quoted[0]) ? 1 : 0);
            _any.Add(quoted.Any(q => Holds(marked, q)) ? 1 : 0);
            _words += quoted.Sum(q => q.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        }

        public AnswerFigures ToFigures() => new(
            name, _first.Average(), Bootstrap.Mean(_first), _any.Average(), Bootstrap.Mean(_any), (double)_words / _first.Count)
        {
            Reliability = _said.Count == 0 ? null : new AnswerReliability(
                _said.Count, _said.Average(s => s.Said), _said.Average(s => s.Was ? 1.0 : 0),
                    Calibration.Of([.. _said.Select(s => s.Said)], [.. _said.Select(s => s.Was)]).ExpectedCalibrationError),
        };

        /// <summary>Marked sentences and ours end at different places where speech has no full stop, so one inside the other counts.</summary>
        private static bool Holds(List<string> marked, string quoted)
        {
            var pieces = Sentences.Split(quoted).Select(s => Letters(WithoutLabel(quoted.Substring(s.From, s.Length)))).Append(Letters(quoted)).ToList();
            return marked.Exists(
                m => pieces.Exists(p => p.Contains(m, StringComparison.Ordinal) || (p.Length >= MinLetters && m.Contains(p, StringComparison.Ordinal))));
        }

        /// <summary>The collections write the speaker before the words, the marked sentences do not.</summary>
        private static string WithoutLabel(string sentence) =>
            sentence.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 30 and var colon ? sentence[(colon + 2)..] : sentence;
    }
}
