namespace SemanticSnips.Transcripts.Sources;

/// <summary>Finds and reads files. Hidden files and folders are passed over.</summary>
/// <remarks>
/// Links to folders and out of the named folder are reported, and followed only when asked to; then no folder is read twice, so that loops cannot occur.
/// Nothing of no length is opened: opening a pipe, a device or a socket, which have none, may wait for ever.
/// </remarks>
internal static class FileSources
{
    private const string LeadsOut = "It is a link that leads out of the folder; such links are not followed. Name what it leads to, or ask for links to " +
        "be followed.";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>One item a file below the path (more for a ZIP), in ordinal order of the paths.</summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="limits">What any source may take.</param>
    /// <param name="followLinks">Whether links to folders and out of the folder are followed.</param>
    /// <param name="isKnown">Tells the files that need not be read again; null where all are read.</param>
    /// <param name="cancellationToken">Checked at every file and folder.</param>
    public static IEnumerable<RawSource> Below(
        string path, ReadLimits limits, bool followLinks, Func<FileStamp, bool>? isKnown, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return ReadFile(path, limits, isKnown, cancellationToken).Select(raw => raw.Folder is null ? raw with { IsNamed = true } : raw);
        return Walk(path, limits, followLinks, isKnown, cancellationToken);
    }

    public static IEnumerable<RawSource> FromStream(string name, Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        RawSource raw;
        using (stream) raw = ReadStream(name, stream, null, limits);
        return ZipSources.IsZip(raw.Bytes) ? ZipSources.Read(name, new MemoryStream(raw.Bytes), limits, cancellationToken) : [raw with { IsNamed = true }];
    }

    private static IEnumerable<RawSource> Walk(
        string root, ReadLimits limits, bool followLinks, Func<FileStamp, bool>? isKnown, CancellationToken cancellationToken)
    {
        var inside = Path.TrimEndingDirectorySeparator(Resolve(new DirectoryInfo(root))) + Path.DirectorySeparatorChar;
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<FileSystemInfo>([new DirectoryInfo(root)]);
        while (waiting.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Display(root, next);
            if (next is not DirectoryInfo folder)
            {
                var leadsOut = !followLinks && next.LinkTarget is not null && !Resolve(next).StartsWith(inside, StringComparison.Ordinal);
                foreach (var raw in leadsOut ? [RawSource.Skip(path, LeadsOut)] : ReadFile(path, limits, isKnown, cancellationToken))
                {
                    yield return raw.Folder is null ? raw with { Folder = FolderOf(path) } : raw;
                }
            }
            else if (folder.LinkTarget is not null && path != root && !followLinks)
            {
                yield return RawSource.Skip(path, "It is a link to a folder; links are not followed. Name the folder itself to read it.");
            }
            else if (followLinks && !visited.Add(Resolve(folder)))
            {
                yield return RawSource.Skip(path, "It is a link to a folder that is read already.");
            }
            else if (Children(folder, out var children) is { } trouble)
            {
                yield return RawSource.Skip(path, trouble);
            }
            else
            {
                foreach (var child in children) waiting.Push(child);
            }
        }
    }

    private static string Display(string root, FileSystemInfo item)
    {
        var full = Path.GetFullPath(root);
        return item.FullName == full || item.FullName.Length <= full.Length
            ? root : Path.Join(root, item.FullName.AsSpan(full.Length).TrimStart(Path.DirectorySeparatorChar));
    }

    /// <summary>The folder's visible items, the last first; or why it cannot be read.</summary>
    private static string? Children(DirectoryInfo folder, out FileSystemInfo[] children)
    {
        children = [];
        try
        {
            children = [.. folder.EnumerateFileSystemInfos("*", Everything).Where(item => item.Name[0] != '.')];
            // With its separator a folder sorts where its files' paths would.
            Array.Sort(Array.ConvertAll(children, item => item is DirectoryInfo ? item.Name + "/" : item.Name), children, StringComparer.Ordinal);
            Array.Reverse(children);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(e);
        }
    }

    private static IEnumerable<RawSource> ReadFile(string path, ReadLimits limits, Func<FileStamp, bool>? isKnown, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RawSource? raw;
        Stream? archive = null;
        FileStamp? stamp = null;
        if (path.Contains('\uFFFD')) return [RawSource.Skip(path, "It cannot be opened, since its name is no UTF-8. Rename it.")];
        try
        {
            if (LengthOf(path) == 0) return [RawSource.Skip(path, "It is empty, or a pipe, device or socket; those are not opened.")];
            stamp = FileStamp.Of(path);
            if (stamp is { } known && isKnown?.Invoke(known) == true) return [new RawSource(path, [], null) { Stamp = stamp, IsUnchanged = true }];
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (stream.CanSeek && ZipSources.IsZip(stream))
            {
                archive = stream;
                raw = null;
            }
            else
            {
                using (stream) raw = ReadStream(path, stream, File.GetLastWriteTimeUtc(path), limits);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            raw = RawSource.Skip(path, Unreadable(e));
        }

        return archive is null ? [raw! with { Stamp = stamp }] : ZipSources.Read(path, archive, limits, cancellationToken).Select(entry =>
            entry with { Stamp = stamp });
    }

    /// <summary>The length of what a path leads to.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
        return file.Length;
    }

    private static string FolderOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";

    /// <summary>Where a path ends when every link is followed; the path itself where a link leads nowhere.</summary>
    private static string Resolve(FileSystemInfo item)
    {
        try
        {
            var full = item.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? item.FullName;
            var root = Path.GetPathRoot(full) ?? "";
            var resolved = root;
            // A link may stand anywhere in the path.
            foreach (var part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
            {
                resolved = Path.Join(resolved, part);
                resolved = new DirectoryInfo(resolved).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? resolved;
            }

            return resolved;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return item.FullName;
        }
    }

    private static RawSource ReadStream(string path, Stream stream, DateTime? lastWriteUtc, ReadLimits limits)
    {
        var length = stream.CanSeek ? stream.Length : 0;
        if (length > limits.MaxBytes) return RawSource.Skip(path, RawSource.TooLarge(length, limits.MaxBytes));
        // Of the file's own length, so that a large one is not copied for a byte.
        var bytes = new byte[Math.Max(length, 4096)];
        var count = 0;
        // The first block tells most attachments (pictures, audio) from text, without reading the rest.
        while (stream.Read(bytes, count, Math.Min(bytes.Length - count, 1 << 16)) is > 0 and var read)
        {
            count += read;
            if (count == read && !ZipSources.IsZip(bytes) && TextDecoder.IsBinary(bytes.AsSpan(0, count))) return RawSource.Skip(path, TextDecoder.Binary);
            if (count > limits.MaxBytes) return RawSource.Skip(path, RawSource.TooLarge(count, limits.MaxBytes));
            if (count == bytes.Length && stream.CanSeek && stream.Length <= count) break;
            if (count == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(count * 2L, limits.MaxBytes + 1));
        }

        Array.Resize(ref bytes, count);
        return new RawSource(path, bytes, lastWriteUtc is { } utc ? new DateTimeOffset(utc, TimeSpan.Zero) : null);
    }

    private static string Unreadable(Exception e) => $"It cannot be read: {e.Message}";
}
