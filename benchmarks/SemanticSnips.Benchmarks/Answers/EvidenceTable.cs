using System.Globalization;
using SemanticSnips.Answers;
using SemanticSnips.Evaluation;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Answers;

/// <summary>What is known of every sentence that is read for the questions of a collection, and whether it answers: what weights are learnt from.</summary>
internal static class EvidenceTable
{
    /// <summary>Writes a line a sentence, tab-separated, without a header.</summary>
    /// <param name="folder">A collection whose evidence is marked.</param>
    /// <param name="indexFolder">Made where missing.</param>
    /// <param name="table">The file.</param>
    /// <param name="within">Whether a question looks only into its own group.</param>
    /// <param name="tokens">Model tokens a passage; null for whole documents.</param>
    public static void Write(string folder, string indexFolder, string table, bool within, int? tokens)
    {
        using var model = new ModelLoader(Repository.File("models", "bge-small-en-v1.5"));
        var collection = TestCollection.Load(folder);
        CollectionIndex.Build(collection, indexFolder, model, CollectionIndex.ChunkingOf(tokens, null));
        using var index = SnipIndex.Open(indexFolder, model);
        using var output = new StreamWriter(table);
        foreach (var query in collection.Queries.Concat(CollectionMetadata.ReadUnanswerable(collection)))
        {
            List<string> marked = [.. collection.Evidence.Where(e => e.Query == query.Id).Select(e => Letters(e.Sentence)).Where(m => m.Length >= MinLetters)];
            IReadOnlyList<Condition> conditions = within && query.Group is { } group
                ? [new Condition(ConditionField.EpisodeKey, CollectionIndex.EpisodeKeyOf(group))]
                : [];
            using var question = index.Searcher.Read(new SnipQuery(query.Text, conditions));
            var hits = AnswerFinder.PassagesOf(index.Searcher.Search(query.Text, question, new SearchOptions(), default).Hits, AnswerFinder.PassagesRead);
            var findable = index.Legs.CountOf(question.Allowed);
            var read = new ReadSentences(model, question, new ReadingModel(), index.Legs.IdfOf, findable).Read(hits, default)!;
            foreach (var (sentence, known) in read.SelectMany(p => p)) output.WriteLine(LineOf(query.Id, marked, sentence, known, findable));
        }
    }

    /// <summary>Prints how often what is quoted for a collection's questions holds a marked sentence, with the reader and without.</summary>
    /// <param name="folder">As for <see cref="Write"/>.</param>
    /// <param name="indexFolder">As for <see cref="Write"/>.</param>
    /// <param name="within">As for <see cref="Write"/>.</param>
    /// <param name="tokens">As for <see cref="Write"/>.</param>
    public static void Measure(string folder, string indexFolder, bool within, int? tokens)
    {
        using var model = new ModelLoader(Repository.File("models", "bge-small-en-v1.5"));
        var collection = TestCollection.Load(folder);
        CollectionIndex.Build(collection, indexFolder, model, CollectionIndex.ChunkingOf(tokens, null));
        using var index = SnipIndex.Open(indexFolder, model);
        foreach (var f in AnswerBenchmark.Measure(index, model, collection, within, baselines: false))
        {
            var (first, any) = (f.FirstInterval, f.AnyInterval);
            Console.Write(FormattableString.Invariant($"{f.Name}: first {f.First:0.000} [{first.Low:0.000}, {first.High:0.000}], "));
            Console.Write(FormattableString.Invariant($"among three {f.Any:0.000} [{any.Low:0.000}, {any.High:0.000}], {f.WordsQuoted:0} words"));
            if (f.Reliability is { } r)
                Console.Write(FormattableString.Invariant($"; said {r.Said:0.000}, was {r.Was:0.000}, ECE {r.ExpectedCalibrationError:0.000}"));
            Console.WriteLine();
        }
    }

    private const int MinLetters = 12;

    private static string LineOf(string query, List<string> marked, Sentence sentence, ReadingEvidence known, int findable)
    {
        var letters = Letters(WithoutLabel(sentence.Text));
        var answers = marked.Exists(m =>
            letters.Contains(m, StringComparison.Ordinal) || (letters.Length >= MinLetters && m.Contains(letters, StringComparison.Ordinal)));
        object[] values =
        [
            query, marked.Count > 0 ? 1 : 0, sentence.Hit.Rank, sentence.Part.From, sentence.WordCount, answers ? 1 : 0,
            known.Logit, known.Relevance, known.WordShare, known.Score, sentence.Asks ? 1 : 0, findable,
        ];
        return string.Join('\t', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string WithoutLabel(string sentence) =>
        sentence.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 30 and var colon ? sentence[(colon + 2)..] : sentence;
}
