namespace SemanticSnips;

/// <summary>What an index holds.</summary>
/// <param name="Snips">Snips.</param>
/// <param name="WithTranscript">Snips with a transcript.</param>
/// <param name="Passages">Passages.</param>
/// <param name="Embedded">Passages that have their vector.</param>
/// <param name="Segments">Vector segments.</param>
/// <param name="Generation">The commit's number.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Bytes">Size on disk.</param>
public sealed record IndexStatus(int Snips, int WithTranscript, int Passages, int Embedded, int Segments, long Generation, string Model, long Bytes)
{
    /// <summary>The share of passages that can be found by meaning, in [0, 1].</summary>
    public double EmbeddedShare => Passages == 0 ? 1 : (double)Embedded / Passages;
}
