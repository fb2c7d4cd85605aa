using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SemanticSnips.Browser.Tests;

/// <summary>The page as a person uses it.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task Hits_appear_while_one_types_and_answers_after_them()
    {
        var page = await browser.OpenAsync("/");

        await page.Locator("#q").PressSequentiallyAsync("kiln heat");
        await page.Locator(".answers").WaitForAsync();

        await Expect(page.Locator(".found li").First).ToContainTextAsync("Firing");
        await Expect(page.Locator(".answers blockquote").First).ToContainTextAsync("The kiln holds its heat overnight.");
        await Expect(page).ToHaveURLAsync(new Regex(@"/\?q=kiln\+heat$"));
        await Expect(page.Locator(".found mark").First).ToHaveTextAsync("kiln");
    }

    [BrowserFact]
    public async Task An_older_answer_never_draws_over_a_newer_one()
    {
        var page = await browser.OpenAsync("/");
        var release = new TaskCompletionSource();
        await page.RouteAsync(new Regex("q=bricks"), async route =>
        {
            await release.Task;
            await route.ContinueAsync();
        });

        await page.RunAndWaitForRequestAsync(() => page.Locator("#q").FillAsync("bricks"), new Regex("q=bricks"));
        await page.Locator("#q").FillAsync("evening");
        await page.Locator(".answers").WaitForAsync();
        release.SetResult();
        await page.WaitForTimeoutAsync(300);

        await Expect(page.Locator(".found li").First).ToContainTextAsync("Firing");
    }

    [BrowserFact]
    public async Task The_keyboard_is_enough()
    {
        var page = await browser.OpenAsync("/?q=kiln");

        await page.Locator("#q").BlurAsync();
        await page.Keyboard.PressAsync("/");
        await Expect(page.Locator("#q")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("[data-row]").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#player")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#player")).ToBeHiddenAsync();
        await page.Locator("[data-row]").First.FocusAsync();
        await page.Keyboard.PressAsync("o");
        await Expect(page).ToHaveURLAsync(new Regex("/snips/5d0df8eb86ca"));
        await page.Locator("article h1").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).ToHaveURLAsync(new Regex(@"/\?q=kiln$"));
    }

    [BrowserFact]
    public async Task The_player_starts_at_the_second_and_stops_at_the_clips_end()
    {
        var page = await browser.OpenAsync("/?q=kiln");

        await page.Locator(".found .listen").First.ClickAsync();
        await Browser.UntilAsync(page, "document.querySelector('audio')?.currentTime >= 30");
        var started = await page.EvaluateAsync<double>("document.querySelector('audio').currentTime");
        await page.EvaluateAsync("document.querySelector('audio').currentTime = 89.5");
        await Browser.UntilAsync(page, "document.querySelector('audio').paused && document.querySelector('audio').currentTime >= 90");
        var stopped = await page.EvaluateAsync<double>("document.querySelector('audio').currentTime");

        Assert.InRange(started, 30, 60);
        Assert.InRange(stopped, 90, 92);
    }

    [BrowserFact]
    public async Task A_snips_page_marks_what_answers_and_shows_what_is_related()
    {
        var page = await browser.OpenAsync("/snips/5d0df8eb86ca?q=kiln");

        await Expect(page.Locator("article h1")).ToHaveTextAsync("Firing");
        await Expect(page.Locator(".turn mark").First).ToHaveTextAsync("The kiln holds its heat overnight.");
        await Expect(page.Locator(".related li")).ToHaveCountAsync(2);
        await Expect(page.Locator("#facts a")).ToHaveAttributeAsync("href", "/api/snips/5d0df8eb86ca");
    }

    [BrowserFact]
    public async Task Filters_are_chips_and_stay_in_the_address()
    {
        var page = await browser.OpenAsync("/?q=kiln");

        await page.Locator(".facet", new() { HasText = "Ann Potter" }).ClickAsync();
        await Expect(page.Locator(".chip")).ToContainTextAsync("Ann Potter");
        await Expect(page).ToHaveURLAsync(new Regex(@"in=speaker(%3A|:)Ann\+Potter"));
        await page.ReloadAsync();
        await Expect(page.Locator(".chip")).ToHaveCountAsync(1);
        await page.Locator(".chip").ClickAsync();
        await Expect(page.Locator(".chip")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Nothing_is_said_to_be_nothing_and_the_nearest_are_shown()
    {
        var page = await browser.OpenAsync("/?q=spacecraft");

        await Expect(page.Locator(".none")).ToContainTextAsync("Nothing in your snips is about this");
        await Expect(page.Locator(".nearest li")).ToHaveCountAsync(3);
    }

    [BrowserFact]
    public async Task A_quote_is_copied_as_Markdown_with_its_source()
    {
        var page = await browser.OpenAsync("/?q=glaze");

        await page.Locator(".found li", new() { HasText = "Bob Clay" }).Locator(".copy").ClickAsync();
        await Expect(page.Locator(".found li", new() { HasText = "Bob Clay" }).Locator(".copy")).ToHaveTextAsync("Copied");
        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");

        Assert.StartsWith("> A glaze is glass.", copied, StringComparison.Ordinal);
        Assert.EndsWith("> — Bob Clay, *Clay and fire*, The Potter's Hour, [0:30](https://share.example/snip/2)\n", copied, StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_snip_is_starred_tagged_and_noted_on_its_page()
    {
        var page = await browser.OpenAsync("/snips/77aa00000002");

        await page.Locator(".starring").ClickAsync();
        await Expect(page.Locator(".starring")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByLabel("Add a tag").FillAsync("walls");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".own .tag")).ToHaveCountAsync(2);
        await page.Locator("button.note").ClickAsync();
        await page.GetByLabel("A note of your own").FillAsync("for the talk on <b>walls</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        await Expect(page.Locator(".block")).ToContainTextAsync("for the talk on <b>walls</b>");
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join("; ", found.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}")));
        await page.ReloadAsync();
        await page.GetByLabel("Take the tag walls away").ClickAsync();

        await Expect(page.Locator(".own .tag")).ToHaveCountAsync(1);
        await Expect(page.Locator(".starring")).ToContainTextAsync("Starred");
    }

    [BrowserFact]
    public async Task Titles_speech_and_links_never_become_code()
    {
        foreach (var address in new[] { "/", "/?q=glaze", "/snips/77aa00000001?q=glaze", "/snips/77aa00000002" })
        {
            var page = await browser.OpenAsync(address);
            Assert.NotEqual("owned", await page.TitleAsync());
            Assert.Equal(0, await page.Locator("main img").CountAsync());
            Assert.Equal(0, await page.Locator("a[href^='javascript:']").CountAsync());
        }
    }

    [BrowserFact]
    public async Task The_policy_is_kept_and_nothing_is_fetched_from_elsewhere()
    {
        var page = await browser.OpenAsync("/");
        List<string> complaints = [], elsewhere = [];
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
            {
                if (!request.Url.StartsWith(browser.Server.Address.AbsoluteUri, StringComparison.Ordinal)
            && !request.Url.StartsWith("data:", StringComparison.Ordinal)) elsewhere.Add(request.Url);
            };

        foreach (var address in new[] { "/?q=kiln", "/snips/5d0df8eb86ca?q=kiln" })
        {
            await page.GotoAsync(address);
            await Browser.DrawnAsync(page);
        }

        Assert.Empty(complaints);
        Assert.Empty(elsewhere);
    }

    [BrowserFact]
    public async Task Screen_readers_find_nothing_amiss_in_light_and_dark()
    {
        foreach (var dark in new[] { false, true })
        {
            foreach (var address in new[] { "/", "/?q=kiln", "/?q=spacecraft", "/snips/5d0df8eb86ca?q=kiln" })
            {
                var page = await browser.OpenAsync(address, dark: dark);
                if (address == "/?q=kiln") await page.Locator(".found .listen").First.ClickAsync();
                var found = await page.RunAxe();
                Assert.True(found.Violations.Length == 0, $"{address}: {string.Join("; ", found.Violations.Select(v => $"{v.Id} {v.Nodes[0].Html}"))}");
            }
        }
    }

    [BrowserFact]
    public async Task Nothing_is_wider_than_the_window_at_360_pixels()
    {
        foreach (var address in new[] { "/", "/?q=kiln", "/snips/77aa00000001?q=glaze" })
        {
            var page = await browser.OpenAsync(address, width: 360);
            Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 360);
        }
    }

    [BrowserFact]
    public async Task A_server_that_is_gone_is_told_and_waited_for()
    {
        var page = await browser.OpenAsync("/?q=kiln");
        await page.RouteAsync("**/api/**", route => route.AbortAsync());
        await page.Locator("#q").FillAsync("glaze");
        await Expect(page.Locator("#notice")).ToContainTextAsync("snips serve");

        await page.UnrouteAsync("**/api/**");
        await Expect(page.Locator(".found li").First).ToContainTextAsync("Glaze", new() { IgnoreCase = true, Timeout = 60_000 });
        await Expect(page.Locator("#notice")).ToBeEmptyAsync();
    }
}
