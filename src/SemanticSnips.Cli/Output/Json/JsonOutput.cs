using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SemanticSnips.Answers;
using SemanticSnips.Cli.Commands;
using SemanticSnips.Indexing;
using SemanticSnips.Transcripts;

namespace SemanticSnips.Cli.Output.Json;

/// <summary>Turns results into what --json prints.</summary>
internal static class JsonOutput
{
    // Nobody embeds a console's output in HTML unescaped; people read it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object in one line.</summary>
    public static void Write<T>(TextWriter output, T view, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) JsonSerializer.Serialize(writer, view, type);
        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    public static SearchView Of(SearchResult result) => new(
        result.Query,
        CommonOptions.NameOf(result.Mode),
        Milliseconds(result.Elapsed),
        result.Answered,
        [.. result.Hits.Select(Of)],
        result.Notes);

    public static SearchView Of(AskResult result) => Of(result.Search) with
    {
        Answered = result.Answers.Count > 0,
        Answers = [.. result.Answers.Select(Of)],
    };

    public static WrittenView Of(WrittenAnswer written, string model) =>
        new(written.Text, [.. written.Sentences.Select(s => new WrittenSentenceView(s.Text, [.. s.Citations.Select(c => c.Id)]))], model);

    public static SnipView Of(Snip snip) => new(
        snip.Id,
        snip.Episode.Show,
        snip.Episode.Title,
        snip.Title,
        Seconds(snip.Start),
        Seconds(snip.End),
        [.. snip.Turns.Select(t => t.Speaker).OfType<string>().Distinct()],
        snip.Tags,
        snip.Favourite,
        snip.HasTranscript,
        snip.Episode.Published?.ToString("O"),
        snip.Url,
        snip.Source);

    public static DuplicatesView Of(IReadOnlyList<IReadOnlyList<Snip>> groups) => new([.. groups.Select(g => new GroupView([.. g.Select(Of)]))]);

    public static ShowView Whole(Snip snip, IReadOnlyList<Snip> alsoIn)
    {
        var view = Of(snip);
        return new ShowView(
            view.Snip, view.Show, view.Episode, view.Title, view.Start, view.End, view.Speakers, view.Tags, view.Favourite, view.HasTranscript, view.Published, view.Url, view.Source,
            [.. ShowText.Turns(snip).Select(t => new TurnView(t.Part.Speaker, Seconds(t.Part.Start), Seconds(t.Part.End), t.Part.Approximate, t.Text))],
            snip.Note,
            snip.Summary,
            snip.Quote,
            [.. alsoIn.Select(Moment)]);
    }

    public static ImportView Of(ImportReport report) => new(
        report.Files,
        [.. report.Skipped.Select(s => new SkippedView(s.File, s.Reason))],
        [.. report.Warnings.Select(w => new WarningView(w.File, w.Line, w.Message))],
        report.New,
        report.Changed,
        report.Unchanged,
        report.Merged,
        report.Removed,
        report.Chunks,
        report.Embedded,
        Milliseconds(report.Elapsed),
        report.Gone,
        report.RepairedSpans);

    public static FacetsView Of(Facets facets) => new(facets.Shows, facets.Episodes, facets.Speakers, facets.Guests, facets.Tags);

    private static HitView Of(SearchHit hit) => new(
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
        Seconds(hit.Snip.Start),
        Seconds(hit.Snip.End),
        hit.Text,
        [.. hit.Highlights.Select(h => new[] { h.From, h.To })],
        hit.Snip.Url,
        [.. hit.AlsoIn.Select(Moment)],
        hit.Snip.HasTranscript,
        hit.SharedTerms.Count > 0 ? hit.SharedTerms : null);

    private static AnswerView Of(Answer answer) => new(
        answer.Text,
        answer.Speaker,
        Seconds(answer.Start),
        Seconds(answer.End),
        answer.Snip.Id,
        Score(answer.Relevance),
        answer.Snip.Episode.Show,
        answer.Snip.Episode.Title,
        answer.Snip.Title,
        answer.Snip.Url,
        answer.Prompt is { } prompt ? new PromptView(prompt.Speaker, prompt.Text) : null,
        [.. answer.AlsoIn.Select(Moment)]);

    private static MomentView Moment(Snip snip) => new(snip.Id, Seconds(snip.Start), Seconds(snip.End));

    private static double? Seconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalSeconds, 3) : null;

    private static double Score(double score) => Math.Round(score, 4);

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
