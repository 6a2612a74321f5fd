using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Quay.Client;

/// <summary>Holds the metrics of the meter <c>Quay.Client</c>. No metric names a repository or a tag.</summary>
internal sealed class ClientMetrics
{
    private static readonly ClientMetrics Shared = new(new Meter(ClientDiagnostics.Name, ClientVersion.Value));

    private readonly Counter<long> _requests;
    private readonly Counter<long> _retries;
    private readonly Counter<double> _pauses;
    private readonly Counter<long> _stepBacks;
    private readonly Counter<long> _lostWrites;
    private readonly KeyValuePair<string, object?> _address;
    private readonly KeyValuePair<string, object?> _port;

    private ClientMetrics(Meter meter)
    {
        Meter = meter;
        OperationDuration = meter.CreateHistogram<double>(
            "quay.client.operation.duration", "s", "The duration of the operations of a client.");
        Entries = meter.CreateCounter<long>("quay.client.entries", "{entry}", "The entries of lists that were read.");
        Rate = meter.CreateGauge<double>(
            "quay.client.rate_limiter.rate", "{request}/s", "The requests per second that the client allows itself, after a 429.");
        Queue = meter.CreateUpDownCounter<long>(
            "quay.client.rate_limiter.queue", "{request}", "The requests that wait for the rate limiter.");
        WaitDuration = meter.CreateHistogram<double>(
            "quay.client.rate_limiter.wait.duration", "s", "How long requests waited for the rate limiter.");
        _requests = meter.CreateCounter<long>("quay.client.requests", "{request}", "The HTTP requests that were sent, with retries.");
        _retries = meter.CreateCounter<long>("quay.client.retries", "{retry}", "The retries after transient failures.");
        _pauses = meter.CreateCounter<double>("quay.client.rate_limiter.pauses", "s", "The time of the pauses after 429 responses.");
        _stepBacks = meter.CreateCounter<long>(
            "quay.client.list.step_backs", "{step_back}", "How often a list changed so that the client read earlier entries again.");
        _lostWrites = meter.CreateCounter<long>(
            "quay.client.lost_writes", "{write}", "The writes whose response was lost, by their outcome.");
    }

    private ClientMetrics(ClientMetrics shared, Uri endpoint)
        : this(shared.Meter)
    {
        _address = new("server.address", endpoint.Host);
        _port = new("server.port", endpoint.Port);
    }

    public Histogram<double> OperationDuration { get; }

    public Counter<long> Entries { get; }

    public Gauge<double> Rate { get; }

    public UpDownCounter<long> Queue { get; }

    public Histogram<double> WaitDuration { get; }

    private Meter Meter { get; }

    // The factory of a host disposes its meters. Without one, all clients of the process share a meter.
    public static ClientMetrics Of(Uri endpoint, IMeterFactory? meters)
    {
        var options = new MeterOptions(ClientDiagnostics.Name) { Version = ClientVersion.Value };
        return new(meters is null ? Shared : new(meters.Create(options)), endpoint);
    }

    public TagList Tags() => [_address, _port];

    public void RequestCompleted(HttpRequestMessage request, HttpResponseMessage? response)
    {
        if (!_requests.Enabled)
        {
            return;
        }

        TagList tags = Tags();
        tags.Add("http.request.method", request.Method.Method);
        tags.Add("url.template", UrlTemplate.Of(request));
        if (response is not null)
        {
            tags.Add("http.response.status_code", (int)response.StatusCode);
        }

        _requests.Add(1, tags);
    }

    public void Retrying(HttpRequestMessage request)
    {
        if (_retries.Enabled)
        {
            TagList tags = Tags();
            tags.Add("http.request.method", request.Method.Method);
            tags.Add("url.template", UrlTemplate.Of(request));
            _retries.Add(1, tags);
        }
    }

    public void Paused(TimeSpan pause) => _pauses.Add(pause.TotalSeconds, Tags());

    public void ListSteppedBack() => _stepBacks.Add(1, Tags());

    public void LostWrite(string outcome) => _lostWrites.Add(1, [.. Tags(), new("quay.write.outcome", outcome)]);
}
