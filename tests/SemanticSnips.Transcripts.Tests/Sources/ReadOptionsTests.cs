using SemanticSnips.Testing;

namespace SemanticSnips.Transcripts.Tests.Sources;

public sealed class ReadOptionsTests : IDisposable
{
    private const string Prose = "It rained so hard that the street became a river, and the goat swam. We waited under the awning of a bakery until the bus " +
        "came at last.\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Prose_is_a_transcript_where_it_is_named() => Assert.Single(Assert.Single(TranscriptReader.Read([Write("rain.txt")])).Snips);

    [Fact]
    public void Prose_in_a_folder_is_one_only_when_asked_for()
    {
        Write("rain.txt");

        Assert.Empty(Assert.Single(TranscriptReader.Read([_folder.Path])).Snips);
        Assert.Single(Assert.Single(TranscriptReader.Read([_folder.Path], new ReadOptions { AsTranscript = true })).Snips);
    }

    [Fact]
    public void A_folder_is_the_show_and_a_date_in_a_name_the_day()
    {
        Write("The Wet Hour/2025-03-12 rain!.txt");
        var snip = Assert.Single(TranscriptReader.Read([_folder.Path], new ReadOptions { AsTranscript = true }).SelectMany(report => report.Snips));

        Assert.Equal("The Wet Hour", snip.Episode.Show);
        Assert.Equal(new DateOnly(2025, 3, 12), snip.Episode.Published);
        Assert.Equal("2025-03-12 rain!", snip.Episode.Title);
        Assert.StartsWith("It rained so hard", snip.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_fill_in_what_a_file_does_not_say()
    {
        var defaults = new SourceDefaults { Show = "S", Episode = "E", Date = new DateOnly(2024, 1, 2), Speaker = "Ada" };
        var snip = Assert.Single(TranscriptReader.Read([Write("rain.txt")], new ReadOptions { Defaults = defaults }).SelectMany(report => report.Snips));

        Assert.Equal(("S", "E", new DateOnly(2024, 1, 2)), (snip.Episode.Show, snip.Episode.Title, snip.Episode.Published));
        Assert.All(snip.Turns, turn => Assert.Equal("Ada", turn.Speaker));
    }

    private string Write(string name)
    {
        var path = _folder.File(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Prose);
        return path;
    }
}
