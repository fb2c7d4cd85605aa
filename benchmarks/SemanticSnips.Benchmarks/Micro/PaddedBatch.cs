using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using SemanticSnips.Inference;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>The usual way to embed: many texts a run, all padded to one length, and every core at work on that one run.</summary>
/// <remarks>For models with CLS pooling. The same tokenizer, network and runtime as <see cref="EmbeddingModel"/>, with the runtime's default options.</remarks>
internal sealed class PaddedBatch(string modelFolder, EmbeddingModel model) : IDisposable
{
    private readonly InferenceSession _session = new(Path.Combine(modelFolder, model.Card.File));
    private readonly RunOptions _runOptions = new();

    /// <summary>Embeds passages in one run.</summary>
    /// <param name="texts">Passages within the model's window.</param>
    /// <param name="length">Tokens that each is padded to; null for those of the longest.</param>
    public float[][] Embed(IReadOnlyList<string> texts, int? length = null)
    {
        var rows = texts.Select(t => model.Tokenizer.Encode(model.Card.PassagePrefix + t)).ToList();
        var columns = length ?? rows.Max(r => r.Length);
        var ids = new long[rows.Count * columns]; // [PAD] is 0
        var mask = new long[ids.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < rows[row].Length; i++) (ids[row * columns + i], mask[row * columns + i]) = (rows[row][i], 1);
        }

        long[] shape = [rows.Count, columns];
        using var idTensor = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskTensor = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typeTensor = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        using var outputs = _session.Run(
            _runOptions, ["input_ids", "attention_mask", "token_type_ids"], [idTensor, maskTensor, typeTensor], ["last_hidden_state"]);
        var states = outputs[0].GetTensorDataAsSpan<float>();
        var vectors = new float[rows.Count][];
        for (var row = 0; row < vectors.Length; row++)
        {
            var vector = vectors[row] = states.Slice(row * columns * model.Card.Dimensions, model.Card.Dimensions).ToArray();
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        }

        return vectors;
    }

    /// <summary>Embeds passages in several runs, the shortest together and the longest together, so that there is little to pad.</summary>
    public float[][] EmbedByLength(IReadOnlyList<string> texts, int batch)
    {
        var vectors = new float[texts.Count][];
        foreach (var part in Enumerable.Range(0, texts.Count).OrderBy(i => texts[i].Length).Chunk(batch))
        {
            var embedded = Embed([.. part.Select(i => texts[i])]);
            for (var i = 0; i < part.Length; i++) vectors[part[i]] = embedded[i];
        }

        return vectors;
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }
}
