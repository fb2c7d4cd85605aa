using SemanticSnips.Chunking;
using SemanticSnips.Embedding;
using SemanticSnips.Keywords;
using SemanticSnips.Transcripts;
using SemanticSnips.Vectors;

namespace SemanticSnips.Answers;

/// <summary>Picks the sentences of the best passages that answer a question.</summary>
internal sealed class AnswerFinder
{
    /// <summary>Hits whose sentences are looked at.</summary>
    private const int MaxHits = 5;

    // What speaks for a sentence beside its cosine: the share of the question's words that it holds, its length (scraps answer little), and the
    // rank and score of its passage. Chosen on the marked sentences of qmsum-evidence-train and the even half of the seed's questions.
    private const double TermWeight = 0.1;
    private const double LengthWeight = 0.03;
    private const double RankWeight = 0.1;
    private const double PassageWeight = 0.5;

    /// <summary>A neighbour is quoted along when it is nearly as good as the best sentence.</summary>
    private const double NeighbourMargin = 0.04;

    private const int SentencesBehind = 5;
    private const int MaxSentences = 3;
    private const int MinWords = 4;

    private readonly EmbeddingModel _model;
    private readonly float[] _question;
    private readonly HashSet<string> _terms;

    public AnswerFinder(EmbeddingModel model, string question)
    {
        _model = model;
        _question = model.EmbedQuery(question);
        _terms = Analysis.Stemmed(question).Select(w => w.Term).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The answers in some hits, best first, one a snip, none twice.</summary>
    public IReadOnlyList<Answer> Find(IReadOnlyList<SearchHit> hits, int count, double threshold, CancellationToken cancellation)
    {
        var relevant = hits.Where(h => h.Kind == ChunkKind.Transcript && h.Relevance >= threshold).Take(MaxHits).ToList();
        var sentences = relevant.SelectMany(h => SentencesOf(h)).ToList();
        var vectors = new Queue<float[]>(_model.EmbedPassages([.. sentences.Where(CanBeQuoted).Select(s => s.Text)], null, cancellation));
        var scored = sentences.ConvertAll(s => s with { Score = CanBeQuoted(s) ? Score(s, vectors.Dequeue()) : double.NegativeInfinity });
        return [.. relevant
            .Select(hit => Best(hit, [.. scored.Where(s => s.Hit == hit)]))
            .OfType<(Answer Answer, double Score)>()
            .OrderByDescending(a => a.Score)
            .ThenBy(a => a.Answer.Snip.Id, StringComparer.Ordinal)
            .Select(a => a.Answer)
            .DistinctBy(a => Normalise(a.Text))
            .Take(count)];
    }

    /// <summary>The sentences of a passage, and the first ones behind it: a passage that asks is answered in the next.</summary>
    private static IEnumerable<Sentence> SentencesOf(SearchHit hit)
    {
        var text = SnipText.Of(hit.Snip);
        var behind = 0;
        foreach (var part in text.Parts)
        {
            if (part.Kind != PartKind.Turn || part.To <= hit.Passage.From || behind >= SentencesBehind) continue;
            var asks = Asks(text, part);
            foreach (var span in Sentences.Split(text.Text.AsSpan(part.From, part.To - part.From), part.From))
            {
                if (span.To <= hit.Passage.From || (span.From >= hit.Passage.To && ++behind > SentencesBehind)) continue;
                yield return new Sentence(hit, text, part, span, text.Text.Substring(span.From, span.Length), asks, 0);
            }
        }
    }

    private double Score(Sentence sentence, float[] vector)
    {
        var cosine = DotProduct.Compute(vector, _question);
        var words = Analysis.Stemmed(sentence.Text).Select(w => w.Term).ToHashSet(StringComparer.Ordinal);
        var coverage = _terms.Count == 0 ? 0 : (double)_terms.Count(words.Contains) / _terms.Count;
        return cosine + TermWeight * coverage + LengthWeight * Math.Log(1 + CountWords(sentence.Text))
            + RankWeight / sentence.Hit.Rank + PassageWeight * sentence.Hit.Score;
    }

    /// <summary>The best sentence of a passage that can stand as an answer, with the neighbours that are nearly as good.</summary>
    private static (Answer Answer, double Score)? Best(SearchHit hit, List<Sentence> sentences)
    {
        var best = -1;
        for (var i = 0; i < sentences.Count; i++)
        {
            if (CanAnswer(sentences[i]) && (best < 0 || sentences[i].Score > sentences[best].Score)) best = i;
        }

        if (best < 0) return null;
        var (first, last) = (best, best);
        while (last - first + 1 < MaxSentences)
        {
            var before = first > 0 && Joins(sentences[first - 1], sentences[best]) ? sentences[first - 1].Score : double.MinValue;
            var after = last + 1 < sentences.Count && Joins(sentences[last + 1], sentences[best]) ? sentences[last + 1].Score : double.MinValue;
            if (Math.Max(before, after) < sentences[best].Score - NeighbourMargin) break;
            if (before > after) first--;
            else last++;
        }

        var text = sentences[best].SnipText;
        var (from, to) = (sentences[first].Span.From, sentences[last].Span.To);
        var (start, end) = text.TimesOf(from, to);
        var answer = new Answer
        {
            Text = text.Text[from..to],
            Speaker = sentences[best].Part.Speaker,
            Start = start ?? hit.Snip.Start,
            End = end ?? hit.Snip.End,
            Prompt = PromptOf(text, sentences[best].Part),
            Snip = hit.Snip,
            AlsoIn = hit.AlsoIn,
            Relevance = hit.Relevance,
        };
        return (answer, sentences[best].Score);
    }

    /// <summary>Whether a turn ends in a question that another speaker takes up: then all of it leads up to the question.</summary>
    private static bool Asks(SnipText text, TextPart turn)
    {
        var next = text.Parts.FirstOrDefault(p => p.Kind == PartKind.Turn && p.From >= turn.To);
        if (next.To == 0 || next.Speaker == turn.Speaker) return false;
        var sentences = Sentences.Split(text.Text.AsSpan(turn.From, turn.To - turn.From), turn.From);
        return sentences.Count > 0 && Questions.IsQuestion(text.Text.AsSpan(sentences[^1].From, sentences[^1].Length));
    }

    /// <summary>A question answers nothing, nor does what leads up to it, nor a scrap.</summary>
    private static bool CanAnswer(Sentence sentence) => CanBeQuoted(sentence) && CountWords(sentence.Text) >= MinWords;

    /// <summary>Whether a sentence may be the answer or stand beside it; what may not need not be embedded.</summary>
    private static bool CanBeQuoted(Sentence sentence) => !sentence.InAskingTurn && !Questions.IsQuestion(sentence.Text);

    private static int CountWords(string text) => text.Count(c => c == ' ') + 1;

    private static bool Joins(Sentence neighbour, Sentence best) => neighbour.Part == best.Part && CanBeQuoted(neighbour);

    /// <summary>The question right before a turn, when another speaker asks it.</summary>
    private static Turn? PromptOf(SnipText text, TextPart turn)
    {
        var before = text.Parts.LastOrDefault(p => p.Kind == PartKind.Turn && p.To <= turn.From);
        if (before.To == 0 || before.Speaker is null || before.Speaker == turn.Speaker) return null;
        var last = Sentences.Split(text.Text.AsSpan(before.From, before.To - before.From), before.From);
        if (last.Count == 0) return null;
        var question = text.Text.Substring(last[^1].From, last[^1].Length);
        return Questions.IsQuestion(question) ? new Turn(before.Speaker, question, before.Start, before.End) : null;
    }

    private static string Normalise(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private sealed record Sentence(SearchHit Hit, SnipText SnipText, TextPart Part, TextSpan Span, string Text, bool InAskingTurn, double Score);
}
