using System.Globalization;
using System.Text.Json;

namespace SemanticSnips.Benchmarks.Library;

/// <summary>A question, the moments that answer it and the sentences that do.</summary>
/// <param name="Id">Unique in its file.</param>
/// <param name="Kind">answerable, name, near-miss or trivia.</param>
/// <param name="Question">As a listener asks it.</param>
/// <param name="Snips">Snips that answer, as <see cref="MomentOf"/> writes them; empty where none does.</param>
/// <param name="Sentences">Sets of sentences, verbatim; each set is enough.</param>
internal sealed record JudgedQuestion(
    string Id, string Kind, string Question, IReadOnlyList<string> Snips, IReadOnlyList<IReadOnlyList<string>> Sentences)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static IReadOnlyList<JudgedQuestion> Read(string file) =>
        [.. File.ReadLines(file).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<JudgedQuestion>(l, Json)!)];

    /// <summary>What names a snip in every import, on every machine: its episode and when it begins, "Go Time #159 0:41:02".</summary>
    public static string MomentOf(Snip snip) => string.Create(CultureInfo.InvariantCulture, $"{snip.Episode.Title} {snip.Start:h\\:mm\\:ss}");

    /// <summary>Whether the snip is one of those that answer.</summary>
    public bool IsAnsweredBy(Snip snip) => Snips.Contains(MomentOf(snip));

    /// <summary>Whether a quotation holds every sentence of a set.</summary>
    /// <remarks>Sentences may be cut elsewhere than they were marked, so half of a marked one counts for it.</remarks>
    public bool IsAnsweredBy(string quotation)
    {
        var pieces = Chunking.Sentences.Split(quotation).Select(s => Letters(quotation.Substring(s.From, s.Length))).Append(Letters(quotation)).ToList();
        return Sentences.Any(set => set.Select(Letters).All(marked => pieces.Exists(piece => Holds(piece, marked))));

        static bool Holds(string piece, string marked) =>
            piece.Contains(marked, StringComparison.Ordinal) || (piece.Length * 2 >= marked.Length && marked.Contains(piece, StringComparison.Ordinal));
    }

    /// <summary>The marked sentences that stand in none of these snips.</summary>
    public IEnumerable<string> SentencesMissingIn(IReadOnlyList<Snip> snips)
    {
        var said = snips.SelectMany(s => s.Turns).Select(t => Letters(t.Text)).ToList();
        return Sentences.SelectMany(s => s).Where(m => !said.Exists(t => t.Contains(Letters(m), StringComparison.Ordinal)));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
