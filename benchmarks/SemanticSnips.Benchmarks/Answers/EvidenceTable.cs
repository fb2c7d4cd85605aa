using System.Globalization;
using SemanticSnips.Answers;
using SemanticSnips.Evaluation;
using SemanticSnips.Keywords;
using SemanticSnips.Querying;
using SemanticSnips.Ranking;
using SemanticSnips.Testing;

namespace SemanticSnips.Benchmarks.Answers;

/// <summary>Writes down what is known of every sentence that is read for the questions of a collection, and whether it answers.</summary>
internal static class EvidenceTable
{
    public static void Write(string folder, string indexFolder, string table, bool within, int every, int? tokens)
    {
        using var model = new ModelLoader(Repository.File("models", "bge-small-en-v1.5"));
        var collection = TestCollection.Load(folder);
        CollectionIndex.Build(collection, indexFolder, model, CollectionIndex.ChunkingOf(tokens, null));
        using var index = SnipIndex.Open(indexFolder, model);
        using var output = new StreamWriter(table);
        var marked = collection.Evidence.ToLookup(e => e.Query, e => Letters(e.Sentence));
        var queries = collection.Queries.Where((_, i) => i % every == 0).Concat(CollectionMetadata.ReadUnanswerable(collection).Where((_, i) => i % ((every + 1) / 2) == 0));
        foreach (var query in queries)
        {
            IReadOnlyList<Condition> conditions = within && query.Group is { } group
                ? [new Condition(ConditionField.EpisodeKey, CollectionIndex.EpisodeKeyOf(group))] : [];
            using var question = index.Searcher.Read(new SnipQuery(query.Text, conditions));
            var hits = AnswerFinder.PassagesOf(index.Searcher.Search(query.Text, question, new SearchOptions(), default).Hits, AnswerFinder.PassagesRead);
            var read = new ReadSentences(model, question, new ReadingModel(), index.IdfOf).Read(hits, default)!;
            for (var p = 0; p < read.Count; p++)
            {
                foreach (var (sentence, e) in read[p])
                {
                    var letters = Letters(WithoutLabel(sentence.Text));
                    var answers = marked[query.Id].Any(m => m.Length >= 12 && (letters.Contains(m, StringComparison.Ordinal) || (letters.Length >= 12 && m.Contains(letters, StringComparison.Ordinal))));
                    output.WriteLine(string.Join('\t', new object[]
                    {
                        query.Id, marked[query.Id].Any() ? 1 : 0, p, hits[p].Snip.Id + sentence.Part.From, sentence.WordCount, answers ? 1 : 0, e.Logit, e.Relevance, e.WordShare, e.Score, e.HitRelevance,
                        e.Asks ? 1 : 0, hits[p].Cosine ?? 0, hits[^1].Score, sentence.InAskingTurn ? 1 : 0, hits[p].Snip.Id, sentence.Text.Replace('\n', ' ').Replace('\t', ' '),
                    }.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))));
                }
            }
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string WithoutLabel(string sentence) =>
        sentence.IndexOf(": ", StringComparison.Ordinal) is > 0 and < 30 and var colon ? sentence[(colon + 2)..] : sentence;
}
