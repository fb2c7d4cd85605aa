using System.Runtime.InteropServices;
using SemanticSnips.Benchmarks.Rivals;

namespace SemanticSnips.Rivals;

/// <summary>What a component of a vector is, as USearch numbers it.</summary>
internal enum Scalar
{
    Float32 = 1,
    Float16 = 3,
    Int8 = 4,
}

/// <summary>USearch's exact search over vectors in memory, on one thread; its C# class has none, so the C function is called.</summary>
internal sealed unsafe partial class UsearchExact(Scalar scalar) : IRivalEngine
{
    private const int InnerProduct = 2;

    private byte[] _rows = [];
    private int _count;

    public RivalTask Task => RivalTask.Vectors;

    public string Version => $"USearch {Marshal.PtrToStringUTF8((nint)LibraryVersion())}, {scalar}".ToLowerInvariant();

    public void Build(RivalData data, string folder)
    {
        using var file = File.Create(Path.Combine(folder, "vectors"));
        foreach (var vector in data.ReadVectors()) file.Write(Convert(vector));
    }

    public void Open(RivalData data, string folder) => (_rows, _count) = (File.ReadAllBytes(Path.Combine(folder, "vectors")), data.Rows);

    public IReadOnlyList<int> Ask(RivalQuery query)
    {
        var vector = Convert(query.Vector);
        var wanted = Math.Min(RivalRun.Wanted, _count);
        Span<ulong> keys = stackalloc ulong[wanted];
        Span<float> distances = stackalloc float[wanted];
        fixed (byte* rows = _rows)
        fixed (byte* asked = vector)
        fixed (ulong* found = keys)
        fixed (float* near = distances)
        {
            ExactSearch(
                rows, (nuint)_count, (nuint)vector.Length, asked, 1, (nuint)vector.Length, (int)scalar, (nuint)query.Vector.Length, InnerProduct,
                (nuint)wanted, 1, found, (nuint)(wanted * sizeof(ulong)), near, (nuint)(wanted * sizeof(float)), out var error);
            if (error != 0) throw new InvalidOperationException(Marshal.PtrToStringUTF8(error));
        }

        return [.. keys.ToArray().Select(k => (int)k)];
    }

    public void Dispose()
    {
        // Nothing but arrays.
    }

    private byte[] Convert(float[] vector) => scalar switch
    {
        Scalar.Float32 => MemoryMarshal.AsBytes(vector.AsSpan()).ToArray(),
        Scalar.Float16 => MemoryMarshal.AsBytes<Half>(vector.Select(x => (Half)x).ToArray()).ToArray(),
        // As USearch casts unit vectors.
        _ => [.. vector.Select(x => (byte)(sbyte)Math.Clamp(MathF.Round(x * 127), -127, 127))],
    };

    [LibraryImport("libusearch_c", EntryPoint = "usearch_exact_search")]
    private static partial void ExactSearch(
        void* rows, nuint count, nuint stride, void* queries, nuint queryCount, nuint queryStride, int scalar, nuint dimensions, int metric,
        nuint wanted, nuint threads, ulong* keys, nuint keyStride, float* distances, nuint distanceStride, out nint error);

    [LibraryImport("libusearch_c", EntryPoint = "usearch_version")]
    private static partial byte* LibraryVersion();
}
