using System.Text.Json.Nodes;

namespace QuayTags.Tests;

public sealed class WhoamiTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public WhoamiTests() => _quay.Quay.AddOrganization("org");

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Fact]
    public async Task User_and_organizations_of_the_token_are_shown()
    {
        ToolRun run = await _quay.RunAsync("whoami");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["admin", "member of org, administrator"], run.Lines);
        Assert.Empty(run.Error);
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
        Assert.Contains("does not accept the token in QUAY_TOKEN", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(json ? ["false"] : [], run.JsonLines.Select(line => line!["is_alive"]!.ToJsonString()));
    }

    [Fact]
    public async Task Token_without_the_scope_of_the_user_is_accepted()
    {
        string token = _quay.Quay.AddToken("admin", "repo:read").Value;
        ToolRun run = await ToolRun.RunAsync(
            ["whoami"], new() { ["QUAY_URL"] = _quay.Context().GetEnvironmentVariable("QUAY_URL")!, ["QUAY_TOKEN"] = token });
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("lacks the scope user:read", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sample_has_a_user()
    {
        ToolRun run = await ToolRun.RunAsync("whoami");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["admin", "member of rqorg, administrator"], run.Lines);
    }
}
