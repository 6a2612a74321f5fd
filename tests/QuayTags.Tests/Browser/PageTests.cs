using PuppeteerSharp.Input;

namespace QuayTags.Tests.Browser;

[Trait("Speed", "Slow")]
[Collection(SharedChromium.Name)]
public class PageTests(Chromium chromium)
{
    [Theory]
    [InlineData("pr", "prod|pr-318|pr-311")]
    [InlineData("PR-", "pr-318|pr-311")]
    [InlineData("1.5*", "1.5.1|1.5")]
    [InlineData("pr-3?8", "pr-318")]
    [InlineData("(", "")]
    public async Task Filter_selects_tags_and_their_events(string filter, string tags)
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());

        await page.TypeAsync("#filter", filter);

        string[] expected = tags.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Order(), (await page.TextsAsync("#lanes .name")).Order());
        Assert.Equal(expected.Order(), (await page.TextsAsync("#events .tag")).Distinct().Order());
        Assert.Equal(expected.Length == 0 ? 1 : 0, await page.CountAsync("#none:not([hidden])"));
        Assert.Contains($"{expected.Length} of 12 tags", await page.TextAsync("#facts"), StringComparison.Ordinal);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Click_on_a_bar_highlights_its_digest_in_all_lanes_and_in_the_list()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        string image = Timeline.TestHistory.Digest("1.6")[7..19];

        await page.ClickAsync($"#lanes li[data-lane] .bar[aria-label^='prod, {image}']");

        string[] bars = [.. (await page.EvaluateAsync("[...document.querySelectorAll('.bar.on')].map(bar => bar.ariaLabel)"))
            .EnumerateArray().Select(label => label.GetString()!.Split(',')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(["1.6", "dev", "latest", "prod", "staging"], bars);
        Assert.Equal(bars.Length, await page.CountAsync(".bar[aria-pressed=true]"));
        Assert.True(await page.CountAsync(".bar:not(.on)") > bars.Length);
        Assert.All(await page.TextsAsync("#events .event.on .digests"), text => Assert.Contains(image, text, StringComparison.Ordinal));
        Assert.StartsWith($"7 events of {image}", await page.TextAsync("#count"), StringComparison.Ordinal);

        await page.ClickAsync("#clear");

        Assert.Equal(0, await page.CountAsync(".bar.on, .event.on"));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Click_on_an_event_highlights_its_digest_and_moves_to_its_time()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        for (int i = 0; i < 6; i++)
        {
            await page.ClickAsync("#in");
        }

        await page.EvaluateAsync("[...document.querySelectorAll('.event')].at(-1).click()");
        await page.DrawnAsync();

        (double from, double to) = await page.PeriodAsync();
        double first = (await page.EvaluateAsync("Math.min(...data.events.filter(each => each[0] !== null).map(each => each[0]))"))
            .GetDouble();
        Assert.InRange(first, from, to);
        Assert.True(await page.CountAsync(".bar.on") > 0);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Buttons_zoom_and_reset()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        (double From, double To) home = await page.PeriodAsync();

        await page.ClickAsync("#in");
        (double From, double To) near = await page.PeriodAsync();
        Assert.True(near.From > home.From && near.To < home.To);

        await page.ClickAsync("#out");
        await page.ClickAsync("#out");
        Assert.True((await page.PeriodAsync()).From < home.From);

        await page.ClickAsync("#reset");
        Assert.Equal(home, await page.PeriodAsync());

        await page.ClickAsync("#all");
        Assert.True((await page.PeriodAsync()).From < Timeline.TestHistory.Day(1.4).ToUnixTimeSeconds());
        Assert.Equal("", await page.TextAsync("#note"));
    }

    [Fact]
    public async Task Wheel_with_Ctrl_zooms_around_the_pointer()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        (double From, double To) home = await page.PeriodAsync();
        (decimal x, decimal y) = await page.CentreAsync("#ticks");
        await page.Mouse.MoveAsync(x, y + 60);

        await page.Keyboard.DownAsync("Control");
        await page.Mouse.WheelAsync(0, -100);
        await page.Keyboard.UpAsync("Control");
        await page.DrawnAsync();

        (double From, double To) near = await page.PeriodAsync();
        Assert.InRange((near.To - near.From) / (home.To - home.From), 0.5, 0.8);
        Assert.Equal((home.From + home.To) / 2, (near.From + near.To) / 2, (home.To - home.From) / 100);
    }

    [Fact]
    public async Task Drag_moves_in_time_and_does_not_highlight()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        await page.ClickAsync("#in");
        (double From, double To) before = await page.PeriodAsync();
        (decimal x, decimal y) = await page.CentreAsync("#lanes li .bar");

        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + 100, y, new MoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.DrawnAsync();

        (double From, double To) after = await page.PeriodAsync();
        double width = (await page.EvaluateAsync("plotWidth()")).GetDouble();
        Assert.Equal(before.From - (100 / width * (before.To - before.From)), after.From, (before.To - before.From) / 100);
        Assert.Equal(0, await page.CountAsync(".bar.on"));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Hover_shows_the_details_of_a_bar()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());
        string digest = Timeline.TestHistory.Digest("1.6");
        (decimal x, decimal y) = await page.CentreAsync($".bar[aria-label^='prod, {digest[7..19]}']");

        await page.Mouse.MoveAsync(x, y);

        string tip = await page.TextAsync("#tip");
        Assert.StartsWith($"prod{digest}2026-11-21 09:07:12 UTC – now", tip, StringComparison.Ordinal);
        Assert.Contains("1.9 MiB", tip, StringComparison.Ordinal);
        Assert.Equal(1, await page.CountAsync("#tip:not([hidden])"));

        await page.Mouse.MoveAsync(5, 5);

        Assert.Equal(0, await page.CountAsync("#tip:not([hidden])"));
    }

    [Fact]
    public async Task Earlier_events_are_counted()
    {
        await using OpenPage page = await chromium.OpenAsync(
            Pages.Of(Timeline.Shop.Small(), new TimeRange(Timeline.TestHistory.Day(12), Timeline.TestHistory.Day(25))));

        Assert.Equal("8 events before this period", await page.TextAsync("#note"));
    }
}
