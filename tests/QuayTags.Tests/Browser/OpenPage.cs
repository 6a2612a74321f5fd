using System.Diagnostics;
using System.Text.Json;
using PuppeteerSharp;
using PuppeteerSharp.Input;
using PuppeteerSharp.Media;

namespace QuayTags.Tests.Browser;

/// <summary>Represents a page that is open in the browser.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private const string Drawn = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))";

    private readonly IPage _page;

    private OpenPage(IPage page) => _page = page;

    /// <summary>Gets the addresses that the page requested, without the page itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Gets the errors of the page's script, and the violations of its policy.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Gets how long the page took from the start of the navigation until it was drawn.</summary>
    public TimeSpan OpeningTime { get; private set; }

    public IKeyboard Keyboard => _page.Keyboard;

    public IMouse Mouse => _page.Mouse;

    public static async Task<OpenPage> OpenAsync(IPage page, Uri address, int width, bool isDark)
    {
        var opened = new OpenPage(page);
        page.Request += (_, request) => opened.Requests.Add(request.Request.Url);
        page.PageError += (_, error) => opened.Errors.Add(error.Message);
        page.Console += (_, message) => opened.Errors.Add(message.Message.Text);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 800 });
        await page.EmulateMediaFeaturesAsync(
            [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        long start = Stopwatch.GetTimestamp();
        await page.GoToAsync($"{address}");
        await opened.EvaluateAsync(Drawn);
        opened.OpeningTime = Stopwatch.GetElapsedTime(start);
        opened.Requests.Remove($"{address}");
        return opened;
    }

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    /// <summary>Evaluates a script, and waits for its promise.</summary>
    public async Task<JsonElement> EvaluateAsync(string script) => await _page.EvaluateExpressionAsync<JsonElement>(script);

    /// <summary>Waits until the page is drawn.</summary>
    public Task DrawnAsync() => EvaluateAsync(Drawn);

    public async Task<int> CountAsync(string selector) =>
        (await EvaluateAsync($"document.querySelectorAll({Quoted(selector)}).length")).GetInt32();

    public async Task<string> TextAsync(string selector) =>
        (await EvaluateAsync($"document.querySelector({Quoted(selector)}).textContent")).GetString()!;

    /// <summary>Gets the text of each element that matches.</summary>
    public async Task<string[]> TextsAsync(string selector) =>
        [.. (await EvaluateAsync($"[...document.querySelectorAll({Quoted(selector)})].map(each => each.textContent)"))
            .EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>Gets by how many pixels the page is wider than the window.</summary>
    public async Task<int> OverflowAsync() =>
        (await EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth")).GetInt32();

    /// <summary>Gets the period that the page shows, in seconds since 1970.</summary>
    public async Task<(double From, double To)> PeriodAsync()
    {
        JsonElement period = await EvaluateAsync("[period.from, period.to]");
        return (period[0].GetDouble(), period[1].GetDouble());
    }

    public async Task ClickAsync(string selector)
    {
        await _page.ClickAsync(selector);
        await DrawnAsync();
    }

    public async Task TypeAsync(string selector, string text)
    {
        await _page.TypeAsync(selector, text);
        await DrawnAsync();
    }

    public async Task PressAsync(string key)
    {
        await Keyboard.PressAsync(key);
        await DrawnAsync();
    }

    /// <summary>Gets the centre of an element in the window.</summary>
    public async Task<(decimal X, decimal Y)> CentreAsync(string selector)
    {
        JsonElement place = await EvaluateAsync(
            "(box => [box.x + box.width / 2, box.y + box.height / 2])"
            + $"(document.querySelector({Quoted(selector)}).getBoundingClientRect())");
        return (place[0].GetDecimal(), place[1].GetDecimal());
    }

    public async Task PrintAsync()
    {
        await _page.EmulateMediaTypeAsync(MediaType.Print);
        await DrawnAsync();
    }

    public Task<byte[]> PdfAsync() => _page.PdfDataAsync();

    public void AssertNoErrors() => Assert.Empty(Errors);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
