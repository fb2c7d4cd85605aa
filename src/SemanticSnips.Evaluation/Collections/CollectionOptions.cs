namespace SemanticSnips.Evaluation;

/// <summary>How a <see cref="TestCollection"/> is loaded.</summary>
public sealed record CollectionOptions
{
    /// <summary>The judgment file inside the folder <c>qrels</c>. Default <c>test.tsv</c>.</summary>
    public string QrelsFile { get; init; } = "test.tsv";

    /// <summary>
    /// Leaves out what is wrong and keeps it in <see cref="TestCollection.Problems"/>, instead of refusing the collection.
    /// Missing files, and a collection with nothing left to measure, are refused all the same. Default false.
    /// </summary>
    public bool KeepGoing { get; init; }
}
