using System.Text.RegularExpressions;

namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>Removes what captions write for sounds and recognisers for their own bookkeeping.</summary>
internal static partial class NonSpeech
{
    /// <summary>The text without <c>[Music]</c>, <c>(applause)</c>, <c>♪</c>, <c>[_BEG_]</c> and the like; words in other brackets stay.</summary>
    public static string Remove(string text) =>
        text.AsSpan().IndexOfAny("[(♪♫<") < 0 ? text : Sound().Replace(text, "");

    [GeneratedRegex(@"\[_[A-Z]{2,4}_(?:\d+\]?|\])|<\|[a-z0-9.]{1,20}\|>|[♪♫]+|" +
        @"[\[(]\s*(?:[\p{L}]{1,12}\s)?(?:music|applause|laughter|laughs|laughing|cheering|silence|blank_audio|sound effects?|music playing)\s*[\])]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sound();
}
