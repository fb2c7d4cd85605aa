using System.Globalization;

namespace SemanticSnips.Transcripts.Tests.Kinds;

/// <summary>Less common variants of each kind, as programs in the wild write them: when each turn starts, who speaks, and the words.</summary>
public class VariantTests
{
    private const string FrontMatter = "---\ntitle: Hay\npodcast: The Barn\ndate: 2025-03-12\naudio: https://cdn.example/hay.mp3\n---\n\n" +
        "Ada Moor (0:03): The barn is full of hay.\n\nBo Lind (0:09): Then we thresh on Monday.\n";

    public static TheoryData<string, string, string> Json => new()
    {
        { "Google, protocol buffers",
            """
            {"results":[{"alternatives":[{"transcript":"salt keeps","words":[{"startTime":{"seconds":"1","nanos":200000000},"endTime":{"seconds":"2"},
            "word":"salt"},{"startTime":{"seconds":"2"},"endTime":{"seconds":"3"},"word":"keeps"}]}]},{"alternatives":[{"transcript":" always",
            "words":[{"startTime":{"seconds":"12","nanos":0},"endTime":{"seconds":"13"},"word":"always"}]}]}]}
            """, "1.2 ?: salt keeps|12 ?: always" },
        { "Podlove, the voice is the speaker's name",
            """
            [{"start":"00:00:01.500","start_ms":1500,"end":"00:00:03.000","end_ms":3000,"speaker":"1","voice":"Nadia","text":"Low tide."},
            {"start":"00:00:12.000","start_ms":12000,"end":"00:00:13.000","end_ms":13000,"speaker":"2","voice":"Ruben","text":"High tide."}]
            """, "1.5 Nadia: Low tide.|12 Ruben: High tide." },
        { "IBM, words as lists and speakers by their times",
            """
            {"results":[{"final":true,"alternatives":[{"transcript":"low tide ","timestamps":[["low",0.5,0.8],["tide",0.9,1.2]]}]},{"final":true,
            "alternatives":[{"transcript":"high tide ","timestamps":[["high",12.5,12.8],["tide",12.9,13.2]]}]}],"speaker_labels":[{"from":0.5,"to":0.8,
            "speaker":0},{"from":0.9,"to":1.2,"speaker":0},{"from":12.5,"to":12.8,"speaker":1},{"from":12.9,"to":13.2,"speaker":1}]}
            """, "0.5 Speaker 0: low tide|12.5 Speaker 1: high tide" },
        { "names in a table that is wrapped",
            """
            {"speech":{"transcripts":[{"transcript":"Low tide.","start_time":1.5,"speaker_id":7},{"transcript":"High tide now.","start_time":15,
            "speaker_id":8}],"speakers":[{"id":7,"speaker_name":"Ann"},{"id":8,"speaker_name":"Bo"}]}}
            """, "1.5 Ann: Low tide.|15 Bo: High tide now." },
        { "Zoom, users of a timeline",
            """
            {"timeline":[{"ts":"00:00:01.500","end_ts":"00:00:03.000","text":"Low tide.","users":[{"username":"Nadia"}]},{"ts":"00:00:12.000",
            "text":"High tide.","users":[{"username":"Ruben"}]}]}
            """, "1.5 Nadia: Low tide.|12 Ruben: High tide." },
        { "milliseconds since 1970",
            """
            {"speaker_blocks":[{"start_time":"1700000001500","end_time":"1700000003000","speaker":{"name":"Nadia"},"words":"Low tide."},
            {"start_time":"1700000012500","end_time":"1700000013000","speaker":{"name":"Ruben"},"words":"High tide."}]}
            """, "0 Nadia: Low tide.|11 Ruben: High tide." },
        { "recorders of meetings, times relative to the recording",
            """
            [{"participant":{"id":1,"name":"Nadia"},"words":[{"text":"Low","start_timestamp":{"relative":1.5,"absolute":"2025-01-01T00:00:01Z"},
            "end_timestamp":{"relative":2}},{"text":"tide.","start_timestamp":{"relative":2.1},"end_timestamp":{"relative":3}}]},
            {"participant":{"id":2,"name":"Ruben"},"words":[{"text":"High.","start_timestamp":{"relative":12.1},"end_timestamp":{"relative":13}}]}]
            """, "1.5 Nadia: Low tide.|12.1 Ruben: High." },
        { "a list whose items have numbers for names",
            """
            {"0":{"start":0.5,"end":2,"text":"Low tide."},"1":{"start":12.5,"end":14,"text":"High tide."}}
            """, "0.5 ?: Low tide.|12.5 ?: High tide." },
    };

    public static TheoryData<string, string, string> Captions => new()
    {
        { "Webex, speakers in quotes before the times", "WEBVTT\n\n1 \"Nadia Brandt\" (1234)\n00:00:03.000 --> 00:00:08.000\nThe kiln is booked.\n\n" +
            "2 \"Ruben Ochoa\" (5678)\n00:00:09.000 --> 00:00:12.000\nThen we glaze.\n", "3 Nadia Brandt: The kiln is booked.|9 Ruben Ochoa: Then we glaze." },
        { "a voice that is a label later", "WEBVTT\n\n00:01.000 --> 00:04.500\n<v.loud Ann Lee>First line</v>\n<v Bob>second, same cue\n\n" +
            "00:05.000 --> 00:06.500\n<v Bob>and more</v>\n\n00:08.000 --> 00:09.000\n(Ann Lee) That is all.\n",
            "1 Ann Lee: First line|1 Bob: second, same cue and more|8 Ann Lee: That is all." },
        { "LRC with hours", "[ti:Peat]\n[00:00.50]peat burns slowly\n[00:12.00]for weeks\n[01:02:15]the end is near\n",
            "0.5 ?: peat burns slowly|12 ?: for weeks|3735 ?: the end is near" },
        { "Premiere's table with frames that are dropped", "Speaker Name,Start Time,End Time,Text\nAnn,00;00;01;00,00;00;03;00,The mill stopped.\n" +
            "Bo,00;00;13;12,00;00;15;00,They hung a bell.\n", "1 Ann: The mill stopped.|13 Bo: They hung a bell." },
        { "Audacity's labels", "1.500000\t3.000000\tThe mill stopped.\n12.500000\t15.000000\tThey hung a bell.\n",
            "1.5 ?: The mill stopped.|12.5 ?: They hung a bell." },
        { "timecodes in and out", "No,Timecode In,Timecode Out,Speaker,Subtitle\n1,00:00:01:00,00:00:03:00,Ann,The " +
            "mill.\n2,00:00:13:00,00:00:15:00,Bo,A bell.\n",
            "1 Ann: The mill.|13 Bo: A bell." },
        { "a table in Markdown", "| Time | Speaker | Text |\n|------|:-------:|------|\n| 00:01 | Ann | The mill stopped. |\n| 00:13 | Bo | They hung " +
            "a bell. |\n",
            "1 Ann: The mill stopped.|13 Bo: They hung a bell." },
    };

    public static TheoryData<string, string, string> Texts => new()
    {
        { "times between the words", "**Ada:** [00:00:03] The barn is full of hay. [00:00:30] And of mice.\n\n**Bo:** [00:00:39] Then we thresh on " +
            "Monday.\n\n" +
            "**Ada:** [01:02:15] Bring the long forks.\n",
            "3 Ada: The barn is full of hay.|30 Ada: And of mice.|39 Bo: Then we thresh on Monday.|3735 Ada: Bring the long forks." },
        { "YouTube's panel says its times in words, too", "0:04\n4 seconds\nthe door is half a metre wide\n0:15\n15 seconds\nmost of them are of " +
            "barley\n1:02\n" +
            "1 minute, 2 seconds\nthe part that I like best\n",
                "4 ?: the door is half a metre wide|15 ?: most of them are of barley|62 ?: the part that I like best" },
        { "times without a space behind", "0:04the door is half a metre wide\n0:15most of them are of barley\n1:02the part that I like best\n",
            "4 ?: the door is half a metre wide|15 ?: most of them are of barley|62 ?: the part that I like best" },
        { "faster-whisper", "[3.12s -> 8.00s] The barn is full of hay.\n[13.48s -> 16.00s] Then we thresh on Monday.\n[3735.00s -> 3738.00s] Bring " +
            "long forks.\n",
            "3.12 ?: The barn is full of hay.|13.48 ?: Then we thresh on Monday.|3735 ?: Bring long forks." },
        { "hours, minutes and seconds with their letters", "[0h 0m 3s] Ada Moor: The barn is full of hay.\n[0h 0m 9s] Bo Lind: Then we thresh on Monday.\n" +
            "[1h 2m 15s] Ada Moor: Bring the long forks.\n",
            "3 Ada Moor: The barn is full of hay.|9 Bo Lind: Then we thresh on Monday.|3735 Ada Moor: Bring the long forks." },
        { "times of the day", "Ada Moor 11:59:57 AM\nThe barn is full of hay.\n\nBo Lind 12:00:03 PM\nThen we thresh on Monday.\n\nAda Moor 12:01:00 PM\n" +
            "Bring the long forks.\n", "0 Ada Moor: The barn is full of hay.|6 Bo Lind: Then we thresh on Monday.|63 Ada Moor: Bring the long forks." },
        { "Fathom's remarks between the turns", "0:03 - Ada Moor\n  The barn is full of hay.\n\n0:09 - Bo Lind\n  Then we thresh on Monday.\n" +
            "ACTION ITEM: oil the mill - WATCH: https://fathom.example/1?t=12\n\n1:02:15 - Ada Moor\n  Bring the long forks.\n",
            "3 Ada Moor: The barn is full of hay.|9 Bo Lind: Then we thresh on Monday.|3735 Ada Moor: Bring the long forks." },
        { "front matter above two turns", FrontMatter,
            "3 Ada Moor: The barn is full of hay.|9 Bo Lind: Then we thresh on Monday." },
    };

    [Theory]
    [MemberData(nameof(Json))]
    public void Json_of_other_recognisers_is_read(string kind, string source, string expected) => Verify(kind, source, expected);

    [Theory]
    [MemberData(nameof(Captions))]
    public void Captions_and_tables_of_other_programs_are_read(string kind, string source, string expected) => Verify(kind, source, expected);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_of_other_programs_are_read(string kind, string source, string expected) => Verify(kind, source, expected);

    [Fact]
    public void What_the_front_matter_of_a_text_says_is_kept()
    {
        var snip = FixtureFile.Read(FixtureFile.Source("talk.md", FrontMatter)).Snips[0];

        Assert.Equal(("Hay", "The Barn", new DateOnly(2025, 3, 12), "https://cdn.example/hay.mp3"),
            (snip.Episode.Title, snip.Episode.Show, snip.Episode.Published, snip.AudioUrl));
    }

    [Fact]
    public void Prose_with_times_between_its_words_keeps_them()
    {
        const string Text = "The barn is full of hay and [00:00:03] then we thresh it all on Monday [00:00:20] or on Sunday. [00:01:00] Bring the " +
            "long forks along.\n";

        var turns = FixtureFile.Read(FixtureFile.Source("talk.txt", Text).Named()).Snips.SelectMany(snip => snip.Turns).ToList();

        Assert.Equal("The barn is full of hay and then we thresh it all on Monday or on Sunday. Bring the long forks along.", string.Join(' ',
            turns.Select(t => t.Text)));
        Assert.Equal([0, 3, 20, 60], turns.SelectMany(turn => turn.Lines.Count > 0 ? turn.Lines.Select(line => line.Start) : [turn.Start!.Value])
            .Select(start => start.TotalSeconds));
    }

    [Theory]
    [InlineData("Ada: Hay is in.\nBo: It is.\nAda: Well then.\n", "Ada|Bo|Ada")]
    [InlineData("Sprecher 1: Das Heu ist da.\nSprecher 2: Dann los.\nSprecher 1: Gut.\n", "Sprecher 1|Sprecher 2|Sprecher 1")]
    [InlineData("🎙️ Ada: Hay is in.\n\n👤 Bo: It is.\n\n🎙️ Ada: Well then.\n", "Ada|Bo|Ada")]
    public void A_named_file_is_a_transcript_with_few_words_too(string text, string speakers) =>
        Assert.Equal(speakers, string.Join('|', FixtureFile.Read(FixtureFile.Source("t.txt", text).Named()).Snips.SelectMany(s => s.Turns).Select(t =>
            t.Speaker)));

    private static void Verify(string kind, string source, string expected)
    {
        var (format, snips, _) = FixtureFile.Read(FixtureFile.Source("talk", source));

        Assert.True(format is not null, $"{kind}: nobody reads it.");
        var turns = snips.SelectMany(snip => snip.Turns)
            .Select(turn => string.Create(CultureInfo.InvariantCulture, $"{turn.Start?.TotalSeconds:0.###} {turn.Speaker ?? "?"}: {turn.Text}"));
        Assert.Equal(expected, string.Join('|', turns));
    }
}
