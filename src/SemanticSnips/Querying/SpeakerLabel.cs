namespace SemanticSnips.Querying;

/// <summary>Tells names from the labels of programs that only know voices apart.</summary>
internal static class SpeakerLabel
{
    private static readonly string[] Roles = ["SPEAKER", "UNKNOWN", "HOST", "GUEST", "INTERVIEWER", "INTERVIEWEE", "NARRATOR", "VOICE", "MAN", "WOMAN"];

    /// <summary>Whether the label means another person in each recording: "Speaker 2", "SPEAKER_00", "Unknown".</summary>
    public static bool IsAnonymous(string label)
    {
        var name = label.AsSpan().Trim().TrimEnd("0123456789 _-#.");
        foreach (var role in Roles)
        {
            if (name.Equals(role, StringComparison.OrdinalIgnoreCase) || name.Equals("UNKNOWN SPEAKER", StringComparison.OrdinalIgnoreCase)) return true;
        }

        // "A" and "S1" are what is left of shorter labels.
        return name.Length <= 1;
    }
}
