using System.Security.Cryptography;

namespace SemanticSnips.Inference;

/// <summary>Reads a file of a model folder whole and checks it against its card.</summary>
internal static class ModelFile
{
    /// <exception cref="InferenceException">The file is absent or cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw InferenceException.At(path, "the model's folder is not complete", "no such file", $"{ModelCard.FileName} and the two files that it names", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InferenceException($"{path}: the file cannot be read: {e.Message}", e) { Place = path, Found = e.Message };
        }
    }

    /// <exception cref="InferenceException">The bytes have another hash.</exception>
    public static void Verify(string path, ReadOnlySpan<byte> bytes, string expectedSha256)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found == expectedSha256) return;
        throw InferenceException.At(path, "not the file that its card describes", $"{bytes.Length} bytes with SHA-256 {found}", $"SHA-256 {expectedSha256}");
    }
}
