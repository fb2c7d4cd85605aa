using System.Text.RegularExpressions;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>One way in which text transcripts begin a turn.</summary>
internal sealed partial class HeaderPattern
{
    // Names and times stand at a line's head; a line without a colon there needs no regex.
    private const int HeadLength = 160;

    private const string Time = @"\d{1,3}(?::\d{2}){1,3}(?:[.,;]\d{1,3})?";
    private const string Person = @"(?<name>[^\s:\[\](){}<>|#][^:\[\]{}<>|\t]{0,60}?)";
    private const string Emphasis = "[*_]{0,3}";

    private readonly Regex _regex;

    private HeaderPattern(Regex regex, bool isLoose = false) => (_regex, IsLoose) = (regex, isLoose);

    /// <summary>The patterns that have a time, the more telling first.</summary>
    public static IReadOnlyList<HeaderPattern> All { get; } =
    [
        new(Range()), new(Columns()), new(StartingPoint()), new(BracketedTime(), isLoose: true), new(NameThenTime()), new(OwnLine()), new(BareTime(), isLoose: true),
    ];

    /// <summary>Whether text may follow the time with no name between, so that a table of contents would match too.</summary>
    public bool IsLoose { get; }

    /// <summary>Reads a line; null where it begins no turn in this way.</summary>
    public Header? Match(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length > SourceText.MaxPatternLength || !line[..Math.Min(line.Length, HeadLength)].Contains(':')) return null;
        var match = _regex.Match(line.ToString());
        if (!match.Success || !Timecode.TryParse(match.Groups["start"].ValueSpan, out var start)) return null;
        TimeSpan? end = Timecode.TryParse(match.Groups["end"].ValueSpan, out var last) && last >= start ? last : null;
        string? name = null;
        if (match.Groups["name"].Success)
        {
            name = SpeakerLabel.Clean(match.Groups["name"].Value);
            if (!SpeakerLabel.IsName(name)) return null;
        }

        return new Header(name, start, end, match.Groups["text"].Value.Trim());
    }

    /// <summary><c>[00:00:01.000 --&gt; 00:00:03.500] text</c> (whisper.cpp), <c>[00:15 → 01:02] **Ann:** text</c>, <c>[00:00:03:18 - 00:00:08:08]</c> (DaVinci, film frames).</summary>
    [GeneratedRegex(@"^\[(?<start>" + Time + @")\s{0,9}(?:-->|→|–|-)\s{0,9}(?<end>" + Time + @")\](?<text>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    /// <summary><c>00:00:15⇥Ann⇥text</c> (Zoom and others).</summary>
    [GeneratedRegex(@"^(?<start>" + Time + @")\t(?:(?<end>" + Time + @")\t)?(?<name>[^\t]{1,60})\t(?<text>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Columns();

    /// <summary><c>Starting point is 00:01:25 text</c> (podscripts.co).</summary>
    [GeneratedRegex(@"^Starting point is (?<start>" + Time + @")(?<text>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex StartingPoint();

    /// <summary><c>[00:12:34] Ann: text</c> (Descript).</summary>
    [GeneratedRegex(@"^[\[(](?<start>" + Time + @")[\])](?<text>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex BracketedTime();

    /// <summary><c>Ann [00:15]</c>, <c>*Ann (00:15)*</c>, <c>Ann Lee (00:12.480)</c>, <c>**Ann:** [00:12:34] text</c>.</summary>
    [GeneratedRegex("^" + Emphasis + Person + Emphasis + ":?" + Emphasis + @"\s{0,9}[\[(](?<start>" + Time + @")[\])]" + Emphasis + ":?" + Emphasis + "(?<text>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex NameThenTime();

    /// <summary><c>Ann Lee  0:15</c> with the text below (Otter); <c>12:34</c> alone (YouTube's panel, a turn of nobody known in Otter).</summary>
    [GeneratedRegex("^(?:" + Emphasis + Person + Emphasis + @"\s{1,9})?(?<start>" + Time + ")$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnLine();

    /// <summary><c>00:15 text</c>, <c>00:15 - Ann: text</c>.</summary>
    [GeneratedRegex("^(?<start>" + Time + @")\s{1,9}(?:[-–—]\s{1,9})?(?<text>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex BareTime();
}
