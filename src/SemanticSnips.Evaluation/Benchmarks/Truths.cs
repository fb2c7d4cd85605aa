namespace SemanticSnips.Evaluation;

/// <summary>When the answer to a question is spoken.</summary>
/// <param name="Moments">At least one.</param>
/// <param name="AreMarked">Whether these are sentences that people marked; else they are the judged documents whole.</param>
internal sealed record Truth(IReadOnlyList<Moment> Moments, bool AreMarked);

/// <summary>Finds the moments that answer each question of a collection whose documents have times.</summary>
internal static class Truths
{
    /// <summary>By question: its marked sentences where it has any, else its relevant documents. Without times there is nothing.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="moments">When each document is spoken.</param>
    public static IReadOnlyDictionary<string, Truth> Read(TestCollection collection, IReadOnlyDictionary<string, Moment> moments)
    {
        var truths = new Dictionary<string, Truth>(StringComparer.Ordinal);
        if (moments.Count == 0) return truths;
        foreach (var (query, marked) in Marked(collection, moments)) truths.Add(query, new Truth(marked, AreMarked: true));
        foreach (var query in collection.Queries)
        {
            Moment[] documents = [.. collection.Qrels[query.Id].Where(j => j.Value > 0 && moments.ContainsKey(j.Key)).Select(j => moments[j.Key])];
            if (documents.Length > 0) truths.TryAdd(query.Id, new Truth(documents, AreMarked: false));
        }

        return truths;
    }

    private static Dictionary<string, List<Moment>> Marked(TestCollection collection, IReadOnlyDictionary<string, Moment> moments)
    {
        var marked = new Dictionary<string, List<Moment>>(StringComparer.Ordinal);
        var evidence = collection.Evidence.ToLookup(e => e.Document, StringComparer.Ordinal);
        if (evidence.Count == 0) return marked;
        foreach (var document in collection.ReadDocuments())
        {
            if (!moments.TryGetValue(document.Id, out var spoken)) continue;
            foreach (var ofQuery in evidence[document.Id].GroupBy(e => e.Query, StringComparer.Ordinal))
            {
                var stretches = Stretches(document.Text, ofQuery.Select(e => e.Sentence))
                    .Select(s => InTime(s.From, s.To, document.Text.Length, spoken)).ToList();
                if (stretches.Count == 0) continue;
                if (!marked.TryGetValue(ofQuery.Key, out var known)) marked.Add(ofQuery.Key, known = []);
                known.AddRange(stretches);
            }
        }

        return marked;
    }

    /// <summary>Where sentences stand in a text; those with nothing but white space between them are one stretch.</summary>
    private static List<(int From, int To)> Stretches(string text, IEnumerable<string> sentences)
    {
        var stretches = new List<(int From, int To)>();
        var found = sentences.Select(s => (From: text.IndexOf(s, StringComparison.Ordinal), s.Length)).Where(s => s.From >= 0 && s.Length > 0);
        foreach (var (from, length) in found.OrderBy(s => s.From))
        {
            if (stretches.Count > 0 && (from <= stretches[^1].To || text.AsSpan(stretches[^1].To, from - stretches[^1].To).IsWhiteSpace()))
            {
                stretches[^1] = (stretches[^1].From, Math.Max(stretches[^1].To, from + length));
            }
            else
            {
                stretches.Add((from, from + length));
            }
        }

        return stretches;
    }

    /// <summary>Interpolated by characters, as the engine does it with passages.</summary>
    private static Moment InTime(int from, int to, int length, Moment document)
    {
        var duration = document.End - document.Start;
        return document with { Start = document.Start + (duration * from / length), End = document.Start + (duration * to / length) };
    }
}
