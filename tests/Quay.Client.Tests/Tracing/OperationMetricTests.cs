using System.Diagnostics.Metrics;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Tracing;

public class OperationMetricTests
{
    [Fact]
    public async Task Duration_of_a_list_excludes_the_time_of_the_caller_between_pages()
    {
        using var quay = new MeasuredQuay();
        quay.Fake.Changes.BeforeEach(_ => quay.Clock.Advance(TimeSpan.FromSeconds(1)));

        await foreach (QuayPage<TagHistoryEntry> page in quay.Client.Tags.GetHistory("acme/app").AsPages())
        {
            quay.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(
            [
                "quay.client.entries 100 quay.operation=quay.tags.history",
                "quay.client.entries 50 quay.operation=quay.tags.history",
                "quay.client.operation.duration 2 quay.operation=quay.tags.history",
            ],
            quay.Measurements);
    }

    [Fact]
    public async Task Duration_of_an_abandoned_list_excludes_the_time_of_the_caller()
    {
        using var quay = new MeasuredQuay();
        quay.Fake.Changes.BeforeEach(_ => quay.Clock.Advance(TimeSpan.FromSeconds(1)));

        await foreach (TagHistoryEntry entry in quay.Client.Tags.GetHistory("acme/app"))
        {
            quay.Clock.Advance(TimeSpan.FromSeconds(10));
            break;
        }

        Assert.Equal("quay.client.operation.duration 1 quay.operation=quay.tags.history", quay.Measurements[^1]);
    }

    [Fact]
    public async Task Duration_of_a_call_has_the_type_of_its_error()
    {
        using var quay = new MeasuredQuay();
        quay.Fake.Changes.BeforeEach(_ => quay.Clock.Advance(TimeSpan.FromSeconds(1)));

        await quay.Client.Repositories.GetAsync("acme/app");
        await Assert.ThrowsAsync<QuayNotFoundException>(() => quay.Client.Repositories.GetAsync("acme/other"));
        Assert.Throws<ArgumentException>(void () => _ = quay.Client.Tags.DeleteAsync(default, "latest"));

        Assert.Equal(
            [
                "quay.client.operation.duration 1 quay.operation=quay.repositories.get",
                "quay.client.operation.duration 1 error.type=Quay.Client.QuayNotFoundException quay.operation=quay.repositories.get",
                "quay.client.operation.duration 0 error.type=_OTHER quay.operation=quay.tags.delete",
            ],
            quay.Measurements);
    }

    private sealed class MeasuredQuay : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly string _host = $"{Guid.NewGuid():N}.example";

        public MeasuredQuay()
        {
            Fake = new FakeQuay(Clock);
            FakeRepository app = Fake.AddRepository("acme/app");
            for (int number = 0; number < 150; number++)
            {
                app.Push($"build-{number}");
            }

            Client = new QuayClient(
                new QuayClientOptions
                {
                    Endpoint = new Uri($"https://{_host}/"),
                    Token = Fake.Token,
                    TimeProvider = Clock,
                    MaxConcurrentPages = 1,
                },
                new FakeQuayHandler(Fake) { Endpoint = new Uri($"https://{_host}/") });
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "quay.client.entries" or "quay.client.operation.duration")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
            _listener.Start();
        }

        public TestClock Clock { get; } = new();

        public FakeQuay Fake { get; }

        public QuayClient Client { get; }

        public List<string> Measurements { get; } = [];

        public void Dispose()
        {
            _listener.Dispose();
            Client.Dispose();
        }

        private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            KeyValuePair<string, object?>[] all = tags.ToArray();
            if (all.Any(tag => _host.Equals(tag.Value)))
            {
                IEnumerable<string> shown = all
                    .Where(tag => !tag.Key.StartsWith("server.", StringComparison.Ordinal))
                    .Select(tag => $"{tag.Key}={tag.Value}");
                Measurements.Add(string.Join(' ', shown.Order(StringComparer.Ordinal).Prepend($"{name} {Math.Round(value, 3)}")));
            }
        }
    }
}
