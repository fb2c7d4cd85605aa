namespace SemanticSnips.Evaluation;

/// <summary>What is measured of transcripts alone: whether the right moment plays, and whether the right sentence is quoted.</summary>
internal static class TranscriptSection
{
    public static Html Render(BenchmarkResult result) => $"{Moments(result)}{Answers(result)}";

    private static Html Moments(BenchmarkResult result) => result.Moments is not { } moments ? Html.Nothing : $"""
        <section>
        <h2>The right moment</h2>
        <p>Where the first hit of each of {moments.Queries:N0} questions begins to play, and where the answer is spoken{Truth(moments)}.</p>
        <div class="cards">
        {Html.Card("at the right moment", $"{moments.RightMoment:0%}", $"{moments.RightMomentInterval.Low:0%} to {moments.RightMomentInterval.High:0%}")}
        {(moments.StartErrorWhenRightSeconds is { } right ? Html.Card("from start to answer", $"{right:0.#} s", $"median, where the moment is right")
            : Html.Nothing)}
        {(moments.StartErrorSeconds is { } error ? Html.Card("the same, wrong hits included", $"{error:0.#} s", $"median, within the right recording")
            : Html.Nothing)}
        {Html.Card("temporal IoU", $"{moments.PassageIou:0.00}", $"of at most {moments.PassageIouCeiling:0.00}")}
        {Html.Card("repeated in the top ten", $"{moments.DuplicateRate:0.0%}", $"{moments.DuplicateRateUnfolded:0.0%} before folding")}
        </div>
        <p class="fine"><b>At the right moment</b>: passage and answer share at least half of the shorter one's time, so that a sentence in a passage counts,
            and a passage in a judged snip.
        <b>From start to answer</b>: between the beginning of the passage and that of the answer, in either direction.
        <b>Temporal IoU</b>: the time that both cover over the time that either covers; beside it, what the best passage of each relevant document would
            reach, since a passage is longer than a sentence.
        <b>Repeated</b>: hits that cover the same moment as one above them. Times within a document are interpolated by characters.</p>
        </section>

        """;

    private static string Truth(MomentResult moments) => moments.Marked switch
    {
        0 => ", which is anywhere in a relevant document",
        var marked when marked == moments.Queries => ", by the sentences that people marked",
        var marked => FormattableString.Invariant(
            $", by the sentences that people marked for {marked} of them and anywhere in a relevant document for the others"),
    };

    private static Html Answers(BenchmarkResult result) => result.Answers is not { Count: > 0 } answers ? Html.Nothing : $"""
        <section>
        <h2>The right sentence</h2>
        <p>How often what is quoted for a question holds a sentence that people marked as its answer.</p>
        <div class="wide"><table>
        <thead><tr><th scope="col">Quoted</th><th scope="col" class="n">First of three</th><th scope="col" class="n">Any of three</th><th scope="col"
            class="n">Words quoted</th></tr></thead>
        <tbody>
        {answers.Select(Row)}
        </tbody>
        </table></div>
        </section>

        """;

    private static Html Row(AnswerFigures figures) => $"""
        <tr><th scope="row">{figures.Name}</th>
        <td class="n">{figures.First:0.000}<small>{figures.FirstInterval.Low:0.000} to {figures.FirstInterval.High:0.000}</small></td>
        <td class="n">{figures.Any:0.000}<small>{figures.AnyInterval.Low:0.000} to {figures.AnyInterval.High:0.000}</small></td>
        <td class="n">{figures.WordsQuoted:0}</td></tr>

        """;
}
