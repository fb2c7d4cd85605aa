namespace SemanticSnips;

/// <summary>How sources are read.</summary>
public sealed record ReadOptions
{
    /// <summary>Whether text in folders and archives is a transcript, too, where nothing in it says so. A file that is named itself always is, if it is
    /// text.</summary>
    public bool AsTranscript { get; init; }

    /// <summary>Whether links inside a folder are followed that lead to folders, or out of the folder.</summary>
    public bool FollowLinks { get; init; }

    /// <summary>Sources that are no files, read after those that are.</summary>
    public IReadOnlyList<StreamedSource> Streams { get; init; } = [];

    /// <summary>What stands in where a source says nothing.</summary>
    public SourceDefaults Defaults { get; init; } = new();
}

/// <summary>A source that is no file, such as a program's standard input. A ZIP archive counts as a folder.</summary>
/// <param name="Name">What reports call it; no path.</param>
/// <param name="Open">Gives the bytes, once a reading; the reader closes them.</param>
public sealed record StreamedSource(string Name, Func<Stream> Open);

/// <summary>What a file may not say of itself. It never replaces what the file does say.</summary>
public sealed record SourceDefaults
{
    /// <summary>The show; else, in a folder, the folder's name.</summary>
    public string? Show { get; init; }

    /// <summary>The episode's title; else the file's name.</summary>
    public string? Episode { get; init; }

    /// <summary>The day on which the episode was published; else a date in the file's name.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Who speaks, where a source names no speaker at all.</summary>
    public string? Speaker { get; init; }

    internal Episode FillIn(Episode episode) => episode with
    {
        Show = episode.Show ?? Show,
        Title = episode.Title ?? Episode,
        Published = episode.Published ?? Date,
    };
}
