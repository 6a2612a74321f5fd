using PuppeteerSharp;

namespace QuayTags.Tests.Browser;

/// <summary>Runs Chromium for the tests of the page. They are skipped if it is not installed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program)
        {
            return;
        }

        _browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = program,
            Headless = true,
            UserDataDir = Path.Combine(_folder, "profile"),
            Timeout = 120_000,
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // A process of the browser can still write to its profile.
        }
    }

    /// <summary>Opens a page from a file, and waits until it is drawn.</summary>
    /// <param name="html">The text of the page.</param>
    /// <param name="width">The width of the window in pixels.</param>
    /// <param name="isDark">Whether the user prefers a dark theme.</param>
    internal async Task<OpenPage> OpenAsync(string html, int width = 1280, bool isDark = false)
    {
        Assert.SkipUnless(_browser is not null, $"None of {string.Join(", ", Programs)} is installed.");
        string file = Path.Combine(_folder, $"{Guid.NewGuid()}.html");
        await File.WriteAllTextAsync(file, html);
        return await OpenPage.OpenAsync(await _browser.NewPageAsync(), new Uri(file), width, isDark);
    }

    private static string? Find() => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from program in Programs
        let path = Path.Combine(folder, program)
        where File.Exists(path)
        select path).FirstOrDefault();
}

[CollectionDefinition(Name)]
public class SharedChromium : ICollectionFixture<Chromium>
{
    public const string Name = "Chromium";
}
