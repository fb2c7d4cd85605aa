namespace SemanticSnips;

/// <summary>How the token vectors of the last layer become one vector for the text.</summary>
public enum Pooling
{
    /// <summary>The vector of the first token, [CLS].</summary>
    Cls,

    /// <summary>The mean over all tokens, [CLS] and [SEP] included.</summary>
    Mean,
}
