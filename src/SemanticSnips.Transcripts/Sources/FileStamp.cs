namespace SemanticSnips.Transcripts.Sources;

/// <summary>What a file was when it was opened; tells whether it has been written since.</summary>
/// <param name="Path">The file as reports name it; an archive has one stamp for all its entries.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Ticks">When it was last written, in 100 ns since year 1, UTC.</param>
internal readonly record struct FileStamp(string Path, long Bytes, long Ticks)
{
    /// <summary>What is younger could be written once more without getting another time: file systems count in up to two seconds.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    /// <summary>The file's stamp; null where a later change might not show: it was written just now, or is a link.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static FileStamp? Of(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null || DateTime.UtcNow - file.LastWriteTimeUtc < Settled) return null;
        return new FileStamp(path, file.Length, file.LastWriteTimeUtc.Ticks);
    }
}
