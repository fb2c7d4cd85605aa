namespace SemanticSnips.Searching;

/// <summary>What the user should know about how a query was read.</summary>
internal static class SearchNotes
{
    public const string OnlyCommonWords = "Every word of the query is too common to look up; it was searched by meaning alone.";

    public const string NothingToRelateBy = "The snip has no words of its own, only its episode's name: there is nothing to find others by.";

    public const string NotReranked =
        "The hits stand as they were found: only those of the default mode and fusion are read, by a model that has a reader for the query's script.";

    public static string UnknownScript(string model) => $"The model {model} does not know the script of the query; it was searched by words alone.";

    public static string Truncated(int maxTokens) =>
        $"The query is longer than the model's {maxTokens} tokens; only its beginning was searched by meaning, all of it by words.";
}
