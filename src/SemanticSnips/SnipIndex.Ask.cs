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
        var search = Search(question, options, cancellation);
        if (!search.Answered) return new AskResult { Search = search, Answers = [] };
        var finder = new AnswerFinder(_model.Model, SnipQuery.Parse(question).Words);
        return new AskResult { Search = search, Answers = finder.Find(search.Hits, answers, RelevanceThreshold, cancellation) };
    }
}
