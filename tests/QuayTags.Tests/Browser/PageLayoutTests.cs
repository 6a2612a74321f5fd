namespace QuayTags.Tests.Browser;

[Trait("Speed", "Slow")]
[Collection(SharedChromium.Name)]
public class PageLayoutTests(Chromium chromium)
{
    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task Page_does_not_scroll_horizontally(int width)
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Large(), width);

        await page.ClickAsync(".help summary");

        Assert.Equal(0, await page.OverflowAsync());
        Assert.Equal(width <= 800, await IsBelowAsync(page));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Axis_and_names_stay_visible_while_the_lanes_scroll()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Many(tags: 200, entriesOfTag: 3));
        (decimal X, decimal Y) axis = await page.CentreAsync("#axis");

        await page.EvaluateAsync("byId('picture').scrollTop = 3000");
        await page.DrawnAsync();

        Assert.Equal(axis, await page.CentreAsync("#axis"));
        string under = (await page.EvaluateAsync("document.elementsFromPoint(60, 400).map(each => each.className).join()")).GetString()!;
        Assert.Contains("name", under, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Theme_is_that_of_the_viewer(bool isDark)
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small(), isDark: isDark);

        string background = (await page.EvaluateAsync("getComputedStyle(document.body).backgroundColor")).GetString()!;

        Assert.Equal(isDark ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)", background);
    }

    [Fact]
    public async Task Print_shows_all_lanes_and_the_whole_period_without_controls()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Many(tags: 100, entriesOfTag: 3), isDark: true);
        (double From, double To) home = await page.PeriodAsync();
        await page.ClickAsync("#in");
        Assert.True(await page.CountAsync("#lanes li") < 100);

        await page.PrintAsync();

        Assert.Equal(100, await page.CountAsync("#lanes li"));
        Assert.Equal(300, await page.CountAsync("#lanes .bar"));
        Assert.Equal(home, await page.PeriodAsync());
        Assert.Equal("none", (await page.EvaluateAsync("getComputedStyle(document.querySelector('.controls')).display")).GetString());
        Assert.Equal("rgb(255, 255, 255)", (await page.EvaluateAsync("getComputedStyle(document.body).backgroundColor")).GetString());
        Assert.Equal((byte)'%', (await page.PdfAsync())[0]);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Page_requests_nothing()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Large());

        await page.ClickAsync("#in");
        await page.ClickAsync(".event");

        Assert.All(page.Requests, request => Assert.StartsWith("data:", request, StringComparison.Ordinal));
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Policy_forbids_requests_and_other_scripts()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());

        await page.EvaluateAsync("fetch('http://localhost:9/').catch(() => 0)");
        await page.EvaluateAsync(
            "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))");

        Assert.Equal("undefined", (await page.EvaluateAsync("typeof window.ran")).GetString());
        Assert.Contains(page.Errors, error => error.Contains("connect", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(page.Errors, error => error.Contains("inline script", StringComparison.Ordinal));
    }

    private static async Task<bool> IsBelowAsync(OpenPage page) => (await page.EvaluateAsync(
        "document.querySelector('aside').getBoundingClientRect().top >= byId('picture').getBoundingClientRect().bottom")).GetBoolean();
}
