using System.Globalization;
using SemanticSnips.Evaluation;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Library;

/// <summary>Asks judged questions of a library and sets what it says beside what was judged.</summary>
internal static class LibraryBenchmark
{
    private const int Shown = 3;

    /// <summary>Brings an index in step with a library, asks, and prints tables in Markdown.</summary>
    /// <param name="folder">As <see cref="PodcastLibrary"/> writes it.</param>
    /// <param name="indexFolder">Made where missing.</param>
    /// <param name="questions">A file of <see cref="JudgedQuestion"/>s.</param>
    /// <param name="perQuestion">A file for a line a question; null for none.</param>
    /// <param name="reads">Whether passages are read with the reader.</param>
    public static async Task Measure(string folder, string indexFolder, string questions, string? perQuestion, bool reads)
    {
        using var model = new ModelLoader(Repository.File("models", "bge-small-en-v1.5"));
        using (var writer = SnipIndexWriter.Open(indexFolder, model)) Importer.Import(writer, [folder]);
        using var library = new SharedIndex(indexFolder, model);
        var snips = (await ReadSnips(library)).ToLookup(JudgedQuestion.MomentOf, StringComparer.Ordinal);
        var outcomes = new List<Outcome>();
        foreach (var question in JudgedQuestion.Read(questions))
        {
            var right = question.Snips.SelectMany(m => snips[m]).ToList();
            if (right.Count > 0 && question.SentencesMissingIn(right).FirstOrDefault() is { } missing && question.Snips.All(snips.Contains))
                throw new InvalidDataException($"{question.Id}: no snip of it says '{missing}'.");
            var hits = (await library.SearchAsync(question.Question)).Hits;
            var asked = await library.AskAsync(question.Question, new AskOptions { Answers = Shown, UseReader = reads });
            outcomes.Add(new Outcome(
                question.Id,
                question.Snips.Count > 0 && right.Count == 0 ? "answered outside of the library" : question.Kind,
                hits.Select((h, i) => (Right: question.IsAnsweredBy(h.Snip), Rank: i + 1)).FirstOrDefault(h => h.Right).Rank,
                [.. asked.Answers.Select(a => (right.Count > 0 && question.IsAnsweredBy(a.Text), a.Relevance))],
                asked.Confidence,
                question.Question));
        }

        Console.WriteLine($"{snips.Sum(s => s.Count())} snips.");
        Print(outcomes);
        if (perQuestion is not null) File.WriteAllLines(perQuestion, outcomes.Select(o => o.ToString()));
    }

    /// <summary>Prints the same tables of what was asked of several libraries.</summary>
    /// <param name="files">As <see cref="Measure"/> writes them.</param>
    public static void Pool(IReadOnlyList<string> files)
    {
        Console.WriteLine($"{files.Count} libraries.");
        Print([.. files.SelectMany(File.ReadLines).Select(Outcome.Parse)]);
    }

    private static async Task<List<Snip>> ReadSnips(SharedIndex library)
    {
        const int page = 1000;
        var snips = new List<Snip>();
        for (var total = 1; snips.Count < total;)
        {
            var read = await library.ListAsync(skip: snips.Count, take: page);
            snips.AddRange(read.Snips);
            total = read.Total;
        }

        return snips;
    }

    private static void Print(List<Outcome> outcomes)
    {
        Line($"{outcomes.Count} questions. Shares with a 95 % bootstrap interval.\n");
        Line($"| | questions | right snip first | in first {Shown} | right sentences first | among {Shown} | likely | unsure | none |");
        Line($"|---|---|---|---|---|---|---|---|---|");
        var kinds = outcomes.GroupBy(o => o.Kind).Select(g => (g.Key, Outcomes: g.ToList())).ToList();
        var all = outcomes.Where(o => o.IsAnswerable).ToList();
        if (all.Count > 0) kinds.Add(("answerable and name", all));
        foreach (var (kind, of) in kinds)
        {
            var ranked = of[0].IsAnswerable
                ? string.Join(" | ",
                    Share(of, o => o.SnipRank == 1),
                    Share(of, o => o.SnipRank is > 0 and <= Shown),
                    Share(of, o => o.AnswerRank == 1),
                    Share(of, o => o.AnswerRank > 0))
                : "- | - | - | -";
            var confidences = string.Join(" | ", Enum.GetValues<Confidence>().Reverse().Select(c => Share(of, o => o.Confidence == c)));
            Line($"| {kind} | {of.Count} | {ranked} | {confidences} |");
        }

        var quotations = outcomes.SelectMany(o => o.Quotations).ToList();
        if (quotations.Count == 0) return;
        List<double> said = [.. quotations.Select(q => q.Relevance)];
        var calibration = Calibration.Of(said, [.. quotations.Select(q => q.Right)]);
        Line($"\nProbabilities of {quotations.Count} quotations, of all questions: expected calibration error {calibration.ExpectedCalibrationError:0.000},");
        Line($"of so many that are right {Calibration.ErrorByChance(said):0.000}; said on the mean {said.Average():0.000},");
        Line($"right {quotations.Average(q => q.Right ? 1.0 : 0):0.000}, Brier {calibration.Brier:0.000}\n");
        Line($"| said | quotations | mean said | was right |\n|---|---|---|---|");
        foreach (var bin in calibration.Bins)
        {
            var (range, right) = (FormattableString.Invariant($"{bin.Low:0.0}-{bin.High:0.0}"), bin.FrequencyInterval);
            if (bin.Count == 0) Line($"| {range} | 0 | - | - |");
            else Line($"| {range} | {bin.Count} | {bin.MeanProbability:0.00} | {bin.Frequency:0.00} [{right.Low:0.00}, {right.High:0.00}] |");
        }
    }

    private static string Share(List<Outcome> outcomes, Func<Outcome, bool> test)
    {
        var values = outcomes.Select(o => test(o) ? 1.0 : 0).ToList();
        var interval = Bootstrap.Mean(values);
        return string.Create(CultureInfo.InvariantCulture, $"{values.Average():.00} [{interval.Low:.00}, {interval.High:.00}]");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>What came of a question.</summary>
    /// <param name="Id">The question's.</param>
    /// <param name="Kind">The question's, or that its snips are not in this library.</param>
    /// <param name="SnipRank">Of the first right snip; 0 where none was found.</param>
    /// <param name="Quotations">In the order in which they are shown.</param>
    /// <param name="Confidence">How sure the answers are said to be.</param>
    /// <param name="Question">As it was asked.</param>
    private sealed record Outcome(
        string Id, string Kind, int SnipRank, IReadOnlyList<(bool Right, double Relevance)> Quotations, Confidence Confidence, string Question)
    {
        private const char Right = '+';

        public bool IsAnswerable => Kind is "answerable" or "name";

        /// <summary>Of the first right quotation; 0 where there is none.</summary>
        public int AnswerRank => Quotations.Select((q, i) => (q.Right, Rank: i + 1)).FirstOrDefault(q => q.Right).Rank;

        public static Outcome Parse(string line)
        {
            var parts = line.Split('\t');
            return new Outcome(
                parts[0],
                parts[1],
                int.Parse(parts[2], CultureInfo.InvariantCulture),
                [.. parts[4].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(q => (q[^1] == Right, ReadRelevance(q.TrimEnd(Right))))],
                Enum.Parse<Confidence>(parts[3]),
                parts[5]);
        }

        public override string ToString() => string.Join('\t', Id, Kind, SnipRank, Confidence,
            string.Join(' ', Quotations.Select(q => q.Relevance.ToString("0.0000", CultureInfo.InvariantCulture) + (q.Right ? Right : ""))), Question);

        private static double ReadRelevance(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
