using SemanticSnips.Chunking;
using SemanticSnips.Keywords;
using SemanticSnips.Searching;
using SemanticSnips.Vectors;

namespace SemanticSnips.Answers;

/// <summary>Picks the sentences of the best passages that answer a question.</summary>
internal sealed class AnswerFinder
{
    /// <summary>Sentences behind a passage that may answer it.</summary>
    private const int SentencesBehind = 3;

    private const int MaxSentences = 3;

    /// <summary>A sentence of speech alone is seldom understood; more than this is no quotation but a passage.</summary>
    private const int MaxWords = 60;

    private const int MinWords = 4;

    /// <summary>Words of an answer with the sentences around it.</summary>
    private const int ContextWords = 90;

    private readonly ModelLoader _model;
    private readonly Query _question;
    private readonly HashSet<string> _terms;
    private readonly RankingProfile _profile;

    public AnswerFinder(ModelLoader model, Query question, RankingProfile profile)
    {
        (_model, _question, _profile) = (model, question, profile);
        _terms = question.Terms.Select(t => t.Term).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The answers in some hits, most likely first, one a snip, none twice.</summary>
    /// <param name="hits">In any order.</param>
    /// <param name="count">Answers at most. Fewer are the first of more.</param>
    /// <param name="minRelevance">Hits of a lower relevance are not looked at.</param>
    /// <param name="cancellationToken">Stops the embedding.</param>
    public IReadOnlyList<Answer> Find(IReadOnlyList<SearchHit> hits, int count, double minRelevance, CancellationToken cancellationToken)
    {
        // An answer is as likely one as its passage, so that the passages' order is the answers', and only as many are read as are needed.
        var relevant = hits
            .Where(h => h.Kind == ChunkKind.Transcript && h.Relevance >= minRelevance)
            .OrderByDescending(h => h.Relevance)
            .ThenBy(h => h.Snip.Id, StringComparer.Ordinal)
            .ThenBy(h => h.Passage.From)
            .ToList();
        var answers = new List<Answer>();
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var next = 0; next < relevant.Count && answers.Count < count;)
        {
            var some = relevant.GetRange(next, Math.Min(count - answers.Count, relevant.Count - next));
            next += some.Count;
            answers.AddRange(ReadSentences(some, cancellationToken).Select(BestOf).OfType<Answer>().Where(a => said.Add(Normalise(a.Text))));
        }

        return answers;
    }

    /// <summary>The sentences of each hit, those that may be quoted with their scores.</summary>
    private List<List<Sentence>> ReadSentences(List<SearchHit> hits, CancellationToken cancellationToken)
    {
        var passages = hits.ConvertAll(h => SentencesOf(h).ToList());
        string[] quotable = [.. passages.SelectMany(p => p).Where(CanBeQuoted).Select(s => s.Text)];
        if (quotable.Length == 0) return passages;
        var question = _question.Embed(cancellationToken);
        var vectors = new Queue<float[]>(_model.EmbedPassages(quotable, null, cancellationToken));
        foreach (var passage in passages)
        {
            for (var i = 0; i < passage.Count; i++)
            {
                if (CanBeQuoted(passage[i])) passage[i] = passage[i] with { Score = Score(passage[i], vectors.Dequeue(), question) };
            }
        }

        return passages;
    }

    /// <summary>The quotation of a passage: around its best sentence, the first of equals. Null where none can answer.</summary>
    private Answer? BestOf(List<Sentence> sentences)
    {
        var best = -1;
        for (var i = 0; i < sentences.Count; i++)
        {
            if (CanAnswer(sentences[i]) && (best < 0 || sentences[i].Score > sentences[best].Score)) best = i;
        }

        return best < 0 ? null : Quote(sentences, best);
    }

    /// <summary>The sentences of a passage, and the first ones behind it: a passage that asks is answered in the next.</summary>
    private static IEnumerable<Sentence> SentencesOf(SearchHit hit)
    {
        var text = hit.Layout;
        var behind = 0;
        foreach (var part in text.Parts)
        {
            if (part.Kind != PartKind.Turn || part.To <= hit.Passage.From || behind >= SentencesBehind) continue;
            var asks = Asks(text, part);
            foreach (var span in Sentences.Split(text.Text.AsSpan(part.From, part.To - part.From), part.From))
            {
                if (span.To <= hit.Passage.From || (span.From >= hit.Passage.To && ++behind > SentencesBehind)) continue;
                yield return new Sentence(hit, part, span, text.Text.Substring(span.From, span.Length), asks, 0);
            }
        }
    }

    private double Score(Sentence sentence, float[] vector, float[] question)
    {
        var cosine = DotProduct.Compute(vector, question);
        var words = Analysis.Stemmed(sentence.Text).Select(w => w.Term).ToHashSet(StringComparer.Ordinal);
        var coverage = _terms.Count == 0 ? 0 : (double)_terms.Count(words.Contains) / _terms.Count;
        var weights = _profile.Quotation;
        return cosine + sentence.Hit.Score + weights.Terms * coverage + weights.Length * Math.Log(1 + CountWords(sentence.Text));
    }

    /// <summary>A sentence with those around it in its turn that say most to the question, as far as they fit.</summary>
    private Answer Quote(List<Sentence> sentences, int best)
    {
        var hit = sentences[best].Hit;
        var (first, last) = (best, best);
        var words = CountWords(sentences[best].Text);
        while (last - first + 1 < MaxSentences)
        {
            var before = ScoreOf(first - 1);
            var after = ScoreOf(last + 1) + _profile.Quotation.Forward;
            if (double.IsNegativeInfinity(Math.Max(before, after))) break;
            var taken = before > after ? --first : ++last;
            words += CountWords(sentences[taken].Text);
        }

        var text = hit.Layout;
        var (from, to) = (sentences[first].Span.From, sentences[last].Span.To);
        var (start, end) = text.TimesOf(from, to);
        return new Answer
        {
            Text = text.Text[from..to],
            Passage = new TextSpan(from, to),
            Context = ContextOf(text, new TextSpan(from, to)),
            Speaker = sentences[best].Part.Speaker,
            Start = start ?? hit.Snip.Start,
            End = end ?? hit.Snip.End,
            Prompt = PromptOf(text, sentences[best].Part),
            Snip = hit.Snip,
            Layout = text,
            AlsoIn = hit.AlsoIn,
            Relevance = _profile.QuotedProbability(hit.Relevance),
            Confidence = _profile.ConfidenceOf(hit.Relevance),
        };

        double ScoreOf(int i) =>
            i >= 0 && i < sentences.Count && Joins(sentences[i], sentences[best]) && words + CountWords(sentences[i].Text) <= MaxWords
                ? sentences[i].Score
                : double.NegativeInfinity;
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

    /// <summary>A quotation with the sentences before and behind it in turn, as far as they fit, whoever says them.</summary>
    private static TextSpan ContextOf(SnipText text, TextSpan quoted)
    {
        var spoken = text.Parts
            .Where(p => p.Kind == PartKind.Turn)
            .SelectMany(p => Sentences.Split(text.Text.AsSpan(p.From, p.To - p.From), p.From))
            .ToList();
        var (first, last) = (spoken.FindIndex(s => s.From == quoted.From), spoken.FindLastIndex(s => s.To == quoted.To));
        var words = CountWords(text.Text[quoted.From..quoted.To]);
        for (var (before, behind) = (first > 0, last + 1 < spoken.Count); before || behind;)
        {
            behind = behind && last + 1 < spoken.Count && TryTake(spoken[last + 1]);
            if (behind) last++;
            before = before && first > 0 && TryTake(spoken[first - 1]);
            if (before) first--;
        }

        return new TextSpan(spoken[first].From, spoken[last].To);

        bool TryTake(TextSpan sentence)
        {
            var more = CountWords(text.Text.Substring(sentence.From, sentence.Length));
            if (words + more > ContextWords) return false;
            words += more;
            return true;
        }
    }

    private static string Normalise(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private sealed record Sentence(SearchHit Hit, TextPart Part, TextSpan Span, string Text, bool InAskingTurn, double Score);
}
