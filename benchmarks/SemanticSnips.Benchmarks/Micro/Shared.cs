using SemanticSnips.Indexing;
using SemanticSnips.Testing;
using SemanticSnips.Vectors;

namespace SemanticSnips.Benchmarks.Micro;

/// <summary>What takes long to make and is only read: made once, for all benchmarks that follow each other with the same size; gone with the process.</summary>
internal static class Shared
{
    private static TemporaryFolder? _folder;
    private static object? _what;
    private static IDisposable? _made;

    static Shared() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Free();

    /// <summary>A store of random vectors.</summary>
    public static VectorStore Store(int rows, int dimensions) => Make(("store", rows), folder =>
    {
        var keys = Enumerable.Range(0, rows).Select(i => (UInt128)i).ToArray();
        return VectorStore.Open(folder, dimensions, [VectorSegmentWriter.Write(folder, dimensions, keys, RandomVectors.Make(rows, dimensions, randomSeed: 1))]);
    });

    /// <summary>An open index: of the repository's seed for 0 snips, else a synthetic one.</summary>
    public static OpenIndex Index(int syntheticSnips) => Make(("index", syntheticSnips), folder => new OpenIndex(folder, syntheticSnips));

    private static T Make<T>(object what, Func<string, T> make)
        where T : IDisposable
    {
        if (!what.Equals(_what))
        {
            Free();
            _folder = new TemporaryFolder();
            _made = make(_folder.Path);
            _what = what;
        }

        return (T)_made!;
    }

    private static void Free()
    {
        _made?.Dispose();
        _folder?.Dispose();
        (_made, _folder, _what) = (null, null, null);
    }
}

/// <summary>An index with its model and a second view of its vectors.</summary>
internal sealed class OpenIndex : IDisposable
{
    public OpenIndex(string folder, int syntheticSnips)
    {
        Model = new ModelLoader(ShippedModel.Folder);
        if (syntheticSnips > 0)
        {
            SyntheticIndex.Build(folder, Model, syntheticSnips);
        }
        else
        {
            using var writer = SnipIndexWriter.Open(folder, Model);
            Importer.Import(writer, [Repository.File("seeds")]);
        }

        Index = SnipIndex.Open(folder, Model);
        Vectors = IndexCommit.OpenVectors(folder, Index.Manifest);
        Console.WriteLine($"// {Index.ReadStatus()}");
    }

    public ModelLoader Model { get; }

    public SnipIndex Index { get; }

    public VectorStore Vectors { get; }

    public void Dispose()
    {
        Vectors.Dispose();
        Index.Dispose();
        Model.Dispose();
    }
}
