namespace SemanticSnips.Vectors;

/// <summary>
/// A vector segment, or a vector about to be written into one, is not what it must be: truncated, damaged, of another
/// format version or another number of dimensions, or not a unit vector. The message says what was found, what was
/// expected and where.
/// </summary>
public sealed class VectorFormatException : Exception
{
    /// <summary>An exception without details.</summary>
    public VectorFormatException() : base("A vector segment cannot be read.")
    {
    }

    /// <summary>An exception with a message.</summary>
    public VectorFormatException(string message) : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public VectorFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal VectorFormatException(string path, string found, string expected)
        : base($"{path}: found {found}, expected {expected}.") => Path = path;

    /// <summary>The file at fault; null where no file is involved, as for a vector that is refused before it is written.</summary>
    public string? Path { get; }

    /// <summary>Whether the file is not there: a writer may have removed it together with the commit that named it.</summary>
    public bool IsMissing { get; internal init; }
}
