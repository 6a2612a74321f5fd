using System.Diagnostics.Metrics;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>
/// Records what the clients of one server measure. The clients of other tests, which share a meter, use other servers.
/// </summary>
internal sealed class MeasurementRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<Measurement> _measurements = [];
    private readonly string _server;

    /// <param name="server">The host name of the server.</param>
    /// <param name="scope">The meter factory of the host; null for clients without dependency injection.</param>
    public MeasurementRecorder(string server, IMeterFactory? scope)
    {
        _server = server;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Quay.Client" && ReferenceEquals(instrument.Meter.Scope, scope))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<Measurement> All
    {
        get
        {
            lock (_measurements)
            {
                return [.. _measurements];
            }
        }
    }

    public IEnumerable<Measurement> Of(string instrument) => All.Where(measurement => measurement.Instrument == instrument);

    public double Sum(string instrument) => Of(instrument).Sum(measurement => measurement.Value);

    /// <summary>Gets the sums of an instrument by the values of an attribute, such as <c>200: 3</c>.</summary>
    public IEnumerable<string> SumBy(string instrument, string tag) => Of(instrument)
        .GroupBy(measurement => measurement.Tag(tag) ?? "none")
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key}: {group.Sum(measurement => measurement.Value)}");

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach ((string key, object? tag) in tags)
        {
            values.Add(key, tag);
        }

        if (values.GetValueOrDefault("server.address") as string == _server)
        {
            lock (_measurements)
            {
                _measurements.Add(new Measurement(instrument.Name, value, values));
            }
        }
    }
}
