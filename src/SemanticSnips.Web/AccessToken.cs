using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SemanticSnips.Web;

/// <summary>The secret that lets other machines in. Only its hash is kept in memory.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class AccessToken
{
    /// <summary>Random bytes of a token that is made here.</summary>
    private const int Bytes = 32;

    /// <summary>Characters at least: 32 bytes in base64url.</summary>
    private const int MinLength = 43;

    private const int MaxLength = 1024;

    private readonly byte[] _hash;

    private AccessToken(string secret) => _hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>Reads the token in a file; where there is none, makes one of 32 random bytes that its owner alone can read.</summary>
    /// <param name="path">The file: one line of 43 or more letters, digits, '-', '_', '.', '~', '+', '/' or '='.</param>
    /// <exception cref="ArgumentException">The file holds no such line.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static AccessToken ReadOrCreate(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) Create(path);
        using var file = File.OpenRead(path);
        Span<byte> buffer = stackalloc byte[MaxLength + 2];
        var secret = Encoding.UTF8.GetString(buffer[..file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)]).Trim();
        if (secret.Length is < MinLength or > MaxLength || !secret.All(IsTokenCharacter))
        {
            throw new ArgumentException(
                $"'{path}' holds no token; expected one line of {MinLength} to {MaxLength} letters, digits, '-' or '_' (32 random bytes or more). A path " +
                    $"without a file gets one.");
        }

        return new AccessToken(secret);
    }

    /// <summary>Whether somebody shows this token; takes as long for every wrong one.</summary>
    public bool Matches(string? shown) =>
        shown is { Length: <= MaxLength } && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), _hash);

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));
    }

    /// <summary>What may stand in a bearer token (RFC 6750) and in a cookie.</summary>
    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '+' or '/' or '=';
}
