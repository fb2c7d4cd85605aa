using SemanticSnips.Answers;
using SemanticSnips.Querying;

namespace SemanticSnips;

public sealed partial class SnipIndex
{
    /// <summary>Finds the sentences that answer a question, or finds that nothing does.</summary>
    /// <param name="question">Words and conditions, see <see cref="SnipQuery"/>.</param>
    /// <param name="options">How to search; <see cref="SearchOptions.Top"/> bounds the hits, not the answers. Null for the defaults.</param>
    /// <param name="answers">Answers at most; 1 or more.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <exception cref="QueryException">The question cannot be understood.</exception>
    public AskResult Ask(string question, SearchOptions? options = null, int answers = 3, CancellationToken cancellation = default)
    {
        var parsed = SnipQuery.Parse(question);
        var search = Search(question, parsed, options ?? new SearchOptions(), cancellation);
        var found = search.Answered && parsed.Words.Length > 0 ? FindAnswers(parsed, search.Hits, answers, RelevanceThreshold, cancellation) : [];
        return new AskResult { Search = search, Answers = found };
    }

    /// <summary>The answers in hits of at least some relevance.</summary>
    internal IReadOnlyList<Answer> FindAnswers(SnipQuery question, IReadOnlyList<SearchHit> hits, int count, double minRelevance, CancellationToken cancellation) =>
        [.. new AnswerFinder(_model, question.Words).Find(hits, count, minRelevance, cancellation)
            .Select(a => a with { Relevance = a.Relevance * (Profile.Relevance?.QuotationShare ?? 1) })];
}
