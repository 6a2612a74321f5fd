using WireMock.Server;

namespace QuayTags.Tests;

public sealed class EnvironmentTests : IDisposable
{
    private readonly WireMockServer _quay = TestQuay.WithRows("""{"name": "latest"}""");

    public void Dispose() => _quay.Dispose();

    [Fact]
    public async Task Quay_url_and_quay_token_say_where_and_as_whom()
    {
        Sample run = await Sample.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = _quay.Url!, ["QUAY_TOKEN"] = "secret" });

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal("Bearer secret", Assert.Single(_quay.LogEntries).RequestMessage!.Headers!["Authorization"].Single());
    }

    [Fact]
    public async Task The_option_wins_over_quay_url()
    {
        Sample run = await Sample.RunAsync(["history", "--json", "--url", _quay.Url!], new() { ["QUAY_URL"] = "ftp://elsewhere.example" });

        Assert.Equal(0, run.ExitCode);
        Assert.Single(_quay.LogEntries);
    }

    [Fact]
    public async Task An_empty_token_is_none()
    {
        Sample run = await Sample.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = _quay.Url!, ["QUAY_TOKEN"] = "" });

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("Authorization", Assert.Single(_quay.LogEntries).RequestMessage!.Headers!.Keys);
    }

    [Fact]
    public async Task An_empty_address_is_none()
    {
        Sample run = await Sample.RunAsync(["history", "--json"], new() { ["QUAY_URL"] = "" });

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(7, run.Lines.Length);
    }

    // A token that cannot be sent would be refused if it were looked at.
    [Fact]
    public async Task The_embedded_quay_gets_no_token()
    {
        Sample run = await Sample.RunAsync(["history", "--json"], new() { ["QUAY_TOKEN"] = "no token\n" });

        Assert.Equal(0, run.ExitCode);
    }
}
