namespace SemanticSnips.Cli;

/// <summary>Other names of speakers, a line a person, in <c>aliases.txt</c> beside the library: changed by the person, comments and all else stay.</summary>
internal sealed class SpeakerNames
{
    /// <summary>The file's name.</summary>
    public const string FileName = "aliases.txt";

    private readonly List<string> _lines;

    private SpeakerNames(List<string> lines) => _lines = lines;

    /// <summary>Who has other names, and which.</summary>
    public IEnumerable<(string Name, IReadOnlyList<string> Others)> People =>
        _lines.Where(l => NameOf(l) is not null).Select(l => (NameOf(l)!, (IReadOnlyList<string>)OthersOf(l)));

    /// <summary>Reads the library's; none where there is no file.</summary>
    /// <exception cref="UsageException">A line says something else.</exception>
    public static SpeakerNames Load(ILibraryEditor editor)
    {
        List<string> lines = editor.ReadFile(FileName) is { } content ? [.. content.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd('\r'))] : [];
        var wrong = lines.FindIndex(l => l.Split('#')[0].Trim().Length > 0 && (NameOf(l) is null || OthersOf(l).Length == 0));
        return wrong < 0 ? new SpeakerNames(lines) : throw new UsageException(
            $"{editor.PlaceOf(FileName)}:{wrong + 1}: '{lines[wrong].Trim()}' names no speaker; expected a line such as: Dylan Patel = Speaker 2, Dylan",
            "Mend the line or remove it.");
    }

    /// <summary>Gives a person these other names beside those that there are.</summary>
    /// <exception cref="UsageException">A name cannot be one.</exception>
    public void Add(string name, IReadOnlyList<string> others)
    {
        foreach (var each in others.Prepend(name))
        {
            if (!each.Any(char.IsLetterOrDigit) || each.AsSpan().IndexOfAny("=,#\n\r") >= 0)
            {
                throw new UsageException(
                    $"'{each}' is no speaker's name: it has no letter, or one of = , #.", "Example: snips aliases \"Dylan Patel\" \"Speaker 2\" Dylan");
            }
        }

        var at = Find(name);
        IReadOnlyList<string> all = at < 0 ? others : [.. OthersOf(_lines[at]), .. others];
        var comment = at >= 0 && _lines[at].IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash ? $" {_lines[at][hash..]}" : "";
        var said = string.Join(", ", all.Select(o => o.Trim()).Distinct(StringComparer.OrdinalIgnoreCase));
        var line = $"{(at < 0 ? name.Trim() : NameOf(_lines[at]))} = {said}{comment}";
        if (at < 0) _lines.Add(line);
        else _lines[at] = line;
    }

    /// <summary>Takes a person's other names away.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    public void Remove(string name)
    {
        var at = Find(name);
        if (at < 0) throw new UsageException($"'{name}' has no other names.{ParseErrors.Guess(name, People.Select(p => p.Name))}", "See: snips aliases");
        _lines.RemoveAt(at);
    }

    /// <summary>Writes them; the file goes with its last line.</summary>
    public void Save(ILibraryEditor editor) => editor.WriteFile(FileName, _lines.Count == 0 ? null : string.Join('\n', _lines) + "\n");

    private int Find(string name) => _lines.FindIndex(l => string.Equals(NameOf(l), name.Trim(), StringComparison.OrdinalIgnoreCase));

    private static string? NameOf(string line) => line.Split('#')[0].Split('=') is [var name, _, ..] && name.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string[] OthersOf(string line)
    {
        var said = line.Split('#')[0];
        return said[(said.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
