using System.Globalization;
using System.Text;
using SemanticSnips.Keywords;

namespace SemanticSnips.Querying;

/// <summary>A query as the engine understands it: words to rank by, and conditions to filter by.</summary>
/// <param name="Words">What is embedded and scored, in the order in which it was typed; empty where the query only filters.</param>
/// <param name="Conditions">What every hit must satisfy.</param>
/// <remarks>
/// <c>free words "exact phrase" -excluded speaker:name show:name episode:name guest:name title:word note:word tag:name after:2025 before:2025-06-30
/// after:"last month" longer:2m shorter:30s is:favourite has:transcript</c>; a value with spaces is quoted, a leading '-' excludes. Everything else is words:
/// any punctuation is legal.
/// </remarks>
internal sealed record SnipQuery(string Words, IReadOnlyList<Condition> Conditions)
{
    private static readonly Dictionary<string, ConditionField> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["show"] = ConditionField.Show,
        ["podcast"] = ConditionField.Show,
        ["episode"] = ConditionField.Episode,
        ["title"] = ConditionField.Title,
        ["note"] = ConditionField.Note,
        ["speaker"] = ConditionField.Speaker,
        ["guest"] = ConditionField.Guest,
        ["tag"] = ConditionField.Tag,
        ["after"] = ConditionField.After,
        ["since"] = ConditionField.After,
        ["before"] = ConditionField.Before,
        ["until"] = ConditionField.Before,
        ["longer"] = ConditionField.Longer,
        ["shorter"] = ConditionField.Shorter,
        ["is"] = ConditionField.Is,
        ["has"] = ConditionField.Is,
    };

    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>Reads a query.</summary>
    /// <exception cref="QueryException">There is nothing to look for in it.</exception>
    public static SnipQuery Parse(string query)
    {
        var words = new StringBuilder();
        var conditions = new List<Condition>();
        var reader = new Reader(query);
        while (reader.TryRead(out var token)) Add(token, words, conditions);

        var text = words.ToString().Trim();
        if (!HasWord(text))
        {
            text = "";
            if (conditions.Count == 0)
            {
                throw new QueryException(string.IsNullOrWhiteSpace(query)
                    ? "The query is empty, expected words or conditions."
                    : $"The query '{Shorten(query)}' has no words, only punctuation; expected words or conditions.");
            }
        }

        return new SnipQuery(text, conditions);
    }

    private static void Add(Token token, StringBuilder words, List<Condition> conditions)
    {
        if (token.Field is { } field)
        {
            conditions.Add(new Condition(field, Plain(field, token.Value), token.Excluded));
            return;
        }

        if (token.Excluded)
        {
            if (HasWord(token.Value)) conditions.Add(new Condition(ConditionField.Phrase, token.Value, Excluded: true));
            return;
        }

        if (token.Quoted && HasWord(token.Value)) conditions.Add(new Condition(ConditionField.Phrase, token.Value));
        words.Append(token.Value).Append(' ');
    }

    /// <summary>What people write for a date or a duration, as the index compares it.</summary>
    /// <exception cref="QueryException">It is none.</exception>
    private static string Plain(ConditionField field, string value)
    {
        var name = field.ToString().ToLowerInvariant();
        switch (field)
        {
            case ConditionField.After or ConditionField.Before when !DateOnly.TryParseExact(value, DateForms, out _):
                return DateWords.Read(value, DateOnly.FromDateTime(DateTime.Now))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    ?? throw Refused(value, name, "date", $"a year, a month or a day, as in {name}:2025, {name}:2025-01 or {name}:2025-01-31, or words, " +
                        $"as in {name}:yesterday or {name}:\"last month\"");
            case ConditionField.Longer or ConditionField.Shorter:
                return DurationWords.Read(value)?.TotalSeconds.ToString(CultureInfo.InvariantCulture)
                    ?? throw Refused(value, name, "duration", $"one as in {name}:2m, {name}:90s or {name}:1:30");
            default:
                return value;
        }
    }

    private static QueryException Refused(string value, string name, string kind, string expected) =>
        new($"'{value}' after '{name}:' is no {kind}. Expected is {expected}.") { Found = value, Expected = expected };

    /// <summary>Whether there is a letter or digit of any script.</summary>
    /// <summary>Emoji are words too: they stand in the keyword index.</summary>
    private static bool HasWord(string text) => text.EnumerateRunes().Any(Rune.IsLetterOrDigit) || Analysis.HasEmoji(text);

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private readonly record struct Token(ConditionField? Field, string Value, bool Quoted, bool Excluded);

    /// <summary>Cuts a query at white space that is not inside quotes.</summary>
    private sealed class Reader(string text)
    {
        private const int MostDateWords = 4;

        private int _position;

        public bool TryRead(out Token token)
        {
            while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
            token = default;
            if (_position == text.Length) return false;

            var excluded = text[_position] == '-' && _position + 1 < text.Length && (char.IsLetterOrDigit(text[_position + 1]) || IsQuote(text[_position + 1]));
            if (excluded) _position++;
            var field = ReadField();
            var quoted = TryReadQuoted(out var value);
            if (!quoted) value = field is ConditionField.After or ConditionField.Before ? ReadDate() : ReadWord();
            token = new Token(field, value, quoted, excluded);
            return true;
        }

        /// <summary>A known field's name and a colon with a value behind it; "https:" and "note: this" are words.</summary>
        private ConditionField? ReadField()
        {
            var colon = text.AsSpan(_position).IndexOfAny(':', ' ', '\t');
            if (colon <= 0 || text[_position + colon] != ':') return null;
            var value = _position + colon + 1;
            if (value >= text.Length || char.IsWhiteSpace(text[value])) return null;
            if (!Fields.TryGetValue(text.Substring(_position, colon), out var field)) return null;
            _position = value;
            return field;
        }

        private bool TryReadQuoted(out string value)
        {
            value = "";
            if (!IsQuote(text[_position])) return false;
            var end = _position + 1;
            while (end < text.Length && !IsQuote(text[end])) end++;
            if (end == text.Length) return false;
            value = text[(_position + 1)..end];
            _position = end + 1;
            return true;
        }

        private string ReadWord()
        {
            var from = _position;
            while (_position < text.Length && !char.IsWhiteSpace(text[_position])) _position++;
            return text[from.._position];
        }

        /// <summary>A date in words may have several, without quotes too: shells eat those of after:"last month".</summary>
        private string ReadDate()
        {
            var from = _position;
            var date = ReadWord();
            if (DateOnly.TryParseExact(date, DateForms, out _)) return date;
            var end = _position;
            for (var words = 1; words < MostDateWords && _position < text.Length; words++)
            {
                while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
                ReadWord();
                if (DateWords.Read(text[from.._position], DateOnly.FromDateTime(DateTime.Now)) is not null) (date, end) = (text[from.._position], _position);
            }

            _position = end;
            return date;
        }

        private static bool IsQuote(char c) => c is '"' or '“' or '”' or '„';
    }
}
