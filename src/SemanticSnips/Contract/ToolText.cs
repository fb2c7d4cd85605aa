using System.Globalization;
using System.Text;

namespace SemanticSnips.Contract;

/// <summary>Answers as Markdown for a chat model: complete, short, and with everything that was said in quotation lines, so that an order in it
/// stays a quotation.</summary>
internal static class ToolText
{
    /// <summary>The kinds of names.</summary>
    public static readonly string[] FacetKinds = ["speakers", "shows", "episodes", "guests", "tags"];

    private const int IdLength = 8;
    private const int NearestShown = 3;
    private const int NearestLength = 300;

    /// <summary>Room that is kept for the closing line.</summary>
    private const int ClosingRoom = 200;

    public static string OfAsk(SearchView view)
    {
        var text = new StringBuilder(ConfidenceLine(view.Confidence, "answers this")).Append('\n');
        foreach (var a in view.Answers ?? [])
        {
            var place = Place(a.Snip, a.Speaker, a.Start, a.End, a.Approximate, a.Show, string.IsNullOrEmpty(a.Title) ? a.Episode : a.Title);
            Add(text, $"\n{place}, {Percent(a.Relevance)}\n{Quoted(a.Text)}{Line(a.Link)}");
        }

        if (view.Answers is { Count: > 0 }) return text.ToString();
        foreach (var hit in view.Results.Take(NearestShown)) Add(text, Row(hit, NearestLength));
        return text.ToString();
    }

    public static string OfSearch(SearchView view, int maxChars, string nothing)
    {
        if (view.Results.Count == 0) return nothing + Notes(view);
        var text = new StringBuilder(view.Confidence == "none"
            ? "Probably nothing in the library is about this. The nearest:"
            : $"Confidence: {view.Confidence}.").Append('\n');
        var shown = view.Results.TakeWhile(hit => Add(text, Row(hit, maxChars))).Count();
        var left = view.Results.Count - shown;
        if (left > 0) text.Append(CultureInfo.InvariantCulture, $"\n{left} more are left out: ask with a smaller maxChars.\n");
        return text + Notes(view);
    }

    public static string OfSnip(ShowView snip, double? from, double? to, int maxChars, int offset)
    {
        var body = new StringBuilder();
        var name = string.IsNullOrEmpty(snip.Title) ? snip.Episode ?? "Untitled" : snip.Title;
        body.Append(CultureInfo.InvariantCulture, $"# {OneLine(name)}\n");
        string?[] about = [snip.Snip, snip.Show, snip.Episode, Range(snip.Start, snip.End, false), snip.Published, snip.Link];
        body.AppendJoin(" · ", about.Where(p => !string.IsNullOrEmpty(p)).Select(p => OneLine(p!))).Append('\n');
        if (snip.Tags.Count > 0) body.Append("Tags: ").AppendJoin(", ", snip.Tags.Select(OneLine)).Append('\n');
        Section(body, "The user's note", snip.Note);
        Section(body, "Quote", snip.Quote);
        Section(body, "Summary", snip.Summary);
        if (snip.Turns.Count == 0) body.Append("\nThere is no transcript of this snip.\n");
        string? speaker = null;
        foreach (var turn in snip.Turns.Where(t => !(t.End < from) && !(t.Start > to)))
        {
            if (turn.Speaker != speaker || turn.Start is not null)
            {
                var time = turn.Start is null ? "" : $", {Time(turn.Start, turn.Approximate)}";
                body.Append(CultureInfo.InvariantCulture, $"\n{OneLine(turn.Speaker ?? "Speaker unknown")}{time}\n");
            }

            speaker = turn.Speaker;
            body.Append(Quoted(turn.Text));
        }

        return Page(body.ToString(), snip.Snip, maxChars, offset);
    }

    public static string OfList(ListView view)
    {
        if (view.Total == 0) return "No snip matches.";
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{view.Total} snips"));
        text.Append(CultureInfo.InvariantCulture, $", {view.Skip + 1} to {view.Skip + view.Snips.Count}:\n");
        var shown = view.Snips.TakeWhile(s => Add(text, Row(s))).Count();
        var next = view.Skip + shown;
        if (next < view.Total) text.Append(CultureInfo.InvariantCulture, $"Go on with offset {next}.\n");
        return text.ToString();
    }

    public static string OfFacets(FacetsView view, string? kind)
    {
        var text = new StringBuilder();
        (string Name, IReadOnlyList<Facet> Values)[] kinds =
            [("speakers", view.Speakers), ("shows", view.Shows), ("episodes", view.Episodes), ("guests", view.Guests), ("tags", view.Tags)];
        foreach (var (name, values) in kinds)
        {
            if (kind is not null && kind != name) continue;
            if (values.Count == 0 && kind is null) continue;
            var names = values.Select(f => string.Create(CultureInfo.InvariantCulture, $"{OneLine(f.Name)} ({f.Snips})"));
            Add(text, $"{name}: {(values.Count == 0 ? "none" : string.Join(", ", names))}\n");
        }

        return text.Length == 0 ? "The library names no speakers, shows, episodes, guests or tags.\n" : text.ToString();
    }

    /// <summary>At most so many characters, ending with a sentence.</summary>
    public static string Cut(string text, IReadOnlyList<int[]> highlights, int length)
    {
        var span = Excerpt.Of(text, [.. highlights.Select(h => new TextSpan(h[0], h[1]))], length);
        return $"{(span.From > 0 ? "… " : "")}{text[span.From..span.To].Trim()}{(span.To < text.Length ? " …" : "")}";
    }

    /// <summary>Every line of what was said as a quotation.</summary>
    private static string Quoted(string text) => string.Concat(PlainText.Lines(text).Split('\n').Select(line => $"> {line}\n"));

    private static string Row(HitView hit, int maxChars) =>
        "\n" + Place(hit.Snip, string.Join(", ", hit.Speakers), hit.Start, hit.End, hit.Approximate, hit.Show, hit.Title.Length > 0 ? hit.Title : hit.Episode)
        + $", {Percent(hit.Relevance)}\n" + Quoted(Cut(hit.Text, hit.Highlights, maxChars)) + Line(hit.Link)
        + (hit.SharedTerms is { Count: > 0 } terms ? $"Shares: {string.Join(", ", terms)}\n" : "");

    private static string Row(SnipView snip) =>
        Place(snip.Snip, string.Join(", ", snip.Speakers), snip.Start, snip.End, false, snip.Show, string.IsNullOrEmpty(snip.Title) ? snip.Episode : snip.Title)
        + (snip.Published is null ? "\n" : $", {snip.Published}\n");

    private static string Place(string id, string? speaker, double? start, double? end, bool approximate, string? show, string? title)
    {
        var where = string.Join(": ", new[] { show, title }.Where(p => !string.IsNullOrEmpty(p)).Select(p => OneLine(p!)));
        var who = string.IsNullOrEmpty(speaker) ? "" : " " + OneLine(speaker);
        return string.Join(", ", new[] { $"[{ShortId(id)}]{who}", Range(start, end, approximate), where }.Where(p => p.Length > 0));
    }

    /// <summary>The first letters of an id that is a hash or a uuid; others whole.</summary>
    private static string ShortId(string id) => id.Length > IdLength && id.All(c => char.IsAsciiHexDigitLower(c) || c == '-') ? id[..IdLength] : OneLine(id);

    private static string ConfidenceLine(string confidence, string what) => confidence switch
    {
        "likely" => "Confidence: likely.",
        "unsure" => "Confidence: unsure. Say so when you use this:",
        _ => $"Confidence: none. Nothing in the library {what}. The nearest, which are no answers:",
    };

    /// <summary>A stretch of a long text, cut after a sentence, and how to go on.</summary>
    private static string Page(string body, string id, int maxChars, int offset)
    {
        if (offset >= body.Length && offset > 0) throw new ArgumentException($"offset is {offset}; expected less than {body.Length}, the length of the snip.");
        var rest = body[offset..];
        if (rest.Length <= maxChars) return rest;
        var room = maxChars - ClosingRoom;
        var end = LastSentenceEnd(rest, room);
        return $"{rest[..end].TrimEnd()}\n\nCut here; {rest.Length - end} characters follow. Go on with: read_snip id={ShortId(id)} offset={offset + end}\n";
    }

    private static int LastSentenceEnd(string text, int room)
    {
        for (var i = room; i > room / 2; i--)
        {
            if (char.IsWhiteSpace(text[i]) && text[i - 1] is '.' or '?' or '!' or '…') return i;
        }

        var blank = text.LastIndexOf(' ', room);
        return blank > room / 2 ? blank : char.IsLowSurrogate(text[room]) ? room - 1 : room;
    }

    /// <summary>Adds a piece where the budget has room for it.</summary>
    private static bool Add(StringBuilder text, string piece)
    {
        if (text.Length + piece.Length > SnipTools.MaxAnswer - ClosingRoom) return false;
        text.Append(piece);
        return true;
    }

    private static void Section(StringBuilder body, string label, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text)) body.Append(CultureInfo.InvariantCulture, $"\n{label}\n").Append(Quoted(text));
    }

    private static string Notes(SearchView view) => string.Concat(view.Notes.Select(n => $"\n{n}"));

    private static string Line(string? link) => link is null ? "" : $"{link}\n";

    private static string OneLine(string text) => PlainText.Of(text);

    private static string Percent(double relevance) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(relevance * 100)} %");

    private static string Range(double? start, double? end, bool approximate) =>
        start is null ? "" : end is null || end == start ? Time(start, approximate) : $"{Time(start, approximate)}-{Time(end, false)}";

    private static string Time(double? seconds, bool approximate)
    {
        var time = TimeSpan.FromSeconds(seconds ?? 0);
        var text = time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time:mm\\:ss}")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time:ss}");
        return approximate ? "~" + text : text;
    }
}
