using System.Globalization;
using Npgsql;
using SemanticSnips.Keywords;

namespace SemanticSnips.Postgres;

/// <summary>Conditions as one SQL expression over a passage <c>p</c> and its snip <c>s</c>, built from analysed words as parameters.</summary>
/// <remarks>They mean what <see cref="KeywordIndex.Match"/> makes of them.</remarks>
internal sealed class ConditionSql
{
    private readonly List<NpgsqlParameter> _values = [];

    private ConditionSql()
    {
    }

    /// <summary>The expression; null where every passage may be found.</summary>
    public string? Expression { get; private set; }

    /// <summary>New parameters for the expression, as named in it.</summary>
    public IEnumerable<NpgsqlParameter> Values => _values.Select(v => v.Clone());

    /// <summary>Builds the expression.</summary>
    /// <exception cref="QueryException">A date or flag is none.</exception>
    public static ConditionSql Of(IReadOnlyList<Condition> conditions)
    {
        var sql = new ConditionSql();
        try
        {
            var all = conditions.Where(c => !c.Excluded).GroupBy(ConditionQuery.AlternativesKey).Select(g => sql.AnyOf([.. g]))
                .Concat(conditions.Where(c => c.Excluded).Select(sql.NoneOf)).ToList();
            if (all.Count > 0) sql.Expression = string.Join(" and ", all);
        }
        catch (FormatException e)
        {
            throw new QueryException(e.Message, e);
        }

        return sql;
    }

    private string AnyOf(IEnumerable<Condition> conditions)
    {
        var any = conditions.SelectMany(c => One(c, "p")).ToList();
        return any.Count == 0 ? "false" : $"({string.Join(" or ", any)})";
    }

    private string NoneOf(Condition condition)
    {
        if (condition.Field != ConditionField.Phrase)
        {
            var any = One(condition, "p").ToList();
            return any.Count == 0 ? "true" : $"({string.Join(" or ", any)}) is not true";
        }

        // A phrase in one passage excludes its whole snip.
        var phrases = One(condition, "x").ToList();
        return phrases.Count == 0 ? "true" : $"not exists (select from passage x where x.snip = s.number and ({string.Join(" or ", phrases)}))";
    }

    private IEnumerable<string> One(Condition condition, string passage) => condition.Field switch
    {
        ConditionField.Phrase => Words($"{passage}.words", condition),
        ConditionField.Speaker => Words($"{passage}.speaker_words", condition),
        ConditionField.Show => Words("s.show_words", condition),
        ConditionField.Episode => Words("s.episode_words", condition),
        ConditionField.Title => Words("s.title_words", condition),
        ConditionField.Note => Words("s.note_words", condition),
        ConditionField.Guest => Words("s.guest_words", condition),
        ConditionField.Tag => Words("s.tag_words", condition),
        ConditionField.After => [$"s.date >= {Name(ConditionValue.Date("after", condition.Value))}"],
        ConditionField.Before => [$"s.date < {Name(ConditionValue.Date("before", condition.Value))}"],
        ConditionField.Longer => [$"s.end_ms - s.start_ms >= {Name(Milliseconds(condition.Value))}"],
        ConditionField.Shorter => [$"s.end_ms - s.start_ms < {Name(Milliseconds(condition.Value))}"],
        ConditionField.Is => [ConditionValue.Flag(condition.Value) == Fields.Favourite ? "s.favourite" : "s.has_transcript"],
        ConditionField.EpisodeKey => [$"s.episode_key = {Name(condition.Value)}"],
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.Field, "Not a condition field."),
    };

    private IEnumerable<string> Words(string column, Condition condition)
    {
        var phrasings = condition.Alternatives.Prepend(condition.Value)
            .SelectMany(value => Analysis.Phrasings(value).Select(Phrase).Concat(Hyphenated(value))).ToList();
        if (phrasings.Count > 0) yield return $"{column} @@ {Name(string.Join(" | ", phrasings))}::tsquery";
    }

    private static double Milliseconds(string seconds) => 1000 * double.Parse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>Words one after the other, as a text that PostgreSQL reads as nothing else.</summary>
    private static string Phrase(IReadOnlyList<string> words) => $"({string.Join(" <-> ", words.Select(Quoted))})";

    /// <summary>The phrase where one of its words is written in two; the word itself stands at the second part's place.</summary>
    private static IEnumerable<string> Hyphenated(string value)
    {
        var words = Analysis.Exact(value).Select(w => w.Term).ToList();
        return Analysis.Hyphens(words).Select(h => $"({string.Join(" <-> ", words.Select((w, i) => i != h.Word ? Quoted(w)
            : $"{Quoted(w[..h.At])} <-> ({Quoted(w[h.At..])} <0> {Quoted(w)})"))})");
    }

    /// <summary>A word as a text that a tsquery reads as nothing else.</summary>
    internal static string Quoted(string word) =>
        $"'{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private string Name(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"c{_values.Count}");
        _values.Add(new NpgsqlParameter(name, value));
        return $"@{name}";
    }
}
