using System.Globalization;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>Readwise's table of all highlights: one a row, those of podcasts among those of books.</summary>
internal sealed class ReadwiseCsv : ITranscriptFormat
{
    private static readonly string[] Needed = ["Highlight", "Book Title", "Book Author"];

    private const int FewestSpoken = 8;

    public string Name => "Readwise CSV";

    public bool Recognizes(SourceText source)
    {
        var head = source.Line(0);
        foreach (var column in Needed)
        {
            if (!head.Contains(column, StringComparison.OrdinalIgnoreCase)) return false;
        }

        return head.Contains(',');
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? columns = null;
        var read = new List<(Episode Episode, ReadwiseHighlight Highlight)>();
        var others = 0;
        foreach (var row in CsvTable.Rows(source.Text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (columns is null) columns = [.. row.Select(name => name.Trim().ToUpperInvariant())];
            else if (Highlight(columns, row) is { } highlight) read.Add((EpisodeOf(columns, row), highlight));
            else others++;
        }

        if (read.Count == 0) log.Skip("No highlight in it is of a podcast.");
        else if (others > 0) log.Warn(0, $"{others:N0} of its highlights are of books or articles, and were left out.");
        var snips = new List<Snip>();
        foreach (var episode in read.GroupBy(item => item.Episode.Title))
        {
            var names = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (_, highlight) in episode) highlight.Transcript.CountNames(names);
            snips.AddRange(episode.Select(item => item.Highlight.Build(item.Episode, source, source.LastWrite, names)));
        }

        return snips;
    }

    private static string Field(IReadOnlyList<string> columns, IReadOnlyList<string> row, string column)
    {
        for (var i = 0; i < Math.Min(columns.Count, row.Count); i++)
        {
            if (columns[i] == column) return row[i].Trim();
        }

        return "";
    }

    private static Episode EpisodeOf(IReadOnlyList<string> columns, IReadOnlyList<string> row) => new()
    {
        Title = SnipdText.Value(Field(columns, row, "BOOK TITLE")),
        Show = SnipdText.Value(Field(columns, row, "BOOK AUTHOR")),
    };

    /// <summary>The highlight of a row; null where it is of a book or an article, whose locations are pages or orders.</summary>
    private static ReadwiseHighlight? Highlight(IReadOnlyList<string> columns, IReadOnlyList<string> row)
    {
        var words = Field(columns, row, "HIGHLIGHT");
        var isTimed = Field(columns, row, "LOCATION TYPE").Equals("timestamp", StringComparison.OrdinalIgnoreCase)
            || Field(columns, row, "LOCATION TYPE").Equals("time_offset", StringComparison.OrdinalIgnoreCase);
        if (words.Length == 0
            || !(isTimed || words.Contains("Transcript:", StringComparison.Ordinal)
            || words.Contains("share.snipd.com/", StringComparison.Ordinal))) return null;
        var highlight = new ReadwiseHighlight(isLinked: true) { Time = isTimed ? Time(Field(columns, row, "LOCATION")) : null };
        if (IsSpeech(words)) highlight.TakeSpeech(words);
        else foreach (var line in words.Split('\n')) highlight.Take(line);
        highlight.Note = Field(columns, row, "NOTE");
        highlight.AddTags(Field(columns, row, "TAGS"));
        highlight.Created = SnipdTime.Instant(Field(columns, row, "HIGHLIGHTED AT"));
        return highlight;
    }

    /// <summary>Whether it is a sentence alone, as apps save it that write no titles.</summary>
    private static bool IsSpeech(string words) => !words.Contains('\n') && Words.EndsSentence(words) && Words.Count(words) >= FewestSpoken;

    private static TimeSpan? Time(string location) =>
        Timecode.TryParse(location, out var time) ? time
        : double.TryParse(location, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? Timecode.FromSeconds(seconds)
        : null;
}
