using System.Globalization;
using System.Text;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Tables;

/// <summary>A transcript as a table whose first line names the columns: Whisper's TSV, Premiere's CSV and what spreadsheets make of others.</summary>
/// <remarks>Columns are told by their names, as in JSON; cells between commas or semicolons may be quoted and then hold line ends.</remarks>
internal sealed class TableTranscript : ITranscriptFormat
{
    private const int LongestHeader = 1000;
    private const int LabelsToCheck = 10;

    public string Name => "Transcript table";

    public bool Recognizes(SourceText source) => Columns(source) is not null;

    public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        if (Columns(source) is not var (columns, separator, first)) return [];
        var items = new List<SourceItem>();
        var at = 0;
        for (var i = 0; i <= first; i++) at += source.Line(i).Length + 1;
        while (at < source.Text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = Row(source.Text, separator, ref at);
            if (Item(cells, columns, separator) is { } item) items.Add(item);
        }

        return TranscriptSnips.From(source, new Episode(), SourceItem.Cues(items), log);
    }

    /// <summary>The roles of the columns; null where the first line does not name a column of words and one of times.</summary>
    private static (FieldName[] Columns, char Separator, int Line)? Columns(SourceText source)
    {
        var line = 0;
        while (line < source.LineCount - 1 && source.Line(line).IsWhiteSpace()) line++;
        var header = source.Line(line);
        if (header.Length > LongestHeader) return null;
        if (IsLabelTrack(source, line)) return ([new(FieldRole.Start, 0, 1), new(FieldRole.End, 0, 1), new(FieldRole.Text, 0, 0)], '\t', line - 1);
        foreach (var separator in (ReadOnlySpan<char>)['\t', ',', ';', '|'])
        {
            if (header.IndexOf(separator) < 0) continue;
            var at = 0;
            FieldName[] columns = [.. Row(header.ToString(), separator, ref at).Select(FieldName.Of)];
            if (columns.Any(column => column.Role == FieldRole.Text) && columns.Any(column => column.Role is FieldRole.Start or FieldRole.Span))
                return (columns, separator, line);
        }

        return null;
    }

    /// <summary>Whether lines are two times in seconds and words, as Audacity writes its labels: without a line that names the columns.</summary>
    private static bool IsLabelTrack(SourceText source, int first)
    {
        var latest = 0.0;
        var count = 0;
        for (var line = first; line < source.LineCount && count < LabelsToCheck; line++)
        {
            var cells = source.Line(line).ToString().Split('\t');
            // A second line below a label has its frequencies.
            if (cells is [""] or ["\\", ..]) continue;
            if (cells.Length < 3 || Number(cells[0]) is not { } start || Number(cells[1]) is not { } end || start < latest || end < start) return false;
            if (!cells[2].Any(char.IsLetter)) return false;
            (latest, count) = (start, count + 1);
        }

        return count > 1;
    }

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static SourceItem? Item(List<string> cells, FieldName[] columns, char separator)
    {
        var item = new SourceItem();
        var ranks = new int[Enum.GetValues<FieldRole>().Length];
        Array.Fill(ranks, int.MaxValue);
        for (var i = 0; i < Math.Min(cells.Count, columns.Length); i++)
        {
            var (role, rank, units) = columns[i];
            // Whisper writes tabs and quotes in its last column as they are.
            var cell = role == FieldRole.Text && i == columns.Length - 1
                && cells.Count > columns.Length ? string.Join(separator, cells.Skip(i)) : cells[i].Trim();
            if (cell.Length == 0 || rank >= ranks[(int)role]) continue;
            ranks[(int)role] = rank;
            item = role switch
            {
                FieldRole.Text => item with { Text = cell },
                FieldRole.Start or FieldRole.Span => item with { Start = SourceTime.Parse(cell, units) },
                FieldRole.End => item with { End = SourceTime.Parse(cell, units) },
                FieldRole.Duration => item with { Duration = SourceTime.Parse(cell, units) },
                FieldRole.Speaker => item with { Speaker = SpeakerOf(cell) },
                _ => item,
            };
        }

        // The second line of a table in Markdown is a rule.
        return item.Text is null || item.Text.AsSpan().IndexOfAnyExcept("-:| ") < 0 ? null : item;
    }

    private static string SpeakerOf(string cell) => cell.All(char.IsAsciiDigit) ? $"Speaker {cell}" : cell;

    /// <summary>The cells of the row at a place in the text, which is moved behind its line end.</summary>
    private static List<string> Row(string text, char separator, ref int at)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (isQuoted)
            {
                if (c != '"') cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
                else isQuoted = false;
            }
            else if (c == '"' && separator != '\t' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == separator)
            {
                Finish();
            }
            else if (c == '\n')
            {
                at++;
                break;
            }
            else
            {
                cell.Append(c);
            }
        }

        Finish();
        return cells;

        void Finish()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
