using System.Text.Json;
using SemanticSnips.Testing;

namespace SemanticSnips.Inference.Tests;

/// <summary>Reads the reference values of tests/golden, one JSON object a line; its README says how they were made.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static T[] Lines<T>(params string[] path) =>
        [.. File.ReadLines(Repository.File(["tests", "golden", .. path])).Select(line => JsonSerializer.Deserialize<T>(line, CamelCase)!)];
}

internal sealed record TokenLine(string Text, int[] Ids);

internal sealed record TinyLine(string Kind, string Text, int[] Ids, float[] Cls, float[] Mean);

internal sealed record ZhLine(string Kind, string Text, int[] Tokens, float[] Vector);

internal sealed record ReaderLine(
    string Question, SpokenSentence[] Sentences, int[] InputIds, int[] TokenTypeIds, int[] Markers, double[] SentenceLogits, double RelevanceLogit);

internal sealed record VectorLine(string Kind, string Text, int Tokens, float[] Vector);
