namespace SemanticSnips.Chunking;

/// <summary>Cuts a snip's text into chunks: whole sentences across turns, overlapping by a sentence, never over the token limit.</summary>
/// <remarks>Thread-safe when the token counter is. Every character of speech that is not white space is in at least one chunk.</remarks>
internal sealed class Chunker
{
    /// <summary>A word piece rarely has more characters; text of endless "words" (one unknown token each) is cut by this.</summary>
    private const int MaxCharactersPerToken = 24;

    /// <summary>Music, an advertisement or an edit lies in such a pause: a passage that ran over it would have a part that nobody hears.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(4);

    private readonly Func<ReadOnlySpan<char>, int> _countTokens;

    /// <summary>Creates a chunker.</summary>
    /// <param name="countTokens">Model tokens of a text, without special ones; additive over words.</param>
    /// <param name="options">How to cut.</param>
    public Chunker(Func<ReadOnlySpan<char>, int> countTokens, ChunkerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MinTokens, options.MaxTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(options.OverlapSentences);
        _countTokens = countTokens;
        Options = options;
    }

    /// <summary>How the chunker cuts.</summary>
    public ChunkerOptions Options { get; }

    /// <summary>The chunks of a snip, in order: speech first, then what is written about it. At least one for any snip with a word.</summary>
    public IReadOnlyList<Chunk> Cut(SnipText text)
    {
        var speech = Pieces(text, p => p.Kind == PartKind.Turn);
        var chunks = new List<Chunk>();
        for (var from = 0; from < speech.Count;)
        {
            var to = from + 1;
            while (to < speech.Count && !text.IsPause(speech[to - 1].Span.To, speech[to].Span.From, LongPause)) to++;
            Cut(ChunkKind.Transcript, text.Text, speech[from..to], chunks);
            from = to;
        }

        // A title alone says less than the speech under it; it gets a chunk of its own only where there is nothing else.
        var about = Pieces(text, p => p.Kind is PartKind.Title or PartKind.Note or PartKind.Summary or PartKind.Quote or PartKind.Chapter);
        var written = text.Parts.Any(p => p.Kind is PartKind.Note or PartKind.Summary or PartKind.Quote);
        if (speech.Count == 0 || written) Cut(ChunkKind.About, text.Text, about, chunks);
        if (chunks.Count == 0) Cut(ChunkKind.Episode, text.Text, Pieces(text, p => p.Kind == PartKind.Episode), chunks);
        return chunks;
    }

    private void Cut(ChunkKind kind, string text, List<Piece> pieces, List<Chunk> chunks)
    {
        for (var first = 0; first < pieces.Count;)
        {
            var (last, tokens) = (first, pieces[first].Tokens);
            while (last + 1 < pieces.Count)
            {
                var more = JoinsWord(text, pieces, last + 1) ? Count(text, pieces, first, last + 1) : tokens + pieces[last + 1].Tokens;
                if (more > Options.MaxTokens) break;
                (last, tokens) = (last + 1, more);
            }

            var start = first;
            if (last == pieces.Count - 1)
            {
                // The last chunk reaches back rather than being a scrap.
                while (start > 0 && tokens < Options.MinTokens)
                {
                    var more = JoinsWord(text, pieces, start) ? Count(text, pieces, start - 1, last) : tokens + pieces[start - 1].Tokens;
                    if (more > Options.MaxTokens) break;
                    (start, tokens) = (start - 1, more);
                }
            }

            chunks.Add(new Chunk(kind, pieces[start].Span.From, pieces[last].Span.To, tokens));
            if (last == pieces.Count - 1) return;
            first = NextStart(text, pieces, first, last);
        }
    }

    /// <summary>Steps back by the overlap, but never so far that the next chunk would hold nothing new.</summary>
    private int NextStart(string text, List<Piece> pieces, int first, int last)
    {
        var next = last + 1;
        var overlap = 0;
        for (var back = 0; back < Options.OverlapSentences && next - 1 > first && !JoinsWord(text, pieces, next); back++)
        {
            overlap += pieces[next - 1].Tokens;
            if (overlap + pieces[last + 1].Tokens > Options.MaxTokens || overlap > Options.MaxTokens / 3) break;
            next--;
        }

        return next;
    }

    /// <summary>The sentences of some parts, those over the limit cut into pieces.</summary>
    private List<Piece> Pieces(SnipText text, Func<TextPart, bool> take)
    {
        var pieces = new List<Piece>();
        foreach (var part in text.Parts.Where(take))
        {
            foreach (var sentence in Sentences.Split(text.Text.AsSpan(part.From, part.To - part.From), part.From))
            {
                var tokens = Count(text.Text, sentence);
                if (tokens <= Options.MaxTokens && sentence.Length <= Options.MaxTokens * MaxCharactersPerToken) pieces.Add(new Piece(sentence, tokens));
                else Divide(text.Text, sentence, pieces);
            }
        }

        return pieces;
    }

    /// <summary>Divides what has no sentence ends at white space, into even pieces that fit; what has no white space either, anywhere.</summary>
    private void Divide(string text, TextSpan sentence, List<Piece> pieces)
    {
        var limit = Math.Max(1, Options.MinTokens);
        var maxCharacters = Options.MaxTokens * MaxCharactersPerToken;
        var maxWord = maxCharacters / 2;
        var from = sentence.From;
        var tokens = 0;
        for (var position = sentence.From; position < sentence.To;)
        {
            var end = position;
            while (end < sentence.To && end - position < maxWord && !char.IsWhiteSpace(text[end])) end++;
            end = KeepPair(end);
            var wordTokens = Count(text, new TextSpan(position, end));
            while (wordTokens > Options.MaxTokens)
            {
                // A run of punctuation or of characters that are a token each; what is left of it is cut as small.
                maxWord = Math.Max(1, (end - position) / 2);
                var half = KeepPair(position + maxWord);
                if (half == end) break;
                end = half;
                wordTokens = Count(text, new TextSpan(position, end));
            }

            var isInRun = position > from && !char.IsWhiteSpace(text[position - 1]);
            if (position > from && (isInRun || tokens + wordTokens > limit || end - from > maxCharacters)) Flush(position);
            tokens += wordTokens;
            position = end;
            while (position < sentence.To && char.IsWhiteSpace(text[position])) position++;
            if (position > end) maxWord = maxCharacters / 2;
        }

        Flush(sentence.To);

        int KeepPair(int end) => end < sentence.To && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? end + 1 : end;

        void Flush(int to)
        {
            var end = to;
            while (end > from && char.IsWhiteSpace(text[end - 1])) end--;
            if (end > from) pieces.Add(new Piece(new TextSpan(from, end), tokens));
            (from, tokens) = (to, 0);
        }
    }

    /// <summary>Whether a piece goes on within the word that the one before it ends in: then their tokens do not add up.</summary>
    private static bool JoinsWord(string text, List<Piece> pieces, int second)
    {
        var cut = pieces[second].Span.From;
        return second > 0 && pieces[second - 1].Span.To == cut && !EndsWord(text[cut - 1]) && !EndsWord(text[cut]);
    }

    private static bool EndsWord(char c) => char.IsPunctuation(c) || (char.IsAscii(c) && char.IsSymbol(c));

    private int Count(string text, List<Piece> pieces, int first, int last) => Count(text, new TextSpan(pieces[first].Span.From, pieces[last].Span.To));

    private int Count(string text, TextSpan span) => _countTokens(text.AsSpan(span.From, span.Length));

    private readonly record struct Piece(TextSpan Span, int Tokens);
}
