namespace SemanticSnips.Keywords;

/// <summary>Tells exceptions by which the system refuses (permission, input/output error, no handles, no space) from those over what a file holds.</summary>
internal static class SystemRefusal
{
    /// <summary>On Unix .NET puts the system's own number into <see cref="Exception.HResult"/>; Lucene's exceptions, which are input/output exceptions too,
    /// have .NET's.</summary>
    private const int MaxErrno = 4095;

    /// <summary>The facility of Windows' own errors, in the upper half of <see cref="Exception.HResult"/>.</summary>
    private const int WindowsError = unchecked((int)0x8007_0000);

    /// <summary>The refusal that an exception is or was caused by; null where there is none. A file that is not there is no refusal.</summary>
    public static Exception? In(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (Is(e)) return e;
        }

        return null;
    }

    private static bool Is(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException or EndOfStreamException => false,
        UnauthorizedAccessException or OutOfMemoryException => true,
        IOException => e.HResult is > 0 and <= MaxErrno || (e.HResult & unchecked((int)0xFFFF_0000)) == WindowsError,
        _ => false,
    };
}
