using System.Diagnostics;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tracing;

/// <summary>Verifies the events of spans, which show what an operation waited for.</summary>
public class OperationEventTests
{
    [Fact]
    public async Task Wait_for_the_rate_limiter_is_an_event_of_the_operation()
    {
        await using var quay = new TracedQuay(configure: options => options.RequestsPerSecond = 0.5);

        await quay.Client.Repositories.GetAsync("acme/app");
        await quay.Client.Repositories.GetAsync("acme/app");

        Assert.Empty(quay.Trace.Operations[0].Events);
        ActivityEvent wait = Assert.Single(quay.Trace.Operations[1].Events);
        Assert.Equal("quay.rate_limiter.wait", wait.Name);
        Assert.InRange((double)Assert.Single(wait.Tags, tag => tag.Key == "quay.wait.duration").Value!, 1.9, 2.1);
        Assert.All(quay.Trace.Spans.Except(quay.Trace.Operations), attempt => Assert.Empty(attempt.Events));
    }

    [Fact]
    public async Task Short_wait_for_the_rate_limiter_is_no_event()
    {
        await using var quay = new TracedQuay(configure: options => options.RequestsPerSecond = 1000);

        await quay.Client.Repositories.GetAsync("acme/app");
        await quay.Client.Repositories.GetAsync("acme/app");

        Assert.All(quay.Trace.Operations, operation => Assert.Empty(operation.Events));
    }

    [Fact]
    public async Task Retry_is_an_event_of_the_operation_with_its_delay_and_reason()
    {
        await using var quay = new TracedQuay(configure: options => options.RetryDelay = TimeSpan.FromSeconds(2));
        quay.Fake.Faults.Next(Fault.ServiceUnavailable);

        await quay.Client.Repositories.GetAsync("acme/app");

        ActivityEvent retry = Assert.Single(Assert.Single(quay.Trace.Operations).Events);
        Assert.Equal("quay.retry", retry.Name);
        Dictionary<string, object?> tags = retry.Tags.ToDictionary();
        Assert.Equal(["quay.retry.delay", "quay.retry.reason"], tags.Keys.Order(StringComparer.Ordinal));
        Assert.InRange((double)tags["quay.retry.delay"]!, 0.1, 10);
        Assert.Equal("returned 503", tags["quay.retry.reason"]);
    }

    [Fact]
    public void Activity_of_the_application_gets_no_events()
    {
        using var own = new ActivitySource("Application");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == own,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using Activity? activity = own.StartActivity("job");
        Assert.True(activity!.IsAllDataRequested);

        OperationEvents.AddWait(TimeSpan.FromSeconds(2));
        OperationEvents.AddRetry(TimeSpan.FromSeconds(2), "got 503");

        Assert.Empty(activity.Events);
    }
}
