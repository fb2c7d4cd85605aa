namespace SemanticSnips.Indexing;

/// <summary>Counts a model's tokens for who cuts texts.</summary>
internal static class TokenCounts
{
    /// <summary>A counter that loads nothing before it is asked for the first time.</summary>
    public static Func<string, int> TokenCounter(this ModelLoader model) => text => model.Model.Tokenizer.CountTokens(text);
}
