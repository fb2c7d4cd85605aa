using System.Text;

namespace SemanticSnips.Transcripts.Formats;

/// <summary>Reads comma-separated values (RFC 4180): a field in quotes may hold commas, line ends and doubled quotes. Linear in the text.</summary>
internal static class CsvTable
{
    /// <summary>The rows, lazily; blank lines are none.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(string text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var (inQuotes, wasQuoted) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inQuotes)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
                else inQuotes = false;
            }
            else if (c == '"' && field.Length == 0)
            {
                inQuotes = wasQuoted = true;
            }
            else if (c == ',')
            {
                row.Add(field.ToString());
                field.Clear();
                wasQuoted = false;
            }
            else if (c != '\n')
            {
                field.Append(c);
            }
            else if (row.Count > 0 || field.Length > 0 || wasQuoted)
            {
                row.Add(field.ToString());
                yield return row;
                (row, wasQuoted) = ([], false);
                field.Clear();
            }
        }

        if (row.Count == 0 && field.Length == 0 && !wasQuoted) yield break;
        row.Add(field.ToString());
        yield return row;
    }
}
