using System.Text;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>SubStation Alpha (.ssa, .ass): lines of events whose columns a Format line names; <c>Name</c> is who speaks.</summary>
internal sealed class SubStationFormat : ITranscriptFormat
{
    private const string Dialogue = "Dialogue:";
    private const string Format = "Format:";

    private static readonly string[] UsualColumns = ["Layer", "Start", "End", "Style", "Name", "MarginL", "MarginR", "MarginV", "Effect", "Text"];

    public string Name => "SubStation Alpha captions";

    public bool Recognizes(SourceText source) =>
        source.Text.AsSpan().TrimStart() is ['[', ..] && source.Contains("\n" + Dialogue) && (source.Contains("[Events]") || source.Contains("[Script Info]"));

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var columns = UsualColumns;
        string? title = null;
        var cues = new List<Cue>();
        var inEvents = false;
        for (var i = 0; i < source.LineCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var line = source.Line(i).Trim();
            if (line is ['[', .., ']']) inEvents = line.Equals("[Events]", StringComparison.OrdinalIgnoreCase);
            else if (line.StartsWith("Title:", StringComparison.Ordinal) && line.Length > 6) title ??= line[6..].Trim().ToString();
            else if (inEvents && line.StartsWith(Format, StringComparison.Ordinal))
                columns = [.. line[Format.Length..].ToString().Split(',').Select(column => column.Trim())];
            else if (line.StartsWith(Dialogue, StringComparison.Ordinal) && Event(line[Dialogue.Length..].ToString(), columns) is { } cue) cues.Add(cue);
        }

        // Events stand in any order, and once a layer.
        var ordered = cues.OrderBy(cue => cue.Start ?? TimeSpan.Zero).ToList();
        for (var i = ordered.Count - 1; i > 0; i--)
        {
            if (ordered[i] == ordered[i - 1]) ordered.RemoveAt(i);
        }

        return TranscriptSnips.From(source,
            new Episode { Title = string.IsNullOrWhiteSpace(title) || title.StartsWith("Default", StringComparison.Ordinal) ? null : title }, ordered, log);
    }

    private static Cue? Event(string line, string[] columns)
    {
        // The text is the last column and may hold commas.
        var fields = line.Split(',', columns.Length);
        var (start, end, name, text) = (default(TimeSpan?), default(TimeSpan?), "", "");
        for (var i = 0; i < Math.Min(fields.Length, columns.Length); i++)
        {
            switch (columns[i])
            {
                case "Start": start = Timecode.TryParse(fields[i], out var from) ? from : null; break;
                case "End": end = Timecode.TryParse(fields[i], out var to) ? to : null; break;
                case "Name" or "Actor": name = fields[i].Trim(); break;
                case "Text": text = fields[i]; break;
            }
        }

        var said = Plain(text);
        return said.Length == 0 ? null : new Cue(name.Length == 0 ? null : name, said, start, end < start ? null : end);
    }

    /// <summary>The words without <c>{overrides}</c>; what stands between <c>{\p1}</c> and <c>{\p0}</c> is a drawing.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        var isDrawing = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && text.IndexOf('}', i) is > 0 and var close)
            {
                var tags = text[i..close];
                if (tags.Contains("\\p0", StringComparison.Ordinal)) isDrawing = false;
                else if (Array.Exists(["\\p1", "\\p2", "\\p3", "\\p4"], tag => tags.Contains(tag, StringComparison.Ordinal))) isDrawing = true;
                i = close;
            }
            else if (!isDrawing && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is 'N' or 'n' or 'h')
            {
                plain.Append(text[++i] == 'N' ? '\n' : ' ');
            }
            else if (!isDrawing)
            {
                plain.Append(text[i]);
            }
        }

        return plain.ToString().Trim();
    }
}
