using SemanticSnips.Keywords;

namespace SemanticSnips.Querying;

/// <summary>Which names of speakers mean one person, as the user wrote down in <c>aliases.txt</c> in the index's folder.</summary>
/// <remarks>
/// A line a person, <c>Dylan Patel = Speaker 2, D. Patel</c>; '#' begins a comment. Sources stay as they are: only <c>speaker:</c> looks here.
/// Immutable and thread-safe.
/// </remarks>
internal sealed class SpeakerAliases
{
    /// <summary>The file's name.</summary>
    public const string FileName = "aliases.txt";

    private readonly List<Person> _people = [];

    private SpeakerAliases()
    {
    }

    /// <summary>Reads the aliases of the index in a folder; none where there is no file.</summary>
    /// <exception cref="QueryException">A line says something else, or the file cannot be read.</exception>
    public static SpeakerAliases Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? Parse(File.ReadAllLines(path), path) : new SpeakerAliases();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QueryException($"The speakers' names in '{path}' cannot be read: {e.Message}", e) { Place = path };
        }
    }

    /// <summary>Reads lines.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="QueryException">A line says something else.</exception>
    public static SpeakerAliases Parse(IReadOnlyList<string> lines, string path)
    {
        var aliases = new SpeakerAliases();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Split('#')[0];
            if (string.IsNullOrWhiteSpace(line)) continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var names = equals < 0 ? [] : line[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var name = equals < 0 ? "" : line[..equals].Trim();
            if (WordsOf(name).Count == 0 || names.Length == 0 || names.Any(n => WordsOf(n).Count == 0))
            {
                throw new QueryException($"{path}:{i + 1}: '{line.Trim()}' names no speaker; expected a line such as: Dylan Patel = Speaker 2, Dylan")
                {
                    Place = $"{path}:{i + 1}",
                    Found = line.Trim(),
                };
            }

            aliases._people.Add(new Person(name, names));
        }

        return aliases;
    }

    /// <summary>Conditions on speakers, widened to the other names of whom they mean; the rest as they are.</summary>
    /// <remarks>A person is meant by any part of the name before '=', but only by the whole of one behind it: "Speaker" alone is nobody.</remarks>
    public IReadOnlyList<Condition> Widen(IReadOnlyList<Condition> conditions) =>
        _people.Count == 0 ? conditions : [.. conditions.Select(c => c.Field == ConditionField.Speaker ? c with { Alternatives = NamesOf(c.Value) } : c)];

    private List<string> NamesOf(string value)
    {
        var words = WordsOf(value);
        return words.Count == 0 ? [] : [.. _people.Where(p => p.IsMeantBy(words)).SelectMany(p => p.Names.Prepend(p.Name)).Distinct()];
    }

    private static List<string> WordsOf(string name) => [.. Analysis.Exact(name).Select(w => w.Term)];

    private sealed record Person(string Name, IReadOnlyList<string> Names)
    {
        public bool IsMeantBy(List<string> words) => Holds(WordsOf(Name), words) || Names.Any(n => WordsOf(n).SequenceEqual(words));

        private static bool Holds(List<string> name, List<string> words) =>
            Enumerable.Range(0, Math.Max(0, name.Count - words.Count + 1)).Any(i => name.Skip(i).Take(words.Count).SequenceEqual(words));
    }
}
