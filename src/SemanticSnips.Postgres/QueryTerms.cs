using SemanticSnips.Keywords;

namespace SemanticSnips.Postgres;

/// <summary>The terms of a query's words, what these may be written like besides, and the parts of those that join letters and digits.</summary>
internal sealed class QueryTerms
{
    private readonly List<(string Term, int Count)> _written;
    private readonly List<string> _others;
    private readonly List<(string Term, string Part)> _parts;

    public QueryTerms(string words)
    {
        _written = Analysis.CountTerms(words);
        _others = [.. Analysis.OtherTerms(words).Distinct().Where(o => !_written.Exists(w => w.Term == o))];
        _parts = [.. _written.Select(w => w.Term).Concat(_others).Where(t => t.AsSpan().ContainsAnyInRange('0', '9'))
            .SelectMany(t => Analysis.PartTerms(t).Select(p => (Term: t, Part: p)))];
    }

    /// <summary>Reads the posting blocks of all of them.</summary>
    public Statement Statement => new(
        "select term, block, postings from posting where term = any(@terms) order by term, block",
        ("terms", _written.Select(t => t.Term).Concat(_others).Concat(_parts.Select(p => p.Part)).Distinct().ToArray()));

    /// <summary>The terms of the query, and what they may be written like besides as far as the library has it; parts of those that it has not.</summary>
    public List<(string Term, int Count)> KnownIn(PostingScores postings)
    {
        var terms = new List<(string Term, int Count)>(_written);
        foreach (var other in _others) AddKnown(other);
        foreach (var (_, part) in _parts.Where(p => postings.Count(p.Term) == 0)) AddKnown(part);
        return terms;

        void AddKnown(string term)
        {
            if (postings.Count(term) > 0 && !terms.Exists(t => t.Term == term)) terms.Add((term, 1));
        }
    }
}
