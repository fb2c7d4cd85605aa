using System.Buffers;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace SemanticSnips.Embedding;

/// <summary>The network: the token ids of one text go in, its vector comes out.</summary>
/// <remarks>Thread-safe: callers share one session, and each run stays on its caller's thread.</remarks>
internal sealed class Encoder : IDisposable
{
    private const string InputIds = "input_ids";
    private const string AttentionMask = "attention_mask";
    private const string TokenTypeIds = "token_type_ids";
    private const string LastHiddenState = "last_hidden_state";

    private static readonly string[] Outputs = [LastHiddenState];

    private readonly ModelCard _card;
    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;

    // One text a run needs no padding, so the mask is all ones and the types are all zeros, for every run alike.
    private readonly long[] _ones;
    private readonly long[] _zeros;

    private Encoder(ModelCard card, string path, InferenceSession session)
    {
        _card = card;
        _path = path;
        _session = session;
        CheckInputs();
        CheckOutput();
        _inputs = [.. session.InputMetadata.Keys];
        _ones = new long[card.MaxTokens];
        _zeros = new long[card.MaxTokens];
        Array.Fill(_ones, 1);
    }

    /// <exception cref="ModelException">The bytes are no ONNX model, or not a BERT encoder.</exception>
    public static Encoder Load(ModelCard card, string path, byte[] model, SessionOptions options)
    {
        InferenceSession session;
        try
        {
            session = new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"ONNX Runtime cannot load {path}: {e.Message}", e);
        }

        try
        {
            return new Encoder(card, path, session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Options for many runs at once, each on one thread.</summary>
    /// <remarks>
    /// A single thread also leaves no pool that would spin between runs. Memory patterns are off because they are kept
    /// for every length of input ever seen, and save nothing measurable.
    /// </remarks>
    public static SessionOptions CreateOptions() => new()
    {
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        EnableMemoryPattern = false,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };

    /// <summary>The pooled vector of <paramref name="ids"/>, scaled to unit length when the card says so.</summary>
    /// <param name="ids">[CLS] ... [SEP], at most the card's window.</param>
    /// <exception cref="ModelException">The network failed, or its output has another shape than the card says.</exception>
    public float[] Encode(ReadOnlySpan<int> ids)
    {
        var buffer = ArrayPool<long>.Shared.Rent(ids.Length);
        try
        {
            for (var i = 0; i < ids.Length; i++) buffer[i] = ids[i];
            return Run(buffer, ids.Length);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException(
                $"{_path} failed on {ids.Length} tokens: {e.Message} Check that the card's maxTokens and vocabulary are this model's.", e);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private float[] Run(long[] ids, int count)
    {
        long[] shape = [1, count];
        using var idTensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, ids.AsMemory(0, count), shape);
        using var maskTensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _ones.AsMemory(0, count), shape);
        using var typeTensor = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _zeros.AsMemory(0, count), shape);
        var tensors = Array.ConvertAll(_inputs, name => name switch
        {
            InputIds => idTensor,
            AttentionMask => maskTensor,
            _ => typeTensor,
        });

        using var outputs = _session.Run(_runOptions, _inputs, tensors, Outputs);
        var found = outputs[0].GetTensorTypeAndShape().Shape;
        if (found is not [1, var rows, var columns] || rows != count || columns != _card.Dimensions)
            throw new ModelException($"{_path} gave {LastHiddenState} of shape [{Join(found)}], expected [1, {count}, {_card.Dimensions}]. Correct the card.");

        return Pool(outputs[0].GetTensorDataAsSpan<float>());
    }

    private float[] Pool(ReadOnlySpan<float> tokens)
    {
        var vector = tokens[.._card.Dimensions].ToArray();
        if (_card.Pooling == Pooling.Mean)
        {
            for (var row = tokens[vector.Length..]; !row.IsEmpty; row = row[vector.Length..])
            {
                for (var i = 0; i < vector.Length; i++) vector[i] += row[i];
            }

            var count = tokens.Length / vector.Length;
            for (var i = 0; i < vector.Length; i++) vector[i] /= count;
        }

        if (_card.Normalize) ScaleToUnitLength(vector);
        return vector;
    }

    private static void ScaleToUnitLength(Span<float> vector)
    {
        var sum = 0.0;
        foreach (var x in vector) sum += (double)x * x;
        if (sum == 0) return;

        var scale = 1 / Math.Sqrt(sum);
        for (var i = 0; i < vector.Length; i++) vector[i] = (float)(vector[i] * scale);
    }

    private void CheckInputs()
    {
        foreach (var (name, input) in _session.InputMetadata)
        {
            if (name is not (InputIds or AttentionMask or TokenTypeIds))
                throw Unfit($"asks for the input {name}; known are {InputIds}, {AttentionMask} and {TokenTypeIds}");
            if (!input.IsTensor || input.ElementDataType != TensorElementType.Int64 || input.Dimensions.Length != 2)
                throw Unfit($"has the input {name} as {Describe(input)}, expected Int64 [batch, sequence]");
        }

        if (!_session.InputMetadata.ContainsKey(InputIds)) throw Unfit($"has no input {InputIds}");
    }

    private void CheckOutput()
    {
        if (!_session.OutputMetadata.TryGetValue(LastHiddenState, out var output))
            throw Unfit($"has no output {LastHiddenState}; it has {string.Join(", ", _session.OutputMetadata.Keys)}");

        // A dimension that the export left open is negative here, and is checked at each run.
        if (!output.IsTensor || output.ElementDataType != TensorElementType.Float || output.Dimensions is not [_, _, var last]
            || (last >= 0 && last != _card.Dimensions))
        {
            throw Unfit($"has the output {LastHiddenState} as {Describe(output)}, expected Float [batch, sequence, {_card.Dimensions}]");
        }
    }

    private ModelException Unfit(string fault) =>
        new($"{_path} {fault}. Export the model as a BERT encoder, or correct {ModelCard.FileName}.");

    private static string Describe(NodeMetadata node) =>
        node.IsTensor ? $"{node.ElementDataType} [{Join(Array.ConvertAll(node.Dimensions, d => (long)d))}]" : node.OnnxValueType.ToString();

    private static string Join(IEnumerable<long> shape) =>
        string.Join(", ", shape.Select(d => d < 0 ? "?" : d.ToString(CultureInfo.InvariantCulture)));
}
