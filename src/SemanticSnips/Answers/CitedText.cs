using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SemanticSnips.Chunking;

namespace SemanticSnips.Answers;

/// <summary>Reads a chat model's reply as sentences with the numbers that they cite.</summary>
internal static partial class CitedText
{
    /// <summary>The sentences in order, without citations and list marks; the numbers as they are written, whether they mean anything or not.</summary>
    /// <remarks>
    /// A citation belongs to the sentence that it stands in or right behind, whichever side of the full stop it is on: "So [1]." or "So. [1]".
    /// </remarks>
    public static IEnumerable<(string Text, IReadOnlyList<int> Numbers)> Read(string reply)
    {
        // Models that reason aloud do so in a block before the reply.
        var thoughts = reply.LastIndexOf("</think>", StringComparison.OrdinalIgnoreCase);
        if (thoughts >= 0) reply = reply[(thoughts + "</think>".Length)..];
        return reply.Split('\n', '\r').SelectMany(ReadLine);
    }

    private static IEnumerable<(string Text, IReadOnlyList<int> Numbers)> ReadLine(string line)
    {
        line = ListMark().Replace(line, "").Replace("**", "", StringComparison.Ordinal);
        var text = new StringBuilder();
        var citations = new List<(int At, int Number)>();
        var from = 0;
        foreach (Match match in Citation().Matches(line))
        {
            text.Append(line.AsSpan(from, match.Index - from).TrimEnd());
            from = match.Index + match.Length;
            foreach (Capture number in match.Groups["n"].Captures)
            {
                if (int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) citations.Add((text.Length, n));
            }
        }

        text.Append(line.AsSpan(from));
        var plain = text.ToString();
        var sentences = Sentences.Split(plain.AsSpan(), 0);
        var next = 0; // Both lists ascend: each is walked once, however long a reply is.
        for (var i = 0; i < sentences.Count; i++)
        {
            var end = i == sentences.Count - 1 ? plain.Length : sentences[i].To;
            var numbers = new List<int>();
            for (; next < citations.Count && citations[next].At <= end; next++) numbers.Add(citations[next].Number);
            var sentence = plain[sentences[i].From..sentences[i].To].Trim();
            if (sentence.Any(char.IsLetterOrDigit)) yield return (sentence, numbers);
        }
    }

    [GeneratedRegex(@"^\s*([-*•]|\d{1,2}[.)])\s+")]
    private static partial Regex ListMark();

    /// <summary>[1], [1, 3] or [1; 3]; some models write the brackets of their training data.</summary>
    [GeneratedRegex(@"[\[【]\s*(?<n>\d{1,4})(?:\s*[,;]\s*(?<n>\d{1,4}))*\s*[\]】]")]
    private static partial Regex Citation();
}
