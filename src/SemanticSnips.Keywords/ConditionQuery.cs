using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SemanticSnips.Keywords;

/// <summary>Conditions as Lucene queries, built from analysed words so that no punctuation can break them.</summary>
internal static class ConditionQuery
{
    /// <summary>Conditions with the same key are alternatives.</summary>
    public static (ConditionField Field, string? Value) AlternativesKey(Condition condition) =>
        condition.Field is ConditionField.Show or ConditionField.Episode or ConditionField.Title or ConditionField.EpisodeKey
            ? (condition.Field, null)
            : (condition.Field, condition.Value);

    /// <summary>One condition, whether excluded or not: a query for its value and each alternative that has words.</summary>
    public static IEnumerable<Query> Build(Condition condition) =>
        condition.Alternatives.Select(a => condition with { Value = a }).Prepend(condition).Select(TryBuild).OfType<Query>();

    private static Query? TryBuild(Condition condition) => condition.Field switch
    {
        ConditionField.Phrase => Phrase(Fields.Text, condition.Value),
        ConditionField.Show => Phrase(Fields.Show, condition.Value),
        ConditionField.Episode => Phrase(Fields.Episode, condition.Value),
        ConditionField.Title => Phrase(Fields.Title, condition.Value),
        ConditionField.Note => Phrase(Fields.Note, condition.Value),
        ConditionField.Speaker => Phrase(Fields.Speaker, condition.Value),
        ConditionField.Guest => Phrase(Fields.Guest, condition.Value),
        ConditionField.Tag => Phrase(Fields.Tag, condition.Value),
        ConditionField.After =>
            NumericRangeQuery.NewInt32Range(Fields.Date, KeywordIndexWriter.ToNumber(ConditionValue.Date("after", condition.Value)), null, true, true),
        ConditionField.Before =>
            NumericRangeQuery.NewInt32Range(Fields.Date, null, KeywordIndexWriter.ToNumber(ConditionValue.Date("before", condition.Value)), true, false),
        ConditionField.Is => Flag(condition.Value),
        ConditionField.EpisodeKey => new TermQuery(new Term(Fields.EpisodeKey, condition.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Field, "Not a condition field."),
    };

    private static Query? Phrase(string field, string value)
    {
        var words = Analysis.Exact(value).Select(word => word.Term).ToList();
        var written = Analysis.Phrasings(value).Select(w => Words(field, w)).Concat(Hyphenated(field, words)).ToList();
        if (written.Count <= 1) return written.FirstOrDefault();
        var any = new BooleanQuery();
        foreach (var query in written) any.Add(query, Occur.SHOULD);
        return any;
    }

    private static Query Words(string field, IReadOnlyList<string> words)
    {
        if (words.Count == 1) return new TermQuery(new Term(field, words[0]));
        var phrase = new PhraseQuery();
        foreach (var word in words) phrase.Add(new Term(field, word));
        return phrase;
    }

    /// <summary>The phrase where one of its words is written in two: "the wifi is" for <c>the Wi-Fi is</c>. The word itself stands at the second part's
    /// place, so that two words that only look like its parts are no match.</summary>
    private static IEnumerable<Query> Hyphenated(string field, List<string> words)
    {
        foreach (var (i, split) in Analysis.Hyphens(words))
        {
            var phrase = new PhraseQuery();
            for (var j = 0; j < words.Count; j++) if (j != i) phrase.Add(new Term(field, words[j]), j < i ? j : j + 1);
            phrase.Add(new Term(field, words[i][..split]), i);
            phrase.Add(new Term(field, words[i][split..]), i + 1);
            phrase.Add(new Term(field, words[i]), i + 1);
            yield return phrase;
        }
    }

    private static TermQuery Flag(string value) => new(new Term(Fields.Flag, ConditionValue.Flag(value)));
}
