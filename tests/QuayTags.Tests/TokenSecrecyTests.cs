using System.CommandLine;
using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests that a token goes only to its server, and that the tool never shows it.</summary>
public sealed class TokenSecrecyTests : IAsyncDisposable
{
    private const string Canary = "canary0token";

    private readonly WriteFixture _first = new();
    private readonly WriteFixture _second = new();

    public TokenSecrecyTests()
    {
        foreach (WriteFixture quay in (WriteFixture[])[_first, _second])
        {
            quay.Quay.AddTokenWithValue(Canary, "admin");
            quay.AddEntry("prod", 'a', daysAgo: 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Theory]
    [InlineData("token", Canary)]
    [InlineData("token_command", "echo " + Canary)]
    public async Task Token_of_a_profile_is_sent_only_to_its_url(string property, string value)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && property == "token_command", "The command is written for sh.");
        using var profiles = new ProfileFolder(
            $$"""{"default_profile": "work", "profiles": {"work": {"url": "{{_first.Url}}", "{{property}}": "{{value}}"} } }""");
        string[] history = ["history", "acme/app"];

        ToolRun own = await profiles.RunAsync(history);
        ToolRun named = await profiles.RunAsync([.. history, "--profile", "work", "--url", _second.Url]);
        ToolRun variable = await ToolRun.RunAsync(
            history, profiles.Context(new() { ["QUAY_PROFILE"] = "work", ["QUAY_URL"] = _second.Url }));
        ToolRun anonymous = await profiles.RunAsync([.. history, "--url", _second.Url]);
        ToolRun other = await profiles.RunAsync("diff", "acme/app", "acme/app", "--other-url", _second.Url);

        Assert.Equal(0, own.ExitCode);
        Assert.Equal($"Bearer {Canary}", Sent(_first)[0]);
        Assert.StartsWith(
            $"--url is {_second.Url}, but profile 'work' is for {_first.Url}", named.AssertFailure(2), StringComparison.Ordinal);
        Assert.StartsWith($"QUAY_URL is {_second.Url}, but", variable.AssertFailure(2), StringComparison.Ordinal);
        Assert.Equal(1, anonymous.ExitCode);
        Assert.Equal(1, other.ExitCode);
        Assert.NotEmpty(Sent(_second));
        Assert.All(Sent(_second), Assert.Null);
        AssertNoCanary(own, named, variable, anonymous, other);
    }

    [Fact]
    public async Task Token_of_the_other_profile_is_sent_only_to_its_url()
    {
        using var profiles = new ProfileFolder(
            $$"""{"profiles": {"other": {"url": "{{_second.Url}}", "token": "{{Canary}}"} } }""");
        ToolContext context = profiles.Context(new() { ["QUAY_URL"] = _first.Url, ["QUAY_TOKEN"] = _first.Quay.Token });

        ToolRun run = await ToolRun.RunAsync(["diff", "acme/app", "acme/app", "--other-profile", "other"], context);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal([$"Bearer {_first.Quay.Token}"], Sent(_first).Distinct());
        Assert.Equal([$"Bearer {Canary}"], Sent(_second).Distinct());
    }

    [Theory]
    [InlineData("history", "--token", Canary)]
    [InlineData("history", "acme/app", "--token=" + Canary)]
    [InlineData("delete", "acme/app", "prod", "--token", Canary)]
    [InlineData("--token", Canary, "history")]
    [InlineData("watch", "acme", "--token", Canary)]
    [InlineData("whoami", "--token-stdin=" + Canary)]
    [InlineData("whoami", "--token-stdin", Canary)]
    [InlineData("history", "--token-stdin=" + Canary)]
    [InlineData("history", "acme/app", "--token-stdin:" + Canary)]
    public async Task Token_as_an_argument_is_wrong_usage(params string[] args)
    {
        ToolRun run = await _first.RunAsync(args);

        Assert.Contains(
            "Set QUAY_TOKEN, or pass --token-stdin or --token-command COMMAND.", run.AssertFailure(2), StringComparison.Ordinal);
        AssertNoCanary(run);
        Assert.Empty(_first.Quay.Requests);
    }

    // The token of a fake server is not a secret, so its command can have this option.
    [Fact]
    public void Command_can_have_its_own_token_option()
    {
        var token = new Option<string>("--token");
        var root = new RootCommand { new Command("serve") { token } };
        root.Add(ServerOptions.RefuseToken());

        ParseResult parsed = root.Parse("serve --token abc");

        Assert.Empty(parsed.Errors);
        Assert.Equal("abc", parsed.GetValue(token));
    }

    [Fact]
    public async Task Token_option_is_not_in_the_help() =>
        Assert.DoesNotContain("--token ", (await ToolRun.RunAsync("history", "--help")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\n second line")]
    [InlineData("\r\n")]
    public async Task Token_is_read_from_the_first_line_of_the_standard_input(string rest)
    {
        ToolRun run = await RunWithInputAsync(new StringReader(Canary + rest), "history", "acme/app", "--token-stdin");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal($"Bearer {Canary}", Sent(_first)[0]);
    }

    [Theory]
    [InlineData("", "--token-stdin: the first line of standard input is empty.")]
    [InlineData("\n" + Canary, "--token-stdin: the first line of standard input is empty.")]
    [InlineData("two " + Canary, "--token-stdin cannot be used: The token cannot be sent")]
    public async Task Standard_input_without_a_token_is_wrong_usage(string input, string expected)
    {
        ToolRun run = await RunWithInputAsync(new StringReader(input), "history", "acme/app", "--token-stdin");

        Assert.Contains(expected, run.AssertFailure(2), StringComparison.Ordinal);
        AssertNoCanary(run);
        Assert.Empty(_first.Quay.Requests);
    }

    [Fact]
    public async Task Terminal_as_standard_input_is_wrong_usage()
    {
        ToolContext context = ToolRun.Context(new() { ["QUAY_URL"] = _first.Url }) with { InputIsTerminal = true };

        ToolRun run = await ToolRun.RunAsync(["history", "acme/app", "--token-stdin"], context);

        Assert.Contains("which is a terminal", run.AssertFailure(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_options_for_the_token_are_wrong_usage() => Assert.Contains(
        "--token-stdin and --token-command cannot be combined.",
        (await _first.RunAsync("history", "--token-stdin", "--token-command", "x")).Error,
        StringComparison.Ordinal);

    // Quay refuses each request in another way. The body repeats the token, as the error page of a proxy can.
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task Token_is_not_shown_if_a_response_repeats_it(int status)
    {
        _first.Quay.Faults.Always(Fault.Status(status, $"your token is {Canary}"));
        var environment = new Dictionary<string, string> { ["QUAY_URL"] = _first.Url, ["QUAY_TOKEN"] = Canary };

        foreach (string command in (string[])["history acme/app", "whoami", "list acme", "delete acme/app prod --yes"])
        {
            ToolRun run = await ToolRun.RunAsync([.. command.Split(' '), "--verbose"], environment);

            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("GET ", run.Error, StringComparison.Ordinal);
            AssertNoCanary(run);
        }

        Assert.Contains($"Bearer {Canary}", Sent(_first));
    }

    private static string?[] Sent(WriteFixture quay) =>
        [.. quay.Quay.Requests.Select(exchange => exchange.Request.Header("Authorization"))];

    private static void AssertNoCanary(params ToolRun[] runs) =>
        Assert.All(runs, run => Assert.DoesNotContain(Canary, run.Output + run.Error, StringComparison.Ordinal));

    private Task<ToolRun> RunWithInputAsync(TextReader input, params string[] args) =>
        ToolRun.RunAsync(args, ToolRun.Context(new() { ["QUAY_URL"] = _first.Url }) with { Input = input });
}
