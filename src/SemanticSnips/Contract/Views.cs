namespace SemanticSnips.Contract;

/// <summary>Turns results into the contract's objects, which every door prints alike.</summary>
/// <param name="paths">Whether paths of the machine are told: for the user's own terminal, not for HTTP and MCP.</param>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class Views(bool paths)
{
    /// <summary>Rises only when a name, type, unit or meaning of the contract changes.</summary>
    public const int Version = 1;

    /// <summary>What a search found, or <see cref="ISnipLibrary.RelatedAsync"/>.</summary>
    public SearchView Of(SearchResult result)
    {
        return new SearchView(
            Version,
            result.Generation,
            result.Query,
            NameOf(result.Mode),
            Milliseconds(result.Elapsed),
            result.Answered,
            NameOf(result.Confidence),
            [.. result.Hits.Select(Of)],
            result.Notes);
    }

    /// <summary>What asking came to.</summary>
    public SearchView Of(AskResult result) => Of(result.Search) with
    {
        Answered = result.Confidence != Confidence.None,
        Confidence = NameOf(result.Confidence),
        Answers = [.. result.Answers.Select(Of)],
    };

    /// <summary>What a chat model wrote.</summary>
    public static WrittenView Of(WrittenAnswer written, string model) =>
        new(written.Text, [.. written.Sentences.Select(s => new WrittenSentenceView(s.Text, [.. s.Citations.Select(c => c.Id)]))], model);

    /// <summary>A page of a listing.</summary>
    public ListView Of(SnipPage page) => new(Version, page.Generation, page.Skip, page.Total, [.. page.Snips.Select(Of)]);

    /// <summary>Groups of snips that hold the same speech.</summary>
    public DuplicatesView Of(IReadOnlyList<IReadOnlyList<Snip>> groups, long generation) =>
        new(Version, generation, [.. groups.Select(g => new GroupView([.. g.Select(Of)]))]);

    /// <summary>The names that queries can filter by.</summary>
    public static FacetsView Of(Facets facets) =>
        new(Version, facets.Generation, facets.Shows, facets.Episodes, facets.Speakers, facets.Guests, facets.Tags);

    /// <summary>What is known of a snip besides its text.</summary>
    public SnipView Of(Snip snip) => new()
    {
        Snip = snip.Id,
        Show = snip.Episode.Show,
        Episode = snip.Episode.Title,
        Title = snip.Title,
        Start = Seconds(snip.Start),
        End = Seconds(snip.End),
        Speakers = [.. snip.Turns.Select(t => t.Speaker).OfType<string>().Distinct()],
        Tags = snip.Tags,
        Favourite = snip.Favourite,
        HasTranscript = snip.HasTranscript,
        Published = snip.Episode.Published?.ToString("O"),
        Url = snip.Url,
        Source = paths ? snip.Source : null,
    };

    /// <summary>One snip, whole.</summary>
    public ShowView Of(SnipDetails details)
    {
        var snip = details.Snip;
        var view = Of(snip);
        return new ShowView
        {
            Version = Version,
            Generation = details.Generation,
            Snip = view.Snip,
            Show = view.Show,
            Episode = view.Episode,
            Title = view.Title,
            Start = view.Start,
            End = view.End,
            Speakers = view.Speakers,
            Tags = view.Tags,
            Favourite = view.Favourite,
            HasTranscript = view.HasTranscript,
            Published = view.Published,
            Url = view.Url,
            Source = view.Source,
            Link = PlayerLink.Of(snip, snip.Start, snip.End),
            Audio = AudioOf(snip, snip.Start, snip.End),
            Turns = [.. TurnsOf(details)],
            Note = snip.Note,
            Summary = snip.Summary,
            Quote = snip.Quote,
            AlsoIn = [.. details.AlsoIn.Select(Moment)],
        };
    }

    /// <summary>What an import came to.</summary>
    public ImportView Of(ImportReport report) => new(
        Version,
        report.Files,
        [.. report.Skipped.Select(s => new SkippedView(Place(s.File), Sentence(s.Reason)))],
        [.. report.Warnings.Select(w => new WarningView(Place(w.File), w.Line, Sentence(w.Message)))],
        report.New,
        report.Changed,
        report.Unchanged,
        report.Merged,
        report.Removed,
        report.Chunks,
        report.Embedded,
        Milliseconds(report.Elapsed),
        report.Gone,
        report.RepairedSpans,
        report.Stopped,
        report.Pending,
        report.Notes);

    /// <summary>What the library holds.</summary>
    public StatusView Of(LibraryStatus status) => new(
        Version,
        status.Generation,
        status.Snips,
        status.WithTranscript,
        status.Passages,
        status.Pending,
        status.Model,
        status.Problem is { } problem ? Sentence(problem) : null,
        paths ? status.Roots : null);

    /// <summary>What was looked at.</summary>
    /// <param name="checks">The checks in their order.</param>
    /// <param name="todo">What the door advises; null for nothing.</param>
    /// <param name="repair">What was mended before; null for nothing.</param>
    public DoctorView Of(IReadOnlyList<Check> checks, Func<Check, string?> todo, RepairReport? repair = null) => new(
        Version,
        checks.All(c => c.Ok),
        [.. checks.Select(c => new CheckView(c.Name, c.Ok, Sentence(c.Message), c.Fault is { } fault ? new IndexException(fault, "").Code : null, todo(c)))],
        repair is null ? null
            : new RepairView(repair.Snips, repair.Lost, repair.Embedded, repair.Pending, repair.Orphans, [.. repair.SetAside.Select(Place)]));

    private HitView Of(SearchHit hit) => new(
        hit.Rank,
        Score(hit.Score),
        Score(hit.Relevance),
        hit.Cosine is { } cosine ? Score(cosine) : null,
        hit.Bm25 is { } bm25 ? Score(bm25) : null,
        hit.Snip.Id,
        hit.Snip.Episode.Show,
        hit.Snip.Episode.Title ?? "",
        hit.Snip.Title ?? "",
        hit.Speakers,
        Seconds(hit.Start),
        Seconds(hit.End),
        hit.Layout.IsApproximate(hit.Passage.From, hit.Passage.To),
        Seconds(hit.Snip.Start),
        Seconds(hit.Snip.End),
        hit.Text,
        [.. hit.Highlights.Select(h => new[] { h.From, h.To })],
        hit.Snip.Url,
        PlayerLink.Of(hit.Snip, hit.Start ?? hit.Snip.Start, hit.End ?? hit.Snip.End),
        AudioOf(hit.Snip, hit.Start ?? hit.Snip.Start, hit.End ?? hit.Snip.End),
        [.. hit.AlsoIn.Select(Moment)],
        hit.Snip.HasTranscript,
        hit.SharedTerms.Count > 0 ? hit.SharedTerms : null,
        hit.Reading is { } reading ? Score(reading) : null);

    private AnswerView Of(Answer answer)
    {
        var (passage, context) = (answer.Passage, answer.Context);
        return new AnswerView(
            answer.Text,
            answer.Speaker,
            Seconds(answer.Start),
            Seconds(answer.End),
            answer.Layout.IsApproximate(passage.From, passage.To),
            answer.Snip.Id,
            Score(answer.Relevance),
            NameOf(answer.Confidence),
            answer.Layout.Text[context.From..context.To],
            [passage.From - context.From, passage.To - context.From],
            answer.Snip.Episode.Show,
            answer.Snip.Episode.Title,
            answer.Snip.Title,
            answer.Snip.Url,
            PlayerLink.Of(answer.Snip, answer.Start ?? answer.Snip.Start, answer.End ?? answer.Snip.End),
            AudioOf(answer.Snip, answer.Start ?? answer.Snip.Start, answer.End ?? answer.Snip.End),
            answer.Prompt is { } prompt ? new PromptView(prompt.Speaker, prompt.Text) : null,
            [.. answer.AlsoIn.Select(Moment)]);
    }

    private static IEnumerable<TurnView> TurnsOf(SnipDetails details) => details.Text.Parts
        .Where(p => p.Kind == PartKind.Turn)
        .Zip(details.Snip.Turns.Where(t => !string.IsNullOrWhiteSpace(t.Text)))
        .Select(pair => new TurnView(
            pair.First.Speaker,
            Seconds(pair.First.Start),
            Seconds(pair.First.End),
            pair.First.Approximate,
            details.Text.Text[pair.First.From..pair.First.To],
            [.. pair.Second.Lines.Select(l => new LineView(l.Offset, Seconds(l.Start)!.Value, Seconds(l.End)))]));

    private string? AudioOf(Snip snip, TimeSpan? start, TimeSpan? end) =>
        paths || (snip.AudioUrl is { } audio && !PlayerLink.IsPath(audio)) ? PlayerLink.AudioOf(snip, start, end) : null;

    private string Place(string file) => paths ? file : MachinePaths.HideWhole(file)!;

    private string Sentence(string sentence) => paths ? sentence : MachinePaths.Hide(sentence);

    private static MomentView Moment(Snip snip) => new(snip.Id, Seconds(snip.Start), Seconds(snip.End));

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static double? Seconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalSeconds, 3) : null;

    private static double Score(double score) => Math.Round(score, 4);

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
