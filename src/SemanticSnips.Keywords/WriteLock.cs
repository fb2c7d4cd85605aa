namespace SemanticSnips.Keywords;

/// <summary>Keeps a second writer, of this process or another, out of an index until it is disposed.</summary>
/// <remarks>
/// A file that is open for one alone: the operating system lets go of it when the process ends, however it ends. The file stays behind, since deleting
/// it would let two writers lock two files of one name. Lucene's own lock does not do: on Linux it was seen to be lost while its file was open, as
/// record locks are whenever the process closes any other handle of the file (POSIX, fcntl).
/// </remarks>
internal sealed class WriteLock : IDisposable
{
    private const string FileName = "writer.lock";

    private readonly FileStream _file;

    private WriteLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of an existing folder.</summary>
    /// <exception cref="KeywordIndexException">Another writer has it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static WriteLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return new WriteLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw new KeywordIndexException(
                $"Another process is writing the index in '{folder}'. Wait until it is done, or stop it; searching works meanwhile.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
