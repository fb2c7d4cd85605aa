namespace SemanticSnips.Transcripts.Sources;

/// <summary>Windows code page 1252, where the five bytes that it leaves undefined stand for themselves (as browsers do; WHATWG Encoding Standard).</summary>
internal static class Cp1252
{
    private const string High = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    public static char ToChar(byte value) => value is >= 0x80 and < 0xA0 ? High[value - 0x80] : (char)value;

    /// <summary>The byte of a character, C1 controls as themselves; -1 where there is none.</summary>
    public static int ToByte(char value) => value < 0x100 ? value : High.IndexOf(value) is >= 0 and var at ? 0x80 + at : -1;
}
