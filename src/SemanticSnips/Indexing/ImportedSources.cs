namespace SemanticSnips.Indexing;

/// <summary>What was imported, how, and what is known of its files.</summary>
/// <param name="Roots">Files and folders, as absolute paths.</param>
/// <param name="Files">Size and time of the files that were read whole, by absolute path.</param>
/// <param name="Reading">How roots are read that are not read in the default way.</param>
internal sealed record ImportedSources(IReadOnlyList<string> Roots, SourceLedger Files, IReadOnlyDictionary<string, KeptReading> Reading);

/// <summary>How a source is read, as far as it holds for its next import too.</summary>
internal sealed record KeptReading(bool AsTranscript, bool FollowLinks, SourceDefaults Defaults)
{
    public static KeptReading Of(ReadOptions options) => new(options.AsTranscript, options.FollowLinks, options.Defaults);

    public ReadOptions ToOptions() => new() { AsTranscript = AsTranscript, FollowLinks = FollowLinks, Defaults = Defaults };
}
