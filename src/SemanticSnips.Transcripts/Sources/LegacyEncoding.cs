using System.Buffers;
using System.Text;
using UtfUnknown;

namespace SemanticSnips.Transcripts.Sources;

/// <summary>Tells the one-byte and two-byte encodings of before UTF-8 apart, by how their letters follow each other.</summary>
internal static class LegacyEncoding
{
    private const int SampleLength = 1 << 18;

    // A few foreign bytes in a file say nothing of its language; they are read one by one.
    private const int FewestBytes = 4;
    private const float LeastConfidence = 0.5f;

    /// <summary>The encoding of bytes that are not UTF-8; null where they are mostly UTF-8, too few to tell, or Western European.</summary>
    public static Encoding? Find(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, SampleLength)];
        var (foreign, utf8) = Count(sample);
        if (foreign < FewestBytes || utf8 * 2 > foreign) return null;
        if (CharsetDetector.DetectFromBytes(sample.ToArray()).Detected is not { EncodingName: { } name } found || found.Confidence < LeastConfidence)
            return null;
        // Windows filled the range that ISO leaves to controls, and its texts have quotes and letters there.
        var isWindows = sample.ContainsAnyInRange((byte)0x80, (byte)0x9F);
        name = name.ToLowerInvariant() switch
        {
            "iso-8859-2" when isWindows => "windows-1250",
            "iso-8859-7" when isWindows => "windows-1253",
            "iso-8859-9" => "windows-1254",
            "iso-8859-8" => "windows-1255",
            "shift-jis" => "shift_jis",
            var other => other,
        };
        return name is "windows-1252" or "iso-8859-1" or "iso-8859-15" or "ascii" or "utf-8" ? null : CodePagesEncodingProvider.Instance.GetEncoding(name);
    }

    /// <summary>Bytes that no UTF-8 has, and characters of more than one byte that are UTF-8.</summary>
    private static (int Foreign, int Utf8) Count(ReadOnlySpan<byte> bytes)
    {
        var (foreign, utf8) = (0, 0);
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var at)
        {
            bytes = bytes[at..];
            var isValid = Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done;
            if (isValid) utf8++;
            else foreign++;
            bytes = bytes[(isValid ? length : 1)..];
        }

        return (foreign, utf8);
    }
}
