namespace SemanticSnips;

/// <summary>What a library holds, as of one commit.</summary>
public sealed record LibraryStatus
{
    /// <summary>The commit's number; rises with each.</summary>
    public required long Generation { get; init; }

    /// <summary>Snips.</summary>
    public required int Snips { get; init; }

    /// <summary>Snips with a transcript.</summary>
    public required int WithTranscript { get; init; }

    /// <summary>Passages.</summary>
    public required int Passages { get; init; }

    /// <summary>Passages without a vector yet: found by words alone.</summary>
    public required int Pending { get; init; }

    /// <summary>The id of the embedding model.</summary>
    public required string Model { get; init; }

    /// <summary>Files and folders that were imported, as absolute paths.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Why a newer commit could not be opened, so that this one still serves; null where there is none.</summary>
    public string? Problem { get; init; }

    /// <summary>The share of passages that can be found by meaning, in [0, 1].</summary>
    public double EmbeddedShare => Passages == 0 ? 1 : (double)(Passages - Pending) / Passages;
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="Ok">Whether it is as it should be.</param>
/// <param name="Message">What was found; whole sentences, without a remedy.</param>
/// <param name="Fault">The kind of fault, where it makes the library unusable.</param>
public sealed record Check(string Name, bool Ok, string Message, IndexFault? Fault = null)
{
    /// <summary>Whether <see cref="IndexRepair"/> mends, finishes or tidies what was found.</summary>
    public bool IsMendable { get; init; }
}
