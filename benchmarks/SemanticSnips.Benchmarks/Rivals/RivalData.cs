using System.Runtime.InteropServices;
using System.Text.Json;

namespace SemanticSnips.Benchmarks.Rivals;

/// <summary>What every engine is measured on: passages with their vectors, questions with theirs, and what is right.</summary>
/// <remarks>
/// A folder, so that programs in any language can read it.
/// <code>
/// data.json        {name, rows, dimensions, model, grades: {question: {document: grade}}, nearest: [[row, ...], ...]}
/// vectors.f32      rows * dimensions floats of 32 bits, little-endian, unit length
/// queries.f32      the same, one row a question
/// passages.jsonl   {document, group, text}, one line a row
/// queries.jsonl    {id, text}, one line a question
/// runs/            what was measured, see <see cref="RivalRun"/>
/// </code>
/// </remarks>
internal sealed class RivalData
{
    private readonly Description _description;

    private RivalData(string folder, Description description, IReadOnlyList<RivalQuery> queries) =>
        (Folder, _description, Queries) = (folder, description, queries);

    public string Folder { get; }

    public string Name => _description.Name;

    public int Rows => _description.Rows;

    public int Dimensions => _description.Dimensions;

    public string Model => _description.Model;

    public IReadOnlyList<RivalQuery> Queries { get; }

    /// <summary>Grades of documents by question; empty where the passages were made and nothing of them was judged.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, int>> Grades => _description.Grades;

    /// <summary>For each question the rows that are among its ten nearest, those that are as near as the tenth too.</summary>
    public IReadOnlyList<int[]> Nearest => _description.Nearest;

    public static RivalData Open(string folder)
    {
        var description = JsonSerializer.Deserialize<Description>(File.ReadAllText(Path.Combine(folder, "data.json")), JsonSerializerOptions.Web)!;
        var vectors = ReadFloats(Path.Combine(folder, "queries.f32"), description.Dimensions);
        var queries = File.ReadLines(Path.Combine(folder, "queries.jsonl")).Select(l => JsonSerializer.Deserialize<Asked>(l, JsonSerializerOptions.Web)!);
        return new RivalData(folder, description, [.. queries.Zip(vectors, (q, v) => new RivalQuery(q.Id, q.Text, v))]);
    }

    /// <summary>Writes a folder.</summary>
    /// <param name="folder">Created where missing.</param>
    /// <param name="name">What the data are, for people.</param>
    /// <param name="model">Whose vectors they are.</param>
    /// <param name="passages">One a row.</param>
    /// <param name="vectors">One a row.</param>
    /// <param name="queries">The questions.</param>
    /// <param name="grades">As <see cref="Grades"/>.</param>
    public static void Write(
        string folder, string name, string model, IReadOnlyList<RivalPassage> passages, IReadOnlyList<float[]> vectors, IReadOnlyList<RivalQuery> queries,
            IReadOnlyDictionary<string, Dictionary<string, int>> grades)
    {
        Directory.CreateDirectory(folder);
        WriteFloats(Path.Combine(folder, "vectors.f32"), vectors);
        WriteFloats(Path.Combine(folder, "queries.f32"), [.. queries.Select(q => q.Vector)]);
        File.WriteAllLines(Path.Combine(folder, "passages.jsonl"), passages.Select(p => JsonSerializer.Serialize(p, JsonSerializerOptions.Web)));
        File.WriteAllLines(
            Path.Combine(folder, "queries.jsonl"), queries.Select(q => JsonSerializer.Serialize(new Asked(q.Id, q.Text), JsonSerializerOptions.Web)));
        var nearest = queries.AsParallel().AsOrdered().Select(q => NearestTo(q.Vector, vectors)).ToArray();
        var description = new Description(name, passages.Count, vectors[0].Length, model, grades, nearest);
        File.WriteAllText(Path.Combine(folder, "data.json"), JsonSerializer.Serialize(description, JsonSerializerOptions.Web));
    }

    public IEnumerable<RivalPassage> ReadPassages() => File.ReadLines(Path.Combine(Folder, "passages.jsonl"))
        .Select(l => JsonSerializer.Deserialize<RivalPassage>(l, JsonSerializerOptions.Web)!);

    /// <summary>The vectors by row, read as they are asked for.</summary>
    public IEnumerable<float[]> ReadVectors() => ReadFloats(Path.Combine(Folder, "vectors.f32"), Dimensions);

    /// <summary>All vectors, row after row.</summary>
    public float[] ReadAllVectors()
    {
        var all = new float[(long)Rows * Dimensions];
        using var file = File.OpenRead(Path.Combine(Folder, "vectors.f32"));
        file.ReadExactly(MemoryMarshal.AsBytes(all.AsSpan()));
        return all;
    }

    /// <summary>In double precision, by nobody's engine.</summary>
    private static int[] NearestTo(float[] query, IReadOnlyList<float[]> vectors)
    {
        const double asNear = 1e-6;
        var cosines = new double[vectors.Count];
        for (var row = 0; row < cosines.Length; row++)
        {
            var (vector, sum) = (vectors[row], 0.0);
            for (var i = 0; i < query.Length; i++) sum += (double)query[i] * vector[i];
            cosines[row] = sum;
        }

        var tenth = cosines.OrderDescending().Take(RivalRun.Wanted).Last();
        return [.. Enumerable.Range(0, cosines.Length).Where(row => cosines[row] >= tenth - asNear)];
    }

    private static IEnumerable<float[]> ReadFloats(string path, int dimensions)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
        for (var left = file.Length; left > 0; left -= dimensions * sizeof(float))
        {
            var vector = new float[dimensions];
            file.ReadExactly(MemoryMarshal.AsBytes(vector.AsSpan()));
            yield return vector;
        }
    }

    private static void WriteFloats(string path, IReadOnlyList<float[]> vectors)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 20);
        foreach (var vector in vectors) file.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
    }

    private sealed record Asked(string Id, string Text);

    private sealed record Description(
        string Name, int Rows, int Dimensions, string Model, IReadOnlyDictionary<string, Dictionary<string, int>> Grades, int[][] Nearest);
}

/// <summary>A passage, whose number is its row.</summary>
/// <param name="Document">What is judged.</param>
/// <param name="Group">Its episode; passages of one follow each other.</param>
/// <param name="Text">What is indexed by words.</param>
internal sealed record RivalPassage(string Document, string Group, string Text);

/// <summary>A question and its vector.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Text">As it was asked.</param>
/// <param name="Vector">Unit length.</param>
internal sealed record RivalQuery(string Id, string Text, float[] Vector);
