using System.Text.RegularExpressions;

namespace SemanticSnips.Contract;

/// <summary>Leaves out where things lie on the machine: what a stranger may be told is a name.</summary>
internal static partial class MachinePaths
{
    /// <summary>A sentence in which quoted paths, and paths that a line number or a blank ends, are their last names.</summary>
    public static string Hide(string sentence) => AnyPath().Replace(sentence, match => NameOf(match.Value));

    /// <summary>A place, which is a path with or without a line, as its last name.</summary>
    public static string? HideWhole(string? place) => place is null ? null : IsRooted(place) ? NameOf(place) : Hide(place);

    private static bool IsRooted(string place) => place.StartsWith('/') || place.StartsWith(@"\\", StringComparison.Ordinal)
        || (place.Length > 2 && place[1] == ':' && place[2] is '\\' or '/');

    private static string NameOf(string path) => path.TrimEnd('/', '\\') is { Length: > 0 } trimmed
        ? trimmed[(trimmed.LastIndexOfAny(['/', '\\']) + 1)..] : "…";

    /// <summary>Quoted, a path may hold blanks. "/" alone, and what follows a letter as in "words/s" or "https://", is none.</summary>
    [GeneratedRegex("""(?<=['"])(?:/|[A-Za-z]:[\\/]|\\\\)[^'"\n]+(?=['"])|(?<![\w/:.'"])(?:/(?=\w)|[A-Za-z]:[\\/]|\\\\)[^\s'"]+""")]
    private static partial Regex AnyPath();
}
