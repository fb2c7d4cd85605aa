using System.Text;

namespace SemanticSnips.Keywords;

/// <summary>Reads texts into words as they are indexed, with the other ways in which they may be written. Reusable; not thread-safe.</summary>
internal sealed class WordListReader
{
    private readonly WordReader _reader = new();
    private readonly Spellings _spellings = new();
    private readonly List<(int End, int Increment)> _words = [];
    private byte[] _terms = new byte[4096];

    /// <summary>The words of texts.</summary>
    public WordList Read(IEnumerable<string> texts)
    {
        _words.Clear();
        var (counted, gap) = (0, 0);
        foreach (var text in texts)
        {
            _spellings.Start();
            for (_reader.Start(text); _reader.Read(); gap = 0)
            {
                Add(_reader.Term, _reader.Increment + gap);
                if (!Analysis.IsStopWord(_reader.Term)) counted++;
                if (_spellings.Joined(text, _reader.Term, _reader.From, _reader.To) is { } joined) Add(joined, 0);
                if (Spellings.Signed(text, _reader.Term, _reader.To) is { } signed) Add(signed, 0);
            }

            foreach (var emoji in Spellings.Emoji(text)) Add(emoji.Term, _words.Count == 0 ? 1 : 0);
            gap += WordList.Gap;
        }

        return new WordList(_terms[..End], [.. _words], counted);
    }

    private int End => _words.Count == 0 ? 0 : _words[^1].End;

    private void Add(ReadOnlySpan<char> term, int increment)
    {
        var from = End;
        if (_terms.Length - from < term.Length * 3) Array.Resize(ref _terms, Math.Max(_terms.Length * 2, from + term.Length * 3));
        _words.Add((from + Encoding.UTF8.GetBytes(term, _terms.AsSpan(from)), increment));
    }
}
