using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Exports;

/// <summary>A stretch of a snip, ready to be written elsewhere: into notes, a table, a deck of cards.</summary>
/// <param name="Snip">What it is from.</param>
/// <param name="Lines">What is said in it, in order; empty where the snip has no transcript.</param>
/// <param name="Start">When it starts within the episode.</param>
/// <param name="End">When it ends.</param>
/// <param name="Relevance">How likely it is what was looked for; null where nothing was.</param>
/// <param name="Question">What it answers; null for nothing.</param>
internal sealed record Clip(Snip Snip, IReadOnlyList<ClipLine> Lines, TimeSpan? Start, TimeSpan? End, double? Relevance = null, string? Question = null)
{
    /// <summary>The title, else the episode's.</summary>
    public string Title => Snip.Title ?? Snip.Episode.Title ?? Output.SnipLines.Untitled;

    /// <summary>Where it plays; null where no address is known.</summary>
    public string? Link => PlayerLink.Of(Snip, Start, End);

    /// <summary>Who speaks, in order of appearance.</summary>
    public IEnumerable<string> Speakers => Lines.Select(l => l.Speaker).OfType<string>().Distinct();

    /// <summary>Show, episode, date and time, as far as they are known.</summary>
    public IEnumerable<string> Place => new[]
    {
        Snip.Episode.Title?.TrimEnd(' ', ',', ';'), Snip.Episode.Show, Snip.Episode.Published?.ToString("O"), Output.Times.ShowRange(Start, End),
    }.Where(p => !string.IsNullOrWhiteSpace(p)).OfType<string>();

    /// <summary>A whole snip.</summary>
    public static Clip Of(Snip snip) =>
        new(snip, [.. snip.Turns.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Select(t => new ClipLine(t.Speaker, t.Text))], snip.Start, snip.End);

    /// <summary>The passage that matched.</summary>
    public static Clip Of(SearchHit hit, bool isRanked)
    {
        var lines = hit.Layout.Parts
            .Where(p => p.Kind == PartKind.Turn && p.From < hit.Passage.To && p.To > hit.Passage.From)
            .Select(p => new ClipLine(p.Speaker, hit.Layout.Text[Math.Max(p.From, hit.Passage.From)..Math.Min(p.To, hit.Passage.To)]));
        return new(hit.Snip, [.. lines], hit.Start ?? hit.Snip.Start, hit.End ?? hit.Snip.End, isRanked ? hit.Relevance : null);
    }

    /// <summary>The sentences that answer.</summary>
    public static Clip Of(Answer answer, string question) =>
        new(answer.Snip, [new ClipLine(answer.Speaker, answer.Text)], answer.Start ?? answer.Snip.Start, answer.End ?? answer.Snip.End, answer.Relevance,
            question);
}

/// <summary>What one speaker says in a clip.</summary>
internal sealed record ClipLine(string? Speaker, string Text);
