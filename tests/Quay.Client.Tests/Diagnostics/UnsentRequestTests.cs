using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies that a request whose token does not arrive is not reported as a request to Quay.</summary>
public sealed class UnsentRequestTests : IDisposable
{
    private readonly DiagnosticsFixture _fixture;
    private readonly string _digest;
    private readonly CancellationTokenSource _cancellation = new();

    // Invoked for each request; null for a token at once.
    private Func<CancellationToken, Task>? _wait;

    public UnsentRequestTests()
    {
        _fixture = new DiagnosticsFixture(configure: options =>
        {
            string? token = options.Token;
            options.Token = null;
            options.TokenProvider = async cancellationToken =>
            {
                await (_wait?.Invoke(cancellationToken) ?? Task.CompletedTask);
                return token;
            };
            options.MaxRetries = 1;
        });
        _digest = _fixture.Quay.AddRepository("acme/app").Push("build").Digest;
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _cancellation.Dispose();
    }

    [Fact]
    public async Task Request_that_is_cancelled_while_it_waits_for_its_token_is_not_counted()
    {
        _wait = async cancellationToken =>
        {
            await _cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _fixture.Client.Repositories.GetAsync("acme/app", cancellationToken: _cancellation.Token));

        Assert.Empty(_fixture.Quay.Requests);
        Assert.Empty(_fixture.Metrics.Of("quay.client.requests"));
        Assert.Empty(_fixture.AllRecords);
    }

    [Fact]
    public async Task Retry_after_a_token_that_did_not_arrive_in_time_names_the_TokenProvider()
    {
        HangOnce();

        await _fixture.Client.Repositories.GetAsync("acme/app").WaitAsync(Watchdog.Limit);

        Assert.Equal(["RetryScheduled", "RequestCompleted"], _fixture.AllRecords.Select(record => record.Id.Name));
        Assert.Contains(
            " /api/v1/repository/acme/app got no token from the TokenProvider in time. Retrying in ",
            _fixture.Events[0].Message,
            StringComparison.Ordinal);
        Assert.Equal(1, _fixture.Metrics.Sum("quay.client.requests"));
    }

    [Fact]
    public async Task Write_whose_token_did_not_arrive_in_time_is_no_lost_write()
    {
        _fixture.Quay.Changes.BeforeRequest(1, HangOnce);

        await Assert.ThrowsAsync<QuayTimeoutException>(
            () => _fixture.Client.Tags.MoveAsync("acme/app", "prod", _digest).WaitAsync(Watchdog.Limit));

        Assert.DoesNotContain(_fixture.Quay.Requests, exchange => TagFixture.IsWrite(exchange.Request));
        Assert.Empty(_fixture.Metrics.Of("quay.client.lost_writes"));
    }

    [Fact]
    public async Task Request_that_fails_after_its_token_arrived_is_counted()
    {
        _fixture.Quay.Faults.Next(Fault.Cut);
        await _fixture.Client.Repositories.GetAsync("acme/app");
        Assert.Equal(["none: 1", "response_ended: 1"], _fixture.Metrics.SumBy("quay.client.requests", "error.type"));
    }

    // Exceeds the time limit of the attempt.
    private void HangOnce() => _wait = async cancellationToken =>
    {
        _wait = null;
        Task never = Task.Delay(Timeout.Infinite, cancellationToken);
        _ = Task.Run(() => _fixture.Clock.Advance(TimeSpan.FromHours(21)), CancellationToken.None);
        await never;
    };
}
