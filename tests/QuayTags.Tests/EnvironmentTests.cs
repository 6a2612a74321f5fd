using Quay.Client.Testing;

namespace QuayTags.Tests;

public sealed class EnvironmentTests : IAsyncDisposable
{
    private readonly FakeQuay _quay = TestQuay.WithEntries("""{"name": "latest", "manifest_digest": "sha256:ab"}""");
    private readonly FakeQuayServer _server;

    public EnvironmentTests() => _server = FakeQuayServer.Start(_quay);

    private string Url => $"{_server.Endpoint}";

    private FakeRequest Asked => Assert.Single(_quay.Requests).Request;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Quay_url_and_quay_token_say_where_and_as_whom()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = Url, ["QUAY_TOKEN"] = _quay.Token });

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal($"Bearer {_quay.Token}", Asked.Header("Authorization"));
    }

    [Fact]
    public async Task The_option_wins_over_quay_url()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json", "--url", Url], new() { ["QUAY_URL"] = "ftp://elsewhere.example" });

        Assert.Equal(0, run.ExitCode);
        _quay.Requests.AssertRequests("GET /api/v1/repository/quayadmin/busybox/tag/?limit=100");
    }

    [Fact]
    public async Task An_empty_token_is_none()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = Url, ["QUAY_TOKEN"] = "" });

        Assert.Equal(0, run.ExitCode);
        Assert.Null(Asked.Header("Authorization"));
    }

    [Fact]
    public async Task An_empty_address_is_none()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = "" });

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(7, run.Lines.Length);
    }

    // A token that cannot be sent would be refused if it were looked at.
    [Fact]
    public async Task The_embedded_quay_does_not_get_the_users_token()
    {
        ToolRun run = await ToolRun.RunAsync(["history", "--json"], new() { ["QUAY_TOKEN"] = "no token\n" });

        Assert.Equal(0, run.ExitCode);
    }
}
