using System.Globalization;
using SemanticSnips.Testing;

namespace SemanticSnips.Transcripts.Tests.Text;

/// <summary>What meeting and recording apps write, each said by whom and when.</summary>
public class MeetingTextTests
{
    public static TheoryData<string> Layouts => new()
    {
        "Ada Moor - 00:03\nThe barn is full of hay.\n\nBo Lind - 00:09\nThen we thresh on Monday.\n\nAda Moor - 1:02:15\nBring the long forks.\n",
        "0:03 - Ada Moor\n  The barn is full of hay.\n\n0:09 - Bo Lind\n  Then we thresh on Monday.\n\n1:02:15 - Ada Moor\n  Bring the long forks.\n",
        "@0:03 - Ada Moor\nThe barn is full of hay.\n\n@0:09 - Bo Lind\nThen we thresh on Monday.\n\n@1:02:15 - Ada Moor\nBring the long forks.\n",
        "- **Ada Moor** (00:03): The barn is full of hay.\n- **Bo Lind** (00:09): Then we thresh on Monday.\n- **Ada Moor** (01:02:15): Bring the " +
            "long forks.\n",
        "> [!quote] Ada Moor 0:03\n> The barn is full of hay.\n\n> [!quote] Bo Lind 0:09\n> Then we thresh on Monday.\n\n> [!quote] Ada Moor 1:02:15\n> " +
            "Bring the long forks.\n",
        "00:03 - Ada Moor (Acme)\n    The barn is full of hay.\n\n00:09 - Bo Lind (acme.example)\n    Then we thresh on Monday.\n\n1:02:15 - Ada Moor " +
            "(Acme)\n    Bring the long forks.\n",
        "Ada Moor | 00:03\nThe barn is full of hay.\n\nBo Lind | 00:09\nThen we thresh on Monday.\n\nAda Moor | 01:02:15\nBring the long forks.\n",
        "Ada Moor  (0:03)\nThe barn is full of hay.\n\nBo Lind  (0:09)\nThen we thresh on Monday.\n\nAda Moor  (1:02:15)\nBring the long forks.\n",
        "**Ada Moor** [00:00:03]: The barn is full of hay.\n\n**Bo Lind** [00:00:09]: Then we thresh on Monday.\n\n**Ada Moor** [01:02:15]: Bring the " +
            "long forks.\n",
        "* 00:03 Ada Moor: The barn is full of hay.\n* 00:09 Bo Lind: Then we thresh on Monday.\n* 01:02:15 Ada Moor: Bring the long forks.\n",
        "### Ada Moor (00:03)\nThe barn is full of hay.\n\n### Bo Lind (00:09)\nThen we thresh on Monday.\n\n### Ada Moor (01:02:15)\nBring the long forks.\n",
        "(00:03) Ada Moor:\nThe barn is full of hay.\n\n(00:09) Bo Lind:\nThen we thresh on Monday.\n\n(01:02:15) Ada Moor:\nBring the long forks.\n",
        "00:03\nAda Moor\nThe barn is full of hay.\n\n00:09\nBo Lind\nThen we thresh on Monday.\n\n01:02:15\nAda Moor\nBring the long forks.\n",
        "[Ada Moor] 00:00:03\nThe barn is full of hay.\n\n[Bo Lind] 00:00:09\nThen we thresh on Monday.\n\n[Ada Moor] 01:02:15\nBring the long forks.\n",
        "Ada Moor\t00:03\tThe barn is full of hay.\n\nBo Lind\t00:09\tThen we thresh on Monday.\n\nAda Moor\t01:02:15\tBring the long forks.\n",
        "[00:03] Ada Moor: The barn is full of hay.\n[00:09] Bo Lind: Then we thresh on Monday.\n[01:02:15] Ada Moor: Bring the long forks.\n",
        "0:0:3.0 --> 0:0:8.580\nAda Moor\nThe barn is full of hay.\n0:0:9.0 --> 0:0:12.0\nBo Lind\nThen we thresh on Monday.\n1:2:15.0 --> 1:2:18.0\nAda " +
            "Moor\nBring the long forks.\n",
    };

    [Theory]
    [InlineData("Weekly pots (2025-03-12 14:00 GMT+1) - Transcript", "Weekly pots", "2025-03-12")]
    [InlineData("Pots: the kiln (2025-03-12 at 14:00) – Transcript", "Pots: the kiln", "2025-03-12")]
    [InlineData("Weekly pots (again) - Transcript", "Weekly pots (again)", null)]
    public void The_first_line_of_a_meeting_is_its_title_and_day(string line, string title, string? day)
    {
        var meeting = File.ReadAllText(Repository.File("tests", "SemanticSnips.Transcripts.Tests", "Fixtures", "Kinds", "google-meet-doc.txt"));

        var episode = FixtureFile.Read(FixtureFile.Source("meeting.txt", line + meeting[meeting.IndexOf('\n')..])).Snips[0].Episode;

        Assert.Equal(title, episode.Title);
        Assert.Equal(day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), episode.Published);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_layout_keeps_who_speaks_and_when(string text)
    {
        var turns = FixtureFile.Read(FixtureFile.Source("meeting.txt", text)).Snips.SelectMany(snip => snip.Turns).ToList();

        Assert.Equal(["Ada Moor", "Bo Lind", "Ada Moor"], turns.Select(turn => turn.Speaker?.Split(" (")[0]));
        Assert.Equal([3, 9, 3735], turns.Select(turn => turn.Start!.Value.TotalSeconds));
        Assert.Equal(["The barn is full of hay.", "Then we thresh on Monday.", "Bring the long forks."], turns.Select(turn => turn.Text));
    }

    [Fact]
    public void A_break_is_no_speaker_and_its_time_is_the_next_turns()
    {
        const string Text = "**Ada:** We began at nine \\[in the rain\\].\n\n**Break:** \\[10:00\\]\n\n**Bo:** And we ended at " +
            "[noon](https://example.org/noon).\n\n**Ada:** So we did.\n\n**Bo:** Yes, indeed we did.\n";

        var turns = FixtureFile.Read(FixtureFile.Source("talk.md", Text)).Snips.SelectMany(snip => snip.Turns).ToList();

        Assert.Equal(["Ada", "Bo", "Ada", "Bo"], turns.Select(turn => turn.Speaker));
        Assert.Equal("And we ended at noon.", turns[1].Text);
        Assert.Equal(600, turns[1].Start!.Value.TotalSeconds);
    }

    [Fact]
    public void Names_in_small_letters_are_names()
    {
        const string Text = "ada: the barn is full of hay.\nbo lind: then we thresh on monday.\nada: bring the long forks.\nbo lind: and the short ones too.\n";

        Assert.Equal(["ada", "bo lind", "ada", "bo lind"], FixtureFile.Read(FixtureFile.Source("talk.txt", Text)).Snips.SelectMany(snip => snip.Turns)
            .Select(turn => turn.Speaker));
    }

    [Fact]
    public void Only_the_words_of_a_page_are_speech()
    {
        const string Page = "<html><head><title>Hay</title><script>var a = \"Bo: no\";</script></head><body><nav>Ada: no</nav><!-- Bo: no -->" +
            "<div class=\"transcript\"><ul><li>Ada: the barn holds a<b and 3 < 4 bales</li><li>Bo: then we thresh on Monday</li><li>Ada: bring the long " +
                "forks along</li></ul></div><footer>Bo: no</footer></body></html>";

        Assert.Equal(
            ["the barn holds a<b and 3 < 4 bales", "then we thresh on Monday", "bring the long forks along"],
            FixtureFile.Read(FixtureFile.Source("page.html", Page)).Snips.SelectMany(snip => snip.Turns).Select(turn => turn.Text));
    }
}
