using System.Net;
using SemanticSnips.Testing;

namespace SemanticSnips.Web.Tests;

/// <summary>A server over a real index, while a writer adds to it.</summary>
public sealed class CommitTests
{
    [Fact]
    public async Task A_new_commit_is_served_without_a_dropped_request()
    {
        using var folder = new TemporaryFolder();
        using var models = new ModelLoader(Repository.File("tests", "golden", "tiny-bert"));
        Import(folder, models, "kiln", "The kiln holds its heat.");
        using var library = new SharedIndex(folder.File("index"), models);
        await using var server = await Served.StartAsync(library);
        var (_, before) = await server.GetAsync("/api/status");

        var statuses = new List<HttpStatusCode>();
        var seen = false;
        var importing = Task.Run(() => Import(folder, models, "glaze", "The glaze needs slow cooling."));
        for (var i = 0; !seen && i < 3_000; i++)
        {
            var (status, found) = await server.GetAsync("/api/search?q=glaze&mode=keyword");
            statuses.Add(status);
            seen = found.GetProperty("results").EnumerateArray().Any(r => r.GetProperty("text").GetString()!.Contains("glaze", StringComparison.Ordinal));
            await Task.Delay(20);
        }

        await importing;
        Assert.True(seen);
        Assert.All(statuses, s => Assert.Equal(HttpStatusCode.OK, s));
        var (_, after) = await server.GetAsync("/api/status");
        Assert.True(after.GetProperty("generation").GetInt64() > before.GetProperty("generation").GetInt64());
    }

    [Fact]
    public async Task A_library_that_is_not_there_yet_is_served_as_soon_as_it_is()
    {
        using var folder = new TemporaryFolder();
        using var models = new ModelLoader(Repository.File("tests", "golden", "tiny-bert"));
        using var library = new SharedIndex(folder.File("index"), models);
        await using var server = await Served.StartAsync(library);

        var (missing, error) = await server.GetAsync("/api/snips");
        Import(folder, models, "kiln", "The kiln holds its heat.");
        var (there, _) = await server.GetAsync("/api/snips");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "missing"), (missing, error.GetProperty("error").GetProperty("code").GetString()!));
        Assert.Equal(HttpStatusCode.OK, there);
    }

    private static void Import(TemporaryFolder folder, ModelLoader models, string name, string speech)
    {
        File.WriteAllText(folder.File($"{name}.vtt"), $"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>{speech}\n");
        using var writer = SnipIndexWriter.Open(folder.File("index"), models);
        Importer.Import(writer, [folder.File($"{name}.vtt")]);
    }
}
