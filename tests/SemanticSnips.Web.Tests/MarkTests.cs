using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SemanticSnips.Web.Tests;

/// <summary>The one thing that a caller may change: a person's own tags, star and note.</summary>
public sealed class MarkTests
{
    private const string Snip = "/api/marks/5d0df8eb86ca";

    [Fact]
    public async Task A_star_a_tag_and_a_note_are_kept_and_the_snip_is_told_as_it_is_then()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library, new ServerOptions { Marker = library });

        var (status, json) = await PatchAsync(server, Snip, """{"addTags":["work"],"removeTags":["craft"],"favourite":true,"note":"for the talk"}""");
        var (_, shown) = await server.GetAsync("/api/snips/5d0d");
        var (_, note) = await server.GetAsync("/api/marks/5d0d");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("5d0df8eb86ca", true), (json.GetProperty("snip").GetString(), json.GetProperty("favourite").GetBoolean()));
        Assert.Equal(["work"], shown.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("for the talk", note.GetProperty("note").GetString());
    }

    [Theory]
    [InlineData("[]", "cannot be read")]
    [InlineData("{\"star\":true}", "star")]
    [InlineData("{\"favourite\":\"yes\"}", "favourite")]
    [InlineData("{\"addTags\":[\"#\"]}", "A tag is empty")]
    [InlineData("null", "cannot be read")]
    [InlineData("", "cannot be read")]
    public async Task A_body_that_is_no_change_is_refused_with_what_was_expected(string body, string sentence)
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library, new ServerOptions { Marker = library });

        var (status, json) = await PatchAsync(server, Snip, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False((await library.FindAsync("5d0d"))!.Snip.Favourite);
    }

    [Fact]
    public async Task Only_JSON_from_the_servers_own_page_or_from_no_page_changes_anything()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library, new ServerOptions { Marker = library });
        const string Star = """{"favourite":true}""";

        var (elsewhere, _) = await PatchAsync(server, Snip, Star, ("Origin", "https://evil.example"));
        var (crossSite, _) = await PatchAsync(server, Snip, Star, ("Sec-Fetch-Site", "cross-site"));
        var (asForm, _) = await PatchAsync(server, Snip, Star, ("Content-Type", "text/plain"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (elsewhere, crossSite, asForm));
        Assert.False((await library.FindAsync("5d0d"))!.Snip.Favourite);
    }

    [Fact]
    public async Task An_unknown_snip_and_a_locked_library_are_told()
    {
        using var library = new Library();
        await using var server = await Served.StartAsync(library, new ServerOptions { Marker = library });

        var (unknown, _) = await PatchAsync(server, "/api/marks/nosuch", "{}");
        library.Fault = new IndexException(IndexFault.Locked, "Another writer has it.");
        var (locked, json) = await PatchAsync(server, Snip, """{"favourite":true}""");

        Assert.Equal(HttpStatusCode.NotFound, unknown);
        Assert.Equal("locked", json.GetProperty("error").GetProperty("code").GetString());
        Assert.True((int)locked >= 400);
    }

    [Fact]
    public async Task Without_a_place_for_marks_nothing_can_be_changed_and_the_status_does_not_offer_it()
    {
        using var library = new Library();
        await using var reading = await Served.StartAsync(library);
        await using var marking = await Served.StartAsync(library, new ServerOptions { Marker = library });

        var (refused, _) = await PatchAsync(reading, Snip, """{"favourite":true}""");
        var (_, without) = await reading.GetAsync("/api/status");
        var (_, with) = await marking.GetAsync("/api/status");

        Assert.Equal(HttpStatusCode.NotFound, refused);
        Assert.False(without.TryGetProperty("marks", out _));
        Assert.True(with.GetProperty("marks").GetBoolean());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PatchAsync(
        Served server, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type") request.Content.Headers.ContentType = new MediaTypeHeaderValue(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await server.Client.SendAsync(request);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.Clone());
    }
}
