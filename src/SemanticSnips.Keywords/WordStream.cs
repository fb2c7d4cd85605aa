using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using LuceneAttribute = Lucene.Net.Util.Attribute;

namespace SemanticSnips.Keywords;

/// <summary>The words of some texts as Lucene takes them in. Reusable; not thread-safe.</summary>
internal sealed class WordStream : TokenStream
{
    /// <summary>Keeps a phrase from matching across two texts.</summary>
    internal const int Gap = 100;

    private readonly Utf8Term _term = new();
    private readonly IPositionIncrementAttribute _increment;
    private readonly WordReader _reader = new();
    private readonly Spellings _spellings = new();
    private readonly List<(int End, int Increment)> _words = [];
    private byte[] _bytes = new byte[4096];
    private int _next;

    public WordStream()
    {
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Whether there is no word.</summary>
    public bool IsEmpty => _words.Count == 0;

    /// <summary>How many of the words BM25 counts: those that are no stop words.</summary>
    public int Counted { get; private set; }

    /// <summary>Reads texts, of which the stream then consists.</summary>
    public void Read(IEnumerable<string> texts)
    {
        _words.Clear();
        (_next, Counted) = (0, 0);
        var gap = 0;
        foreach (var text in texts)
        {
            _spellings.Start();
            for (_reader.Start(text); _reader.Read(); gap = 0)
            {
                Add(_reader.Term, _reader.Increment + gap);
                if (!Analysis.IsStopWord(_reader.Term)) Counted++;
                if (_spellings.Joined(text, _reader.Term, _reader.From, _reader.To) is { } joined) Add(joined, 0);
                if (Spellings.Signed(text, _reader.Term, _reader.To) is { } signed) Add(signed, 0);
            }

            foreach (var emoji in Spellings.Emoji(text)) Add(emoji.Term, _words.Count == 0 ? 1 : 0);
            gap += Gap;
        }
    }

    public override bool IncrementToken()
    {
        if (_next == _words.Count) return false;
        var from = _next == 0 ? 0 : _words[_next - 1].End;
        (_term.BytesRef.Bytes, _term.BytesRef.Offset, _term.BytesRef.Length) = (_bytes, from, _words[_next].End - from);
        _increment.PositionIncrement = _words[_next++].Increment;
        return true;
    }

    private void Add(ReadOnlySpan<char> term, int increment)
    {
        var from = _words.Count == 0 ? 0 : _words[^1].End;
        if (_bytes.Length - from < term.Length * 3) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, from + term.Length * 3));
        _words.Add((from + Encoding.UTF8.GetBytes(term, _bytes.AsSpan(from)), increment));
    }

    /// <summary>A term in the index's own encoding.</summary>
    private sealed class Utf8Term : LuceneAttribute, ITermToBytesRefAttribute
    {
        public BytesRef BytesRef { get; } = new();

        public void FillBytesRef()
        {
            // It points to the word already.
        }

        public override void Clear() => BytesRef.Length = 0;

        public override void CopyTo(IAttribute target) => ((Utf8Term)target).BytesRef.CopyBytes(BytesRef);
    }
}
