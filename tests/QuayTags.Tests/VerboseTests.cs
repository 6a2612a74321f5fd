using Quay.Client.Testing;

namespace QuayTags.Tests;

/// <summary>Tests that <c>--verbose</c> shows each request, and never the token.</summary>
public sealed class VerboseTests : IAsyncDisposable
{
    private readonly WriteFixture _quay = new();

    public VerboseTests() => _quay.AddEntry("prod", 'a', daysAgo: 9);

    public ValueTask DisposeAsync() => _quay.DisposeAsync();

    [Theory]
    [InlineData("show", "acme/app", "--verbose")]
    [InlineData("-v", "history", "acme/app", "--json")]
    [InlineData("delete", "acme/app", "prod", "-v")]
    public async Task Each_request_is_one_line_with_its_method_path_status_and_duration(params string[] args)
    {
        ToolRun run = await _quay.RunAsync(args);

        Assert.Equal(0, run.ExitCode);
        string[] sent =
        [
            .. _quay.Quay.Requests.Select(
                exchange => $"{exchange.Request.Method} {exchange.Request.Target}: {exchange.Response?.Status} in 0 ms"),
        ];
        Assert.NotEmpty(sent);
        Assert.Equal(sent, run.ErrorLines.Where(line => line.Contains(" in ", StringComparison.Ordinal)));
        Assert.DoesNotContain(_quay.Quay.Token, run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_attempt_and_each_retry_is_a_line()
    {
        _quay.Quay.Faults.InOrder(Fault.Status(503), Fault.Cut, Fault.BadGateway);

        ToolRun run = await _quay.RunAsync("show", "acme/app", "--verbose");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4, run.ErrorLines.Count(line => line.StartsWith("GET /api/v1/repository/acme/app", StringComparison.Ordinal)));
        Assert.Equal(3, run.ErrorLines.Count(line => line.Contains("Retrying in ", StringComparison.Ordinal)));
        Assert.Contains(run.ErrorLines, line => line.Contains(": no response in ", StringComparison.Ordinal));
        Assert.DoesNotContain(_quay.Quay.Token, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_not_shown_without_the_option()
    {
        ToolRun run = await _quay.RunAsync("show", "acme/app");

        Assert.Empty(run.Error);
    }
}
