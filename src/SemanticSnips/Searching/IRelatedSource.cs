using SemanticSnips.Keywords;
using SemanticSnips.Ranking;

namespace SemanticSnips.Searching;

/// <summary>What related snips are told from: passages with their vectors and words. A commit gives all that it holds, a database the candidates for one
/// snip.</summary>
internal interface IRelatedSource
{
    /// <summary>What the numbers of snips and passages are of.</summary>
    Corpus Corpus { get; }

    /// <summary>Which passages satisfy all conditions; null where there are none.</summary>
    bool[]? Match(IReadOnlyList<Condition> conditions);

    /// <summary>Whether the user wrote down other names of a speaker.</summary>
    bool HasAliases(string speaker);

    /// <summary>Whether a passage has its vector.</summary>
    bool HasVector(int passage);

    /// <summary>A copy of a passage's vector.</summary>
    float[] VectorOf(int passage);

    /// <summary>The cosine of a vector and every passage; NaN where the passage has no vector yet.</summary>
    float[] CosinesTo(float[] vector);

    /// <summary>The sum of the vectors of the library's passages with words of their own, and how many these are; null where there is none.</summary>
    (double[] Sum, int Count)? SumOwnVectors();

    /// <summary>Scores every passage for the most telling words of a text.</summary>
    KeywordScores TopicOf(string text, int maxTerms);
}
