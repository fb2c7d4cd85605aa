using System.Security.Cryptography;

namespace SemanticSnips.Embedding;

/// <summary>Reads a file of a model folder whole and checks it against its card.</summary>
internal static class ModelFile
{
    /// <exception cref="ModelException">The file is absent or cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException(
                $"No file {path}. A model folder holds {ModelCard.FileName} and the two files that it names; restore it or name another folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"Cannot read {path}: {e.Message}", e);
        }
    }

    /// <exception cref="ModelException">The bytes have another hash.</exception>
    public static void Verify(string path, ReadOnlySpan<byte> bytes, string expectedSha256)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found == expectedSha256) return;

        throw new ModelException(
            $"{path} is not the file that its card describes: found {bytes.Length} bytes with SHA-256 {found}, expected {expectedSha256}. " +
            "Restore the file; if you mean to change the model, change the card with it.");
    }
}
