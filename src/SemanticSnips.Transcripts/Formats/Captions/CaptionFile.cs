using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Captions;

/// <summary>A caption file whose habits are known: whether it rolls, where it names speakers. Its cues are read anew each time they are asked for, so that a
/// large file is never held twice.</summary>
internal sealed class CaptionFile
{
    private readonly Func<ReadLog?, IEnumerable<Caption>> _captions;
    private readonly bool _rolls;
    private readonly bool _carriesVoices;
    private readonly bool _idsAreSpeakers;

    /// <summary>Looks through the captions once.</summary>
    /// <param name="captions">The file's captions; the log is null from the second time on.</param>
    /// <param name="log">Told of captions that make no sense.</param>
    public CaptionFile(Func<ReadLog?, IEnumerable<Caption>> captions, ReadLog log)
    {
        _captions = captions;
        var rolling = new RollingCaptions();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var (count, named, quoted, voicesRepeat) = (0, 0, 0, false);
        string? voice = null;
        foreach (var caption in captions(log))
        {
            count++;
            rolling.Take(caption);
            if (SpeakerIn(caption.Id) is { } speaker)
            {
                named++;
                if (caption.Id!.Contains('"')) quoted++;
                // A file of a million captions has a handful of speakers.
                if (ids.Count < 1000) ids.Add(speaker);
            }

            foreach (var cue in CaptionText.Cues(caption))
            {
                voicesRepeat |= cue.Speaker is not null && cue.Speaker == voice;
                voice = cue.Speaker;
            }
        }

        _rolls = rolling.Rolls >= 2 && rolling.Rolls * 4 >= count;
        _carriesVoices = !voicesRepeat;
        _idsAreSpeakers = named * 10 >= count * 9 && (ids.Count * 2 <= named + 1 || quoted == named || ids.All(id => id.Any(char.IsAsciiDigit)
            && SpeakerLabel.IsRole(id)));
    }

    /// <summary>The cues in the file's order.</summary>
    public IEnumerable<Cue> Cues()
    {
        var rolling = new RollingCaptions();
        string? voice = null;
        foreach (var caption in _captions(null))
        {
            var shown = _rolls ? RollingCaptions.Without(caption, rolling.Take(caption)) : caption;
            var isFirst = true;
            foreach (var cue in CaptionText.Cues(shown))
            {
                if (_idsAreSpeakers && cue.Speaker is null && caption.Id is { } id) yield return cue with { Speaker = SpeakerIn(id) };
                else if (cue.Speaker is not null || !_carriesVoices || !isFirst) yield return cue;
                else yield return cue with { Speaker = voice };
                voice = cue.Speaker ?? voice;
                isFirst = false;
            }
        }
    }

    /// <summary>The speaker that an identifier names: <c>Ann Lee</c>, or <c>12 "Ann Lee" (3456)</c> as Webex writes it.</summary>
    private static string? SpeakerIn(string? id)
    {
        if (id is null) return null;
        if (char.IsAsciiDigit(id[0]) && id.IndexOf('"') is > 0 and var open && id.LastIndexOf('"') is var close && close > open + 1) id = id[(open + 1)..close];
        var name = SpeakerLabel.Clean(id);
        return SpeakerLabel.IsName(name) ? name : null;
    }
}
