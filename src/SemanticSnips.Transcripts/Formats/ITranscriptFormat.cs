namespace SemanticSnips.Transcripts.Formats;

/// <summary>One shape of transcript that people have, recognised by its content.</summary>
/// <remarks>Stateless and thread-safe. Work is linear in the source's length, whatever the source holds.</remarks>
internal interface ITranscriptFormat
{
    /// <summary>The name that reports show, e.g. "Snipd Markdown".</summary>
    string Name { get; }

    /// <summary>Whether this format should read the source; the first that says yes in <see cref="KnownFormats.All"/> does.</summary>
    bool Recognizes(SourceText source);

    /// <summary>The snips in the source's order; empty (with <see cref="ReadLog.Skip"/>) where nothing could be read. Throws only on cancellation. Those of a
    /// large source are made as they are asked for, and the log is complete after the last.</summary>
    IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken);
}
