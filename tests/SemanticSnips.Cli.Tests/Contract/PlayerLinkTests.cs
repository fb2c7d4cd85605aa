using SemanticSnips.Contract;

namespace SemanticSnips.Cli.Tests.Contract;

public sealed class PlayerLinkTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(8450.25);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(8460);

    [Theory]
    [InlineData("https://share.snipd.com/episode/0a1b", "https://share.snipd.com/episode/0a1b?t=8450")]
    [InlineData("https://share.snipd.com/show/0a1b", "https://share.snipd.com/show/0a1b")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcQ?t=8450")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?si=x&t=5", "https://youtu.be/dQw4w9WgXcQ?si=x&t=8450")]
    [InlineData("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=8450s")]
    [InlineData("https://m.youtube.com/watch?t=3s&v=dQw4w9WgXcQ&start=9#x", "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=8450s")]
    [InlineData("https://www.youtube.com/live/dQw4w9WgXcQ", "https://www.youtube.com/live/dQw4w9WgXcQ?t=8450s")]
    [InlineData("https://www.youtube.com/@show", "https://www.youtube.com/@show")]
    [InlineData("https://open.spotify.com/episode/4rOo", "https://open.spotify.com/episode/4rOo?t=8450")]
    [InlineData("https://open.spotify.com/show/4rOo", "https://open.spotify.com/show/4rOo")]
    [InlineData("https://podcasts.apple.com/us/podcast/a/id1?i=1000", "https://podcasts.apple.com/us/podcast/a/id1?i=1000&t=8450")]
    [InlineData("https://podcasts.apple.com/us/podcast/a/id1", "https://podcasts.apple.com/us/podcast/a/id1")]
    [InlineData("https://overcast.fm/+AbC", "https://overcast.fm/+AbC/2:20:50")]
    [InlineData("https://overcast.fm/+AbC/03:00", "https://overcast.fm/+AbC/2:20:50")]
    [InlineData("https://pca.st/episode/1-2", "https://pca.st/episode/1-2?t=8450")]
    [InlineData("https://example.org/episodes/12", "https://example.org/episodes/12")]
    [InlineData("https://youtube.com.example.org/watch?v=x", "https://youtube.com.example.org/watch?v=x")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("https://example.org/\u001b]8;;", null)]
    [InlineData("nonsense", null)]
    [InlineData(null, null)]
    public void An_episodes_page_opens_at_the_second_in_its_hosts_form(string? page, string? link) =>
        Assert.Equal(link, PlayerLink.Of(Snip() with { Episode = new Episode { Url = page } }, Start, End));

    [Theory]
    [InlineData("https://cdn.example.org/a.mp3", "https://cdn.example.org/a.mp3#t=8450.25,8460", "https://cdn.example.org/a.mp3#t=8450.25,8460")]
    [InlineData("https://cdn.example.org/a.mp3?x=1#t=5", "https://cdn.example.org/a.mp3?x=1#t=8450.25,8460",
        "https://cdn.example.org/a.mp3?x=1#t=8450.25,8460")]
    [InlineData("/home/ada/My Talks/a #1.mp3", null, "/home/ada/My Talks/a #1.mp3#t=8450.25,8460")]
    [InlineData(@"C:\Talks\a.mp3", null, @"C:\Talks\a.mp3#t=8450.25,8460")]
    [InlineData("javascript:alert(1)", null, null)]
    [InlineData("data:audio/mpeg;base64,AAAA", null, null)]
    public void Audio_has_the_range_and_is_a_link_only_where_it_is_on_the_web(string audio, string? link, string? played)
    {
        var snip = Snip() with { AudioUrl = audio };

        Assert.Equal((link, played), (PlayerLink.Of(snip, Start, End), PlayerLink.AudioOf(snip, Start, End)));
    }

    [Fact]
    public void The_snips_own_link_comes_before_its_audio_and_that_before_the_episodes_page()
    {
        var all = Snip() with
        {
            Url = "https://share.snipd.com/snip/9",
            AudioUrl = "https://example.org/a.mp3",
            Episode = new Episode { Url = "https://youtu.be/x" }
        };

        Assert.Equal("https://share.snipd.com/snip/9", PlayerLink.Of(all, Start, End));
        Assert.Equal("https://example.org/a.mp3#t=8450.25,8460", PlayerLink.Of(all with { Url = "javascript:alert(1)" }, Start, End));
        Assert.Equal("https://youtu.be/x?t=8450", PlayerLink.Of(all with { Url = null, AudioUrl = "/a.mp3" }, Start, End));
    }

    [Fact]
    public void Without_a_time_the_whole_plays()
    {
        Assert.Equal("https://youtu.be/x", PlayerLink.Of(Snip() with { Episode = new Episode { Url = "https://youtu.be/x" } }, null, null));
        Assert.Equal("https://example.org/a.mp3", PlayerLink.AudioOf(Snip() with { AudioUrl = "https://example.org/a.mp3#t=9" }, null, null));
        Assert.Equal("/a.mp3#t=3", PlayerLink.AudioOf(Snip() with { AudioUrl = "/a.mp3" }, TimeSpan.FromSeconds(3), null));
    }

    private static Snip Snip() => new() { Id = "1", Episode = new Episode(), Source = "a.md" };
}
