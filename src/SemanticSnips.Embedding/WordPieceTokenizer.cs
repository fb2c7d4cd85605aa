using System.Text;
using Microsoft.ML.Tokenizers;
using Pieces = Microsoft.ML.Tokenizers.WordPieceTokenizer;

namespace SemanticSnips.Embedding;

/// <summary>Turns text into the token ids of an uncased BERT model.</summary>
/// <remarks>
/// Thread-safe. "[SEP]" and the like inside a text are plain text (a bracket, a word, a bracket): what people say or
/// write must not be able to place a control token, end a passage early or mask a word. The reference tokenizer differs
/// there, and only there.
/// </remarks>
public sealed class WordPieceTokenizer
{
    /// <summary>The name by which a card asks for this tokenizer.</summary>
    internal const string BertUncased = "bert-uncased";

    // As in huggingface/tokenizers, models/wordpiece; a longer word is one [UNK].
    private const int MaxCharactersPerWord = 100;

    private readonly Pieces _pieces;
    private readonly int _cls;
    private readonly int _sep;
    private readonly WordCounts _counts;

    internal WordPieceTokenizer(string path, byte[] vocabulary)
    {
        try
        {
            using var stream = new MemoryStream(vocabulary, writable: false);
            _pieces = Pieces.Create(stream, new WordPieceOptions
            {
                PreTokenizer = new BertWords.Splitter(),
                UnknownToken = "[UNK]",
                MaxInputCharsPerWord = MaxCharactersPerWord,
            });
        }
        catch (ArgumentException e)
        {
            // A word piece twice, or no [UNK].
            throw new ModelException($"The vocabulary {path} cannot be used: {e.Message} Restore the file.", e);
        }

        _counts = new WordCounts(word => _pieces.CountTokens(word, considerPreTokenization: false, considerNormalization: false));
        _cls = IdOf("[CLS]");
        _sep = IdOf("[SEP]");

        int IdOf(string token)
        {
            var ids = _pieces.EncodeToIds(token, considerPreTokenization: false, considerNormalization: false);
            return ids is [var id] && id != _pieces.UnknownTokenId
                ? id
                : throw new ModelException($"The vocabulary {path} has no line {token}, which every BERT model needs. Restore the file.");
        }
    }

    /// <summary>The token ids of <paramref name="text"/>: [CLS], its word pieces, [SEP]; never truncated.</summary>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = _pieces.EncodeToIds(BertWords.Normalize(text), considerNormalization: false);
        var all = new int[ids.Count + 2];
        all[0] = _cls;
        for (var i = 0; i < ids.Count; i++) all[i + 1] = ids[i];
        all[^1] = _sep;
        return all;
    }

    /// <summary>How many word pieces <paramref name="text"/> has, without [CLS] and [SEP].</summary>
    /// <remarks>Additive: the count of two texts with white space between them is the sum of their counts.</remarks>
    public int CountTokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var count = 0;
        if (!Ascii.IsValid(text))
        {
            foreach (var normal in BertWords.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)) count += _counts.Of(normal);
            return count;
        }

        // As BertWords does for ASCII, without making the text of it.
        Span<char> word = stackalloc char[MaxCharactersPerWord + 1];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (length < word.Length) word[length++] = char.ToLowerInvariant(c);
                continue;
            }

            var isSpace = c is ' ' or '\t' or '\n' or '\r';
            if (!isSpace && char.IsControl(c)) continue;
            if (length > 0) count += _counts.Of(word[..length]);
            if (!isSpace) count++;
            length = 0;
        }

        return length > 0 ? count + _counts.Of(word[..length]) : count;
    }

    /// <summary>How many pieces words have: speech repeats its words. A word takes the place of another; thread-safe, since entries are immutable.</summary>
    private sealed class WordCounts(Func<string, int> count)
    {
        private readonly Entry?[] _entries = new Entry?[1 << 16];

        public int Of(ReadOnlySpan<char> word)
        {
            var hash = 0u;
            foreach (var c in word) hash = (hash ^ c) * 0x9E3779B1;
            ref var entry = ref _entries[hash >> 16];
            if (entry is { } known && word.SequenceEqual(known.Word)) return known.Pieces;
            var added = new Entry(word.ToString(), count(word.ToString()));
            entry = added;
            return added.Pieces;
        }

        private sealed record Entry(string Word, int Pieces);
    }
}
