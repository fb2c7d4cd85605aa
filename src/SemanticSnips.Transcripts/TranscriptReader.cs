namespace SemanticSnips.Transcripts;

/// <summary>Reads whatever people have: files, folders, ZIP archives or standard input, in any known format.</summary>
public static class TranscriptReader
{
    /// <summary>Reads every source below the paths, one at a time, in ordinal order of their paths.</summary>
    /// <param name="paths">Files, folders (searched recursively) or "-" for standard input.</param>
    /// <param name="cancellation">Stops between and inside sources.</param>
    /// <returns>One report a source, lazily; a bad source is reported as skipped and never stops the rest.</returns>
    /// <exception cref="FileNotFoundException">A path does not exist; thrown before anything is read.</exception>
    public static IEnumerable<SourceReport> Read(IReadOnlyList<string> paths, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
