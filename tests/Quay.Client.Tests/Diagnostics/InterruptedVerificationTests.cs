using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies that an unknown outcome is reported even if the call does not wait for its verification.</summary>
public sealed class InterruptedVerificationTests : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly DiagnosticsFixture _fixture = new(configure: options => options.RetryDelay = TimeSpan.FromSeconds(1));
    private readonly string _digest;

    public InterruptedVerificationTests() => _digest = _fixture.Quay.AddRepository("acme/app").Push("build").Digest;

    public enum Ending
    {
        /// <summary>The caller cancels the call.</summary>
        Cancellation,

        /// <summary>The client is disposed.</summary>
        Disposal,
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _cancellation.Dispose();
    }

    [Theory]
    [InlineData(Ending.Cancellation)]
    [InlineData(Ending.Disposal)]
    public async Task Interrupted_verification_of_a_lost_write_is_reported_as_an_unknown_outcome(Ending ending)
    {
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        _fixture.Quay.Changes.Before(
            TagFixture.IsWrite, () => _fixture.Quay.Changes.Before(request => !TagFixture.IsWrite(request), () => End(ending)));
        await AssertReportedOnceAsync(ending, "the response was lost, and");
    }

    [Theory]
    [InlineData(Ending.Cancellation)]
    [InlineData(Ending.Disposal)]
    public async Task Interrupted_pause_before_the_verification_is_reported_as_an_unknown_outcome(Ending ending)
    {
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.Clock.Waiting = () => End(ending));
        await AssertReportedOnceAsync(ending, "the response was lost, and");
    }

    [Theory]
    [InlineData(Ending.Cancellation)]
    [InlineData(Ending.Disposal)]
    public async Task Interrupted_reading_back_is_reported_as_an_unknown_outcome(Ending ending)
    {
        _fixture.Quay.Changes.Before(
            TagFixture.IsWrite, () => _fixture.Quay.Changes.Before(request => !TagFixture.IsWrite(request), () => End(ending)));
        await AssertReportedOnceAsync(ending, "Quay reported success, but");
    }

    private void End(Ending ending)
    {
        if (ending == Ending.Disposal)
        {
            ((IDisposable)_fixture.Client).Dispose();
        }
        else
        {
            _cancellation.Cancel();
        }
    }

    private async Task AssertReportedOnceAsync(Ending ending, string reason)
    {
        Exception? error = await Record.ExceptionAsync(
            () => _fixture.Client.Tags.MoveAsync("acme/app", "prod", _digest, cancellationToken: _cancellation.Token));

        if (ending == Ending.Cancellation)
        {
            Assert.Equal(_cancellation.Token, Assert.IsAssignableFrom<OperationCanceledException>(error).CancellationToken);
        }
        else
        {
            Assert.IsType<ObjectDisposedException>(error);
        }

        Assert.StartsWith($"Moving acme/app:prod to {_digest[..19]}…: {reason} ", error!.Message, StringComparison.Ordinal);
        Assert.Equal(["WriteOutcomeUnknown"], _fixture.EventNames);
        Assert.Contains("Moving acme/app:prod", _fixture.Events[0].Message, StringComparison.Ordinal);
        Assert.Equal(["unknown: 1"], _fixture.Metrics.SumBy("quay.client.lost_writes", "quay.write.outcome"));
    }
}
