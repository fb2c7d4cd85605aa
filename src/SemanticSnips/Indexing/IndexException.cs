using System.Text.Json;

namespace SemanticSnips;

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

    /// <summary>A checksum or a format does not hold, or a file that the commit names is not there.</summary>
    Damaged,

    /// <summary>The folder cannot be written.</summary>
    NotWritable,

    /// <summary>The system refuses to read it: permission, input/output error, too many open files.</summary>
    Unreadable,

    /// <summary>Another process writes to it.</summary>
    Locked,

    /// <summary>The server that holds it does not answer.</summary>
    Unreachable,
}

/// <summary>The index cannot be used; the message says what was found, what was expected and where.</summary>
public sealed class IndexException : SnipsException
{
    /// <summary>Creates the exception.</summary>
    public IndexException(IndexFault fault, string message, Exception? inner = null)
        : base(JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString()), message, inner) => Fault = fault;

    /// <summary>The kind of fault.</summary>
    public IndexFault Fault { get; }
}
