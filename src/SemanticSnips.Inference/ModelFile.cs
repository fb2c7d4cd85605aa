using System.Security.Cryptography;

namespace SemanticSnips.Inference;

/// <summary>Reads a file of a model folder whole and checks it against its card.</summary>
internal static class ModelFile
{
    /// <exception cref="InferenceException">The file is absent or cannot be read.</exception>
    public static byte[] Read(string path) => Read(path, File.ReadAllBytes);

    /// <summary>The same, where native code may keep pointing to the bytes as long as the array lives.</summary>
    /// <exception cref="InferenceException">The file is absent or cannot be read.</exception>
    public static byte[] ReadPinned(string path) => Read(path, ReadAllPinned);

    /// <summary>Checks the files of a model's network that are not loaded because there is another, which is checked when it is.</summary>
    /// <exception cref="InferenceException">One has another hash than the card says, or cannot be read.</exception>
    public static void VerifyIdle(string folder, ModelCard card)
    {
        foreach (var (path, sha256) in card.NetworksIn(folder).Skip(1)) Verify(path, Read(path), sha256);
    }

    /// <exception cref="InferenceException">The bytes have another hash.</exception>
    public static void Verify(string path, ReadOnlySpan<byte> bytes, string expectedSha256)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found == expectedSha256) return;
        throw InferenceException.At(path, "not the file that its card describes", $"{bytes.Length} bytes with SHA-256 {found}", $"SHA-256 {expectedSha256}");
    }

    private static byte[] Read(string path, Func<string, byte[]> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw InferenceException.At(path, "the model's folder is not complete", "no such file", $"{ModelCard.FileName} and the two files that it names", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InferenceException($"{path}: the file cannot be read: {e.Message}", e) { Place = path, Found = e.Message };
        }
    }

    private static byte[] ReadAllPinned(string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength) throw new IOException($"its {length} bytes are more than a network may have, {Array.MaxLength}");
        var bytes = GC.AllocateUninitializedArray<byte>((int)length, pinned: true);
        for (var (at, read) = (0, 1); at < bytes.Length; at += read)
        {
            read = RandomAccess.Read(file, bytes.AsSpan(at), at);
            if (read == 0) throw new IOException($"it became shorter while it was read, than {length} bytes");
        }

        return bytes;
    }
}
