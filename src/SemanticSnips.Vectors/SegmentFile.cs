namespace SemanticSnips.Vectors;

/// <summary>Opens the files of segments. Nothing of no length is opened: a pipe, a device or a socket has none, and opening one may wait for ever.</summary>
internal static class SegmentFile
{
    /// <summary>Opens a file for reading, unbuffered.</summary>
    /// <param name="path">The file; links are followed.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <returns>Null where it has no length.</returns>
    /// <exception cref="IOException">It is not there, or the system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream? TryOpen(string path, FileShare share)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
        return file.Exists && file.Length == 0 ? null : new FileStream(path, FileMode.Open, FileAccess.Read, share, bufferSize: 0);
    }
}
