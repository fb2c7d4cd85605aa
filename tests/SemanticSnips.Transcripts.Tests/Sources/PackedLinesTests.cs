using System.Text;
using SemanticSnips.Transcripts.Formats;

namespace SemanticSnips.Transcripts.Tests.Sources;

/// <summary>The lines of a large text are those that the decoded text has.</summary>
public sealed class PackedLinesTests
{
    private static readonly string[] Pieces = ["", "a", "Müller said", "日本語の行", "🎧 play", new string('x', 300), new string('é', 700), "\t", "00:01 --> 00:02"];

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\n", true)]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    public void Lines_are_the_same_in_every_order(string end, bool hasMark)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            string[] expected = [.. Enumerable.Range(0, random.Next(1, 300)).Select(_ => Pieces[random.Next(Pieces.Length)])];
            byte[] mark = hasMark ? [0xEF, 0xBB, 0xBF] : [];
            var lines = PackedLines.Of([.. mark, .. Encoding.UTF8.GetBytes(string.Join(end, expected))]);

            Assert.NotNull(lines);
            Assert.Equal(expected.Length, lines.Count);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], lines[i]);
            for (var i = 0; i < expected.Length; i++)
            {
                var any = random.Next(expected.Length);
                Assert.Equal(expected[any], lines[any]);
            }

            Assert.Equal(string.Join('\n', expected), lines.ToString());
        }
    }

    [Fact]
    public void A_line_is_valid_until_the_second_after_it_is_asked_for()
    {
        var lines = PackedLines.Of(Encoding.UTF8.GetBytes("first\nsecond\nthird"))!;

        var first = lines[0];
        var second = lines[1];

        Assert.Equal("first", first);
        Assert.Equal("second", second);
    }

    [Theory]
    [InlineData("one\rtwo\n")]
    [InlineData("one\0two\n")]
    [InlineData("It is cafÃ© in the morning\n")]
    public void Other_line_ends_and_letters_to_be_repaired_are_not_read_so(string text) => Assert.Null(PackedLines.Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_not_read_so() => Assert.Null(PackedLines.Of([(byte)'a', 0xE9, (byte)'\n']));

    [Theory]
    [InlineData("WEBVTT\n\n", true)]
    [InlineData("\uFEFFWEBVTT\n\n", true)]
    [InlineData("\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\n", true)]
    [InlineData("1\nA line without times\n", false)]
    [InlineData("Ann: 1 --> 2\n", false)]
    public void Captions_are_told_by_their_first_bytes(string text, bool are) => Assert.Equal(are, PackedLines.AreCaptions(Encoding.UTF8.GetBytes(text)));
}
