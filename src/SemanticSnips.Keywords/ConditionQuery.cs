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
        ConditionField.After => NumericRangeQuery.NewInt32Range(Fields.Date, KeywordIndexWriter.ToNumber(ConditionValue.Date("after", condition.Value)), null, true, true),
        ConditionField.Before => NumericRangeQuery.NewInt32Range(Fields.Date, null, KeywordIndexWriter.ToNumber(ConditionValue.Date("before", condition.Value)), true, false),
        ConditionField.Is => Flag(condition.Value),
        ConditionField.EpisodeKey => new TermQuery(new Term(Fields.EpisodeKey, condition.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Field, "Not a condition field."),
    };

    private static Query? Phrase(string field, string value)
    {
        var written = Analysis.Phrasings(value).Select(words => Words(field, words)).ToList();
        if (written.Count <= 1) return written.FirstOrDefault();
        var any = new BooleanQuery();
        foreach (var words in written) any.Add(words, Occur.SHOULD);
        return any;
    }

    private static Query Words(string field, IReadOnlyList<string> words)
    {
        if (words.Count == 1) return new TermQuery(new Term(field, words[0]));
        var phrase = new PhraseQuery();
        foreach (var word in words) phrase.Add(new Term(field, word));
        return phrase;
    }

    private static TermQuery Flag(string value) => new(new Term(Fields.Flag, ConditionValue.Flag(value)));
}
