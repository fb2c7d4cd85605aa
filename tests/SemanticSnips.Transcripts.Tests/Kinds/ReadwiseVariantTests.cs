namespace SemanticSnips.Transcripts.Tests.Kinds;

/// <summary>Templates of Readwise and Snipd that people made themselves.</summary>
public class ReadwiseVariantTests
{
    private const string Head = "# Rivers\n## Metadata\n- Author: [[The Wet Hour]]\n- Full Title: Rivers at Night\n- Category: #podcasts\n## Highlights\n";
    private const string Link = "https://share.snipd.com/snip/00000001-1111-4222-8333-000000000000";

    [Theory]
    [InlineData("* Why Weirs Hum\n  Transcript:\n  Speaker 1\n  A weir hums. ([Time 0:11:42](" + Link + "))\n")]
    [InlineData("> Why Weirs Hum\n> \n> Transcript:\n> Speaker 1\n> A weir hums.\n> ([Time 0:11:42](" + Link + "))\n")]
    [InlineData("Why Weirs Hum\nTranscript:\nSpeaker 1\nA weir hums. ([Time 0:11:42](" + Link + "))\n")]
    public void Highlights_have_any_bullet_or_none(string highlight)
    {
        var snip = Assert.Single(Read(Head + highlight));

        Assert.Equal(("Why Weirs Hum", 702, Link), (snip.Title, snip.Start!.Value.TotalSeconds, snip.Url));
        Assert.Equal(("Speaker 1", "A weir hums."), (snip.Turns[0].Speaker, snip.Turns[0].Text));
    }

    [Fact]
    public void Speakers_in_small_letters_are_not_glued_together()
    {
        var snip = Assert.Single(Read(Head + "- Hum\n  Transcript:\n  nadia brandt\n  A weir hums when air is trapped.\n  ruben ochoa\n  Does it stop?\n" +
            "  nadia brandt\n  in the frost ([Time 0:11:42](" + Link + "))\n"));

        Assert.Equal(["nadia brandt", "ruben ochoa", "nadia brandt"], snip.Turns.Select(turn => turn.Speaker));
        Assert.Equal("in the frost", snip.Turns[2].Text);
    }

    [Fact]
    public void Tags_and_notes_of_Logseq_are_the_users()
    {
        var snip = Assert.Single(Read("title:: Rivers (highlights)\nauthor:: [[The Wet Hour]]\ncategory:: #podcasts\n\n- Highlights first synced by " +
            "[[Readwise]] " +
            "[[2024-11-19]]\n\t- Hum\n\t  Transcript:\n\t  Nadia Brandt\n\t  A weir hums. ([Time 0:10:20](" + Link + "))\n\t\t- tags:: #water\n\t\t- " +
                "note:: ask her\n"));

        Assert.Equal(("water", "ask her", "A weir hums."), (snip.Tags.Single(), snip.Note, snip.Turns.Single().Text));
    }

    [Fact]
    public void What_another_app_saves_was_said()
    {
        var snip = Assert.Single(Read(Head + "- An eel can breathe through its skin. ([Time 0:12:34](https://www.airr.io/quote/5f8))\n    - **Note:** ask\n"));

        Assert.Equal((null, "An eel can breathe through its skin.", "ask", "https://www.airr.io/quote/5f8"),
            (snip.Title, snip.Turns.Single().Text, snip.Note, snip.Url));
    }

    [Fact]
    public void A_template_may_name_a_snip_in_a_heading_and_link_to_it_below()
    {
        var snip = Assert.Single(Read("---\nepisode_title: Rivers\nshow_title: The Wet Hour\nfrom_snipd: true\n---\n# Rivers\n## Snips\n## " +
            "Hum\n[Open](" + Link +
            ")\n**Clip:** 🎧 02:49 - 04:03 (01:14)\nTags: #water #hum\n#### 📚 Transcript\n**Nadia Brandt:** A weir hums.\n"));

        Assert.Equal(("Hum", Link, 169, 243), (snip.Title, snip.Url, snip.Start!.Value.TotalSeconds, snip.End!.Value.TotalSeconds));
        Assert.Equal(["water", "hum"], snip.Tags);
        Assert.Equal("Nadia Brandt", snip.Turns.Single().Speaker);
    }

    private static IReadOnlyList<Snip> Read(string text) => FixtureFile.Read(FixtureFile.Source("talk.md", text)).Snips;
}
