using System.Text;

namespace SemanticSnips.Cli.Completion;

/// <summary>A command line, up to the cursor, as words: what is in quotes or behind a backslash is of one word.</summary>
internal static class ShellWords
{
    /// <summary>The whole words, and the beginning of the one that is being typed, empty after a blank.</summary>
    public static (IReadOnlyList<string> Words, string Typed) Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, isIn) = ('\0', false);
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                isIn = true;
            }
            else if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word.Append(c);
            }
            else if (c is '"' or '\'')
            {
                (quote, isIn) = (c, true);
            }
            else if (char.IsWhiteSpace(c))
            {
                if (isIn) words.Add(word.ToString());
                word.Clear();
                isIn = false;
            }
            else
            {
                word.Append(c);
                isIn = true;
            }
        }

        return (words, word.ToString());
    }
}
