using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SemanticSnips.Indexing;

/// <summary>A person's own marks, as <c>marks.jsonl</c> in the index's folder holds them, a line a snip.</summary>
/// <remarks>
/// Immutable. The index is made of exports and can be made again of them; this file cannot, so it lies beside it, is written whole and flushed, and is read
/// with each import. A line that cannot be read is refused with its number, and nothing is written over it.
/// </remarks>
internal sealed class Marks
{
    /// <summary>The file's name.</summary>
    public const string FileName = "marks.jsonl";

    private readonly IReadOnlyList<Mark> _all;

    private Marks(IEnumerable<Mark> all) => _all = [.. all.OrderBy(m => m.Snip, StringComparer.Ordinal)];

    /// <summary>None.</summary>
    public static Marks None { get; } = new([]);

    /// <summary>Every mark, by the snip's id.</summary>
    public IReadOnlyList<Mark> All => _all;

    /// <summary>Whether nothing was ever marked.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>What is to stay away.</summary>
    public IEnumerable<Mark> Removed => _all.Where(m => m.Removed);

    /// <summary>Reads the marks of the index in a folder; none where there is no file.</summary>
    /// <exception cref="QueryException">A line is none, or the file cannot be read.</exception>
    public static Marks Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        string[] lines;
        try
        {
            if (!File.Exists(path)) return None;
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryException($"Your tags, stars and notes in '{path}' cannot be read: {e.Message}", e) { Place = path };
        }

        var marks = new List<Mark>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i])) marks.Add(Parse(lines[i], $"{path}:{i + 1}"));
        }

        return Of(marks);
    }

    /// <summary>Of marks from anywhere; several of one snip become one.</summary>
    public static Marks Of(IEnumerable<Mark> marks) =>
        new(marks.GroupBy(m => m.Snip, StringComparer.Ordinal).Select(same => same.Aggregate((a, b) => a.With(b))));

    /// <summary>The mark that names one of some ids; null for none.</summary>
    public Mark? Find(IReadOnlyCollection<string> ids) => _all.FirstOrDefault(m => ids.Contains(m.Snip));

    /// <summary>With a mark in place of the one of the same id; one that says nothing only goes.</summary>
    public Marks With(Mark mark)
    {
        var others = _all.Where(m => m.Snip != mark.Snip);
        return new(mark is { IsSilent: true, Removed: false } ? others : others.Append(mark));
    }

    /// <summary>Which record each mark belongs to: by its id, by that of a version, else by its moment.</summary>
    public IReadOnlyDictionary<string, Mark> ByRecord(IReadOnlyList<SnipState> states)
    {
        var found = new Dictionary<string, Mark>(StringComparer.Ordinal);
        if (_all.All(m => m.IsSilent)) return found;
        var byId = states.ToDictionary(s => s.Id, s => s.Id, StringComparer.Ordinal);
        foreach (var (version, record) in states.SelectMany(s => s.Versions.Select(v => (v.SnipId, s.Id)))) byId.TryAdd(version, record);
        var byMoment = new Lazy<ILookup<string, SnipState>>(() => states.ToLookup(s => EquivalenceKey.LookupOf(s.EquivalenceKey), StringComparer.Ordinal));
        foreach (var mark in _all.Where(m => !m.IsSilent))
        {
            var record = byId.GetValueOrDefault(mark.Snip) ?? (string.IsNullOrEmpty(mark.Moment) ? null
                : byMoment.Value[EquivalenceKey.LookupOf(mark.Moment)].FirstOrDefault(s => EquivalenceKey.Match(s.EquivalenceKey, mark.Moment))?.Id);
            if (record is not null) found[record] = found.TryGetValue(record, out var other) ? other.With(mark) : mark;
        }

        return found;
    }

    /// <summary>Puts the file in place of the one that is there, which stays whole until that moment.</summary>
    public void Save(string folder) => OwnFile.Write(Path.Combine(folder, FileName), _all.Select(LineOf));

    /// <summary>A line that a person can read: what is not said is not there.</summary>
    public static string LineOf(Mark mark)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            using var whole = JsonSerializer.SerializeToDocument(mark, SnipJson.Default.Mark);
            foreach (var said in whole.RootElement.EnumerateObject().Where(p => p.Value is not { ValueKind: JsonValueKind.Array } list
                || list.GetArrayLength() > 0))
                said.WriteTo(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="QueryException">It is no mark.</exception>
    public static Mark Parse(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SnipJson.Default.Mark) is { Snip.Length: > 0 } mark ? mark
                : throw new JsonException("It names no snip.");
        }
        catch (JsonException e)
        {
            throw new QueryException($"{place} is no mark: {e.Message} Expected is a line such as: {{\"snip\":\"3f2a91bc\",\"tags\":[\"work\"]}}", e)
            {
                Place = place,
                Found = line.Length <= 200 ? line : line[..200],
            };
        }
    }
}
