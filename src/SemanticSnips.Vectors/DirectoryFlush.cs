using System.Runtime.InteropServices;

namespace SemanticSnips.Vectors;

/// <summary>Makes a rename survive a power cut: on Unix the folder, which holds the name, is flushed like a file.</summary>
internal static partial class DirectoryFlush
{
    /// <summary>Does its best: some file systems refuse to flush a folder, and Windows needs no such call.</summary>
    public static void ToDisk(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0); // O_RDONLY is 0 on every Unix
        if (descriptor < 0) return;
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    // .NET opens no handle on a folder, hence the C library.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
