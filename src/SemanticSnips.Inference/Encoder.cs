using System.Buffers;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SemanticSnips.Lifetimes;

namespace SemanticSnips.Inference;

/// <summary>A BERT network: the token ids of one text go in, and what its heads read comes out.</summary>
/// <remarks>
/// Thread-safe: callers share one session, and each run stays on its caller's thread. Every run holds the session, so that
/// disposing frees it only after the last.
/// </remarks>
internal sealed class Encoder : CountedHandle
{
    private const string InputIds = "input_ids";
    private const string AttentionMask = "attention_mask";
    private const string TokenTypeIds = "token_type_ids";

    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly byte[] _network;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    // One text a run needs no padding, so the mask is all ones, for every run alike.
    private readonly long[] _ones;

    /// <param name="path">Where the network is from, for messages.</param>
    /// <param name="network">Its bytes, pinned: the session reads the weights of one in ONNX Runtime's format from where they lie.</param>
    /// <param name="session">The session; disposed with it.</param>
    /// <param name="card">The model's card.</param>
    /// <param name="outputs">What the heads read.</param>
    /// <param name="owner">Whose disposal it is that callers are told of.</param>
    private Encoder(string path, byte[] network, InferenceSession session, ModelCard card, OutputShape[] outputs, Type owner) : base(owner)
    {
        _path = path;
        _network = network;
        _session = session;
        CheckInputs();
        foreach (var output in outputs) CheckOutput(output);
        _inputs = [.. session.InputMetadata.Keys];
        _outputs = Array.ConvertAll(outputs, o => o.Name);
        _ones = new long[card.MaxTokens];
        Array.Fill(_ones, 1);
    }

    /// <summary>Reads one run's outputs, in the order in which they were asked for; they are gone when it returns.</summary>
    public delegate TResult Head<out TResult>(ReadOnlySpan<OrtValue> outputs);

    /// <summary>Loads the network of the model in <paramref name="folder"/> and verifies it by SHA-256.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="card">Its card.</param>
    /// <param name="outputs">What the heads read.</param>
    /// <param name="owner">Whose disposal it is that callers are told of.</param>
    /// <exception cref="InferenceException">The file is absent, corrupted, no network, or one with other inputs and outputs.</exception>
    public static Encoder Load(string folder, ModelCard card, OutputShape[] outputs, Type owner)
    {
        var (path, sha256) = card.NetworksIn(folder)[0];

        // The runtime's library is loaded while the file is read.
        var preparing = Task.Run(() => CreateOptions(isOrt: sha256 == card.OrtSha256));
        var bytes = ModelFile.ReadPinned(path);
        ModelFile.Verify(path, bytes, sha256);
        using var options = preparing.GetAwaiter().GetResult();
        return Create(path, bytes, card, outputs, options, owner);
    }

    /// <summary>Runs the network over one text, on this thread.</summary>
    /// <param name="ids">[CLS] ... [SEP], at most the card's window.</param>
    /// <param name="secondSegment">Where the second segment begins; <c>ids.Length</c> where there is only one.</param>
    /// <param name="head">Makes the result of the outputs.</param>
    /// <exception cref="InferenceException">The network failed, or the head found another shape than the card says.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public TResult Run<TResult>(ReadOnlySpan<int> ids, int secondSegment, Head<TResult> head)
    {
        using var hold = Use();
        var count = ids.Length;
        var buffer = ArrayPool<long>.Shared.Rent(2 * count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                buffer[i] = ids[i];
                buffer[count + i] = i < secondSegment ? 0 : 1;
            }

            return Run(buffer, count, head);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InferenceException($"{_path}: the network failed on {count} tokens; its card may name another window or vocabulary than its own: " +
                $"{e.Message}", e)
            { Place = _path };
        }
        finally
        {
            ArrayPool<long>.Shared.Return(buffer);
        }
    }

    /// <summary>Refuses an output of another shape than the card promises.</summary>
    public void RequireShape(string name, OrtValue output, params ReadOnlySpan<long> expected)
    {
        var found = output.GetTensorTypeAndShape().Shape;
        if (!found.AsSpan().SequenceEqual(expected)) throw Unfit(name, $"the shape [{Join(found)}]", $"[{Join(expected.ToArray())}]");
    }

    protected override void Free()
    {
        _session.Dispose();
        _runOptions.Dispose();
        GC.KeepAlive(_network);
    }

    private TResult Run<TResult>(long[] buffer, int count, Head<TResult> head)
    {
        long[] shape = [1, count];
        using var ids = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, count), shape);
        using var types = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(count, count), shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _ones.AsMemory(0, count), shape);
        var tensors = Array.ConvertAll(_inputs, name => name switch
        {
            InputIds => ids,
            AttentionMask => mask,
            _ => types,
        });

        using var outputs = _session.Run(_runOptions, _inputs, tensors, _outputs);
        return head([.. outputs]);
    }

    private static Encoder Create(string path, byte[] bytes, ModelCard card, OutputShape[] outputs, SessionOptions options, Type owner)
    {
        InferenceSession session;
        try
        {
            session = new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InferenceException(
                $"{path}: ONNX Runtime cannot load it: {e.Message}", e)
            { Place = path, Found = e.Message, Expected = "an ONNX network" };
        }

        try
        {
            return new Encoder(path, bytes, session, card, outputs, owner);
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
    /// for every length of input ever seen, and save nothing measurable. What is in ONNX Runtime's own format was optimised when it was made.
    /// </remarks>
    private static SessionOptions CreateOptions(bool isOrt)
    {
        OrtTelemetry.TurnOff();
        var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = isOrt ? GraphOptimizationLevel.ORT_DISABLE_ALL : GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        if (!isOrt) return options;

        // Neither the graph nor the weights are copied.
        options.AddSessionConfigEntry("session.use_ort_model_bytes_directly", "1");
        options.AddSessionConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
        return options;
    }

    private void CheckInputs()
    {
        foreach (var (name, input) in _session.InputMetadata)
        {
            if (name is not (InputIds or AttentionMask or TokenTypeIds))
                throw Unfit("its inputs", name, $"{InputIds}, {AttentionMask} and {TokenTypeIds}");
            if (!input.IsTensor || input.ElementDataType != TensorElementType.Int64 || input.Dimensions.Length != 2)
                throw Unfit(name, Describe(input), "Int64 [batch, sequence]");
        }

        if (!_session.InputMetadata.ContainsKey(InputIds)) throw Unfit("its inputs", $"no input {InputIds}", "one");
    }

    private void CheckOutput(OutputShape expected)
    {
        if (!_session.OutputMetadata.TryGetValue(expected.Name, out var output))
            throw Unfit("its outputs", string.Join(", ", _session.OutputMetadata.Keys), expected.Name);

        // A dimension that the export left open is negative here, and is checked at each run.
        if (output.IsTensor && output.ElementDataType == TensorElementType.Float && output.Dimensions.Length == expected.Dimensions.Length
            && output.Dimensions.Zip(expected.Dimensions).All(d => d.First < 0 || d.Second < 0 || d.First == d.Second))
        {
            return;
        }

        throw Unfit(expected.Name, Describe(output), $"Float [{Join(Array.ConvertAll(expected.Dimensions, d => (long)d))}]");
    }

    private InferenceException Unfit(string what, string found, string expected) =>
        InferenceException.At(_path, $"not the network that its card describes, {what}", found, expected);

    private static string Describe(NodeMetadata node) =>
        node.IsTensor ? $"{node.ElementDataType} [{Join(Array.ConvertAll(node.Dimensions, d => (long)d))}]" : node.OnnxValueType.ToString();

    private static string Join(IEnumerable<long> shape) =>
        string.Join(", ", shape.Select(d => d < 0 ? "?" : d.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>An output of floats that a head reads.</summary>
/// <param name="Name">Its name in the network.</param>
/// <param name="Dimensions">Its shape; -1 for the batch and the sequence.</param>
internal sealed record OutputShape(string Name, params int[] Dimensions);
