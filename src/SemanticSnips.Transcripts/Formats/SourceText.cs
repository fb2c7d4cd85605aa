using SemanticSnips.Transcripts.Formats.Snipd;

namespace SemanticSnips.Transcripts.Formats;

/// <summary>A decoded source, with its lines.</summary>
/// <remarks>Immutable, but for what it learns of <see cref="Episodes"/>. Lines are slices of one string: nothing is copied until a reader needs a
/// string.</remarks>
internal sealed class SourceText
{
    /// <summary>Longer lines are data rather than prose: they are sliced and searched, but never given to a regex.</summary>
    public const int MaxPatternLength = 1 << 20;

    /// <summary>Characters, a day's talk and more.</summary>
    private const int LargeText = 4 << 20;

    private readonly int[] _starts = [];
    private readonly PackedLines? _lines;
    private string? _text;

    /// <summary>A large source, of which only the lines are to be asked for.</summary>
    public SourceText(string file, PackedLines lines, DateTimeOffset? lastWrite, EpisodeCatalogue episodes)
    {
        File = file;
        Name = file[(file.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        _lines = lines;
        LastWrite = lastWrite;
        Episodes = episodes;
    }

    public SourceText(string file, string text, DateTimeOffset? lastWrite = null, EpisodeCatalogue? episodes = null)
    {
        File = file;
        Name = file[(file.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        _text = text;
        LastWrite = lastWrite;
        Episodes = episodes ?? new EpisodeCatalogue();
        _starts = LineStarts(text);
    }

    /// <summary>The source as reports name it: a path, or archive and entry joined by '!', or "-".</summary>
    public string File { get; }

    /// <summary>The file's or entry's own name. A hint for titles; never for detection.</summary>
    public string Name { get; init; }

    /// <summary>What stands in for what the text does not say.</summary>
    public SourceDefaults Defaults { get; init; } = new();

    /// <summary>Whether the user says that this is a transcript, by naming it or by an option; so prose without speakers and times is one.</summary>
    public bool IsTranscript { get; init; }

    /// <summary>Whether it is a transcript by an option, so that even a few words are one.</summary>
    public bool IsForced { get; init; }

    /// <summary>The whole text: no byte order mark, '\n' alone ends a line, doubly encoded spans repaired.</summary>
    public string Text => _text ??= _lines!.ToString();

    /// <summary>Whether only its lines are to be asked for: as a whole it would take much memory.</summary>
    public bool IsPacked => _lines is not null;

    /// <summary>Whether it is too large to hold all that is made of it at once.</summary>
    public bool IsLarge => _lines is not null || Text.Length >= LargeText;

    /// <summary>When the file was last written; null for standard input.</summary>
    public DateTimeOffset? LastWrite { get; }

    /// <summary>What sources read before this one say of episodes.</summary>
    public EpisodeCatalogue Episodes { get; }

    /// <summary>Lines in <see cref="Text"/>; at least one.</summary>
    public int LineCount => _lines?.Count ?? _starts.Length - 1;

    /// <summary>A line by its 0-based index, without its '\n'. Of a large source it is valid until the second line after it is asked for.</summary>
    public ReadOnlySpan<char> Line(int index) => _lines is not null ? _lines[index] : Text.AsSpan(_starts[index], _starts[index + 1] - _starts[index] - 1);

    /// <summary>Whether the text holds the words, exactly so.</summary>
    public bool Contains(string words) => Text.Contains(words, StringComparison.Ordinal);

    private static int[] LineStarts(string text)
    {
        var starts = new int[text.AsSpan().Count('\n') + 2];
        var line = 1;
        for (var at = 0; at < text.Length; line++)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0) break;
            starts[line] = at = end + 1;
        }

        // As if the last line ended with '\n' too, so that every line is found by the same subtraction.
        starts[^1] = text.Length + 1;
        return starts;
    }
}
