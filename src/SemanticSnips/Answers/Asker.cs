using SemanticSnips.Searching;

namespace SemanticSnips.Answers;

/// <summary>Answers a question from what a search for it finds.</summary>
/// <param name="searcher">What turns the question into hits.</param>
/// <param name="legs">Say how telling a word is.</param>
/// <param name="model">Has the reader, where there is one. Stays the caller's.</param>
/// <param name="profile">The weights of evidence and the thresholds of confidence.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class Asker(Searcher searcher, Legs legs, ModelLoader model, RankingProfile profile)
{
    /// <summary>The hits and the answers in them.</summary>
    /// <param name="question">Conditions and words, as typed.</param>
    /// <param name="options">Checked.</param>
    /// <param name="cancellationToken">Checked between stages and between passages.</param>
    /// <exception cref="QueryException">The question cannot be understood.</exception>
    /// <exception cref="ModelException">A model cannot be read.</exception>
    public AskResult Ask(string question, AskOptions options, CancellationToken cancellationToken)
    {
        var reads = options.UseReader && Reads(options.Search);
        if (reads) model.Prepare(reader: true);
        using var read = searcher.Read(question);
        var search = searcher.Search(question, read, options.Search, cancellationToken);
        options.Found?.Report(search);
        var answers = read.Words.Length == 0 || (!reads && !search.Answered)
            ? []
            : FindAnswers(read, search.Hits, options.Answers, Confidence.Unsure, reads, cancellationToken);
        return new AskResult { Search = search, Answers = answers };
    }

    /// <summary>The answers in some hits.</summary>
    /// <param name="question">Has words.</param>
    /// <param name="hits">Best first.</param>
    /// <param name="count">Answers at most.</param>
    /// <param name="least">What is less sure is left out.</param>
    /// <param name="reads">Whether to read the passages with the reader.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    public IReadOnlyList<Answer> FindAnswers(
        Query question, IReadOnlyList<SearchHit> hits, int count, Confidence least, bool reads, CancellationToken cancellationToken)
    {
        var finder = new AnswerFinder(model, question, profile, legs.IdfOf, legs.CountOf(question.Allowed));
        return reads && model.ReaderKnows(question.Words)
            ? finder.Read(hits, count, least, cancellationToken)
            : finder.Embed(hits, count, least, cancellationToken);
    }

    /// <summary>Whether passages are read with the reader: its weights were learnt beside the scores of the default search.</summary>
    public bool Reads(SearchOptions search) => profile.Reading is not null && model.HasReader
        && search is { Mode: SearchMode.Hybrid, Fusion: FusionKind.Absolute };
}
