using System.Diagnostics;
using System.Diagnostics.Metrics;
using Quay.Client.Benchmarks.Clients;

namespace Quay.Client.Benchmarks;

/// <summary>Measures what listeners to spans and metrics cost. They store nothing, so the cost of an exporter is not included.</summary>
internal static class Listeners
{
    private const int Rounds = 45;

    public static async Task RunAsync()
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}.");
        using var inMemory = new QuayReader(new Uri("https://quay.example/"), new MemoryNetwork(Pages.Usual.ResponseTo));
        await Peers.CompareAsync("in memory", Pages.Usual, Rounds, ContendersOf(inMemory));

        using PageServer server = PageServer.Start(delayMs: 0);
        using var overLoopback = new QuayReader(server.Address);
        await Peers.CompareAsync("loopback, one page at a time", Pages.Usual, Rounds, ContendersOf(overLoopback));
    }

    private static List<Peers.Contender> ContendersOf(QuayReader quay) =>
    [
        new("b: no listener", quay.SumAsync),
        new("no listener, again", quay.SumAsync),
        new("metrics", () => WithAsync(quay, ListenToMetrics())),
        new("spans, dropped by the sampler", () => WithAsync(quay, ListenToSpans(ActivitySamplingResult.PropagationData))),
        new("spans, sampled", () => WithAsync(quay, ListenToSpans(ActivitySamplingResult.AllDataAndRecorded))),
        new("metrics and sampled spans", async () =>
        {
            using IDisposable metrics = ListenToMetrics();
            return await WithAsync(quay, ListenToSpans(ActivitySamplingResult.AllDataAndRecorded));
        }),
    ];

    private static async Task<long> WithAsync(QuayReader quay, IDisposable listener)
    {
        using (listener)
        {
            return await quay.SumAsync();
        }
    }

    private static MeterListener ListenToMetrics()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Quay.Client")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        listener.Start();
        return listener;
    }

    private static ActivityListener ListenToSpans(ActivitySamplingResult result)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Quay.Client" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => result,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
