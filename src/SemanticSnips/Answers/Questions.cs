namespace SemanticSnips.Answers;

/// <summary>Tells questions from statements that only end like one.</summary>
internal static class Questions
{
    /// <summary>Speech is full of statements that ask for a nod: "it's autoregressive, right?".</summary>
    private static readonly string[] Tags =
        ["right", "okay", "ok", "yeah", "yes", "no", "you know", "you see", "correct", "huh", "isn't it", "you know what i mean", "does that make sense"];

    /// <summary>Whether a sentence asks for something.</summary>
    /// <param name="sentence">A whole sentence, verbatim.</param>
    public static bool IsQuestion(ReadOnlySpan<char> sentence)
    {
        var text = sentence.TrimEnd("\"'”’) ");
        if (!text.EndsWith("?")) return false;
        text = text.TrimEnd("?! ");
        foreach (var tag in Tags)
        {
            if (!text.EndsWith(tag, StringComparison.OrdinalIgnoreCase)) continue;
            var before = text[..^tag.Length].TrimEnd();
            if (before.Length > 0 && before[^1] is ',' or '.' or ';' or '-' or '–' or '—') return false;
        }

        return true;
    }
}
