namespace SemanticSnips.Indexing;

/// <summary>Why an index cannot be used.</summary>
public enum IndexFault
{
    /// <summary>There is none in the folder.</summary>
    Missing,

    /// <summary>It was written by another version of the format.</summary>
    OtherFormat,

    /// <summary>Its vectors are of another model.</summary>
    OtherModel,

    /// <summary>Its chunks were cut by other rules.</summary>
    OtherChunker,

    /// <summary>A file is missing or damaged.</summary>
    Damaged,

    /// <summary>Another process writes to it, or the folder cannot be written.</summary>
    NotWritable,
}

/// <summary>The index cannot be used; the message says what was found, what was expected and which command mends it.</summary>
public sealed class IndexException : Exception
{
    /// <summary>Creates the exception.</summary>
    public IndexException(IndexFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>The kind of fault.</summary>
    public IndexFault Fault { get; }
}
