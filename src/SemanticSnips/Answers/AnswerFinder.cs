using SemanticSnips.Chunking;
using SemanticSnips.Keywords;
using SemanticSnips.Transcripts;
using SemanticSnips.Vectors;

namespace SemanticSnips.Answers;

/// <summary>Picks the sentences of the best passages that answer a question.</summary>
internal sealed class AnswerFinder
{
    // What speaks for a sentence beside its cosine: the share of the question's words that it holds, its length (scraps answer little), and the score
    // of its passage. Chosen on the marked sentences of qmsum-evidence and the even half of the seed's questions.
    private const double TermWeight = 0.1;
    private const double LengthWeight = 0.03;

    /// <summary>Sentences behind a passage that may answer it.</summary>
    private const int SentencesBehind = 3;

    private const int MaxSentences = 3;

    /// <summary>A sentence of speech alone is seldom understood; more than this is no quotation but a passage.</summary>
    private const int MaxWords = 60;

    private const int MinWords = 4;

    /// <summary>Explanations follow what they explain: of two neighbours alike, the one behind is quoted.</summary>
    private const double ForwardBonus = 0.05;

    private readonly ModelLoader _model;
    private readonly float[] _question;
    private readonly HashSet<string> _terms;

    public AnswerFinder(ModelLoader model, string question)
    {
        _model = model;
        _question = model.EmbedQuery(question);
        _terms = Analysis.Stemmed(question).Select(w => w.Term).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The answers in some hits, best first, one a snip, none twice.</summary>
    public IReadOnlyList<Answer> Find(IReadOnlyList<SearchHit> hits, int count, double threshold, CancellationToken cancellation)
    {
        // One hit more than answers, since two may say the same.
        var relevant = hits.Where(h => h.Kind == ChunkKind.Transcript && h.Relevance >= threshold).Take((int)Math.Min(count + 1L, int.MaxValue)).ToList();
        var passages = relevant.ConvertAll(h => SentencesOf(h).ToList());
        var vectors = new Queue<float[]>(_model.EmbedPassages([.. passages.SelectMany(p => p).Where(CanBeQuoted).Select(s => s.Text)], null, cancellation));
        foreach (var passage in passages)
        {
            for (var i = 0; i < passage.Count; i++)
            {
                if (CanBeQuoted(passage[i])) passage[i] = passage[i] with { Score = Score(passage[i], vectors.Dequeue()) };
            }
        }

        return [.. passages
            .SelectMany((sentences, p) => sentences.Select((s, i) => new Candidate(p, i, s.Score)).Where(c => CanAnswer(sentences[c.Sentence])))
            .OrderByDescending(c => c.Score)
            .ThenBy(c => c.Passage)
            .ThenBy(c => c.Sentence)
            .DistinctBy(c => c.Passage)
            .Select(c => Quote(relevant[c.Passage], passages[c.Passage], c.Sentence))
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
        return cosine + sentence.Hit.Score + TermWeight * coverage + LengthWeight * Math.Log(1 + CountWords(sentence.Text));
    }

    /// <summary>A sentence with those around it in its turn that say most to the question, as far as they fit.</summary>
    private static Answer Quote(SearchHit hit, List<Sentence> sentences, int best)
    {
        var (first, last) = (best, best);
        var words = CountWords(sentences[best].Text);
        while (last - first + 1 < MaxSentences)
        {
            var before = ScoreOf(first - 1);
            var after = ScoreOf(last + 1) + ForwardBonus;
            if (double.IsNegativeInfinity(Math.Max(before, after))) break;
            var taken = before > after ? --first : ++last;
            words += CountWords(sentences[taken].Text);
        }

        var text = sentences[best].SnipText;
        var (from, to) = (sentences[first].Span.From, sentences[last].Span.To);
        var (start, end) = text.TimesOf(from, to);
        return new Answer
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

        double ScoreOf(int i) =>
            i >= 0 && i < sentences.Count && Joins(sentences[i], sentences[best]) && words + CountWords(sentences[i].Text) <= MaxWords ? sentences[i].Score : double.NegativeInfinity;
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

    /// <summary>A sentence by its place.</summary>
    private readonly record struct Candidate(int Passage, int Sentence, double Score);
}
