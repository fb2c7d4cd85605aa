using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace SemanticSnips.Keywords;

/// <summary>Conditions as Lucene queries, built from analysed words so that no punctuation can break them.</summary>
internal static class ConditionQuery
{
    private const int LongestHyphenated = 12;

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
        ConditionField.After => NumericRangeQuery.NewInt32Range(Fields.Date, ParseDate("after", condition.Value), null, true, true),
        ConditionField.Before => NumericRangeQuery.NewInt32Range(Fields.Date, null, ParseDate("before", condition.Value), true, false),
        ConditionField.Is => Flag(condition.Value),
        ConditionField.EpisodeKey => new TermQuery(new Term(Fields.EpisodeKey, condition.Value)),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Field, "Not a condition field."),
    };

    private static Query? Phrase(string field, string value)
    {
        var words = Analysis.Exact(value);
        if (words.Count == 0) return null;
        var written = Words(field, [.. words.Select(word => word.Term)]);
        var others = Analysis.OtherSpellings(value).Select(other => Words(field, other)).Concat(Hyphenated(field, [.. words.Select(word =>
            word.Term)])).ToList();
        if (others.Count == 0) return written;
        var any = new BooleanQuery { { written, Occur.SHOULD } };
        foreach (var other in others) any.Add(other, Occur.SHOULD);
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
    private static IEnumerable<Query> Hyphenated(string field, IReadOnlyList<string> words)
    {
        // Alone, a word is found as it is.
        if (words.Count == 1) yield break;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Length is < 3 or > LongestHyphenated || !words[i].All(char.IsAsciiLetter)) continue;
            for (var split = 1; split < words[i].Length; split++)
            {
                var phrase = new PhraseQuery();
                for (var j = 0; j < words.Count; j++) if (j != i) phrase.Add(new Term(field, words[j]), j < i ? j : j + 1);
                phrase.Add(new Term(field, words[i][..split]), i);
                phrase.Add(new Term(field, words[i][split..]), i + 1);
                phrase.Add(new Term(field, words[i]), i + 1);
                yield return phrase;
            }
        }
    }

    private static TermQuery Flag(string value) => value.ToUpperInvariant() switch
    {
        "FAVOURITE" or "FAVORITE" or "STARRED" => new TermQuery(new Term(Fields.Flag, Fields.Favourite)),
        "TRANSCRIPT" => new TermQuery(new Term(Fields.Flag, Fields.Transcript)),
        _ => throw new FormatException($"'{value}' is no flag. Known are is:favourite and has:transcript."),
    };

    /// <summary>Accepts a day, a month or a year; the latter two stand for their first day.</summary>
    private static int ParseDate(string name, string value)
    {
        foreach (var format in new[] { "yyyy-MM-dd", "yyyy-MM", "yyyy" })
        {
            if (DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return KeywordIndexWriter.ToNumber(date);
            }
        }

        throw new FormatException(
            $"'{value}' after '{name}:' is no date. Expected is a year, a month or a day, as in {name}:2025, {name}:2025-01 or {name}:2025-01-31.");
    }
}
