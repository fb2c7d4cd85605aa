using System.Text.Json.Serialization;
using SemanticSnips.Vectors;

namespace SemanticSnips.Indexing;

/// <summary>How snips and the manifest are stored in the index.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<SaidBy>))]
[JsonSerializable(typeof(IReadOnlyList<Origin>))]
[JsonSerializable(typeof(Snip))]
[JsonSerializable(typeof(Mark))]
[JsonSerializable(typeof(SourceRead))]
[JsonSerializable(typeof(IReadOnlyList<VectorSegmentInfo>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, KeptReading>))]
internal sealed partial class SnipJson : JsonSerializerContext;
