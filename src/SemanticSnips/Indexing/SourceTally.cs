namespace SemanticSnips.Indexing;

/// <summary>Which sources an import met, and which are still there.</summary>
internal sealed class SourceTally
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _there = new(StringComparer.Ordinal);

    public void MarkRead(string source) => _read.Add(source);

    /// <summary>A source that could not be read this time keeps its snips.</summary>
    public void MarkUnread(string source) => _unread.Add(source);

    public bool IsRead(string source) => _read.Contains(source);

    /// <summary>Whether the source, its archive or a folder above could not be read.</summary>
    public bool IsUnread(string source)
    {
        while (!_unread.Contains(source))
        {
            var parent = source.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar, '!']);
            if (parent < 0) return false;
            source = source[..parent];
        }

        return true;
    }

    /// <summary>Whether the file of a source still exists.</summary>
    public bool IsThere(string source)
    {
        if (_read.Contains(source)) return true;
        if (_there.TryGetValue(source, out var known)) return known;

        // An entry of an archive has the archive's path before a '!', which may be part of a path as well.
        for (var end = source.Length; end > 0; end = source.LastIndexOf('!', end - 1))
        {
            if (File.Exists(source[..end])) return _there[source] = true;
        }

        return _there[source] = false;
    }

    /// <summary>Whether a source is a root, an entry of it or below it.</summary>
    public static bool IsBelow(string source, string root) =>
        source == root || source.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        || source.StartsWith(root + "!", StringComparison.Ordinal);
}
