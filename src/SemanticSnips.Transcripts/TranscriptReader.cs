using SemanticSnips.Transcripts;
using SemanticSnips.Transcripts.Formats;
using SemanticSnips.Transcripts.Formats.Captions;
using SemanticSnips.Transcripts.Formats.Snipd;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips;

/// <summary>Reads whatever people have: files, folders, ZIP archives or standard input, in any known format.</summary>
/// <remarks>Thread-safe. Formats are told by content, never by file name. Sources are only read: nothing is written or unpacked to disk.</remarks>
public static class TranscriptReader
{
    private const string Expected =
        "Nothing in it is known: expected a Snipd or Readwise export, WebVTT or SRT captions, transcript JSON, or text with speakers or times.";

    // Captions that are larger stay UTF-8 and are read line by line.
    private const int LargeCaptions = 4 << 20;

    // Snips of a large source that are handed on at once.
    private const int PartSnips = 512;

    /// <summary>The names that <see cref="SourceReport.Format"/> may hold.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. KnownFormats.All.Select(format => format.Name)];

    /// <summary>Reads every source below the paths, one at a time: paths in the order given, what a folder or ZIP holds in ordinal order.</summary>
    /// <param name="paths">Files, folders (searched recursively, but for hidden files and folders and links to folders). A ZIP archive counts as a
    /// folder.</param>
    /// <param name="options">What counts as a transcript, which links are followed, and what stands in where a source says nothing.</param>
    /// <param name="cancellationToken">Stops between and inside sources.</param>
    /// <returns>One report a source, lazily; a bad source is reported as skipped and never stops the rest.</returns>
    /// <exception cref="FileNotFoundException">A path does not exist; thrown before anything is read.</exception>
    public static IEnumerable<SourceReport> Read(
        IReadOnlyList<string> paths, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        Read(paths, new ReadLimits(), options ?? new ReadOptions(), cancellationToken);

    internal static IEnumerable<SourceReport> Read(
        IReadOnlyList<string> paths,
        ReadLimits limits,
        ReadOptions options,
        CancellationToken cancellationToken,
        IReadOnlyList<ITranscriptFormat>? formats = null) =>
        Whole(Read(paths, limits, options, _ => options, null, formats ?? KnownFormats.All, cancellationToken));

    /// <summary>As <see cref="Read(IReadOnlyList{string}, ReadOptions, CancellationToken)"/>, with options for each path, and large sources in
    /// parts.</summary>
    /// <param name="paths">As there.</param>
    /// <param name="options">Names the streams, and how they are read.</param>
    /// <param name="optionsOf">The options of each path.</param>
    /// <param name="isKnown">Tells the files that need not be read again: they are reported as <see cref="SourceReport.IsUnchanged"/>.</param>
    /// <param name="cancellationToken">Stops between and inside sources.</param>
    internal static IEnumerable<SourceReport> Read(
        IReadOnlyList<string> paths, ReadOptions options, Func<string, ReadOptions> optionsOf, Func<FileStamp, bool> isKnown,
        CancellationToken cancellationToken) =>
        Read(paths, new ReadLimits(), options, optionsOf, isKnown, KnownFormats.All, cancellationToken);

    private static IEnumerable<SourceReport> Read(
        IReadOnlyList<string> paths,
        ReadLimits limits,
        ReadOptions options,
        Func<string, ReadOptions> optionsOf,
        Func<FileStamp, bool>? isKnown,
        IReadOnlyList<ITranscriptFormat> formats,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var path in paths)
        {
            if (!Path.Exists(path)) throw new FileNotFoundException($"\"{path}\" does not exist: expected a file or a folder.", path);
        }

        var episodes = new EpisodeCatalogue();
        return paths.SelectMany(path => Read(FileSources.Below(path, limits, optionsOf(path).FollowLinks, isKnown, cancellationToken), optionsOf(path)))
            .Concat(options.Streams.SelectMany(stream => Read(FileSources.FromStream(stream.Name, stream.Open(), limits, cancellationToken), options)));

        IEnumerable<SourceReport> Read(IEnumerable<RawSource> sources, ReadOptions how) =>
            sources.SelectMany(raw => Report(raw, how, episodes, formats, cancellationToken)
                .Select(report => report with { Stamp = raw.Stamp, IsUnchanged = raw.IsUnchanged }));
    }

    /// <summary>The reports of a source: one, or one a part.</summary>
    private static IEnumerable<SourceReport> Report(
        RawSource raw, ReadOptions options, EpisodeCatalogue episodes, IReadOnlyList<ITranscriptFormat> formats, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (raw.IsUnchanged || raw.Skipped is not null)
        {
            yield return new SourceReport { File = raw.File, Skipped = raw.Skipped };
            yield break;
        }

        using var parts = Read(raw, options, episodes, formats, cancellationToken).GetEnumerator();
        for (var isContinued = true; isContinued;)
        {
            SourceReport part;
            try
            {
                parts.MoveNext();
                part = parts.Current;
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                // A fault of ours in one source must not cost the others.
                part = new SourceReport
                {
                    File = raw.File,
                    Skipped = $"Its reader broke down, which is a fault of this program: {e.GetType().Name}: {e.Message}",
                };
            }

            isContinued = part.IsContinued;
            yield return part;
        }
    }

    private static IEnumerable<SourceReport> Read(
        RawSource raw, ReadOptions options, EpisodeCatalogue episodes, IReadOnlyList<ITranscriptFormat> formats, CancellationToken cancellationToken)
    {
        var log = new ReadLog(raw.File);
        var (isEmpty, part) = (true, new List<Snip>());
        ITranscriptFormat? format = null;
        if (Decode(raw, options, episodes, log) is { } source)
        {
            if (source.IsPacked) formats = [.. formats.Where(format => format is WebVttFormat or SubRipFormat)];
            format = formats.FirstOrDefault(format => format.Recognizes(source));
            if (format is null) log.Skip(Expected);
            foreach (var snip in format is null ? [] : Completed(format, source, log, cancellationToken))
            {
                // Of segments none has another's moment, so that each part can be told from what the index has by itself.
                if (source.IsLarge && part.Count >= PartSnips && part[0].IsSegment && snip.IsSegment)
                {
                    yield return new SourceReport { File = raw.File, Format = format!.Name, Snips = part, IsContinued = true };
                    part = [];
                }

                part.Add(snip);
                isEmpty = false;
            }
        }

        yield return new SourceReport
        {
            File = raw.File,
            Format = isEmpty ? null : format!.Name,
            Skipped = isEmpty ? log.SkipReason ?? $"It looks like {format!.Name}, but holds nothing that can be searched." : null,
            Snips = part,
            Warnings = log.Warnings,
            RepairedSpans = log.RepairedSpans,
        };
    }

    /// <summary>One report a source.</summary>
    private static IEnumerable<SourceReport> Whole(IEnumerable<SourceReport> parts)
    {
        var before = new List<Snip>();
        foreach (var part in parts)
        {
            before.AddRange(part.Snips);
            if (part.IsContinued) continue;
            yield return part with { Snips = part.Skipped is null ? before : [] };
            before = [];
        }
    }

    /// <summary>The source's text; null, with the reason in the log, where it is none. Its bytes are let go.</summary>
    private static SourceText? Decode(RawSource raw, ReadOptions options, EpisodeCatalogue episodes, ReadLog log)
    {
        var bytes = raw.TakeBytes();
        var name = raw.Name;
        var (defaults, isTranscript) = (options.Defaults.With(raw), raw.IsNamed || options.AsTranscript);
        if (bytes.Length >= LargeCaptions && PackedLines.AreCaptions(bytes) && PackedLines.Of(bytes) is { } lines)
            return new SourceText(raw.File, lines, raw.LastWrite, episodes) { Name = name, Defaults = defaults, IsTranscript = isTranscript };
        if (TextDecoder.Decode(bytes, log) is not { } text) return null;
        text = MojibakeRepair.Repair(text, out var spans);
        log.RepairedSpans = spans;
        return new SourceText(raw.File, text, raw.LastWrite, episodes)
        {
            Name = name,
            Defaults = defaults,
            IsTranscript = isTranscript,
            IsForced = options.AsTranscript,
        };
    }

    /// <summary>The snips of a source with what stands in for what it does not say; segments are called by their first words.</summary>
    private static IEnumerable<Snip> Completed(ITranscriptFormat format, SourceText source, ReadLog log, CancellationToken cancellationToken)
    {
        var defaults = source.Defaults;
        var snips = format.Read(source, log, cancellationToken);
        var speaker = defaults.Speaker;
        if (speaker is not null)
        {
            // A large source is read once more for it rather than held.
            if (!source.IsLarge) snips = [.. snips];
            var said = source.IsLarge ? format.Read(source, new ReadLog(source.File), cancellationToken) : snips;
            if (said.Any(snip => snip.Turns.Any(turn => turn.Speaker is not null))) speaker = null;
        }

        // One episode stays one object, however many snips it has.
        var episodes = new Dictionary<Episode, Episode>(ReferenceEqualityComparer.Instance);
        foreach (var snip in snips)
        {
            if (!episodes.TryGetValue(snip.Episode, out var episode)) episodes.Add(snip.Episode, episode = defaults.FillIn(snip.Episode));
            yield return snip with
            {
                Episode = episode,
                Title = snip.Title ?? (snip is { IsSegment: true, HasTranscript: true } ? FirstWords.Of(snip.Turns[0].Text) : null),
                Turns = speaker is null ? snip.Turns : [.. snip.Turns.Select(turn => turn with { Speaker = speaker })],
            };
        }
    }
}
