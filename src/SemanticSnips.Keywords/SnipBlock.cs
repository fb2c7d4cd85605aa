using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace SemanticSnips.Keywords;

/// <summary>Lays a snip out as Lucene documents: its passages, then itself. Reuses what it can; not thread-safe.</summary>
internal sealed class SnipBlock
{
    /// <summary>How often words stand in it and where. Lengths are doc values: Lucene's own keep three bits of mantissa.</summary>
    private static readonly FieldType Words =
        new() { IsIndexed = true, IsTokenized = true, IndexOptions = IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, OmitNorms = true };

    private readonly WordField _text = new(Fields.Text);
    private readonly WordField _speaker = new(Fields.Speaker);
    private readonly WordField _show = new(Fields.Show);
    private readonly WordField _episode = new(Fields.Episode);
    private readonly WordField _title = new(Fields.Title);
    private readonly WordField _note = new(Fields.Note);
    private readonly WordField _guest = new(Fields.Guest);
    private readonly WordField _tag = new(Fields.Tag);
    private readonly WordListReader _words = new();
    private readonly List<IIndexableField> _document = [];

    /// <summary>The documents, each valid until the next is asked for.</summary>
    public IEnumerable<IEnumerable<IIndexableField>> Of(PreparedSnip prepared)
    {
        var snip = prepared.Snip;
        var id = new StringField(Fields.Id, snip.Id, Field.Store.NO);
        for (var i = 0; i < snip.Passages.Count; i++)
        {
            _document.Clear();
            _document.Add(id);
            AddPassage(snip.Passages[i], prepared.Words[i]);
            yield return _document;
        }

        _document.Clear();
        _document.Add(id);
        AddSnip(snip);
        yield return _document;
    }

    private void AddPassage(PassageDocument passage, (WordList Text, WordList Speakers) words)
    {
        _text.AddTo(_document, words.Text);
        _speaker.AddTo(_document, words.Speakers);

        var values = new byte[29];
        BinaryPrimitives.WriteInt32LittleEndian(values, passage.From);
        BinaryPrimitives.WriteInt32LittleEndian(values.AsSpan(4), passage.To);
        BinaryPrimitives.WriteInt32LittleEndian(values.AsSpan(8), words.Text.Counted);
        BinaryPrimitives.WriteUInt128LittleEndian(values.AsSpan(12), passage.VectorKey);
        values[28] = passage.Kind;
        _document.Add(new BinaryDocValuesField(Fields.Passage, new BytesRef(values)));
    }

    private void AddSnip(SnipDocument snip)
    {
        _document.Add(new StringField(Fields.EpisodeKey, snip.EpisodeKey, Field.Store.NO));
        if (snip.Show is { } show) _show.AddTo(_document, _words.Read([show]));
        if (snip.Episode is { } episode) _episode.AddTo(_document, _words.Read([episode]));
        if (snip.Title is { } title) _title.AddTo(_document, _words.Read([title]));
        if (snip.Note is { } note) _note.AddTo(_document, _words.Read([note]));
        _guest.AddTo(_document, _words.Read(snip.Guests));
        _tag.AddTo(_document, _words.Read(snip.Tags));
        if (snip.Date is { } date) _document.Add(new Int32Field(Fields.Date, KeywordIndexWriter.ToNumber(date), Field.Store.NO));
        if (snip.Favourite) _document.Add(new StringField(Fields.Flag, Fields.Favourite, Field.Store.NO));
        if (snip.HasTranscript) _document.Add(new StringField(Fields.Flag, Fields.Transcript, Field.Store.NO));

        var values = new byte[24];
        BinaryPrimitives.WriteInt32LittleEndian(values, snip.Passages.Count);
        BinaryPrimitives.WriteInt64LittleEndian(values.AsSpan(4), snip.Start is { } start ? (long)start.TotalMilliseconds : -1);
        BinaryPrimitives.WriteInt64LittleEndian(values.AsSpan(12), snip.End is { } end ? (long)end.TotalMilliseconds : -1);
        BinaryPrimitives.WriteInt32LittleEndian(values.AsSpan(20), snip.Date?.DayNumber ?? 0);
        _document.Add(new BinaryDocValuesField(Fields.Id, new BytesRef(snip.Id)));
        _document.Add(new BinaryDocValuesField(Fields.EpisodeKey, new BytesRef(snip.EpisodeKey)));
        _document.Add(new BinaryDocValuesField(Fields.Snip, new BytesRef(values)));
        _document.Add(new BinaryDocValuesField(Fields.State, new BytesRef(snip.State)));
        _document.Add(new StoredField(Fields.Content, snip.Content));
    }

    /// <summary>A field of words and the stream that it reads them from.</summary>
    [SuppressMessage("Design", "CA1001", Justification = "Token streams over memory hold nothing to release.")]
    private sealed class WordField
    {
        private readonly WordStream _stream = new();
        private readonly Field _field;

        public WordField(string name) => _field = new Field(name, _stream, Words);

        public void AddTo(List<IIndexableField> document, WordList words)
        {
            if (words.Count == 0) return;
            _stream.Start(words);
            document.Add(_field);
        }
    }
}
