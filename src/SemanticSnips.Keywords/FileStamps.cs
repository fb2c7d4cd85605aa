using System.Globalization;

namespace SemanticSnips.Keywords;

/// <summary>Size and time of files that are written once, as of when their content was known to be whole.</summary>
/// <remarks>
/// A file that has them still is not read again for its checksum when the index is opened: that took most of the time. Whatever is damaged by writing
/// gets another time; what decays in place is found by a check that reads everything.
/// </remarks>
internal sealed class FileStamps
{
    private readonly Dictionary<string, (long Bytes, long Ticks)> _stamps = new(StringComparer.Ordinal);

    /// <summary>The stamps that <see cref="ToString"/> wrote; none for null or for what cannot be read, so that everything is verified.</summary>
    public static FileStamps Parse(string? text)
    {
        var stamps = new FileStamps();
        foreach (var line in (text ?? "").Split('\n'))
        {
            if (line.Split(' ') is [var name, var bytes, var ticks]
                && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            {
                stamps._stamps[name] = (length, time);
            }
        }

        return stamps;
    }

    /// <summary>Whether a file is as it was when its stamp was taken.</summary>
    public bool Holds(string path) => _stamps.TryGetValue(Path.GetFileName(path), out var stamp) && Read(path) == stamp;

    /// <summary>Stamps what is new in a folder and forgets what is gone; what has a stamp keeps it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isIncluded">Which names are stamped.</param>
    public void Update(string folder, Func<string, bool> isIncluded)
    {
        var names = Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(isIncluded).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _stamps.Keys.Where(n => !names.Contains(n)).ToList()) _stamps.Remove(gone);
        foreach (var name in names)
        {
            if (!_stamps.ContainsKey(name) && Read(Path.Combine(folder, name)) is { } stamp) _stamps.Add(name, stamp);
        }
    }

    /// <summary>Stamps anew what is in a folder and was verified just now.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isIncluded">Which names are stamped.</param>
    public void Refresh(string folder, Func<string, bool> isIncluded)
    {
        foreach (var changed in _stamps.Keys.Where(n => !Holds(Path.Combine(folder, n))).ToList()) _stamps.Remove(changed);
        Update(folder, isIncluded);
    }

    /// <summary>One line a file.</summary>
    public override string ToString() =>
        string.Join('\n', _stamps.OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value.Bytes} {s.Value.Ticks}")));

    private static (long Bytes, long Ticks)? Read(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }
}
