using SemanticSnips.Inference;
using SemanticSnips.Keywords;
using SemanticSnips.Ranking;
using SemanticSnips.Searching;

namespace SemanticSnips.Answers;

/// <summary>Scores sentences with the reader, which sees question and passage together, joined with what the engine knows besides.</summary>
/// <param name="model">Has the reader.</param>
/// <param name="question">What is asked.</param>
/// <param name="weights">Of the evidence.</param>
/// <param name="idfOf">How telling a term is in the library.</param>
/// <param name="findable">How many passages could be found: all, or those that the conditions allow.</param>
internal sealed class ReadSentences(ModelLoader model, Query question, ReadingModel weights, Func<string, double> idfOf, int findable)
{
    /// <summary>Sentences before and behind a passage that are read with it.</summary>
    public const int SentencesAround = 2;

    private readonly Dictionary<string, double> _idf = question.Terms.ToDictionary(t => t.Term, t => t.Count * idfOf(t.Term), StringComparer.Ordinal);

    /// <summary>The sentences of each hit with their scores, the log odds that they belong to the answer; null where there is no reader.</summary>
    /// <param name="hits">Passages of speech.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    public List<List<Sentence>>? Score(List<SearchHit> hits, CancellationToken cancellationToken) =>
        Read(hits, cancellationToken)?.ConvertAll(passage => passage.ConvertAll(s => s.Sentence with { Score = weights.LogOdds(s.Evidence, findable) }));

    /// <summary>The sentences of each hit with what is known of them; null where there is no reader.</summary>
    public List<List<(Sentence Sentence, ReadingEvidence Evidence)>>? Read(List<SearchHit> hits, CancellationToken cancellationToken)
    {
        var passages = hits.ConvertAll(h => Sentence.Around(h, SentencesAround, SentencesAround));
        var read = model.Read(question.Words,
            passages.ConvertAll(p => (IReadOnlyList<SpokenSentence>)p.ConvertAll(s => new SpokenSentence(s.Part.Speaker, s.Text))), cancellationToken);
        if (read is null) return null;
        var known = new List<List<(Sentence, ReadingEvidence)>>();
        for (var p = 0; p < passages.Count; p++)
        {
            known.Add([.. passages[p]
                .Select((s, i) => (Sentence: s, Logit: read[p].Sentences[i]))
                .Where(s => !double.IsNaN(s.Logit))
                .Select(s => (s.Sentence, EvidenceOf(s.Sentence, s.Logit, read[p].Relevance)))]);
        }

        return known;
    }

    private ReadingEvidence EvidenceOf(Sentence sentence, double logit, double relevance)
    {
        var words = Analysis.Stemmed(sentence.Text).Select(w => w.Term).ToHashSet(StringComparer.Ordinal);
        var all = _idf.Values.Sum();
        var share = all > 0 ? _idf.Where(t => words.Contains(t.Key)).Sum(t => t.Value) / all : 0;
        return new ReadingEvidence(logit, relevance, share, sentence.Hit.Score);
    }
}
