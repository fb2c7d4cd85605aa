namespace SemanticSnips.Keywords;

/// <summary>Keeps a second writer out of a folder, in this process and any other; the system gives it back when a process ends, however it does.</summary>
/// <remarks>Lucene.NET's own lock is a shared one for other processes on Linux: two of them would write at once and damage the index.</remarks>
internal sealed class WriteLock : IDisposable
{
    private const string FileName = "write.lock";

    /// <summary>Who only looks whether there is a writer holds the file for a moment.</summary>
    private const int Attempts = 5;

    // Of the system's error: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux and on macOS.
    private static readonly int[] Held = [32, 33, 11, 35];

    private readonly FileStream _file;
    private readonly string _folder;
    private readonly string _path;

    private WriteLock(string folder)
    {
        _folder = folder;
        _path = Path.Combine(folder, FileName);
        // It stays when it is given back: who deletes it may delete the one that another has just taken.
        _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Takes the lock of a folder that exists.</summary>
    /// <exception cref="KeywordIndexException">Another has it.</exception>
    /// <exception cref="IOException">There is some other trouble with the file.</exception>
    public static WriteLock Take(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new WriteLock(folder);
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (attempt < Attempts) Thread.Sleep(20);
                else throw new KeywordIndexException(
                    KeywordFault.Locked, $"Another process is writing the index in '{folder}'; it can be searched meanwhile.", e);
            }
        }
    }

    /// <summary>Whether a writer has the lock of a folder. Makes and changes nothing.</summary>
    /// <exception cref="IOException">There is some other trouble with the file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static bool IsTaken(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return true;
        }
    }

    /// <summary>Refuses to go on where the folder is no longer the one whose lock this is: it was moved or deleted, and what stands in its place, if
    /// anything does, another writer may have the lock of.</summary>
    /// <exception cref="IOException">The folder is another, or is gone.</exception>
    public void RequireFolder()
    {
        // Only a file that was made anew has another time of making; a file that is gone has none.
        if (File.GetCreationTimeUtc(_file.SafeFileHandle) == File.GetCreationTimeUtc(_path)) return;
        throw new IOException(
            $"'{_folder}' was moved, deleted or made anew meanwhile; what stands there now was left as it is.");
    }

    public void Dispose() => _file.Dispose();

    private static bool IsHeld(IOException e) => Held.Contains(e.HResult & 0xFFFF);
}
