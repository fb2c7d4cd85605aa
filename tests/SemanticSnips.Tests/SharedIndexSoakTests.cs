using System.Globalization;
using System.Text.RegularExpressions;
using SemanticSnips.Conformance;

namespace SemanticSnips.Tests;

/// <summary>Many callers of all operations beside a writer that commits again and again, with libraries disposed under them.</summary>
/// <remarks>A few seconds in every run; for longer: SNIPS_SOAK_SECONDS=120 dotnet test --filter FullyQualifiedName~Soak</remarks>
public sealed partial class SharedIndexSoakTests : IDisposable
{
    private const int Callers = 16;

    private static readonly TimeSpan Duration =
        TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("SNIPS_SOAK_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? seconds : 4);

    private readonly IndexFolder _folder = new();
    private readonly Lock _renewing = new();
    private readonly List<Exception> _faults = [];
    private SharedIndex? _library;
    private int _answers;

    [Fact]
    public async Task Every_answer_is_of_one_commit_and_nothing_is_left_open()
    {
        ImportRound(0);
        _library = Open();
        using var stop = new CancellationTokenSource(Duration);

        var callers = Enumerable.Range(0, Callers).Select(i => Task.Run(() => CallAsync(i, stop.Token)));
        await Task.WhenAll([.. callers, Task.Run(() => WriteAsync(stop.Token)), Task.Run(() => RenewAsync(stop.Token))]);

        Assert.Empty(_faults);
        Assert.True(_answers > Callers, $"Only {_answers} answers came.");
        _library.Dispose();
        await WaitUntilClosedAsync();
        Assert.Empty(OpenFiles());
    }

    public void Dispose()
    {
        _library?.Dispose();
        _folder.Dispose();
    }

    private async Task CallAsync(int caller, CancellationToken stop)
    {
        for (var call = caller; !stop.IsCancellationRequested; call++)
        {
            var library = Volatile.Read(ref _library)!;
            try
            {
                RequireOneRound(await SnipsOfAsync(library, call));
                Interlocked.Increment(ref _answers);
            }
            catch (ObjectDisposedException)
            {
                // Another library is there for the next call.
            }
            catch (Exception e)
            {
                lock (_renewing) _faults.Add(e);
                return;
            }
        }
    }

    private static async Task<IReadOnlyList<Snip>> SnipsOfAsync(SharedIndex library, int call)
    {
        switch (call % 8)
        {
            case 0:
                return [.. (await library.SearchAsync("glacier winter")).Hits.Select(h => h.Snip)];
            case 1:
                return [.. (await library.AskAsync("where does the glacier move?")).Search.Hits.Select(h => h.Snip)];
            case 2:
                return [.. (await library.RelatedAsync(Exports.IdOf(1), new RelatedOptions { MinRelevance = 0 }))!.Hits.Select(h => h.Snip)];
            case 3:
                return [(await library.FindAsync(Exports.IdOf(2)))!.Snip];
            case 4:
                return (await library.ListAsync()).Snips;
            case 5:
                return [.. (await library.DuplicatesAsync()).SelectMany(g => g)];
            case 6:
                Assert.Equal(6, (await library.StatusAsync()).Snips);
                return [];
            default:
                Assert.Equal([("Ice", 6)], (await library.FacetsAsync()).Shows.Select(f => (f.Name, f.Snips)));
                return [];
        }
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        for (var round = 1; !stop.IsCancellationRequested; round++)
        {
            ImportRound(round);
            await Task.Delay(Math.Min(1000, (int)Duration.TotalMilliseconds / 8), CancellationToken.None);
        }
    }

    /// <summary>Puts a new library in the place of the old one, which is disposed under its callers.</summary>
    private async Task RenewAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Duration / 10, CancellationToken.None);
            Interlocked.Exchange(ref _library, Open())!.Dispose();
        }
    }

    private SharedIndex Open() => new(_folder.Path, Models.Tiny);

    /// <summary>Every snip of the export says in which round it was written: two rounds in one answer are two commits.</summary>
    private void ImportRound(int round)
    {
        string[] speeches = [.. Enumerable.Range(0, 6)
            .Select(i => $"In round{round} the glacier moves in winter, part {i} of it, and the ice tells part{i} of the story.")];
        _folder.Export("ice.md", Exports.Episode("Ice", "Old ice", 1, speeches).Text);
        _folder.Import();
    }

    private static void RequireOneRound(IReadOnlyList<Snip> snips) =>
        Assert.InRange(snips.Select(s => Round().Match(s.Turns[0].Text).Value).Distinct().Count(), 0, 1);

    /// <summary>A refresh that was under way when the library was disposed closes what it opened a moment later.</summary>
    private async Task WaitUntilClosedAsync()
    {
        for (var i = 0; i < 100 && OpenFiles().Count > 0; i++) await Task.Delay(100);
    }

    /// <summary>What this process has open or mapped of the index; nothing where the system does not tell.</summary>
    private List<string> OpenFiles() =>
        !File.Exists("/proc/self/maps")
            ? []
            : [.. File.ReadLines("/proc/self/maps")
                .Concat(Directory.EnumerateFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? ""))
                .Where(l => l.Contains(_folder.Path, StringComparison.Ordinal))];

    [GeneratedRegex(@"round\d+")]
    private static partial Regex Round();
}
