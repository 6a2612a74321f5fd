using System.Globalization;

namespace QuayTags.Tests.Browser;

[Trait("Speed", "Slow")]
[Collection(SharedChromium.Name)]
public class LargePageTests(Chromium chromium)
{
    [Fact]
    public async Task Page_with_500_tags_and_10000_entries_draws_only_the_visible_lanes()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Many(tags: 500, entriesOfTag: 20));

        double opening = page.OpeningTime.TotalMilliseconds;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The page opened in {opening:0} ms."));
        Assert.Contains("500 tags · 10,000 entries", await page.TextAsync("#facts"), StringComparison.Ordinal);
        Assert.InRange(await page.CountAsync("#lanes li"), 20, 60);
        Assert.Equal(200, await page.CountAsync("#events li"));
        Assert.True(page.OpeningTime < TimeSpan.FromSeconds(20));

        await page.EvaluateAsync("byId('picture').scrollTop = 1e6");
        await page.DrawnAsync();

        Assert.Contains("tag-000", await page.TextsAsync("#lanes .name"));
        Assert.InRange(await page.CountAsync("#lanes li"), 10, 60);
        Assert.True((await page.EvaluateAsync("byId('lanes').offsetHeight")).GetInt32() >= 500 * 26);
        page.AssertNoErrors();
    }

    [Fact]
    public async Task Events_are_listed_in_portions()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Many(tags: 100, entriesOfTag: 20));

        Assert.Equal(200, await page.CountAsync("#events li"));
        await page.ClickAsync("#more");
        Assert.Equal(1200, await page.CountAsync("#events li"));
        await page.ClickAsync("#more");

        Assert.Equal(2000, await page.CountAsync("#events li"));
        Assert.Equal(1, await page.CountAsync("#more[hidden]"));
        Assert.Equal("2,000 events", await page.TextAsync("#count"));
    }
}
