using System.Text;
using SemanticSnips.Transcripts.Formats;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Sources;

public sealed class TextDecoderTests
{
    private const string Sample = "Ünï – 🎧 line\nsecond\n\nlast";

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", true }, { "utf-8", false }, { "utf-16", true }, { "utf-16", false },
            { "utf-16BE", true }, { "utf-16BE", false }, { "utf-32", true }, { "utf-32BE", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_and_line_end_gives_the_same_text(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var lineEnd in new[] { "\n", "\r\n", "\r" })
        {
            byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Sample.Replace("\n", lineEnd, StringComparison.Ordinal))];
            var log = new ReadLog("file");
            Assert.Equal(Sample, TextDecoder.Decode(bytes, log));
            Assert.Empty(log.Warnings);
        }
    }

    [Fact]
    public void A_byte_that_is_not_utf8_is_read_as_cp1252_beside_healthy_utf8()
    {
        var log = new ReadLog("file");
        var text = TextDecoder.Decode([.. "fine é\n\n"u8, 0x93, (byte)'x', 0x94, 0x81, .. "é"u8], log);
        Assert.Equal("fine é\n\n“x”\u0081é", text);
        Assert.Equal(new SourceWarning("file", 3, "3 bytes, the first of them here, are not UTF-8; they were read as Windows-1252."),
            Assert.Single(log.Warnings));
    }

    [Theory]
    [InlineData("text with a \0 in it")]
    [InlineData("\u0001\u0002\u0003\u0004 mostly controls")]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public void What_is_no_text_is_skipped_with_a_reason(string text)
    {
        var log = new ReadLog("file");
        Assert.Null(TextDecoder.Decode(Encoding.UTF8.GetBytes(text), log));
        Assert.False(string.IsNullOrEmpty(log.SkipReason));
    }
}
