namespace SemanticSnips.Transcripts.Sources;

/// <summary>Finds and reads files. Hidden files and folders are passed over; links to folders are reported, not followed, so loops cannot occur.</summary>
internal static class FileSources
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    /// <summary>One item a file below the path (more for a ZIP), in ordinal order of the paths.</summary>
    public static IEnumerable<RawSource> Below(string path, ReadLimits limits, CancellationToken cancellation)
    {
        if (!Directory.Exists(path)) return ReadFile(path, limits, cancellation);
        return Walk(path, limits, cancellation);
    }

    public static IEnumerable<RawSource> FromStream(string name, Stream stream, ReadLimits limits, CancellationToken cancellation)
    {
        RawSource raw;
        using (stream) raw = ReadStream(name, stream, null, limits);
        return ZipSources.IsZip(raw.Bytes) ? ZipSources.Read(name, new MemoryStream(raw.Bytes), limits, cancellation) : [raw];
    }

    private static IEnumerable<RawSource> Walk(string root, ReadLimits limits, CancellationToken cancellation)
    {
        var waiting = new Stack<FileSystemInfo>([new DirectoryInfo(root)]);
        while (waiting.TryPop(out var next))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Display(root, next);
            if (next is not DirectoryInfo folder)
            {
                // A named pipe has no length either, and opening one would wait for a writer.
                var isEmpty = next is FileInfo { LinkTarget: null, Length: 0 };
                foreach (var raw in isEmpty ? [RawSource.Skip(path, "It is empty.")] : ReadFile(path, limits, cancellation)) yield return raw;
            }
            else if (folder.LinkTarget is not null && path != root)
            {
                yield return RawSource.Skip(path, "It is a link to a folder; links are not followed. Name the folder itself to read it.");
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
        return item.FullName == full || item.FullName.Length <= full.Length ? root : Path.Join(root, item.FullName.AsSpan(full.Length).TrimStart(Path.DirectorySeparatorChar));
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

    private static IEnumerable<RawSource> ReadFile(string path, ReadLimits limits, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        RawSource? raw;
        Stream? archive = null;
        try
        {
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

        return archive is null ? [raw!] : ZipSources.Read(path, archive, limits, cancellation);
    }

    private static RawSource ReadStream(string path, Stream stream, DateTime? lastWriteUtc, ReadLimits limits)
    {
        var length = stream.CanSeek ? stream.Length : 0;
        if (length > limits.MaxBytes) return RawSource.Skip(path, RawSource.TooLarge(length, limits.MaxBytes));
        var bytes = new byte[Math.Max(length + 1, 4096)];
        var count = 0;
        // The first block tells most attachments (pictures, audio) from text, without reading the rest.
        while (stream.Read(bytes, count, Math.Min(bytes.Length - count, 1 << 16)) is > 0 and var read)
        {
            count += read;
            if (count == read && !ZipSources.IsZip(bytes) && TextDecoder.IsBinary(bytes.AsSpan(0, count))) return RawSource.Skip(path, TextDecoder.Binary);
            if (count > limits.MaxBytes) return RawSource.Skip(path, RawSource.TooLarge(count, limits.MaxBytes));
            if (count == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(count * 2L, limits.MaxBytes + 1));
        }

        Array.Resize(ref bytes, count);
        return new RawSource(path, bytes, lastWriteUtc is { } utc ? new DateTimeOffset(utc, TimeSpan.Zero) : null);
    }

    private static string Unreadable(Exception e) => $"It cannot be read: {e.Message}";
}
