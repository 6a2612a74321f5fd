using System.Text.Json;
using Deque.AxeCore.Commons;

namespace QuayTags.Tests.Browser;

[Trait("Speed", "Slow")]
[Collection(SharedChromium.Name)]
public class PageAccessibilityTests(Chromium chromium)
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    public static TheoryData<int, bool> Windows => new() { { 1280, false }, { 1280, true }, { 390, false }, { 390, true } };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Page_has_no_accessibility_violations(int width, bool isDark)
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Large(), width, isDark);

        await AssertAccessibleAsync(page);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Page_with_a_highlighted_digest_and_open_help_has_no_accessibility_violations(int width, bool isDark)
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small(), width, isDark);

        await page.ClickAsync(".help summary");
        await page.ClickAsync(".event");
        await page.EvaluateAsync("document.querySelector('.bar').focus()");
        await page.PressAsync("ArrowDown");

        Assert.True(await page.CountAsync(".bar.on") > 0);
        Assert.Equal(1, await page.CountAsync("#tip:not([hidden])"));
        await AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task Missing_label_is_found()
    {
        await using OpenPage page = await chromium.OpenAsync(Pages.Small());

        await page.EvaluateAsync("document.getElementById('in').removeAttribute('aria-label'), document.getElementById('in').title = '', "
            + "document.getElementById('in').textContent = ''");

        Assert.Contains("button-name", await ViolationsAsync(page), StringComparison.Ordinal);
    }

    private static async Task AssertAccessibleAsync(OpenPage page) => Assert.Equal("", await ViolationsAsync(page));

    private static async Task<string> ViolationsAsync(OpenPage page)
    {
        // The DevTools protocol is not subject to the policy of the page.
        await page.EvaluateAsync($"{Axe};0");
        JsonElement violations = await page.EvaluateAsync(
            "axe.run().then(result => result.violations.map(each => each.id + ': ' + each.nodes.map(node => node.html + ' ' "
            + "+ node.failureSummary).slice(0, 3).join('\\n')))");
        return string.Join('\n', violations.EnumerateArray().Select(violation => violation.GetString()));
    }
}
