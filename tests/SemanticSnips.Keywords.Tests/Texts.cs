using CsCheck;

namespace SemanticSnips.Keywords.Tests;

internal static class Texts
{
    /// <summary>Any UTF-16 at all, and mixtures of what breaks parsers.</summary>
    public static readonly Gen<string> Any = Gen.OneOf(
        Gen.String[0, 60],
        Gen.Char['\0', '\uffff'].Array[0, 60].Select(c => new string(c)),
        Gen.OneOf("AND", "OR", "NOT", "+", "-", "&&", "||", "!", "(", ")", "{", "}", "[", "]", "^2", "\"", "~",
            "*", "?", ":", "\\", "/", "tag:", "TO", "é", "e\u0301", "水道", "🚀", "\ud83d", "\0", " ", "word", "'s")
            .Array[0, 20].Select(string.Concat));
}
