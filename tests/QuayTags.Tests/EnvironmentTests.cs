using Quay.Client.Testing;

namespace QuayTags.Tests;

public sealed class EnvironmentTests : IAsyncDisposable
{
    private readonly FakeQuay _quay = TestQuay.WithEntries("""{"name": "latest", "manifest_digest": "sha256:ab"}""");
    private readonly FakeQuayServer _server;

    public EnvironmentTests() => _server = FakeQuayServer.Start(_quay);

    private string Url => $"{_server.Endpoint}";

    private FakeRequest Sent => Assert.Single(_quay.Requests).Request;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task QUAY_URL_and_QUAY_TOKEN_select_the_server_and_the_user()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = Url, ["QUAY_TOKEN"] = _quay.Token });

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal($"Bearer {_quay.Token}", Sent.Header("Authorization"));
    }

    [Fact]
    public async Task Option_url_overrides_QUAY_URL()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json", "--url", Url], new() { ["QUAY_URL"] = "ftp://elsewhere.example" });

        Assert.Equal(0, run.ExitCode);
        _quay.Requests.AssertRequests("GET /api/v1/repository/quayadmin/busybox/tag/?limit=100");
    }

    [Fact]
    public async Task Empty_token_is_ignored()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = Url, ["QUAY_TOKEN"] = "" });

        Assert.Equal(0, run.ExitCode);
        Assert.Null(Sent.Header("Authorization"));
    }

    [Fact]
    public async Task Empty_url_is_ignored()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = "" });

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(7, run.Lines.Length);
    }

    // A pipeline that lacks its URL must not get the sample data.
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Token_without_a_server_is_wrong_usage(string? url)
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_TOKEN"] = "t1", ["QUAY_URL"] = url! });

        Assert.Equal("There is a token (QUAY_TOKEN), but no server. Pass --url, or set QUAY_URL.", run.AssertFailure(2));
    }
}
