using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Microsoft.ML.Tokenizers;
using BertPieces = Microsoft.ML.Tokenizers.WordPieceTokenizer;

namespace SemanticSnips.Inference;

/// <summary>Turns text into the token ids of a BERT model, cased or not.</summary>
/// <remarks>
/// Thread-safe. "[SEP]" and the like inside a text are plain text (a bracket, a word, a bracket): what people say or
/// write must not be able to place a control token, end a passage early or mask a word. The reference tokenizer differs
/// there, and only there.
/// </remarks>
internal sealed class WordPieceTokenizer
{
    /// <summary>The name by which a card asks for letters in lower case without accents.</summary>
    public const string BertUncased = "bert-uncased";

    /// <summary>The name by which a card asks for letters as they are written.</summary>
    public const string BertCased = "bert-cased";

    // As in huggingface/tokenizers, models/wordpiece; a longer word is one [UNK].
    private const int MaxCharactersPerWord = 100;

    private readonly BertPieces _pieces;
    private readonly bool _isCased;
    private readonly string _path;
    private readonly byte[] _vocabulary;
    private readonly WordCounts _counts;

    /// <param name="path">Where the vocabulary is from, for messages.</param>
    /// <param name="vocabulary">Word pieces, one a line.</param>
    /// <param name="isCased">Whether case and accents matter.</param>
    /// <exception cref="InferenceException">The vocabulary repeats a piece, or lacks one that every BERT model needs.</exception>
    public WordPieceTokenizer(string path, byte[] vocabulary, bool isCased)
    {
        _path = path;
        _vocabulary = vocabulary;
        _isCased = isCased;
        try
        {
            using var stream = new MemoryStream(vocabulary, writable: false);
            _pieces = BertPieces.Create(stream, new WordPieceOptions
            {
                PreTokenizer = new BertWords.Splitter(),
                UnknownToken = "[UNK]",
                MaxInputCharsPerWord = MaxCharactersPerWord,
            });
        }
        catch (ArgumentException e)
        {
            // A word piece twice, or no [UNK].
            throw new InferenceException($"{path}: the vocabulary cannot be used: {e.Message}", e) { Place = path, Found = e.Message };
        }

        _counts = new WordCounts(word => _pieces.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false).Count);
        Cls = IdOf("[CLS]");
        Sep = IdOf("[SEP]");
    }

    /// <summary>The id of [CLS], which begins every input.</summary>
    public int Cls { get; }

    /// <summary>The id of [SEP], which ends every part of an input.</summary>
    public int Sep { get; }

    /// <summary>Reads and verifies the vocabulary of the model in <paramref name="folder"/>; touches no network.</summary>
    /// <exception cref="InferenceException">The vocabulary is absent, corrupted or unusable.</exception>
    public static WordPieceTokenizer Load(string folder, ModelCard card)
    {
        var path = Path.Combine(folder, card.Vocabulary);
        var vocabulary = ModelFile.Read(path);
        ModelFile.Verify(path, vocabulary, card.VocabularySha256);
        return new WordPieceTokenizer(path, vocabulary, card.Tokenizer == BertCased);
    }

    /// <summary>The id of one line of the vocabulary.</summary>
    /// <exception cref="InferenceException">There is no such line.</exception>
    public int IdOf(string piece)
    {
        var ids = _pieces.EncodeToIds(piece, considerPreTokenization: false, considerNormalization: false);
        return ids is [var id] && id != _pieces.UnknownTokenId
            ? id
            : throw InferenceException.At(_path, "the vocabulary is not this model's", $"no line {piece}", "one");
    }

    /// <summary>The token ids of <paramref name="text"/>: [CLS], its word pieces, [SEP]; never truncated.</summary>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = Pieces(text);
        var all = new int[ids.Count + 2];
        all[0] = Cls;
        for (var i = 0; i < ids.Count; i++) all[i + 1] = ids[i];
        all[^1] = Sep;
        return all;
    }

    /// <summary>The ids of the word pieces of <paramref name="text"/> alone.</summary>
    public IReadOnlyList<int> Pieces(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _pieces.EncodeToIds(BertWords.Normalize(text, _isCased), considerNormalization: false);
    }

    /// <summary>Which share of the vocabulary's pieces has letters of a kind: what a model has hardly any pieces for, it does not know.</summary>
    /// <param name="isOfKind">Whether a letter is of the kind.</param>
    /// <returns>0 to 1.</returns>
    public double ShareOfPieces(Func<char, bool> isOfKind)
    {
        var (all, ofKind) = (0, 0);
        foreach (var piece in Encoding.UTF8.GetString(_vocabulary).AsSpan().EnumerateLines())
        {
            if (piece.IsEmpty) continue;
            all++;
            foreach (var c in piece)
            {
                if (!isOfKind(c)) continue;
                ofKind++;
                break;
            }
        }

        return all == 0 ? 0 : (double)ofKind / all;
    }

    /// <summary>Whether the vocabulary has <paramref name="word"/> in one piece: then it is a word of the language, however rare.</summary>
    public bool IsWord(string word) => Pieces(word) is [var piece] && piece != _pieces.UnknownTokenId;

    /// <summary>How many word pieces <paramref name="text"/> has, without [CLS] and [SEP].</summary>
    /// <remarks>Additive: the count of two texts with white space between them is the sum of their counts.</remarks>
    public int CountTokens(ReadOnlySpan<char> text)
    {
        var count = 0;
        if (!Ascii.IsValid(text))
        {
            var normal = BertWords.Normalize(text.ToString(), _isCased);
            foreach (var one in normal.AsSpan().Split(' ')) count += one.Start.Equals(one.End) ? 0 : _counts.Of(normal.AsSpan(one));
            return count;
        }

        // As BertWords does for ASCII, without making the text of it.
        Span<char> word = stackalloc char[MaxCharactersPerWord + 1];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (length < word.Length) word[length++] = _isCased ? c : char.ToLowerInvariant(c);
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
            // A word lies within its entry: of a vocabulary's words nearly every look into memory misses the processor's cache.
            Span<byte> bytes = stackalloc byte[16];
            bytes.Clear();
            if (Utf8.FromUtf16(word, bytes, out _, out _, replaceInvalidSequences: false) != OperationStatus.Done) return count(word.ToString());
            var (low, high) = (MemoryMarshal.Read<ulong>(bytes), MemoryMarshal.Read<ulong>(bytes[8..]));
            ref var entry = ref _entries[((low ^ (high * 0xC2B2AE3D27D4EB4F)) * 0x9E3779B97F4A7C15) >> 48];
            if (entry is { } known && known.Low == low && known.High == high && known.Length == word.Length) return known.Pieces;
            var counted = new Entry(low, high, word.Length, count(word.ToString()));
            entry = counted;
            return counted.Pieces;
        }

        /// <param name="Low">The first eight bytes of the word in UTF-8.</param>
        /// <param name="High">The next eight.</param>
        /// <param name="Length">Characters.</param>
        /// <param name="Pieces">How many pieces it has.</param>
        private sealed record Entry(ulong Low, ulong High, int Length, int Pieces);
    }
}
