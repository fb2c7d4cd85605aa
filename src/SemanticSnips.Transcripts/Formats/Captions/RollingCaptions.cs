namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>Undoes captions that roll up the screen, where each repeats the last lines of the one before (YouTube's automatic captions do).</summary>
internal static class RollingCaptions
{
    /// <summary>Captions without the lines that are still on the screen from before; unchanged when the file does not roll.</summary>
    public static IReadOnlyList<Caption> Unroll(IReadOnlyList<Caption> captions)
    {
        var plain = captions.Select(caption => caption.Lines.Select(CaptionText.Plain).Where(line => line.Length > 0).ToArray()).ToArray();
        var repeated = new int[captions.Count];
        var rolls = 0;
        for (var i = 1; i < captions.Count; i++)
        {
            repeated[i] = Repeated(plain[i - 1], plain[i]);
            // Somebody may say "Yes." twice: only a caption that adds a line, or is too short to be read, is evidence.
            if (repeated[i] > 0 && (plain[i].Length > repeated[i] || captions[i].End - captions[i].Start <= TimeSpan.FromSeconds(0.05))) rolls++;
        }

        if (rolls < 2 || rolls * 4 < captions.Count) return captions;
        return [.. captions.Select((caption, i) => repeated[i] == 0 ? caption : caption with { Lines = [.. caption.Lines.Where(line => CaptionText.Plain(line).Length > 0).Skip(repeated[i])] })];
    }

    /// <summary>The largest n for which the last n lines before are the first n after.</summary>
    private static int Repeated(string[] before, string[] after)
    {
        // Nobody shows more lines at once; the bound keeps hostile files linear.
        for (var n = Math.Min(4, Math.Min(before.Length, after.Length)); n > 0; n--)
        {
            if (before.AsSpan(before.Length - n).SequenceEqual(after.AsSpan(0, n))) return n;
        }

        return 0;
    }
}
