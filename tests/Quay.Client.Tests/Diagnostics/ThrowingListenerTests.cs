using System.Diagnostics.Metrics;
using Quay.Client.Tests.Stubs;
using Quay.Client.Tests.Tracing;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Verifies that a listener to the metrics may throw exceptions.</summary>
public class ThrowingListenerTests
{
    [Theory]
    [InlineData("quay.client.rate_limiter.queue", 1)]
    [InlineData("quay.client.rate_limiter.queue", -1)]
    [InlineData("quay.client.rate_limiter.wait.duration", null)]
    [InlineData("quay.client.rate_limiter.rate", null)]
    [InlineData("quay.client.requests", null)]
    public async Task Client_still_sends_requests_after_a_listener_threw(string instrument, int? value)
    {
        using var fixture = new DiagnosticsFixture(
            configure: options => (options.RequestsPerSecond, options.MaxConcurrentRequests) = (1000, 1));
        fixture.Quay.AddRepository("acme/app");
        int thrown = 0;
        using (MeterListener listener = Throwing(instrument, value, fixture.Endpoint.Host, () => thrown++))
        {
            for (int call = 0; call < 4; call++)
            {
                await Record.ExceptionAsync(() => fixture.Client.Repositories.GetAsync("acme/app").WaitAsync(Watchdog.Limit));
            }
        }

        Assert.InRange(thrown, 1, 100);
        await fixture.Client.Repositories.GetAsync("acme/app").WaitAsync(Watchdog.Limit);
    }

    [Fact]
    public async Task Span_ends_although_a_listener_to_the_duration_threw()
    {
        await using var quay = new TracedQuay(HttpSpans.None);
        using (Throwing("quay.client.operation.duration", value: null, quay.Endpoint.Port, () => { }))
        {
            Assert.NotNull(await Record.ExceptionAsync(() => quay.Client.Repositories.GetAsync("acme/app")));
        }

        Assert.Single(quay.Trace.Operations);
    }

    // Throws only for one server, because other tests can use the same meter.
    private static MeterListener Throwing(string instrument, double? value, object server, Action thrown)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (published, listener) =>
            {
                if (published.Meter.Name == "Quay.Client" && published.Name == instrument)
                {
                    listener.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measured, tags, _) => Throw(measured, tags));
        listener.SetMeasurementEventCallback<double>((_, measured, tags, _) => Throw(measured, tags));
        listener.Start();
        return listener;

        void Throw(double measured, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach ((_, object? tag) in tags)
            {
                if (server.Equals(tag) && measured == (value ?? measured))
                {
                    thrown();
                    throw new InvalidOperationException("The listener is broken.");
                }
            }
        }
    }
}
