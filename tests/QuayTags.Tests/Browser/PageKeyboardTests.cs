namespace QuayTags.Tests.Browser;

[Trait("Speed", "Slow")]
[Collection(SharedChromium.Name)]
public class PageKeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task Bars_are_reached_with_tab_and_the_arrow_keys()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());

        await TabToAsync(page, "picture");
        await page.PressAsync("ArrowDown");
        string[] first = await FocusedAsync(page);
        await page.PressAsync("ArrowRight");
        string[] right = await FocusedAsync(page);
        await page.PressAsync("ArrowLeft");
        Assert.Equal(first, await FocusedAsync(page));
        await page.PressAsync("ArrowDown");
        string[] below = await FocusedAsync(page);

        Assert.Equal("staging", first[0]);
        Assert.Equal("staging", right[0]);
        Assert.NotEqual(first[1], right[1]);
        Assert.NotEqual(first[0], below[0]);
        Assert.Equal(1, await page.CountAsync("#lanes .bar[tabindex='0']"));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Focus_shows_the_details_and_Escape_closes_them_and_then_the_highlight()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        await TabToAsync(page, "picture");
        await page.PressAsync("ArrowDown");

        await page.PressAsync("Enter");

        string[] focused = await FocusedAsync(page);
        Assert.StartsWith($"{focused[0]}sha256:{focused[1]}", await page.TextAsync("#tip"), StringComparison.Ordinal);
        Assert.Equal("tip", (await page.EvaluateAsync("document.activeElement.getAttribute('aria-describedby')")).GetString());
        Assert.True(await page.CountAsync(".bar.on") > 0);

        await page.PressAsync("Escape");
        Assert.Equal(0, await page.CountAsync("#tip:not([hidden])"));
        Assert.True(await page.CountAsync(".bar.on") > 0);

        await page.PressAsync("Escape");
        Assert.Equal(0, await page.CountAsync(".bar.on"));
        Assert.Equal(focused, await FocusedAsync(page));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Keys_zoom_and_move_in_time()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        (double From, double To) home = await page.PeriodAsync();
        await TabToAsync(page, "picture");

        await page.PressAsync("+");
        (double From, double To) near = await page.PeriodAsync();
        Assert.True(near.From > home.From && near.To < home.To);

        await page.Keyboard.DownAsync("Shift");
        await page.PressAsync("ArrowRight");
        await page.Keyboard.UpAsync("Shift");
        Assert.True((await page.PeriodAsync()).From > near.From);

        await page.PressAsync("0");
        Assert.Equal(home, await page.PeriodAsync());

        await page.PressAsync("9");
        Assert.True((await page.PeriodAsync()).From < home.From);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Arrow_keys_reach_bars_outside_of_the_visible_lanes_and_time()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Many(tags: 100, entriesOfTag: 6));
        await TabToAsync(page, "picture");
        await page.PressAsync("ArrowDown");
        for (int i = 0; i < 60; i++)
        {
            await page.PressAsync("ArrowDown");
        }

        Assert.Equal("tag-039", (await FocusedAsync(page))[0]);
        for (int i = 0; i < 8; i++)
        {
            await page.PressAsync("+");
        }

        await page.PressAsync("Home");

        (double from, double to) = await page.PeriodAsync();
        Assert.InRange(Timeline.TestHistory.Day(10.5 + (39 * 0.005)).ToUnixTimeSeconds(), from, to);
        Assert.Equal("tag-039", (await FocusedAsync(page))[0]);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Slash_goes_to_the_filter_and_Escape_empties_it()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());

        await page.PressAsync("/");
        await page.Keyboard.TypeAsync("pr-0");
        await page.DrawnAsync();
        Assert.Equal(0, await page.CountAsync("#lanes li"));

        await page.PressAsync("Escape");

        Assert.Equal(12, await page.CountAsync("#lanes li"));
    }

    private static async Task TabToAsync(OpenPage page, string id)
    {
        for (int i = 0; i < 12; i++)
        {
            await page.PressAsync("Tab");
            if ((await page.EvaluateAsync("document.activeElement.id")).GetString() == id)
            {
                return;
            }
        }

        Assert.Fail($"The Tab key does not reach {id}.");
    }

    /// <summary>Gets the tag and the digest of the focused bar.</summary>
    private static async Task<string[]> FocusedAsync(OpenPage page) =>
        [.. (await page.EvaluateAsync("document.activeElement.ariaLabel")).GetString()!.Split(", ").Take(2)];
}
