using System.Collections;
using System.Text;

namespace SemanticSnips.Keywords;

/// <summary>The live snips of a commit as its tables keep them; each is made when somebody asks for it.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class KeptSnips : IReadOnlyList<SnipEntry>
{
    private const int NoDate = -1;
    private const long NoTime = long.MinValue;

    private readonly ReadOnlyMemory<Row> _rows;
    private readonly ReadOnlyMemory<byte> _texts;
    private readonly ReadOnlyMemory<int> _episodePlaces;

    // What is asked for once is asked for again, and two that are made at once are equal.
    private readonly SnipEntry?[] _made;
    private readonly string?[] _episodes;

    public KeptSnips(TableFile file)
    {
        (_rows, _texts, _episodePlaces) = (file.Get<Row>("snips"), file.Get<byte>("texts"), file.Get<int>("episodes.places"));
        (_made, _episodes) = (new SnipEntry?[_rows.Length], new string?[_episodePlaces.Length]);
    }

    public int Count => _rows.Length;

    public SnipEntry this[int index] => _made[index] ??= Make(_rows.Span[index]);

    /// <summary>Keeps snips.</summary>
    public static void Add(TableWriter file, IReadOnlyList<SnipEntry> snips)
    {
        var (rows, texts, episodes, places) = (new Row[snips.Count], new MemoryStream(), new Dictionary<string, int>(StringComparer.Ordinal), new List<int>());
        for (var i = 0; i < rows.Length; i++)
        {
            var snip = snips[i];
            if (!episodes.TryGetValue(snip.EpisodeKey, out var episode))
            {
                episodes.Add(snip.EpisodeKey, episode = places.Count);
                places.Add(Append(snip.EpisodeKey));
            }

            rows[i] = new Row(
                snip.Start?.Ticks ?? NoTime,
                snip.End?.Ticks ?? NoTime,
                Append(snip.Id),
                episode,
                snip.FirstPassage,
                snip.PassageCount,
                snip.Date?.DayNumber ?? NoDate,
                0);
        }

        file.Add<Row>("snips", rows);
        file.Add<int>("episodes.places", [.. places]);
        file.Add<byte>("texts", texts.GetBuffer().AsSpan(0, (int)texts.Length));

        int Append(string text)
        {
            var place = checked((int)texts.Length);
            var bytes = Encoding.UTF8.GetBytes(text);
            texts.Write(BitConverter.GetBytes(bytes.Length));
            texts.Write(bytes);
            return place;
        }
    }

    public IEnumerator<SnipEntry> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private SnipEntry Make(Row row) => new(
        TextAt(row.Id),
        _episodes[row.Episode] ??= TextAt(_episodePlaces.Span[row.Episode]),
        row.FirstPassage,
        row.PassageCount,
        TimeOf(row.StartTicks),
        TimeOf(row.EndTicks),
        row.Day != NoDate ? DateOnly.FromDayNumber(row.Day) : null);

    private string TextAt(int place)
    {
        var texts = _texts.Span[place..];
        return Encoding.UTF8.GetString(texts.Slice(sizeof(int), BitConverter.ToInt32(texts)));
    }

    private static TimeSpan? TimeOf(long ticks) => ticks != NoTime ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>A snip in the file; texts by their places.</summary>
    private readonly record struct Row(long StartTicks, long EndTicks, int Id, int Episode, int FirstPassage, int PassageCount, int Day, int Unused);
}
