namespace QuayTags.Tests;

public sealed class ProfileFileTests
{
    private const string Work = """{"profiles": {"work": {"url": "https://work.example"}}}""";

    [Theory]
    [InlineData("{", "The file is not valid JSON at line 1.")]
    [InlineData("[]", "The file must be a JSON object.")]
    [InlineData("""{"profile": {}}""", "profile is not a known property. Did you mean 'profiles'?")]
    [InlineData("""{"profiles": []}""", "profiles must be a JSON object.")]
    [InlineData("""{"default_profile": 1}""", "default_profile must be a non-empty string.")]
    [InlineData("""{"profiles": {"work": "x"}}""", "profiles.work must be a JSON object.")]
    [InlineData("""{"profiles": {"work": {}}}""", "profiles.work.url is missing.")]
    [InlineData("""{"profiles": {"work": {"url": 5}}}""", "profiles.work.url must be a non-empty string.")]
    [InlineData(
        """{"profiles": {"work": {"url": "quay.example"}}}""",
        "profiles.work.url is invalid: 'quay.example' is not the URL of a Quay server. It begins with https:// or http://, "
            + "such as https://quay.io.")]
    [InlineData(
        """{"profiles": {"work": {"url": "https://a.example", "tokencommand": "x"}}}""",
        "profiles.work.tokencommand is not a known property. Did you mean 'token_command'?")]
    [InlineData(
        """{"profiles": {"work": {"url": "https://a.example", "password": "canary"}}}""",
        "profiles.work.password is not a known property. Known: allow_insecure_http, ca_file, proxy, token, token_command, url.")]
    [InlineData(
        """{"profiles": {"work": {"url": "https://a.example", "allow_insecure_http": "yes"}}}""",
        "profiles.work.allow_insecure_http must be true or false.")]
    [InlineData(
        """{"profiles": {"work": {"url": "https://a.example", "token": "canary", "token_command": "x"}}}""",
        "profiles.work has a token and a token_command; remove one of them.")]
    [InlineData(
        """{"profiles": {"work": {"url": "https://a.example", "proxy": "user:canary@proxy"}}}""",
        "profiles.work.proxy is invalid: The value is not the URL of a proxy, such as http://proxy.example.com:3128.")]
    [InlineData("""{"profiles": {"work": {"url": "https://a.example", "url": "https://b.example"}}}""",
        "The file contains a duplicate property.")]
    [InlineData("""{"default_profile": "wrok", "profiles": {"work": {"url": "https://a.example"}}}""",
        "default_profile names the profile 'wrok', which is not in @. Did you mean 'work'?")]
    public async Task Invalid_file_is_wrong_usage(string json, string expected)
    {
        using var profiles = new ProfileFolder(json);

        string line = (await profiles.RunAsync("history")).AssertFailure(2);

        Assert.Equal($"{profiles.FilePath}: {expected.Replace("@", profiles.FilePath, StringComparison.Ordinal)}", line);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_profile_is_wrong_usage_with_the_closest_name()
    {
        using var profiles = new ProfileFolder(Work);

        ToolRun close = await profiles.RunAsync("history", "--profile", "wrk");
        ToolRun other = await ToolRun.RunAsync(["history"], profiles.Context(new() { ["QUAY_PROFILE"] = "production" }));

        Assert.Equal(
            $"--profile names the profile 'wrk', which is not in {profiles.FilePath}. Did you mean 'work'?", close.AssertFailure(2));
        Assert.Equal(
            $"QUAY_PROFILE names the profile 'production', which is not in {profiles.FilePath}. Known: work.", other.AssertFailure(2));
    }

    [Fact]
    public async Task Profile_without_a_file_is_wrong_usage()
    {
        using var profiles = new ProfileFolder(Work);
        File.Delete(profiles.FilePath);

        Assert.Equal(
            $"--profile needs {profiles.FilePath}, which does not exist.",
            (await profiles.RunAsync("history", "--profile", "work")).AssertFailure(2));
        Assert.Equal(0, (await profiles.RunAsync("history")).ExitCode);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task File_that_others_can_write_is_not_used(UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        using var profiles = new ProfileFolder(Work);
        profiles.SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        Assert.Equal(
            $"{profiles.FilePath} is not used, because other users can change it, and the tool runs its token commands. "
                + $"Run: chmod go-w '{profiles.FilePath}'",
            (await profiles.RunAsync("history", "--profile", "work")).AssertFailure(2));
    }

    [Fact]
    public async Task File_in_a_folder_that_others_can_write_is_not_used()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        using var profiles = new ProfileFolder(Work);
        SetMode(profiles.Folder, UnixFileMode.OtherWrite);

        Assert.EndsWith(
            $"Run: chmod go-w '{profiles.Folder}'",
            (await profiles.RunAsync("history", "--profile", "work")).AssertFailure(2),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Linked_file_in_a_folder_that_others_can_write_is_not_used(bool isSticky)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        using var target = new ProfileFolder(Work);
        using var profiles = new ProfileFolder("");
        File.Delete(profiles.FilePath);
        File.CreateSymbolicLink(profiles.FilePath, target.FilePath);
        SetMode(target.Folder, UnixFileMode.OtherWrite | (isSticky ? UnixFileMode.StickyBit : UnixFileMode.None));

        Assert.EndsWith(
            $"Run: chmod go-w '{target.Folder}'",
            (await profiles.RunAsync("history", "--profile", "work")).AssertFailure(2),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public async Task Folder_in_a_folder_that_others_can_write_is_used_only_with_the_sticky_bit(bool isSticky, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        using var parent = new ProfileFolder("");
        string folder = Directory.CreateDirectory(Path.Combine(parent.Folder, "quaytags")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "profiles.json"),
            """{"profiles": {"work": {"url": "https://127.0.0.1:1"}}}""",
            TestContext.Current.CancellationToken);
        SetMode(parent.Folder, UnixFileMode.OtherWrite | (isSticky ? UnixFileMode.StickyBit : UnixFileMode.None));

        ToolRun run = await ToolRun.RunAsync(["history", "--profile", "work"], ToolRun.Context() with { ConfigurationFolder = folder });

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(!isSticky, run.Error.Contains($"Run: chmod o-w '{parent.Folder}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_link_is_wrong_usage()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        using var profiles = new ProfileFolder("");
        File.Delete(profiles.FilePath);
        File.CreateSymbolicLink(profiles.FilePath, "missing.json");

        Assert.Equal(
            $"{profiles.FilePath} is a link to a file that does not exist.",
            (await profiles.RunAsync("history", "--profile", "work")).AssertFailure(2));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "\"token\": \"canary\"", true)]
    [InlineData(UnixFileMode.OtherRead, "\"token\": \"canary\"", true)]
    [InlineData(UnixFileMode.OtherRead, "\"proxy\": \"http://user:canary@127.0.0.1:1\"", true)]
    [InlineData(UnixFileMode.OtherRead, "\"proxy\": \"http://127.0.0.1:1\"", false)]
    public async Task File_with_a_secret_that_others_can_read_is_not_used(UnixFileMode mode, string property, bool isRefused)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes of files.");
        using var profiles = new ProfileFolder(
            $$"""{"profiles": {"work": {"url": "https://127.0.0.1:1", {{property}} } } }""");
        profiles.SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);

        ToolRun run = await profiles.RunAsync("history", "--profile", "work");

        Assert.Equal(isRefused ? 2 : 1, run.ExitCode);
        Assert.Equal(isRefused, run.Error.Contains($"Run: chmod 600 '{profiles.FilePath}'", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_is_not_read_if_a_url_selects_the_server()
    {
        using var profiles = new ProfileFolder("no JSON");

        ToolRun run = await profiles.RunAsync("history", "--url", "http://127.0.0.1:1");

        Assert.Contains("http://127.0.0.1:1", run.AssertFailure(1), StringComparison.Ordinal);
    }

    private static void SetMode(string folder, UnixFileMode added)
    {
#pragma warning disable CA1416 // The tests are skipped on Windows.
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | added);
#pragma warning restore CA1416
    }
}
