using System.Text.Json;
using SemanticSnips.Transcripts.Formats.Cues;

namespace SemanticSnips.Transcripts.Formats.Json;

/// <summary>What the JSON formats share: told by property names, read as far as the JSON goes.</summary>
internal abstract class JsonTranscript(string name, JsonShape shape) : ITranscriptFormat
{
    public string Name => name;

    public bool Recognizes(SourceText source) => JsonSniffer.ShapeOf(source.Text) == shape;

    public IReadOnlyList<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellation)
    {
        using var document = JsonTree.Parse(source.Text, log);
        if (document is null)
        {
            log.Skip("The JSON breaks off before its first complete item.");
            return [];
        }

        var cues = new List<Cue>();
        foreach (var cue in Cues(document.RootElement))
        {
            cancellation.ThrowIfCancellationRequested();
            cues.Add(cue);
        }

        return TranscriptSnips.From(source, Describe(document.RootElement), cues, log);
    }

    /// <summary>The cues in the document's order; items without text are left out.</summary>
    protected abstract IEnumerable<Cue> Cues(JsonElement root);

    /// <summary>What the document says about the episode.</summary>
    protected virtual Episode Describe(JsonElement root) => new()
    {
        Title = JsonTree.Text(root, "title") ?? JsonTree.Text(root, "episode_title") ?? JsonTree.Text(root, "episode"),
        Show = JsonTree.Text(root, "show") ?? JsonTree.Text(root, "show_title") ?? JsonTree.Text(root, "podcast"),
        Url = JsonTree.Text(root, "url"),
    };

    /// <summary>A cue whose end is left out where it lies before the start.</summary>
    protected static Cue Timed(string? speaker, string text, TimeSpan? start, TimeSpan? end) =>
        new(string.IsNullOrWhiteSpace(speaker) ? null : speaker.Trim(), text, start, end < start ? null : end);
}
