namespace SemanticSnips.Keywords;

/// <summary>Keeps a second writer out of a folder, in this process and any other; the system gives it back when a process ends, however it does.</summary>
/// <remarks>Lucene.NET's own lock is a shared one for other processes on Linux: two of them would write at once and damage the index.</remarks>
internal sealed class WriteLock : IDisposable
{
    private const string FileName = "write.lock";

    // Of the system's error: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux and on macOS.
    private static readonly int[] Held = [32, 33, 11, 35];

    private readonly FileStream _file;

    private WriteLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder that exists.</summary>
    /// <exception cref="KeywordIndexException">Another has it.</exception>
    /// <exception cref="IOException">There is some other trouble with the file.</exception>
    public static WriteLock Take(string folder)
    {
        try
        {
            // It stays when it is given back: who deletes it may delete the one that another has just taken.
            return new WriteLock(new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (Held.Contains(e.HResult & 0xFFFF))
        {
            throw new KeywordIndexException($"Another process is writing the index in '{folder}'. Wait until it is done, or stop it; searching works meanwhile.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
