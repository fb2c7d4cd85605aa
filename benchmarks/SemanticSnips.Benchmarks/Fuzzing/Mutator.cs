using System.Text;

namespace SemanticSnips.Benchmarks.Fuzzing;

/// <summary>Bends inputs: bits, bytes, pieces cut, doubled, moved, mixed with another's, and tokens put in.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<string> tokens)
{
    /// <summary>Longer inputs make fewer tries, and no other faults than the tests of large sources find.</summary>
    private const int MostBytes = 1 << 16;

    private static readonly string[] Numbers = ["0", "-1", "1e999", "NaN", "2147483648", "99999999999999999999", "0.0000001", "-0"];

    /// <summary>An input bent one to four times.</summary>
    /// <param name="input">What to bend; stays as it is.</param>
    /// <param name="other">Another input of the same target.</param>
    public byte[] Bend(byte[] input, byte[] other)
    {
        var bent = input;
        for (var times = random.Next(1, 5); times > 0; times--) bent = Once(bent, other);
        return bent.Length > MostBytes ? bent[..MostBytes] : bent;
    }

    private byte[] Once(byte[] bytes, byte[] other)
    {
        var at = random.Next(bytes.Length + 1);
        var to = Math.Min(bytes.Length, at + random.Next(1, 1 + (random.Next(4) == 0 ? 4096 : 32)));
        switch (random.Next(12))
        {
            case 0 or 1:
                return With(bytes, at, b => (byte)(b ^ (1 << random.Next(8))));
            case 2:
                return With(bytes, at, _ => (byte)random.Next(256));
            case 3:
                return [.. bytes[..at], .. bytes[to..]];
            case 4:
                return [.. bytes[..to], .. bytes[at..]];
            case 5:
                return bytes[..at];
            case 6:
                var from = random.Next(other.Length + 1);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + random.Next(1, 256))], .. bytes[to..]];
            case 7:
                return [.. bytes[..at], .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Token(), random.Next(1, 400)))), .. bytes[at..]];
            case 8:
                return Digits(bytes, at);
            default:
                return [.. bytes[..at], .. Encoding.UTF8.GetBytes(Token()), .. bytes[(random.Next(2) == 0 ? at : to)..]];
        }
    }

    private string Token() => random.Next(8) switch
    {
        0 => ((char)random.Next(0x2000, 0x2070)).ToString(),
        1 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
        _ => tokens[random.Next(tokens.Count)],
    };

    /// <summary>Another number in the place of the next one.</summary>
    private byte[] Digits(byte[] bytes, int at)
    {
        var from = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (from < 0) return bytes;
        from += at;
        var length = bytes.AsSpan(from).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var end = length < 0 ? bytes.Length : from + length;
        return [.. bytes[..from], .. Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]), .. bytes[end..]];
    }

    private static byte[] With(byte[] bytes, int at, Func<byte, byte> change)
    {
        if (at == bytes.Length) return bytes;
        var copy = bytes.ToArray();
        copy[at] = change(copy[at]);
        return copy;
    }
}
