namespace SemanticSnips.Transcripts.Sources;

/// <summary>The bytes of one source, or why there are none.</summary>
/// <param name="File">The source as reports name it.</param>
/// <param name="Bytes">Empty where <paramref name="Skipped"/> is set.</param>
/// <param name="LastWrite">Null for standard input.</param>
/// <param name="Skipped">Why the source was not read, as a sentence; null when it was.</param>
internal sealed record RawSource(string File, byte[] Bytes, DateTimeOffset? LastWrite, string? Skipped = null)
{
    private readonly Content _content = new() { Bytes = Bytes };

    /// <summary>Empty once they were taken.</summary>
    public byte[] Bytes => _content.Bytes;

    /// <summary>The file's or entry's own name, which may hold any sign.</summary>
    public string Name { get; init; } = Path.GetFileName(File);

    /// <summary>The folder that it lies in, or the archive; null where the source was named itself.</summary>
    public string? Folder { get; init; }

    /// <summary>What the file was before it was read; null where a change could not be told by it.</summary>
    public FileStamp? Stamp { get; init; }

    /// <summary>Whether it was not read because it is as it was before.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Whether the user named this very source.</summary>
    public bool IsNamed { get; init; }

    public static RawSource Skip(string file, string reason) => new(file, [], null, reason);

    public static string TooLarge(long bytes, long maxBytes) =>
        $"It has {bytes:N0} bytes; more than {maxBytes:N0} are not read. Split it, or index the parts that matter.";

    /// <summary>The bytes, which nobody holds any more: a large source shall not be in memory twice.</summary>
    public byte[] TakeBytes()
    {
        var bytes = _content.Bytes;
        _content.Bytes = [];
        return bytes;
    }

    // One for all copies of the record.
    private sealed class Content
    {
        public byte[] Bytes { get; set; } = [];
    }
}
