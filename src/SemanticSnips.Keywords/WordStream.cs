using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using LuceneAttribute = Lucene.Net.Util.Attribute;

namespace SemanticSnips.Keywords;

/// <summary>A list of words as Lucene takes them in. Reusable; not thread-safe.</summary>
internal sealed class WordStream : TokenStream
{
    private readonly Utf8Term _term = new();
    private readonly IPositionIncrementAttribute _increment;
    private WordList? _words;
    private int _next;

    public WordStream()
    {
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Begins with the words of which the stream then consists.</summary>
    public void Start(WordList words) => (_words, _next) = (words, 0);

    public override bool IncrementToken()
    {
        if (_words is null || _next == _words.Count) return false;
        var (from, to, increment) = _words[_next++];
        (_term.BytesRef.Bytes, _term.BytesRef.Offset, _term.BytesRef.Length) = (_words.Terms, from, to - from);
        _increment.PositionIncrement = increment;
        return true;
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
