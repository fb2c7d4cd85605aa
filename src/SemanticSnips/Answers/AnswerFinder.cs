using SemanticSnips.Ranking;
using SemanticSnips.Searching;

namespace SemanticSnips.Answers;

/// <summary>Picks the sentences of the best passages that answer a question.</summary>
/// <param name="model">Embeds, and reads.</param>
/// <param name="question">What is asked.</param>
/// <param name="profile">The weights of evidence and the thresholds of confidence.</param>
/// <param name="idfOf">How telling a term is in the library.</param>
/// <param name="findable">How many passages could be found: all, or those that the conditions allow.</param>
internal sealed class AnswerFinder(ModelLoader model, Query question, RankingProfile profile, Func<string, double> idfOf, int findable)
{
    /// <summary>Passages that are read: in nineteen of twenty questions that the library answers, one of them does.</summary>
    public const int PassagesRead = 8;

    private const int MinWords = 4;

    /// <summary>What of its neighbours is as good as the best sentence, in log odds, is quoted with it.</summary>
    private const double Comparable = 1;

    /// <summary>
    /// A passage is found for one reason mostly: what else is quoted of it is less likely by so much, in log odds, than it would be alone. Chosen on
    /// development questions, among whose three quotations .61, .78 and .68 hold an answer then, and .60, .73 and .66 with one quotation a passage.
    /// </summary>
    private const double SecondQuotation = 1.5;

    private const int QuotationsPerPassage = 2;

    /// <summary>A question of the talk that holds so much of the one asked is that question, and not its answer.</summary>
    private const double SameQuestion = 0.8;

    private readonly HashSet<string> _asked = TermsOf(question.Words);

    /// <summary>The answers in some hits, most likely first, two a passage at most, none twice. Passages are read, where there is a reader.</summary>
    /// <param name="hits">Best first.</param>
    /// <param name="count">Answers at most. Fewer are the first of more.</param>
    /// <param name="least">What is less sure is no answer.</param>
    /// <param name="cancellationToken">Checked between passages.</param>
    public IReadOnlyList<Answer> Read(IReadOnlyList<SearchHit> hits, int count, Confidence least, CancellationToken cancellationToken)
    {
        if (profile.Reading is not { } reading) return Embed(hits, count, least, cancellationToken);
        var best = PassagesOf(hits, Math.Max(PassagesRead, count));
        if (new ReadSentences(model, question, reading, idfOf, findable).Score(best, cancellationToken) is not { } passages)
            return Embed(hits, count, least, cancellationToken);
        var answers = passages
            .SelectMany(p => QuotationsOf(p, reading))
            .OrderByDescending(q => q.LogOdds)
            .ThenBy(q => q.Answer.Snip.Id, StringComparer.Ordinal)
            .Select(q => q.Answer)
            .Where(a => a.Confidence >= least);
        return [.. Distinct(answers).Take(count)];
    }

    /// <summary>The same without a reader: an answer is as likely one as its passage.</summary>
    /// <param name="hits">In any order.</param>
    /// <param name="count">As for <see cref="Read"/>.</param>
    /// <param name="least">As for <see cref="Read"/>.</param>
    /// <param name="cancellationToken">Stops the embedding.</param>
    public IReadOnlyList<Answer> Embed(IReadOnlyList<SearchHit> hits, int count, Confidence least, CancellationToken cancellationToken)
    {
        // The passages' order is the answers', and only as many are embedded as are needed.
        var relevant = hits
            .Select(Versions.Longest)
            .Where(h => h.Kind == ChunkKind.Transcript && profile.ConfidenceOf(h.Relevance) >= least)
            .OrderByDescending(h => profile.Relevance is null ? h.Score : h.Relevance)
            .ThenBy(h => h.Snip.Id, StringComparer.Ordinal)
            .ThenBy(h => h.Passage.From)
            .ToList();
        var sentences = new EmbeddedSentences(model, question, profile);
        return [.. Distinct(relevant
            .Chunk(count)
            .SelectMany(some => sentences.Score([.. some], cancellationToken))
            .Select(p => (Sentences: p, Best: BestOf(OfWhoIsAsked(p), s => EmbeddedSentences.MayBeQuoted(s) && s.WordCount >= MinWords)))
            .Where(p => p.Best >= 0)
            .Select(p => Quote(
                p.Sentences, p.Best, EmbeddedSentences.MayBeQuoted, profile.Quotation.Forward, p.Sentences[p.Best].Hit.Relevance, profile.ConfidenceOf))
            .Select(a => a with { Relevance = profile.QuotedProbability(a.Relevance) })).Take(count)];
    }

    /// <summary>The best passages of speech in some hits, each in the longest snip that holds it.</summary>
    public static List<SearchHit> PassagesOf(IReadOnlyList<SearchHit> hits, int count) =>
        [.. hits.Where(h => h.Kind == ChunkKind.Transcript).Take(count).Select(Versions.Longest)];

    /// <summary>The best quotation of a passage, and the best of what that leaves.</summary>
    private IEnumerable<(double LogOdds, Answer Answer)> QuotationsOf(List<Sentence> sentences, ReadingModel reading)
    {
        for (var nth = 0; nth < QuotationsPerPassage; nth++)
        {
            var best = BestOf(OfWhoIsAsked(sentences), MayAnswer);
            if (best < 0) yield break;
            var logOdds = sentences[best].Score;
            var answer = Quote(
                sentences, best, s => !IsQuestionAsked(s) && s.Score >= logOdds - Comparable, 0, ReadingModel.Probability(logOdds), reading.ConfidenceOf);
            yield return (logOdds, answer);
            var quoted = answer.Passage;
            sentences = sentences.ConvertAll(s => s with
            {
                Score = s.Span.From >= quoted.From && s.Span.To <= quoted.To ? double.NegativeInfinity : s.Score - SecondQuotation,
            });
        }
    }

    private static IEnumerable<Answer> Distinct(IEnumerable<Answer> answers)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        return answers.Where(a => said.Add(string.Concat(a.Text.Where(char.IsLetterOrDigit)).ToUpperInvariant()));
    }

    /// <summary>A passage's sentences, where somebody's words are asked for who speaks in it: those of others can't be quoted.</summary>
    private List<Sentence> OfWhoIsAsked(List<Sentence> sentences)
    {
        var asked = AskedSpeakers.Of(question.Words, question.Speakers, sentences.Select(s => s.Part.Speaker).OfType<string>().Distinct());
        return asked.Count == 0
            ? sentences : sentences.ConvertAll(s => s.Part.Speaker is { } speaker && asked.Contains(speaker) ? s : s with { Score = double.NegativeInfinity });
    }

    /// <summary>The best sentence of a passage, the first of equals; -1 where none can answer.</summary>
    private static int BestOf(List<Sentence> sentences, Func<Sentence, bool> mayAnswer)
    {
        var best = -1;
        for (var i = 0; i < sentences.Count; i++)
        {
            if (!double.IsNegativeInfinity(sentences[i].Score) && mayAnswer(sentences[i]) && (best < 0 || sentences[i].Score > sentences[best].Score)) best = i;
        }

        return best;
    }

    private static Answer Quote(
        List<Sentence> sentences, int best, Func<Sentence, bool> mayJoin, double forward, double probability, Func<double, Confidence> confidenceOf)
    {
        var (hit, text) = (sentences[best].Hit, sentences[best].Hit.Layout);
        var quoted = Quotation.Around(sentences, best, mayJoin, forward);
        var (start, end) = text.TimesOf(quoted.From, quoted.To);
        return new Answer
        {
            Text = text.Text[quoted.From..quoted.To],
            Passage = quoted,
            Context = Quotation.ContextOf(text, quoted),
            Speaker = sentences[best].Part.Speaker,
            Start = start ?? hit.Snip.Start,
            End = end ?? hit.Snip.End,
            Prompt = Quotation.PromptOf(text, sentences[best].Part, quoted),
            Snip = hit.Snip,
            Layout = text,
            AlsoIn = hit.AlsoIn,
            Relevance = probability,
            Confidence = confidenceOf(probability),
        };
    }

    /// <summary>A scrap answers nothing; what is asked in the talk may ("on two GPUs or four?"), but not the question itself.</summary>
    private bool MayAnswer(Sentence sentence) => sentence.WordCount >= MinWords && !IsQuestionAsked(sentence);

    private bool IsQuestionAsked(Sentence sentence)
    {
        if (!sentence.Asks || _asked.Count == 0) return false;
        var words = TermsOf(sentence.Text);
        var shared = words.Count(_asked.Contains);
        return shared >= SameQuestion * _asked.Count && shared >= words.Count / 2.0;
    }

    private static HashSet<string> TermsOf(string text) => Keywords.Analysis.Stemmed(text).Select(w => w.Term).ToHashSet(StringComparer.Ordinal);
}
