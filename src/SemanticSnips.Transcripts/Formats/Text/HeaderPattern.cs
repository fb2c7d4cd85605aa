using System.Globalization;
using System.Text.RegularExpressions;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Text;

/// <summary>One way in which text transcripts begin a turn. Lines are bare: without Markdown and bullets (see <see cref="TextLine"/>).</summary>
internal sealed partial class HeaderPattern
{
    // Names and times stand at a line's head; a line without a colon there needs no regex.
    private const int HeadLength = 160;

    private const string Time = @"@?\d{1,3}(?::\d{1,2}){1,3}(?:[.,;]\d{1,3})?";
    private const string InSeconds = @"(?:\d{1,6}\.\d{1,3}s?|\d{1,6}s|(?:\d{1,3}h )?\d{1,3}m \d{1,2}s)";
    private const string Until = @"\s{0,9}(?:-{1,2}>|→|–|—|-|to)\s{0,9}";
    private const string Person = @"(?<name>[^\s:\[\]{}<>|#\d][^:\[\]{}<>|\t]{0,60}?)";
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private readonly Regex _regex;

    private HeaderPattern(Regex regex, bool isLoose = false) => (_regex, IsLoose) = (regex, isLoose);

    /// <summary>The patterns that have a time, the more telling first.</summary>
    public static IReadOnlyList<HeaderPattern> All { get; } =
    [
        new(Range()), new(Columns()), new(NameColumns()), new(StartingPoint()), new(TimeThenName()),
            new(BracketedTime(), isLoose: true), new(NameThenTime()), new(OwnLine()),
        new(BareRange(), isLoose: true), new(BareTime(), isLoose: true), new(Seconds(), isLoose: true), new(GluedTime(), isLoose: true),
    ];

    /// <summary>Whether text may follow the time with no name between, so that a table of contents would match too.</summary>
    public bool IsLoose { get; }

    /// <summary>Reads a line; null where it begins no turn in this way.</summary>
    public Header? Match(string line)
    {
        if (line.Length > SourceText.MaxPatternLength || !line.AsSpan(0, Math.Min(line.Length, HeadLength)).ContainsAny(':', '[')) return null;
        var match = _regex.Match(line);
        if (!match.Success || !TryTime(match.Groups["start"].ValueSpan, out var start)) return null;
        if (match.Groups["half"] is { Success: true } half) start = OfDay(start, match.Groups["start"].ValueSpan.Count(':'), half.ValueSpan);
        TimeSpan? end = TryTime(match.Groups["end"].ValueSpan, out var last) && last >= start ? last : null;
        string? name = null;
        if (match.Groups["name"].Success)
        {
            name = SpokenName.Clean(match.Groups["name"].Value);
            if (SpokenName.IsHeading(name)) name = null;
            else if (!SpokenName.IsName(name)) return null;
        }

        return new Header(name, start, end, match.Groups["text"].Value.Trim());
    }

    /// <summary>Reads a clock; else <c>1h 2m 3s</c>, or seconds, <c>3.12s</c>.</summary>
    private static bool TryTime(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        if (text.IsEmpty || Timecode.TryParse(text.TrimStart('@'), out time)) return !text.IsEmpty;
        var seconds = 0.0;
        foreach (var field in text.Split(' '))
        {
            var number = text[field];
            var unit = number.IsEmpty ? 's' : number[^1];
            if (!double.TryParse(number.TrimEnd("hms"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return false;
            seconds += value * (unit switch { 'h' => 3600, 'm' => 60, _ => 1 });
        }

        time = Timecode.FromSeconds(seconds) ?? default;
        return true;
    }

    /// <summary>The time of the day of an hour before or after noon; with one colon the first field is the hour.</summary>
    private static TimeSpan OfDay(TimeSpan time, int colons, ReadOnlySpan<char> half)
    {
        if (colons == 1) time *= 60;
        return TimeSpan.FromTicks(time.Ticks % TimeSpan.FromHours(12).Ticks) + (half.Contains("p", StringComparison.OrdinalIgnoreCase)
            ? TimeSpan.FromHours(12) : default);
    }

    /// <summary>Whether the line is a time and nothing else, as some transcripts have between turns.</summary>
    public static bool IsTimeAlone(string line, out TimeSpan time) => Timecode.TryParse(line.AsSpan().Trim("[]() \t@"), out time);

    /// <summary><c>[00:00:01.000 --&gt; 00:00:03.500] text</c> (whisper.cpp), <c>[00:15 → 01:02] **Ann:** text</c>, <c>[00:00:03:18 - 00:00:08:08]</c>
    /// (DaVinci, film frames).</summary>
    [GeneratedRegex(@"^[\[(](?<start>" + Time + ")" + Until + "(?<end>" + Time + @")[\])]:?(?<text>.*)$", Options)]
    private static partial Regex Range();

    /// <summary><c>00:03 - 00:08</c>, <c>00:03 --&gt; 00:08 text</c>.</summary>
    [GeneratedRegex("^(?<start>" + Time + ")" + Until + "(?<end>" + Time + @")(?:\s*$|\s{1,9}(?<text>\S.*)$)", Options)]
    private static partial Regex BareRange();

    /// <summary><c>00:00:15⇥Ann⇥text</c> (Zoom and others).</summary>
    [GeneratedRegex(@"^(?<start>" + Time + @")\t\s{0,3}(?:(?<end>" + Time + @")\t)?(?<name>[^\t]{1,60})\t(?<text>.+)$", Options)]
    private static partial Regex Columns();

    /// <summary><c>Ann⇥00:15⇥text</c> (Rev).</summary>
    [GeneratedRegex(@"^(?<name>[^\t]{1,60})\t[\[(]?(?<start>" + Time + @")[\])]?(?:\t(?<end>" + Time + @"))?(?:\t(?<text>.*))?$", Options)]
    private static partial Regex NameColumns();

    /// <summary><c>Starting point is 00:01:25 text</c> (podscripts.co).</summary>
    [GeneratedRegex(@"^Starting point is (?<start>" + Time + @")(?<text>.*)$", Options)]
    private static partial Regex StartingPoint();

    /// <summary><c>0:03 - Ann Lee (Acme)</c> with the text below (Fathom), <c>[00:03] Ann Lee</c>, <c>00:03 | Ann Lee</c>, <c>00:03 Ann Lee:
    /// text</c>.</summary>
    [GeneratedRegex(@"^[\[(]?(?<start>" + Time + @")[\])]?(?:" + Until + Time
        + @")?\s{0,9}(?:[-–—|·•]\s{0,9})?" + Person + @"(?:\s*$|\s{0,3}[:|]\s(?<text>.*)$)", Options)]
    private static partial Regex TimeThenName();

    /// <summary><c>[00:12:34] text</c> (Descript).</summary>
    [GeneratedRegex(@"^[\[(](?<start>" + Time + @")[\])]:?(?<text>.*)$", Options)]
    private static partial Regex BracketedTime();

    /// <summary><c>Ann [00:15]</c>, <c>Ann (00:15 - 00:21)</c>, <c>Ann Lee (00:12.480)</c>, <c>Ann: [00:12:34] text</c>.</summary>
    [GeneratedRegex("^" + Person + @":?\s{0,9}(?:[-–—|·,]\s{0,9})?[\[(](?<start>" + Time
        + ")(?:" + Until + "(?<end>" + Time + @"))?[\])]\s{0,9}[:|\-–—]?(?<text>.*)$", Options)]
    private static partial Regex NameThenTime();

    /// <summary><c>Ann Lee  0:15</c> with the text below (Otter), <c>Ann - 0:03</c>, <c>[Ann Lee] 00:00:15</c> (Zoom), <c>Ann @0:03</c>; <c>12:34</c> alone
    /// (YouTube's panel, a turn of nobody known in Otter).</summary>
    [GeneratedRegex(@"^(?:\[?" + Person + @"\]?:?\s{0,9}(?:[-–—|·•,]\s{0,9}|\s|(?=@)))?(?<start>"
        + Time + ")(?:" + Until + "(?<end>" + Time + @"))?(?<half>\s?[AaPp]\.?[Mm]\.?)?\s*:?$", Options)]
    private static partial Regex OwnLine();

    /// <summary><c>00:15 text</c>, <c>00:15 - Ann: text</c>.</summary>
    [GeneratedRegex("^(?<start>" + Time + @")\s{1,9}(?:[-–—|]\s{1,9})?(?<text>\S.*)$", Options)]
    private static partial Regex BareTime();

    /// <summary><c>[3.12s -&gt; 8.00s] text</c> (faster-whisper), <c>[3.12 - 8.0] text</c>, <c>[1h 2m 15s] text</c>.</summary>
    [GeneratedRegex(@"^[\[(](?<start>" + InSeconds + ")(?:" + Until + "(?<end>" + InSeconds + @"))?[\])]:?(?<text>.*)$", Options)]
    private static partial Regex Seconds();

    /// <summary><c>0:15text</c>, as YouTube's panel is copied by some browsers.</summary>
    [GeneratedRegex("^(?<start>" + Time + @")(?![AaPp]\.?[Mm]\b)(?<text>[\p{L}\[].*)$", Options)]
    private static partial Regex GluedTime();
}
