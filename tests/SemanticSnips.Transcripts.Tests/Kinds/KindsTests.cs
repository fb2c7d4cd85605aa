using System.Globalization;

namespace SemanticSnips.Transcripts.Tests.Kinds;

/// <summary>Each kind of source that people have, with what must come out: when each turn starts, who speaks, and the words.</summary>
public class KindsTests
{
    public static TheoryData<string, string, string> Json => new()
    {
        { "AssemblyAI, milliseconds",
            """
            {"utterances":[{"speaker":"A","start":250,"end":1900,"text":"Where do swifts sleep?"},{"speaker":"B","start":2100,"end":4200,
            "text":"In the air, mostly."}],"words":[{"text":"Where","start":250,"end":500,"speaker":"A"}]}
            """, "0.25 Speaker A: Where do swifts sleep?|2.1 Speaker B: In the air, mostly." },
        { "Deepgram",
            """
            {"results":{"channels":[{"alternatives":[{"transcript":"is it low tide it is","words":[{"word":"is","start":0.5,"end":0.7,
            "speaker":0,"punctuated_word":"Is"},{"word":"it","start":0.8,"end":0.9,"speaker":0,"punctuated_word":"it"},{"word":"low?",
            "start":1.0,"end":1.4,"speaker":0,"punctuated_word":"low?"},{"word":"it","start":3.0,"end":3.2,"speaker":1,
            "punctuated_word":"It"},{"word":"is","start":3.3,"end":3.5,"speaker":1,"punctuated_word":"is."}]}]}],"utterances":[{"start":0.5,
            "end":1.4,"transcript":"Is it low?","speaker":0},{"start":3.0,"end":3.5,"transcript":"It is.","speaker":1}]}}
            """, "0.5 Speaker 0: Is it low?|3 Speaker 1: It is." },
        { "Amazon, words and marks",
            """
            {"jobName":"x","results":{"transcripts":[{"transcript":"Low tide. Yes."}],"items":[{"start_time":"0.44","end_time":"0.8",
            "alternatives":[{"content":"Low","confidence":"0.99"}],"type":"pronunciation","speaker_label":"spk_0"},{"start_time":"0.8",
            "end_time":"1.2","alternatives":[{"content":"tide"}],"type":"pronunciation","speaker_label":"spk_0"},
            {"alternatives":[{"content":"."}],"type":"punctuation","speaker_label":"spk_0"},{"start_time":"2.5","end_time":"2.8",
            "alternatives":[{"content":"Yes"}],"type":"pronunciation","speaker_label":"spk_1"},{"alternatives":[{"content":"."}],
            "type":"punctuation","speaker_label":"spk_1"}]}}
            """, "0.44 spk_0: Low tide.|2.5 spk_1: Yes." },
        { "Amazon, speakers in a list of their own",
            """
            {"results":{"items":[{"start_time":"0.4","end_time":"0.8","alternatives":[{"content":"Low"}],"type":"pronunciation"},
            {"start_time":"2.5","end_time":"2.8","alternatives":[{"content":"High"}],"type":"pronunciation"}],
            "speaker_labels":{"segments":[{"start_time":"0.4","speaker_label":"spk_0","items":[{"start_time":"0.4",
            "speaker_label":"spk_0"}]},{"start_time":"2.5","speaker_label":"spk_1","items":[{"start_time":"2.5",
            "speaker_label":"spk_1"}]}]}}}
            """, "0.4 spk_0: Low|2.5 spk_1: High" },
        { "Google, all words again " +
            "with speakers",
            """
            {"results":[{"alternatives":[{"transcript":"salt keeps always","words":[{"startTime":"0.500s","endTime":"0.9s","word":"salt"},
            {"startTime":"1s","endTime":"1.3s","word":"keeps"},{"startTime":"2.500s","endTime":"2.9s","word":"always"}]}]},
            {"alternatives":[{"words":[{"startTime":"0.500s","endTime":"0.9s","word":"salt","speakerTag":1},{"startTime":"1s",
            "endTime":"1.3s","word":"keeps","speakerTag":1},{"startTime":"2.500s","endTime":"2.9s","word":"always","speakerTag":2}]}]}]}
            """, "0.5 Speaker 1: salt keeps|2.5 Speaker 2: always" },
        { "Rev, monologues of elements",
            """
            {"monologues":[{"speaker":0,"elements":[{"type":"text","value":"Salt","ts":0.5,"end_ts":0.9},{"type":"punct","value":" "},
            {"type":"text","value":"keeps","ts":1,"end_ts":1.3},{"type":"punct","value":"."}]},{"speaker":1,"elements":[{"type":"text",
            "value":"Always","ts":2.5,"end_ts":2.9},{"type":"punct","value":"?"}]}]}
            """, "0.5 Speaker 0: Salt keeps.|2.5 Speaker 1: Always?" },
        { "ElevenLabs, spaces are words",
            """
            {"language_code":"en","text":"Hi there. Hello.","words":[{"text":"Hi","start":0.1,"end":0.3,"type":"word",
            "speaker_id":"speaker_0"},{"text":" ","start":0.3,"end":0.4,"type":"spacing","speaker_id":"speaker_0"},{"text":"there.",
            "start":0.4,"end":0.8,"type":"word","speaker_id":"speaker_0"},{"text":" ","start":0.8,"end":2.0,"type":"spacing",
            "speaker_id":"speaker_0"},{"text":"Hello.","start":2.0,"end":2.4,"type":"word","speaker_id":"speaker_1"}]}
            """, "0.1 speaker_0: Hi there.|2 speaker_1: Hello." },
        { "Fireflies",
            """
            {"title":"Weekly","sentences":[{"speaker_name":"Nadia Brandt","speaker_id":0,"text":"The kiln is booked.",
            "raw_text":"the kiln is booked","start_time":1.44,"end_time":4.2},{"speaker_name":"Ruben Ochoa","speaker_id":1,
            "text":"Then we glaze.","start_time":4.4,"end_time":7}]}
            """, "1.44 Nadia Brandt: The kiln is booked.|4.4 Ruben Ochoa: Then we glaze." },
        { "Otter, names in a table, samples and words in seconds",
            """
            {"speech":{"transcripts":[{"transcript":"Low tide.","start_offset":8000,"end_offset":24000,"speaker_id":7,
            "alignment":[{"word":"Low","start":0.5,"end":0.9},{"word":"tide.","start":1.0,"end":1.5}]},{"transcript":"High tide now.",
            "start_offset":48000,"end_offset":80000,"speaker_id":8,"alignment":[{"word":"High","start":3.0,"end":3.3}]}]},
            "speakers":[{"id":7,"speaker_name":"Ann"},{"id":8,"speaker_name":"Bo"}]}
            """, "0.5 Ann: Low tide.|3 Bo: High tide now." },
        { "Granola, dates",
            """
            [{"document_id":"d","start_timestamp":"2025-03-01T10:00:02.000Z","end_timestamp":"2025-03-01T10:00:04.000Z",
            "text":"Shall we begin?","source":"microphone","is_final":true},{"document_id":"d","start_timestamp":"2025-03-01T10:00:06.500Z",
            "end_timestamp":"2025-03-01T10:00:08.000Z","text":"We shall.","source":"system","is_final":true}]
            """, "0 Me: Shall we begin?|4.5 Them: We shall." },
        { "Hugging Face, pairs of times",
            """
            {"chunks":[{"timestamp":[0.0,4.48],"text":" The mill stopped."},{"timestamp":[14.88,null],"text":" It rang."}],
            "text":" The mill stopped. It rang."}
            """, "0 ?: The mill stopped.|14.88 ?: It rang." },
        { "one object a line", "{\"start\": 0.0, \"end\": 4.0, \"text\": \"How deep?\", \"speaker\": \"S0\"}\n{\"start\": 4.5, \"end\": 9.0, \"text\": " +
            "\"Forty metres.\", \"speaker\": \"S1\"}\n", "0 S0: How deep?|4.5 S1: Forty metres." },
        { "speakers on words only",
            """
            {"segments":[{"start":0.0,"end":6.0,"text":" How deep is it? Forty metres.","words":[{"word":"How","start":0,"end":0.4,
            "speaker":"A0"},{"word":"deep","start":0.5,"end":0.8,"speaker":"A0"},{"word":"is","start":0.9,"end":1,"speaker":"A0"},
            {"word":"it?","start":1.1,"end":1.4,"speaker":"A0"},{"word":"Forty","start":4,"end":4.5,"speaker":"A1"},{"word":"metres.",
            "start":4.6,"end":5.5,"speaker":"A1"}]}]}
            """, "0 A0: How deep is it?|4 A1: Forty metres." },
        { "speakerLabel, clocks",
            """
            {"items":[{"speakerLabel":"Host","startTime":"00:00:01.500","endTime":"00:00:03","content":"Good evening."},
            {"speakerLabel":"Guest","startTime":"00:01:02","endTime":"00:01:04","content":"Thank you."}]}
            """, "1.5 Host: Good evening.|62 Guest: Thank you." },
        { "speakers as objects and a map",
            """
            {"speakers":{"S1":"Ann Lee"},"segments":[{"speaker":{"id":"x","name":"Bo"},"start":1,"end":3,"text":"Who is there?"},
            {"speaker":"S1","start":4,"end":6,"text":"Only me."}]}
            """, "1 Bo: Who is there?|4 Ann Lee: Only me." },
        { "Azure, durations as XML writes them",
            """
            {"recognizedPhrases":[{"speaker":1,"offset":"PT0.8S","duration":"PT2S","nBest":[{"display":"Good morning."}]},{"speaker":2,
            "offset":"PT5S","duration":"PT1S","nBest":[{"display":"Hello."}]}]}
            """, "0.8 Speaker 1: Good morning.|5 Speaker 2: Hello." },
        { "Speechmatics, words and marks",
            """
            {"results":[{"type":"word","start_time":0.5,"end_time":0.9,"alternatives":[{"content":"Salt","speaker":"S1"}]},{"type":"word",
            "start_time":1,"end_time":1.3,"alternatives":[{"content":"keeps","speaker":"S1"}]},{"type":"punctuation","start_time":1.3,
            "end_time":1.3,"attaches_to":"previous","alternatives":[{"content":".","speaker":"S1"}]},{"type":"word","start_time":2.5,
            "end_time":2.9,"alternatives":[{"content":"Always","speaker":"S2"}]}]}
            """, "0.5 S1: Salt keeps.|2.5 S2: Always" },
        { "numbers as text, under another name",
            """
            {"data":{"segments":[{"speaker_id":"1","start_time":"1.5","end_time":"3","transcript":"Low tide."},{"speaker_id":"2",
            "start_time":"12.0","end_time":"14","transcript":"High tide."}]}}
            """, "1.5 Speaker 1: Low tide.|12 Speaker 2: High tide." },
        { "one object a line, milliseconds", "{\"speaker\":\"Ann\",\"start_ms\":1500,\"end_ms\":3000,\"text\":\"Low " +
            "tide.\"}\n{\"speaker\":\"Bo\",\"start_ms\":12000,\"end_ms\":14000,\"text\":\"High tide.\"}\n", "1.5 Ann: Low tide.|12 Bo: High tide." },
        { "a wrapped list that hides its unit",
            """
            {"video_id":"x1","transcript":[{"text":"peat burns slowly","offset":500,"duration":2100},{"text":"for many weeks","offset":12800,
            "duration":2000}]}
            """, "0.5 ?: peat burns slowly|12.8 ?: for many weeks" },
    };

    public static TheoryData<string, string, string> Captions => new()
    {
        { "a voice only where the speaker changes", "WEBVTT\n\n00:00.000 --> 00:03.000\n<v Odile>The lamp was replaced.\n\n00:03.100 --> 00:06.000\nIt " +
            "turns twice a minute.\n\n00:06.200 --> 00:09.000\n<v Tam>Who paid?\n\n00:09.100 --> 00:12.000\nNot the harbour.\n",
            "0 Odile: The lamp was replaced. It turns twice a minute.|6.2 Tam: Who paid? Not the harbour." },
        { "the identifier is the speaker", "WEBVTT\n\nAnn Lee\n00:01.000 --> 00:03.000\nThe table was wrong.\n\nBo\n00:04.000 --> 00:06.000\nThat explains " +
            "it.\n\nAnn Lee\n00:07.000 --> 00:09.000\nWe laughed.\n", "1 Ann Lee: The table was wrong.|4 Bo: That explains it.|7 Ann Lee: We laughed." },
        { "nobody knows who", "1\n00:00:00,000 --> 00:00:02,000\n(speaker 0) The lamp was replaced.\n\n2\n00:00:03,000 --> 00:00:05,000\n(speaker 1) Who " +
            "paid?\n\n3\n00:00:06,000 --> 00:00:08,000\n(speaker ?) So they say.\n\n4\n00:00:09,000 --> 00:00:11,000\n(speaker 0) Even the oil.\n",
            "0 speaker 0: The lamp was replaced.|3 speaker 1: Who paid?|6 ?: So they say.|9 speaker 0: Even the oil." },
        { "chevrons inside a line", "1\n00:00:01,000 --> 00:00:03,000\n>> Is it far? >> Not very.\n\n2\n00:00:04,000 --> 00:00:06,000\nHalf a mile.\n",
            "1 ?: Is it far?|1 ?: Not very. Half a mile." },
        { "names in small letters", "1\n00:00:01,000 --> 00:00:03,000\ndanah: the tide comes in\n\n2\n00:00:04,000 --> 00:00:06,000\nbell hooks: then we " +
            "walk\n\n3\n00:00:07,000 --> 00:00:08,000\ndanah: at eight\n\n4\n00:00:09,000 --> 00:00:10,000\nbell hooks: not before\n",
            "1 danah: the tide comes in|4 bell hooks: then we walk|7 danah: at eight|9 bell hooks: not before" },
        { "names in brackets", "1\n00:00:01,000 --> 00:00:03,000\n[SPEAKER_00]: The tide comes in.\n\n2\n00:00:04,000 --> 00:00:06,000\n[SPEAKER_01]: " +
            "Then we walk.\n", "1 SPEAKER_00: The tide comes in.|4 SPEAKER_01: Then we walk." },
        { "names on lines of their own", "0:0:0.0 --> 0:0:2.580\nNadia Brandt\nThe kiln is booked.\n0:0:3.100 --> 0:0:6.0\nRuben Ochoa\nThen we " +
            "glaze.\n0:0:6.200 --> 0:0:9.0\nNadia Brandt\nBring the copper.\n",
            "0 Nadia Brandt: The kiln is booked.|3.1 Ruben Ochoa: Then we glaze.|6.2 Nadia Brandt: Bring the copper." },
        { "other arrows", "1\n00:00:01,000 -> 00:00:03,000\nOne dash.\n\n2\n00:00:13,500 → 00:00:16,000\nA sign.\n\n3\n00:00:26,500 –> 00:00:27,000\nA " +
            "long dash.\n", "1 ?: One dash.|13.5 ?: A sign.|26.5 ?: A long dash." },
        { "music inside a sentence", "1\n00:00:01,000 --> 00:00:04,000\nWe stood on the pier and then\n\n2\n00:12:30,000 --> 00:12:33,000\nthe fog lifted " +
            "all at once\n\n3\n00:12:34,000 --> 00:12:36,000\nand we saw the island.\n",
            "1 ?: We stood on the pier and then|750 ?: the fog lifted all at once and we saw the island." },
        { "SBV", "0:00:01.000,0:00:03.000\nThe tide comes in.\n\n0:00:13.500,0:00:16.000\nThen we\nwalk.\n", "1 ?: The tide comes in.|13.5 ?: Then we walk." },
        { "LRC", "[ti:Peat]\n[ar:Nadia]\n[00:00.50]peat burns slowly\n[00:24.16]for weeks\n", "0.5 ?: peat burns slowly|24.16 ?: for weeks" },
        { "SubStation Alpha", "[Script Info]\nTitle: Peat\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, " +
            "Text\nDialogue: 0,0:00:05.00,0:00:07.00,Default,Ruben,0,0,0,,And it smells, of rain.\nDialogue: " +
            "0,0:00:01.50,0:00:04.00,Default,Nadia,0,0,0,,{\\i1}Peat burns,{\\i0} for weeks.\\NWithout flames.\n",
            "1.5 Nadia: Peat burns, for weeks. Without flames.|5 Ruben: And it smells, of rain." },
        { "TTML of Apple Podcasts", "<?xml version=\"1.0\"?><tt xmlns=\"http://www.w3.org/ns/ttml\" " +
            "xmlns:podcasts=\"http://podcasts.apple.com/transcript-ttml-internal\" xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\"><body><div><p " +
            "begin=\"1.500\" end=\"6.100\" ttm:agent=\"SPEAKER_1\"><span podcasts:unit=\"sentence\" begin=\"1.500\" end=\"6.100\"><span " +
            "podcasts:unit=\"word\" begin=\"1.500\" end=\"1.900\">Peat</span><span podcasts:unit=\"word\" begin=\"1.900\" " +
            "end=\"2.300\">burns</span></span></p><p begin=\"1:07.000\" end=\"1:09.000\" ttm:agent=\"SPEAKER_2\"><span podcasts:unit=\"word\" " +
            "begin=\"1:07.000\" end=\"1:07.500\">Weeks?</span></p></div></body></tt>", "1.5 SPEAKER_1: Peat burns|67 SPEAKER_2: Weeks?" },
        { "TTML of broadcasters", "<tt:tt xmlns:tt=\"http://www.w3.org/ns/ttml\" xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\" " +
            "ttp:frameRate=\"25\"><tt:body><tt:div><tt:p begin=\"00:00:10:10\" end=\"00:00:12:00\">Peat burns<tt:br/>slowly.</tt:p><tt:p begin=\"20s\" " +
            "dur=\"1500ms\">For weeks.</tt:p></tt:div></tt:body></tt:tt>", "10.4 ?: Peat burns slowly.|20 ?: For weeks." },
        { "YouTube, first version", "<?xml version=\"1.0\" encoding=\"utf-8\" ?><transcript><text start=\"0.5\" dur=\"2.1\">peat burns slowly</text><text " +
            "start=\"12.6\" dur=\"3\">and it&amp;#39;s smelling</text></transcript>", "0.5 ?: peat burns slowly|12.6 ?: and it's smelling" },
        { "YouTube, third version", "<timedtext format=\"3\"><body><p t=\"500\" d=\"2100\"><s>peat</s><s t=\"400\"> burns</s></p><p t=\"12600\" " +
            "d=\"3000\">for weeks</p></body></timedtext>", "0.5 ?: peat burns|12.6 ?: for weeks" },
        { "SubViewer's brackets", "00:00:01.00,00:00:03.00\nPeat burns[br]slowly.\n\n00:00:12.50,00:00:15.00\nFor weeks.\n",
            "1 ?: Peat burns slowly.|12.5 ?: For weeks." },
        { "LRC with several times and hundredths", "[ar:Nadia]\n[offset:0]\n[00:01.20] peat burns slowly\n[00:31.00] for weeks\n",
            "1.2 ?: peat burns slowly|31 ?: for weeks" },
        { "a table with semicolons", "Speaker;Start;End;Text\nAnn;00:00:01.000;00:00:03.000;The mill stopped.\nBo;00:00:12.500;00:00:15.000;They " +
            "hung a bell.\n", "1 Ann: The mill stopped.|12.5 Bo: They hung a bell." },
        { "Whisper's table, milliseconds", "start\tend\ttext\n0\t2500\tThe mill stopped.\n12500\t16000\tThey hung a \"bell\".\n",
            "0 ?: The mill stopped.|12.5 ?: They hung a \"bell\"." },
        { "Premiere's table", "Speaker Name,Start Time,End Time,Text\n\"Ann\",\"00:00:01:00\",\"00:00:03:00\",\"The mill, it " +
            "stopped.\"\n\"Bo\",\"00:00:13:12\",\"00:00:15:00\",\"They hung\na bell.\"\n", "1 Ann: The mill, it stopped.|13 Bo: They hung a bell." },
    };

    [Theory]
    [MemberData(nameof(Json))]
    public void Json_is_read_by_the_names_of_its_properties(string kind, string source, string expected) => Verify(kind, source, expected);

    [Theory]
    [MemberData(nameof(Captions))]
    public void Captions_and_tables_keep_times_and_speakers(string kind, string source, string expected) => Verify(kind, source, expected);

    [Fact]
    public void Audio_that_a_source_names_is_kept_without_a_time()
    {
        var (_, json, _) = FixtureFile.Read(
            FixtureFile.Source("x.json", """{"audio_url":"https://cdn.example/e1.mp3#t=3","segments":[{"start":1,"end":2,"text":"Low tide."}]}"""));
        var (_, vtt, _) = FixtureFile.Read(
            FixtureFile.Source("x.vtt", "WEBVTT\n\nNOTE\nAudio: https://cdn.example/e2.mp3\n\n00:01.000 --> 00:03.000\nLow tide.\n"));
        var (_, none, _) = FixtureFile.Read(FixtureFile.Source("x.json", """{"audio_url":"e1.mp3","segments":[{"start":1,"end":2,"text":"Low tide."}]}"""));

        Assert.Equal(["https://cdn.example/e1.mp3", "https://cdn.example/e2.mp3", null], new[] { json[0], vtt[0], none[0] }.Select(snip => snip.AudioUrl));
    }

    [Theory]
    [InlineData("{\"name\":\"x\",\"version\":\"1.0\",\"dependencies\":[{\"name\":\"a\",\"text\":\"b\"}]}")]
    [InlineData("[{\"time\":\"2024-01-01T10:00:00Z\",\"level\":\"info\",\"text\":\"started\"}," +
        "{\"time\":\"2024-01-01T10:00:01Z\",\"level\":\"info\",\"text\":\"stopped\"}]")]
    [InlineData("id,name,price\n1,Tea,2.50\n2,Salt,1.00\n")]
    [InlineData("[General]\nDialogue: none\n")]
    public void Data_that_is_no_speech_is_left_alone(string source) => Assert.Null(FixtureFile.Read(FixtureFile.Source("data", source)).Format);

    private static void Verify(string kind, string source, string expected)
    {
        var (format, snips, _) = FixtureFile.Read(FixtureFile.Source("talk", source));

        Assert.True(format is not null, $"{kind}: nobody reads it.");
        var turns = snips.SelectMany(snip => snip.Turns)
            .Select(turn => string.Create(CultureInfo.InvariantCulture, $"{turn.Start?.TotalSeconds:0.###} {turn.Speaker ?? "?"}: {turn.Text}"));
        Assert.Equal(expected, string.Join('|', turns));
    }
}
