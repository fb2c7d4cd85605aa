using SemanticSnips.Keywords;
using SemanticSnips.Searching;
using SemanticSnips.Vectors;

namespace SemanticSnips.Answers;

/// <summary>Scores sentences without a reader: by their cosine, their words and their passage.</summary>
internal sealed class EmbeddedSentences(ModelLoader model, Query question, RankingProfile profile)
{
    /// <summary>Sentences behind a passage that may answer it.</summary>
    private const int SentencesBehind = 3;

    private readonly HashSet<string> _terms = question.Terms.Select(t => t.Term).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a sentence may be the answer or stand beside it; what may not need not be embedded.</summary>
    public static bool MayBeQuoted(Sentence sentence) => !sentence.InAskingTurn && !sentence.Asks;

    /// <summary>The sentences of each hit, those that may be quoted with their scores.</summary>
    public List<List<Sentence>> Score(List<SearchHit> hits, CancellationToken cancellationToken)
    {
        var passages = hits.ConvertAll(h => Sentence.Around(h, before: 0, SentencesBehind));
        string[] quotable = [.. passages.SelectMany(p => p).Where(MayBeQuoted).Select(s => s.Text)];
        if (quotable.Length == 0) return passages;
        var vector = question.Embed(cancellationToken);
        var vectors = new Queue<float[]>(model.EmbedPassages(quotable, null, cancellationToken));
        return passages.ConvertAll(p => p.ConvertAll(s => MayBeQuoted(s) ? s with { Score = Score(s, vectors.Dequeue(), vector) } : s));
    }

    private double Score(Sentence sentence, float[] vector, float[] questionVector)
    {
        var cosine = DotProduct.Compute(vector, questionVector);
        var words = Analysis.Stemmed(sentence.Text).Select(w => w.Term).ToHashSet(StringComparer.Ordinal);
        var coverage = _terms.Count == 0 ? 0 : (double)_terms.Count(words.Contains) / _terms.Count;
        var weights = profile.Quotation;
        return cosine + sentence.Hit.Score + weights.Terms * coverage + weights.Length * Math.Log(1 + sentence.WordCount);
    }
}
