using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Snipd;

/// <summary>What differs between the dresses of Snipd's exports.</summary>
/// <param name="IsOutline">Logseq: every line is indented and most are bullets.</param>
/// <param name="IsRendered">Copied from a rendered page: headings have no '#', and the first line is the episode's title.</param>
/// <param name="IsPlugin">Written by the Obsidian plugin: names of folder and file stand in for missing titles.</param>
internal readonly record struct SnipdDress(bool IsOutline = false, bool IsRendered = false, bool IsPlugin = false);

/// <summary>Reads any Snipd export line by line. Exports are not valid Markdown, YAML or HTML, so nothing here needs them to be.</summary>
internal sealed class SnipdScanner(SourceText source, ReadLog log, SnipdDress dress)
{
    private const int LinesToMetadata = 10;
    private const int LinesToPlayer = 8;
    private const int LongestPlayLabel = 24;

    private readonly List<Snip> _snips = [];
    private readonly List<SnipDraft> _drafts = [];
    private EpisodeDraft _episode = new();
    private TranscriptBody _episodeTranscript = new();
    private bool _hasEpisode, _isPlaceholder = true, _isOver;
    private SnipDraft? _snip;
    private Part _part = Part.Fields;

    public IReadOnlyList<Snip> Read(CancellationToken cancellationToken)
    {
        for (var i = FrontMatter.Read(source, _episode); i < source.LineCount; i++)
        {
            if ((i & 0x3FF) == 0) cancellationToken.ThrowIfCancellationRequested();
            var line = Line(i);
            if (dress.IsOutline && IsOutlineSetting(line)) continue;
            if (TryStartEpisode(i, line) || TryStartSnip(i, line)) continue;
            if (line.StartsWith("Created with") && line.Contains("Snipd", StringComparison.Ordinal))
            {
                (_snip, _isOver) = (null, true);
            }
            else if (!_isOver && _snip is not null && PartLabel.Read(line, isBareAllowed: false) is not Part.FullTranscript)
            {
                if (!TakePlayer(line) && !TakeTags(line)) _snip.Take(line);
            }
            else if (!_isOver)
            {
                _snip = null;
                TakeEpisodeLine(line);
            }
        }

        FinishEpisode();
        return _snips;
    }

    private ReadOnlySpan<char> Line(int index) => dress.IsOutline ? SnipdText.WithoutIndent(source.Line(index)).TrimEnd() : source.Line(index).Trim();

    private static bool IsOutlineSetting(ReadOnlySpan<char> line) => line.StartsWith("#+") || line.StartsWith("collapsed::") || line.StartsWith("id::");

    private bool TryStartEpisode(int index, ReadOnlySpan<char> line)
    {
        var level = SnipdText.HeadingLevel(line);
        if (line.IsEmpty || (level == 0 && !dress.IsRendered) || level > (dress.IsOutline ? 2 : 1)) return false;
        var isFirst = !_hasEpisode && _drafts.Count == 0 && _part == Part.Fields;
        if (!(isFirst || IsFollowedByMetadata(index)) || (level > 0 && PartLabel.Read(line, false) is not null)) return false;
        if (_hasEpisode)
        {
            FinishEpisode();
            _episode = new EpisodeDraft();
        }

        _episode.Heading = SnipdText.Value(line[level..]);
        (_hasEpisode, _isOver, _snip) = (true, false, null);
        _part = dress.IsRendered ? Part.ShowNotes : Part.Fields;
        return true;
    }

    /// <summary>Code, notes and quotations hold lines like "# this" too; an episode's title has a cover or a table of fields below it.</summary>
    private bool IsFollowedByMetadata(int index)
    {
        for (var i = index + 1; i < Math.Min(source.LineCount, index + LinesToMetadata); i++)
        {
            var line = Line(i);
            if (line.IsEmpty) continue;
            if (line.Length > 2000 || (SnipdText.HeadingLevel(line) is 1 or 2 && !line.EndsWith("etadata"))) return false;
            if (line.StartsWith("![Cover") || IsCover(line) || line.StartsWith("episode-link::")) return true;
            if (SnipdText.HeadingLevel(line) > 0 && line.EndsWith("Episode metadata")) return true;
            if (dress.IsRendered) return false;
        }

        return false;
    }

    private static bool IsCover(ReadOnlySpan<char> line) =>
        line.SequenceEqual("Cover") || line.StartsWith("Cover|") || (line.StartsWith("<img") && line.Contains("alt=\"Cover\"", StringComparison.Ordinal));

    private bool TryStartSnip(int index, ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || _part == Part.FullTranscript) return false;
        var level = SnipdText.HeadingLevel(line);
        var heading = line[level..].TrimStart();
        if (level > 0 && SnipLink.IsIn(heading))
        {
            Start(LinkedHeading(index, heading));
        }
        else if ((level > 1 || dress.IsRendered) && TryTimedHeading(heading, out var time, out var title) && (level > 0 || IsFollowedByPlayer(index, out _)))
        {
            Start(new SnipDraft(index + 1) { Title = SnipdText.Title(title), HeadingTime = time });
        }
        else if (level > 1 && PartLabel.Read(line, false) is null && IsFollowedByPlayer(index, out _))
        {
            var (star, rest) = TakeStar(heading);
            Start(new SnipDraft(index + 1) { Title = SnipdText.Title(rest), Favourite = star });
        }
        else if (IsLinkAlone(line) && SnipLink.Find(line) is { } link && (_snip is null || (_snip.Link is { } other && other.Url != link.Url)))
        {
            Start(LinkedHeading(index, line));
        }
        else
        {
            // A template may have no headings; then every range begins a snip.
            if (!line.StartsWith("🎧") || _snip is { HasRange: false } || !SnipdTime.TryRange(line, out _, out _)) return false;
            Start(new SnipDraft(index + 1));
            TakePlayer(line);
        }

        return true;
    }

    private void Start(SnipDraft snip)
    {
        _hasEpisode = true;
        _isOver = false;
        _part = Part.Snips;
        _snip = snip;
        _drafts.Add(snip);
    }

    private static SnipDraft LinkedHeading(int index, ReadOnlySpan<char> heading)
    {
        var link = SnipLink.Find(heading)!;
        var (star, text) = TakeStar(heading);
        var rest = text.AsSpan();
        var middle = rest.LastIndexOf("](");
        var title = middle > 0 ? rest[..middle].TrimStart('[') : [];
        var afterLink = heading[link.End..];
        afterLink = afterLink.IndexOf(')') is >= 0 and var close ? afterLink[(close + 1)..] : [];
        if (TryTimedHeading(rest[..Math.Max(middle, 0)], out var time, out var timed)) title = timed.TrimStart('[');
        return new SnipDraft(index + 1) { Title = SnipdText.Title(title), Link = link, Favourite = star, Tags = TagsIn(afterLink), HeadingTime = time };
    }

    private static (bool Star, string Heading) TakeStar(ReadOnlySpan<char> heading) =>
        heading.StartsWith("⭐") ? (true, heading[1..].TrimStart('\uFE0F').TrimStart().ToString()) : (false, heading.ToString());

    private static List<string> TagsIn(ReadOnlySpan<char> text)
    {
        var tags = new List<string>();
        while (!text.IsEmpty)
        {
            text = text.TrimStart(" ,\t");
            var isLink = text.StartsWith("[[");
            var end = isLink ? text.IndexOf("]]") : text.IndexOf(' ');
            if (end < 0) end = text.Length;
            if (isLink || text.StartsWith('#'))
            {
                if (SnipdText.Value(text[..end].TrimStart("[#")) is { } tag) tags.Add(tag);
            }

            text = text[Math.Min(text.Length, end + (isLink ? 2 : 0))..];
        }

        return tags;
    }

    /// <summary>Reads <c>[mm:ss] Title</c>.</summary>
    private static bool TryTimedHeading(ReadOnlySpan<char> heading, out TimeSpan? time, out ReadOnlySpan<char> title)
    {
        time = null;
        title = [];
        if (!heading.StartsWith('[') || heading[..Math.Min(heading.Length, 16)].IndexOf(']') is var close && close < 0) return false;
        if (!Timecode.TryParse(heading[1..close], out var at)) return false;
        time = at;
        title = heading[(close + 1)..];
        return true;
    }

    private bool IsFollowedByPlayer(int index, out int player)
    {
        for (player = index + 1; player < Math.Min(source.LineCount, index + 1 + LinesToPlayer); player++)
        {
            var line = Line(player);
            if (IsPlayLine(line) || IsLinkAlone(line)) return true;
            if (SnipdText.HeadingLevel(line) > 0) return false;
        }

        return false;
    }

    private static bool IsPlayLine(ReadOnlySpan<char> line)
    {
        if (line.Length is < 2 or > 4000) return false;
        var text = line.StartsWith("- Audio link:") ? line[13..].TrimStart() : line;
        // A template may put a word before it: "**Clip:** 🎧 …".
        if (text[..Math.Min(text.Length, LongestPlayLabel)].IndexOf("🎧") is > 0 and var at && text[..at].TrimEnd("* ").EndsWith(':')) text = text[at..];
        if (text.TrimStart('[').StartsWith("🎧")) return text.Contains("Play snip", StringComparison.Ordinal) || SnipdTime.TryRange(text, out _, out _);
        return text.TrimStart('[').StartsWith("Play snip -");
    }

    /// <summary>Whether the line is a snip's link and nothing else.</summary>
    private static bool IsLinkAlone(ReadOnlySpan<char> line)
    {
        line = line.TrimStart("-* ");
        return line.Length is > 2 and < 4000 && line[0] == '[' && line[^1] == ')' && SnipLink.IsIn(line) && line.Count("](") == 1 && !IsPlayLine(line);
    }

    private bool TakeTags(ReadOnlySpan<char> line)
    {
        var words = line.TrimStart("-* ");
        if (!words.StartsWith("Tags:", StringComparison.OrdinalIgnoreCase)) return false;
        var tags = TagsIn(words[5..].TrimStart(":* "));
        _snip!.Tags.AddRange(tags);
        return tags.Count > 0;
    }

    /// <summary>Takes play lines, players and pictures.</summary>
    private bool TakePlayer(ReadOnlySpan<char> line)
    {
        if (IsPlayLine(line))
        {
            if (SnipdTime.TryRange(line, out var start, out var end)) _snip!.SetRange(start, end, log);
            _snip!.Link ??= SnipLink.Find(line);
            return true;
        }

        if (_snip!.Link is null && IsLinkAlone(line))
        {
            _snip.Link = SnipLink.Find(line);
            return true;
        }

        if (!line.StartsWith("<audio") && !line.StartsWith("<iframe") && !line.StartsWith("<source") && !line.StartsWith("![")) return false;
        if (SnipdTime.TryFragment(line, out var from, out var to)) _snip!.SetRange(from, to, log);
        if (!line.StartsWith("<iframe") && !line.StartsWith("![")) _snip!.AudioUrl ??= AudioSource(line);
        return true;
    }

    /// <summary>The address in <c>src="…#t=a,b"</c>, without the time.</summary>
    private static string? AudioSource(ReadOnlySpan<char> line)
    {
        if (line.IndexOf("src=\"") is var at && at < 0) return null;
        line = line[(at + 5)..];
        line = line[..(line.IndexOf('"') is >= 0 and var end ? end : line.Length)];
        if (line.IndexOf("#t=") is >= 0 and var fragment) line = line[..fragment];
        return line.IsWhiteSpace() ? null : SnipdText.Decode(line.Trim().ToString());
    }

    private void TakeEpisodeLine(ReadOnlySpan<char> line)
    {
        if (PartLabel.Read(line, isBareAllowed: dress.IsRendered && _part != Part.FullTranscript) is { } label)
        {
            // On a rendered page "Transcript" is a link to the page's other half.
            if (!(dress.IsRendered && label == Part.Transcript)) _part = label == Part.Transcript ? Part.FullTranscript : label;
            return;
        }

        if (_part == Part.FullTranscript)
        {
            if (SnipdText.IsRule(line)) return;
            _isPlaceholder &= line.IsEmpty || line.StartsWith('>');
            _episodeTranscript.Add(line);
        }
        else if (line.StartsWith("</details>"))
        {
            _part = Part.Fields;
        }
        else if (_part == Part.ShowNotes)
        {
            TakeShowNotes(line);
        }
        else if (_part == Part.Summary && _episode.Description is null && !line.IsEmpty)
        {
            _episode.Description = SnipdText.Value(line);
        }
        else
        {
            _episode.TakeLine(line);
        }
    }

    private void TakeShowNotes(ReadOnlySpan<char> line)
    {
        if (IsCover(line) || line.StartsWith("#+") || line.StartsWith("<details") || SnipdText.IsRule(line)) return;
        if (dress.IsRendered)
        {
            if (line.Length < 300 && line.IndexOf(" hosted by ") is > 0 and var by && _episode.Show is null)
            {
                var host = line[(by + 11)..];
                _episode.Show = SnipdText.Value(line[..by]);
                _episode.Host = SnipdText.Value(host.IndexOf(" - Podcast Index") is > 0 and var index ? host[..index] : host);
                return;
            }

            if (_episode.TakeLine(line)) return;
        }

        foreach (var part in SnipdText.BreakHtml(line.ToString())) _episode.AddShowNotes(SnipdText.Decode(SnipdText.Unquote(part).Trim().ToString()));
    }

    private void FinishEpisode()
    {
        if (dress.IsPlugin) PathNames.FillIn(_episode, source);
        else if (_episode.Title is null && source.Name != "-") _episode.Heading ??= SnipdText.Value(Path.GetFileNameWithoutExtension(source.Name));
        var episode = _episode.Build();
        var exported = _episode.Exported ?? source.LastWrite;
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var draft in _drafts) draft.Transcript.CountNames(names);
        _snips.AddRange(_drafts.Select(draft => draft.Build(episode, source, exported, names)));
        if (!_isPlaceholder)
        {
            _episodeTranscript.CountNames(names);
            if (_episodeTranscript.Turns(names) is { Count: > 0 } turns) _snips.AddRange(Segmenter.Cut(episode, turns, source.File, exported));
        }

        _drafts.Clear();
        (_episodeTranscript, _isPlaceholder, _snip) = (new TranscriptBody(), true, null);
    }
}
