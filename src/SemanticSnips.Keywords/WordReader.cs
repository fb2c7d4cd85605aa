using Lucene.Net.Analysis.TokenAttributes;

namespace SemanticSnips.Keywords;

/// <summary>Cuts text into words as they stand, with case and accents folded; nothing is dropped or stemmed.</summary>
/// <remarks>
/// The words are those of <see cref="ExactAnalyzer"/>. Plain text, which is nearly all of it, is cut by the rules of UAX #29 that matter for it, an order of
/// magnitude faster; whatever lies between white space and has any other character goes through the analyzer. Reusable; not thread-safe.
/// </remarks>
internal sealed class WordReader
{
    // StandardTokenizer leaves out longer words.
    private const int MaxWordLength = 255;

    private readonly List<(string Term, int From, int To, int Increment)> _analyzed = [];
    private readonly char[] _folded = new char[MaxWordLength];
    private ReadOnlyMemory<char> _term;
    private string _text = "";
    private int _position;
    private int _runEnd;
    private int _next;
    private int _skipped;

    /// <summary>The word in its indexed form, until the next is read.</summary>
    public ReadOnlySpan<char> Term => _term.Span;

    /// <summary>First character in the text.</summary>
    public int From { get; private set; }

    /// <summary>Character after the last in the text.</summary>
    public int To { get; private set; }

    /// <summary>How many words it is behind the one before it: 1, or more where a word was left out.</summary>
    public int Increment { get; private set; }

    /// <summary>Begins with a text.</summary>
    public void Start(string text)
    {
        _text = text;
        _position = _runEnd = _next = _skipped = 0;
        _analyzed.Clear();
    }

    /// <summary>Goes on to the next word; false where there is none.</summary>
    public bool Read()
    {
        while (!ReadPlain())
        {
            if (_next < _analyzed.Count)
            {
                var word = _analyzed[_next++];
                _term = word.Term.AsMemory();
                (From, To, Increment) = (word.From, word.To, word.Increment);
                return true;
            }

            if (!FindRun()) return false;
        }

        return true;
    }

    /// <summary>Finds what lies before the next white space: plain text, or text for the analyzer.</summary>
    private bool FindRun()
    {
        _position = SkipSpace(_runEnd);
        var from = _position;
        if (from == _text.Length) return false;
        if (EndOfRun(from, out _runEnd)) return true;

        // One call for all that follows of the kind: starting the analyzer costs more than a word.
        for (var next = SkipSpace(_runEnd); next < _text.Length && !EndOfRun(next, out var end); next = SkipSpace(end)) _runEnd = end;
        _position = _runEnd;
        Analyze(from, _runEnd);
        return true;
    }

    /// <summary>Whether everything up to the next white space is plain.</summary>
    private bool EndOfRun(int from, out int end)
    {
        var plain = true;
        for (end = from; end < _text.Length && !IsSpace(_text[end]); end++) plain &= IsPlain(_text[end]);
        return plain && end - from <= MaxWordLength;
    }

    private int SkipSpace(int position)
    {
        while (position < _text.Length && IsSpace(_text[position])) position++;
        return position;
    }

    private bool ReadPlain()
    {
        while (_position < _runEnd)
        {
            var from = _position;
            if (!IsWordPart(_text[from]))
            {
                _position++;
                continue;
            }

            // UAX #29, WB5 to WB13b, for the characters that are plain.
            var (to, hasLetterOrDigit) = (from, false);
            while (to < _runEnd)
            {
                var c = _text[to];
                if (IsWordPart(c)) hasLetterOrDigit |= c != '_';
                else if (to == from || to + 1 >= _runEnd || !Joins(_text[to - 1], c, _text[to + 1])) break;
                _folded[to - from] = Fold(c);
                to++;
            }

            _position = to;
            if (!hasLetterOrDigit) continue;
            _term = _folded.AsMemory(0, to - from);
            return Found(from, to, 1);
        }

        return false;
    }

    private bool Found(int from, int to, int increment)
    {
        (From, To, Increment) = (from, to, increment + _skipped);
        _skipped = 0;
        return true;
    }

    private void Analyze(int from, int to)
    {
        _analyzed.Clear();
        _next = 0;
        using var stream = Analysis.ExactWords.GetTokenStream("", _text[from..to]);
        var term = stream.GetAttribute<ICharTermAttribute>();
        var offset = stream.GetAttribute<IOffsetAttribute>();
        var increment = stream.GetAttribute<IPositionIncrementAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) Add(increment.PositionIncrement);
        stream.End();
        _skipped += increment.PositionIncrement;

        void Add(int step)
        {
            _analyzed.Add((term.ToString()!, from + offset.StartOffset, from + offset.EndOffset, step + _skipped));
            _skipped = 0;
        }
    }

    private static bool Joins(char before, char c, char after) => c switch
    {
        '.' or '\'' or '‘' or '’' => (char.IsAsciiLetter(before) && char.IsAsciiLetter(after)) || (char.IsAsciiDigit(before) && char.IsAsciiDigit(after)),
        ':' => char.IsAsciiLetter(before) && char.IsAsciiLetter(after),
        ',' or ';' => char.IsAsciiDigit(before) && char.IsAsciiDigit(after),
        _ => false,
    };

    private static char Fold(char c) => c switch
    {
        '‘' or '’' => '\'',
        >= 'A' and <= 'Z' => (char)(c | 0x20),
        _ => c,
    };

    private static bool IsSpace(char c) => c is ' ' or '\n' or '\t' or '\r';

    private static bool IsPlain(char c) => c < 0x80 || c is '‘' or '’' or '“' or '”' or '–' or '—' or '…' or '\u00a0';

    private static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
