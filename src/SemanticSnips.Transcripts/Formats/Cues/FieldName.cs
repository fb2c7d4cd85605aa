namespace SemanticSnips.Transcripts.Formats.Cues;

/// <summary>What a property of a JSON object, or a column of a table, holds.</summary>
internal enum FieldRole
{
    Other,
    Text,
    Start,
    End,
    Duration,

    /// <summary>A start and an end in one value: <c>[0.0, 4.5]</c>, <c>{"from": 0, "to": 4500}</c>.</summary>
    Span,
    Speaker,

    /// <summary>The words of a segment, each with what is known of it.</summary>
    Words,

    /// <summary>What a recogniser heard, the best first.</summary>
    Alternatives,
}

/// <summary>Tells the role of a field by its name, as recognisers and editors write it.</summary>
/// <param name="Role">What the field holds.</param>
/// <param name="Rank">The smaller is taken where several fields have the role.</param>
/// <param name="UnitsPerSecond">What the name says of a number's unit; 0 where it says nothing.</param>
internal readonly record struct FieldName(FieldRole Role, int Rank, double UnitsPerSecond)
{
    private static readonly Dictionary<string, FieldName> Known = Names();

    /// <summary>The field of that name; case, spaces and punctuation in it do not count.</summary>
    public static FieldName Of(string name)
    {
        Span<char> letters = stackalloc char[32];
        var length = 0;
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c)) continue;
            if (length == letters.Length) return default;
            letters[length++] = char.ToLowerInvariant(c);
        }

        return Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters[..length], out var field) ? field : default;
    }

    private static Dictionary<string, FieldName> Names()
    {
        var names = new Dictionary<string, FieldName>(StringComparer.Ordinal);
        Add(FieldRole.Text, 0,
            "text body transcript punctuatedword content utf8 display sentence segment caption transcripttext utterance transcription onebest " +
                "spokentext line phrase");
        Add(FieldRole.Text, 50, "word value rawtext lexical onebestresult subtitle speech");
        Add(FieldRole.Start, 0,
            "start starttime begin begintime from startts ts startat timestart timein in startoffset starttimestamp datastart starttimecode starttc " +
                "tcin timecodein bg");
        Add(FieldRole.Start, 20, "offset time timecode position t s st audiostart");
        Add(FieldRole.Start, 0,
            "startms starttimems beginms tstartms startmillis startmilliseconds offsetms offsetmilliseconds offsetmillis startoffsetms toffsetms", 1000);
        Add(FieldRole.Start, 0, "startseconds startsec startsecs starttimeseconds starttimesec startinseconds offsetseconds starttimeinseconds", 1);
        Add(FieldRole.Start, 10, "offsetinticks starttimeinticks", 10_000_000);
        Add(FieldRole.End, 0,
            "end endtime stop to endts endat timeend timeout out endoffset endtimestamp dataend endtimecode endtc tcout timecodeout ed et stoptime " +
                "finish finishtime");
        Add(FieldRole.End, 0, "endms endtimems endmillis endmilliseconds endoffsetms stopms", 1000);
        Add(FieldRole.End, 0, "endseconds endsec endsecs endtimeseconds endtimesec endinseconds endtimeinseconds", 1);
        Add(FieldRole.Duration, 0, "duration dur d length");
        Add(FieldRole.Duration, 0, "durationms ddurationms durationmilliseconds", 1000);
        Add(FieldRole.Duration, 0, "durationseconds durationsec", 1);
        Add(FieldRole.Duration, 10, "durationinticks", 10_000_000);
        Add(FieldRole.Span, 0, "timestamp timestamps times timerange");
        Add(FieldRole.Span, -10, "offsets", 1000);
        Add(FieldRole.Speaker, 0, "speakername speakerdisplayname speakerfullname voice");
        Add(FieldRole.Speaker, 10, "speaker speakerlabel spk speakers");
        Add(FieldRole.Speaker, 20, "speakerid speakertag speakernumber speakeridx speakerindex participant participantname displayname users");
        Add(FieldRole.Speaker, 30, "name actor author who person user username source role");
        Add(FieldRole.Words, 0, "words elements alignment segs wordtimings wordtimestamps sentences items tokens");
        Add(FieldRole.Alternatives, 0, "alternatives nbest candidates");
        return names;

        void Add(FieldRole role, int rank, string all, double unitsPerSecond = 0)
        {
            foreach (var name in all.Split(' ')) names.Add(name, new FieldName(role, rank++, unitsPerSecond));
        }
    }
}
