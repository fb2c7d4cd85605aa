namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>Undoes captions that roll up the screen, where each repeats the last lines of the one before (YouTube's automatic captions do).</summary>
internal sealed class RollingCaptions
{
    // Nobody shows more lines at once; the bound keeps hostile files linear.
    private const int MostLines = 4;

    // A line does not stay on the screen longer than this after its time.
    private static readonly TimeSpan Cleared = TimeSpan.FromSeconds(1);

    // Shown too briefly to be read: it only hands its line on to the next.
    private static readonly TimeSpan Flash = TimeSpan.FromSeconds(0.05);

    private TimeSpan? _end;
    private string[] _before = [];

    /// <summary>Captions that add a line to one that is still shown; evidence that the file rolls. Somebody may say "Yes." twice: a caption of nothing else
    /// is none.</summary>
    public int Rolls { get; private set; }

    /// <summary>Takes the next caption.</summary>
    /// <returns>How many of its lines, blank ones aside, are still on the screen from the one before.</returns>
    public int Take(Caption caption)
    {
        var lines = new string[caption.Lines.Count];
        for (var i = 0; i < lines.Length; i++) lines[i] = CaptionText.Plain(caption.Lines[i]);
        if (Array.Exists(lines, line => line.Length == 0)) lines = Array.FindAll(lines, line => line.Length > 0);
        var repeated = Repeated(_before, lines);
        // Nothing new, and on a screen that was cleared: it is said again.
        if (repeated == lines.Length && caption.Start - _end > Cleared && !(caption.End - caption.Start <= Flash)) repeated = 0;
        // A word that has a time of its own is said now.
        if (repeated > 0 && caption.Lines.Take(repeated).Any(CaptionText.HasWordTimes)) repeated = 0;
        if (repeated > 0 && (lines.Length > repeated || caption.End - caption.Start <= Flash)) Rolls++;
        (_before, _end) = (lines, caption.End);
        return repeated;
    }

    /// <summary>The caption without its first lines.</summary>
    public static Caption Without(Caption caption, int lines) =>
        lines == 0 ? caption : caption with { Lines = [.. caption.Lines.Where(line => CaptionText.Plain(line).Length > 0).Skip(lines)] };

    /// <summary>The largest n for which the last n lines before are the first n after.</summary>
    private static int Repeated(string[] before, string[] after)
    {
        for (var n = Math.Min(MostLines, Math.Min(before.Length, after.Length)); n > 0; n--)
        {
            if (before.AsSpan(before.Length - n).SequenceEqual(after.AsSpan(0, n))) return n;
        }

        return 0;
    }
}
