namespace SemanticSnips.Keywords;

/// <summary>Why a keyword index cannot be read or written.</summary>
public enum KeywordFault
{
    /// <summary>There is none in the folder.</summary>
    Missing,

    /// <summary>Its first commit was begun and never came to an end: there is nothing in it yet, and nothing to lose.</summary>
    Interrupted,

    /// <summary>A checksum or a format does not hold, or a file that the commit names is not there.</summary>
    Damaged,

    /// <summary>The system refuses to read it: permission, input/output error, too many open files.</summary>
    Unreadable,

    /// <summary>The system refuses to write it: permission, read-only, no space.</summary>
    NotWritable,

    /// <summary>Another writer has it.</summary>
    Locked,
}
