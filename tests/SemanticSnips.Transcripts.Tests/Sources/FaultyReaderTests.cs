using SemanticSnips.Testing;
using SemanticSnips.Transcripts.Formats;
using SemanticSnips.Transcripts.Sources;

namespace SemanticSnips.Transcripts.Tests.Sources;

public sealed class FaultyReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_fault_in_a_reader_costs_its_source_alone()
    {
        var reports = Read(new KeyNotFoundException("no such turn"));
        Assert.Equal([null, "Its reader broke down, which is a fault of this program: KeyNotFoundException: no such turn", null],
            reports.Select(r => r.Skipped));
        Assert.Equal([1, 0, 1], reports.Select(r => r.Snips.Count));
    }

    [Fact]
    public void A_cancellation_is_no_fault() => Assert.Throws<OperationCanceledException>(() => Read(new OperationCanceledException()));

    [Fact]
    public void Want_of_memory_is_not_hidden() => Assert.Throws<InsufficientMemoryException>(() => Read(new InsufficientMemoryException()));

    public void Dispose() => _folder.Dispose();

    private List<SourceReport> Read(Exception fault)
    {
        foreach (var name in new[] { "a.txt", "bad.txt", "c.txt" }) File.WriteAllText(_folder.File(name), name);
        return [.. TranscriptReader.Read([_folder.Path], new ReadLimits(), new ReadOptions(), CancellationToken.None, [new Faulty(fault)])];
    }

    private sealed class Faulty(Exception fault) : ITranscriptFormat
    {
        public string Name => "faulty";

        public bool Recognizes(SourceText source) => true;

        public IEnumerable<Snip> Read(SourceText source, ReadLog log, CancellationToken cancellation) =>
            source.Name == "bad.txt" ? throw fault : [new Snip { Id = source.Name, Episode = new Episode(), Source = source.File }];
    }
}
