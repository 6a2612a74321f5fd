using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Lists the instruments of a client, sorted by name.</summary>
internal static class InstrumentList
{
    public static IReadOnlyList<Instrument> All()
    {
        using ServiceProvider provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = provider.GetRequiredService<IMeterFactory>();
        List<Instrument> found = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                found.Add(instrument);
            }
        };
        listener.Start();
        _ = new ClientMetrics(new Uri("https://quay.test"), factory);
        return [.. found.OrderBy(instrument => instrument.Name, StringComparer.Ordinal)];
    }

    public static string TypeOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "UpDownCounter" => "up-down counter",
        var type => type.ToLowerInvariant(),
    };
}
