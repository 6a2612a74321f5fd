using QuayTags.Tests.Timeline;

namespace QuayTags.Tests.Browser;

[Trait("Speed", "Slow")]
[Collection(SharedChromium.Name)]
public class HostilePageTests(Chromium chromium)
{
    private const string Break = "</script><img src=x onerror=window.ran=1><!--<script>";

    private static readonly string LongName = new('n', 128);

    private static TestHistory History => new TestHistory()
        .Entry(Break, "a", 12)
        .Entry("\u202Eright-to-left\u202C שלום", "b", 13)
        .Entry("🚀 rocket 👩‍👩‍👧", "c", 14)
        .Entry(LongName, "d", 14.5)
        .Entry("{data}{script}$&", "e", 14.6)
        .Entry("__proto__", "f", 14.7)
        .Add(Pages.Entry("digest", $"sha256:{Break}\"'"));

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Names_and_digests_are_never_markup(int width)
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Of(History), width);

        await page.ClickAsync(".event");
        await page.EvaluateAsync("[...document.querySelectorAll('.bar')].forEach(bar => showTip(bar))");

        string[] names = await page.TextsAsync("#lanes .name");
        Assert.Equal(7, names.Length);
        Assert.Subset(names.ToHashSet(), new HashSet<string> { Break, LongName, "right-to-left שלום", "{data}{script}$&", "__proto__" });
        Assert.Equal(0, await page.CountAsync("img"));
        Assert.Equal(2, await page.CountAsync("script"));
        Assert.Equal("undefined", (await page.EvaluateAsync("typeof window.ran")).GetString());
        Assert.Equal(0, await page.OverflowAsync());
        page.AssertNoErrors();
    }

    [Fact]
    public void Data_has_no_characters_that_end_its_element()
    {
        string data = PageData.Of(Drawing.SceneOf(History));

        Assert.DoesNotContain('<', data);
        Assert.DoesNotContain('>', data);
        Assert.DoesNotContain('&', data);
        Assert.True(data.All(char.IsAscii));
    }

    [Fact]
    public void Page_of_a_history_is_always_the_same() => Assert.Equal(Pages.Large(), Pages.Large());

    [Fact]
    public void Title_is_escaped()
    {
        string page = TimelinePage.Draw(Drawing.SceneOf(History) with { Repository = "</title><img src=x>&" });

        Assert.Contains("<title>&lt;/title&gt;&lt;img src=x&gt;&amp;: history of its tags</title>", page, StringComparison.Ordinal);
    }
}
