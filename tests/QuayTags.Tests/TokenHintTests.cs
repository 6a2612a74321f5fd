namespace QuayTags.Tests;

/// <summary>Tests that the error about a token that Quay does not accept names where the token comes from.</summary>
public sealed class TokenHintTests : IAsyncDisposable
{
    private readonly WriteFixture _first = new();
    private readonly WriteFixture _second = new();

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Theory]
    [InlineData("QUAY_TOKEN", "unknown-token", " The source of the token: QUAY_TOKEN.")]
    [InlineData("QUAY_TOKEN_COMMAND", "echo unknown-token", " The source of the token: QUAY_TOKEN_COMMAND.")]
    [InlineData("OTHER", "", " No token is set: set QUAY_TOKEN, or pass --token-stdin, --token-command or --profile.")]
    public async Task Source_of_the_token_is_named(string variable, string value, string expected)
    {
        ToolRun run = await ToolRun.RunAsync(["history", "acme/app"], new() { ["QUAY_URL"] = _first.Url, [variable] = value });

        Assert.EndsWith(expected, run.AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_of_the_token_is_named()
    {
        using var profiles = new ProfileFolder(
            $$"""{"profiles": {"work": {"url": "{{_first.Url}}", "token": "unknown-token"} } }""");

        ToolRun run = await profiles.RunAsync("history", "acme/app", "--profile", "work");

        Assert.EndsWith(" The source of the token: token of profile 'work'.", run.AssertFailure(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variable_of_the_other_server_is_named()
    {
        ToolRun run = await _first.RunAsync("diff", "acme/app", "acme/app", "--other-url", _second.Url);

        string line = run.AssertFailure(1);
        Assert.EndsWith(" No token is set: set QUAY_OTHER_TOKEN, or pass --other-profile.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("QUAY_TOKEN", line, StringComparison.Ordinal);
    }
}
