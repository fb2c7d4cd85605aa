using SemanticSnips.Transcripts.Formats;

namespace SemanticSnips.Transcripts.Tests.Text;

public class RecognitionTests
{
    public static TheoryData<string> NoTranscripts =>
    [
        "",
        "\n\n",
        "The mill stood by the river for two hundred years. Nobody remembers who built it.\n\nThen came the flood, and after it the road.",
        "# Notes\n\n- **Status:** done with the first half of it\n- **Status:** begun with the second half\n- **Status:** planned for the third part\n",
        "Title: A list of things\nNote: one is missing here\nNote: another is missing too\nNote: and so on it goes\n",
        "Name: Ann\nAge: 4\nName: Bo\nAge: 5\nName: Cy\nAge: 6\n",
        "Added: support for captions in colour\nAdded: support for captions in print\nFixed: a crash when nobody speaks\nFixed: a crash when everybody does\n",
        "See https://one.example for more\nSee https://two.example for more\nSee https://three.example for more\n",
        "00:00 Intro\n02:10 Bees\n10:45 Honey\n59:00 Farewell\n",
        "Breakfast 08:00\nLunch 12:30\nDinner 18:00\n",
        "{\"name\":\"semantic\",\"version\":\"1.0.0\",\"segments\":3}",
        "[1, 2, 3]",
        "{ this is no JSON",
        "<html><body><p>No names here.</p></body></html>",
        "From: a@b.example\nTo: c@d.example\nSubject: hello there my friend\n\nHow are you?\n",
        "time,price\n10:00,3.5\n11:00,3.6\n12:00,3.7\n",
    ];

    [Theory]
    [MemberData(nameof(NoTranscripts))]
    public void What_is_no_transcript_is_left_alone(string text)
    {
        var source = FixtureFile.Source("notes.txt", text);

        Assert.Null(KnownFormats.All.FirstOrDefault(format => format.Recognizes(source))?.Name);
    }

    [Fact]
    public void A_line_of_ten_million_characters_is_no_trouble()
    {
        var source = FixtureFile.Source(
            "line.txt", "[00:00:01] Ann: hello to you\n[00:00:02] Bo: " + new string('x', 10_000_000) + "\n[00:00:03] Ann: goodbye to you\n");

        var (_, snips, _) = FixtureFile.Read(source);

        Assert.Equal(10_000_000, snips.SelectMany(snip => snip.Turns).Max(turn => turn.Text.Length), 100.0);
    }
}
