using System.Text.Json.Nodes;

namespace QuayTags.Tests;

public sealed class WhoamiTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public WhoamiTests() => _quay.Quay.AddOrganization("org");

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task Server_user_organizations_and_source_of_the_token_are_shown()
    {
        ToolRun run = await _quay.RunAsync("whoami");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                $"Server        {_quay.Url}",
                "Version       v3.18.0",
                "Features      auto-prune, immutable tags, permanent deletion, pull statistics, security scanner",
                "Token         QUAY_TOKEN",
                "User          admin",
                "Organization  org (administrator)",
            ],
            run.Lines);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Profile_is_shown()
    {
        using var profiles = new ProfileFolder(
            $$"""{"default_profile": "work", "profiles": {"work": {"url": "{{_quay.Url}}", "token": "{{_quay.Quay.Token}}"} } }""");

        ToolRun run = await profiles.RunAsync("whoami");
        JsonNode json = Assert.Single((await profiles.RunAsync("whoami", "--json")).JsonLines)!;

        Assert.Contains("Profile       work", run.Lines);
        Assert.Contains("Token         token of profile 'work'", run.Lines);
        Assert.DoesNotContain(_quay.Quay.Token, run.Output, StringComparison.Ordinal);
        Assert.Equal(("work", "token of profile 'work'"), ((string?)json["profile"], (string?)json["token_source"]));
    }

    [Fact]
    public async Task Anonymous_access_exits_with_1_and_explains_how_to_pass_a_token()
    {
        ToolRun run = await ToolRun.RunAsync(["whoami"], new() { ["QUAY_URL"] = _quay.Url });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Token     none", run.Lines);
        Assert.StartsWith(
            "There is no token, so only public data is visible. Set QUAY_TOKEN,", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_the_user_as_Quay_returns_it()
    {
        ToolRun run = await _quay.RunAsync("whoami", "--json");
        JsonNode report = Assert.Single(run.JsonLines)!;
        Assert.Equal(0, run.ExitCode);
        Assert.True((bool?)report["is_alive"]);
        Assert.Equal("admin", (string?)report["user"]!["username"]);
        Assert.Equal("org", (string?)report["user"]!["organizations"]![0]!["name"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_that_Quay_does_not_accept_exits_with_1(bool json)
    {
        _quay.Quay.FindToken(_quay.Quay.Token)!.IsRevoked = true;
        ToolRun run = await _quay.RunAsync(["whoami", .. json ? ["--json"] : Array.Empty<string>()]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("does not accept the token (QUAY_TOKEN)", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(json, run.Output.Contains("\"is_alive\":false", StringComparison.Ordinal));
    }

    // The short token is a part of a word in the response.
    [Theory]
    [InlineData("any-long-token")]
    [InlineData("ro")]
    public async Task Token_without_the_scope_of_the_user_is_accepted(string token)
    {
        _quay.Quay.AddTokenWithValue(token, "admin", "repo:read");
        ToolRun run = await ToolRun.RunAsync(
            ["whoami"], new() { ["QUAY_URL"] = _quay.Context().GetEnvironmentVariable("QUAY_URL")!, ["QUAY_TOKEN"] = token });
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("User", run.Output, StringComparison.Ordinal);
        Assert.Contains("lacks the scope user:read", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_has_a_user()
    {
        ToolRun run = await ToolRun.RunAsync("whoami");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            ["Token         sample data", "User          admin", "Organization  rqorg (administrator)"], run.Lines[^3..]);
    }
}
