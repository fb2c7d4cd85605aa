using System.Globalization;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>LRC, the format of lyrics that speech recognisers write too: <c>[00:12.34]text</c>, with tags such as <c>[ti:Title]</c> before.</summary>
internal sealed class LrcFormat : ITranscriptFormat
{
    private const int LinesToSearch = 50;

    private static readonly string[] Tags = ["[ti:", "[ar:", "[al:", "[au:", "[by:", "[re:", "[ve:", "[la:", "[offset:", "[length:"];

    public string Name => "LRC lyrics";

    public bool Recognizes(SourceText source)
    {
        var (lines, timed, whole, tags, words) = (0, 0, 0, 0, false);
        for (var i = 0; i < source.LineCount && lines < LinesToSearch; i++)
        {
            var line = source.Line(i).Trim();
            if (line.IsEmpty) continue;
            lines++;
            if (IsTag(line)) tags++;
            else if (TryStamp(line, out _, out var length))
            {
                timed++;
                words |= length < line.Length;
            }
            else if (TryStamp(line, out _, out _, isLyrics: true))
            {
                // Hours without fractions: known for lyrics by the lines around.
                whole++;
            }
        }

        return words && (timed >= 2 || tags > 0) && timed >= whole && (timed + whole + tags) * 5 >= lines * 4;
    }

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var cues = new List<Cue>();
        var episode = new Episode();
        var offset = TimeSpan.Zero;
        for (var i = 0; i < source.LineCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var line = source.Line(i).Trim();
            if (IsTag(line)) Tag(line, ref episode, ref offset);
            else if (!line.IsEmpty) cues.AddRange(Cues(line));
        }

        // A chorus is written once with all its times.
        var ordered = cues.Exists(cue => cue.Start is null) ? cues : [.. cues.OrderBy(cue => cue.Start)];
        return TranscriptSnips.From(source, episode, Ended(ordered, offset), log);
    }

    private static void Tag(ReadOnlySpan<char> line, ref Episode episode, ref TimeSpan offset)
    {
        var value = line[(line.IndexOf(':') + 1)..].TrimEnd(']').Trim().ToString();
        if (value.Length == 0) return;
        if (line.StartsWith("[ti:", StringComparison.OrdinalIgnoreCase)) episode = episode with { Title = value };
        else if (line.StartsWith("[al:", StringComparison.OrdinalIgnoreCase)) episode = episode with { Show = value };
        else if (line.StartsWith("[ar:", StringComparison.OrdinalIgnoreCase)) episode = episode with { Host = value };
        // Milliseconds; more means earlier.
        else if (line.StartsWith("[offset:", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
            offset = TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>The cues of a line, one a time; where words have times too, <c>&lt;00:12.80&gt;</c>, in parts.</summary>
    private static List<Cue> Cues(ReadOnlySpan<char> line)
    {
        var starts = new List<TimeSpan?>();
        while (TryStamp(line, out var start, out var length, isLyrics: true))
        {
            starts.Add(start);
            line = line[length..].TrimStart();
        }

        if (starts.Count == 0) starts.Add(null);
        var words = new List<Cue>();
        var text = WithoutWordTimes(line.ToString(), words);
        return [.. starts.SelectMany(start => starts.Count == 1 ? TimedWords.Split(new Cue(null, text, start), words) : [new Cue(null, text, start)])];
    }

    private static string WithoutWordTimes(string line, List<Cue> words)
    {
        var text = "";
        TimeSpan? time = null;
        foreach (var piece in line.Split('<'))
        {
            var close = piece.IndexOf('>');
            if (close > 0 && Timecode.TryParse(piece.AsSpan(0, close), out var at))
            {
                time = at;
                text += piece[(close + 1)..];
                if (close + 1 < piece.Length) words.Add(new Cue(null, piece[(close + 1)..].Trim(), time));
            }
            else
            {
                text += text.Length == 0 && time is null ? piece : "<" + piece;
            }
        }

        return text;
    }

    /// <summary>Moves the cues by the offset. A time without words ends the line before it.</summary>
    private static IEnumerable<Cue> Ended(List<Cue> cues, TimeSpan offset)
    {
        for (var i = 0; i < cues.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(cues[i].Text)) continue;
            var end = cues[i].End ?? (i + 1 < cues.Count && string.IsNullOrWhiteSpace(cues[i + 1].Text) ? cues[i + 1].Start : null);
            yield return cues[i] with { Start = Moved(cues[i].Start, offset), End = Moved(end, offset) };
        }
    }

    private static TimeSpan? Moved(TimeSpan? time, TimeSpan offset) => time is not { } at ? null : at > offset ? at - offset : TimeSpan.Zero;

    private static bool IsTag(ReadOnlySpan<char> line)
    {
        foreach (var tag in Tags)
        {
            if (line.StartsWith(tag, StringComparison.OrdinalIgnoreCase) && line.EndsWith(']')) return true;
        }

        return false;
    }

    /// <summary>Reads <c>[mm:ss.xx]</c>: a fraction is what tells it from the times of other texts, unless the text is known for lyrics.</summary>
    private static bool TryStamp(ReadOnlySpan<char> line, out TimeSpan start, out int length, bool isLyrics = false)
    {
        (start, length) = (default, 0);
        if (line is not ['[', ..]) return false;
        var close = line[..Math.Min(line.Length, 20)].IndexOf(']');
        if (close < 5 || (!isLyrics && line[1..close].IndexOf('.') < 0) || !Timecode.TryParse(line[1..close], out start)) return false;
        length = close + 1;
        return true;
    }
}
