using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Quay.Client;

/// <summary>Holds the metrics of the meter <c>Quay.Client</c>. No attribute contains the name of a repository or a tag.</summary>
internal sealed class ClientMetrics
{
    // The bounds of the histograms, in seconds: from a fast response to a long list.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    };

    private static readonly Meter SharedMeter = new(ClientDiagnostics.Name, ClientVersion.Value);

    private readonly Counter<long> _requests;
    private readonly Counter<long> _retries;
    private readonly Counter<double> _pauseTime;
    private readonly Counter<long> _stepBacks;
    private readonly Counter<long> _lostWrites;
    private readonly Counter<long> _rejectedTokens;
    private readonly KeyValuePair<string, object?> _address;
    private readonly KeyValuePair<string, object?> _port;

    // The factory of a host disposes its meters. Without one, all clients of the process share a meter. A meter creates each instrument
    // once.
    public ClientMetrics(Uri endpoint, IMeterFactory? meters)
    {
        (_address, _port) = (new("server.address", endpoint.Host), new("server.port", endpoint.Port));
        Meter meter = meters?.Create(new MeterOptions(ClientDiagnostics.Name) { Version = ClientVersion.Value }) ?? SharedMeter;
        OperationDuration = meter.CreateHistogram(
            "quay.client.operation.duration", "s", "The duration of the operations of a client.", tags: null, Seconds);
        Entries = meter.CreateCounter<long>("quay.client.entries", "{entry}", "The entries of lists that were read.");
        _requests = meter.CreateCounter<long>("quay.client.requests", "{request}", "The HTTP requests (attempts) that were sent.");
        _retries = meter.CreateCounter<long>("quay.client.retries", "{retry}", "The retries after transient failures other than 429.");
        Rate = meter.CreateGauge<double>(
            "quay.client.rate_limiter.rate", "{request}/s", "The requests per second that the client allows itself; 0 for no limit.");
        Queue = meter.CreateUpDownCounter<long>(
            "quay.client.rate_limiter.queue", "{request}", "The requests that wait for the rate limiter.");
        WaitDuration = meter.CreateHistogram(
            "quay.client.rate_limiter.wait.duration", "s", "How long requests waited for the rate limiter.", tags: null, Seconds);
        _pauseTime = meter.CreateCounter<double>(
            "quay.client.rate_limiter.pause.time", "s", "The pauses that 429 responses caused, without the overlap of concurrent ones.");
        _stepBacks = meter.CreateCounter<long>(
            "quay.client.list.step_backs", "{step_back}", "How often an earlier page was read again because entries moved.");
        _lostWrites = meter.CreateCounter<long>(
            "quay.client.lost_writes", "{write}", "The writes whose outcome is not clear from the response, by verified outcome.");
        _rejectedTokens = meter.CreateCounter<long>(
            "quay.client.tokens.rejected", "{token}", "The tokens that the server did not accept.");
    }

    public Histogram<double> OperationDuration { get; }

    public Counter<long> Entries { get; }

    public Gauge<double> Rate { get; }

    public UpDownCounter<long> Queue { get; }

    public Histogram<double> WaitDuration { get; }

    // Gets the attributes of all metrics.
    public TagList Tags() => [_address, _port];

    public void RequestCompleted(HttpRequestMessage request, HttpStatusCode status)
    {
        if (_requests.Enabled)
        {
            TagList tags = TagsOf(request, AttemptError.TypeOf(status));
            tags.Add("http.response.status_code", (int)status);
            _requests.Add(1, tags);
        }
    }

    public void RequestFailed(HttpRequestMessage request, Exception fault)
    {
        if (_requests.Enabled)
        {
            _requests.Add(1, TagsOf(request, AttemptError.TypeOf(fault)));
        }
    }

    public void RetryScheduled(HttpRequestMessage request, HttpStatusCode? status, Exception? fault)
    {
        if (_retries.Enabled)
        {
            _retries.Add(1, TagsOf(request, fault is null ? AttemptError.TypeOf(status!.Value) : AttemptError.TypeOf(fault)));
        }
    }

    // Records that a request begins to wait for the rate limiter. Returns whether its end must be recorded too.
    public bool BeginWait()
    {
        bool isCounted = Queue.Enabled;
        if (isCounted)
        {
            Queue.Add(1, Tags());
        }

        return isCounted;
    }

    public void EndWait(bool isCounted, TimeSpan waited)
    {
        if (isCounted)
        {
            Queue.Add(-1, Tags());
        }

        if (WaitDuration.Enabled)
        {
            WaitDuration.Record(waited.TotalSeconds, Tags());
        }
    }

    // Records the limiter's rate. An infinite rate is 0, because not every backend accepts infinity. Whether the rate changed does not
    // matter: several clients can share a limiter, and a backend can forget a value that is not recorded again.
    public void RecordRate(double perSecond) => Rate.Record(double.IsFinite(perSecond) ? perSecond : 0, Tags());

    public void RateLimiterPaused(TimeSpan added) => _pauseTime.Add(added.TotalSeconds, Tags());

    public void ListSteppedBack() => _stepBacks.Add(1, Tags());

    public void LostWrite(string outcome)
    {
        TagList tags = Tags();
        tags.Add("quay.write.outcome", outcome);
        _lostWrites.Add(1, tags);
    }

    public void TokenRejected() => _rejectedTokens.Add(1, Tags());

    private TagList TagsOf(HttpRequestMessage request, string? errorType)
    {
        TagList tags = Tags();
        tags.Add("http.request.method", request.Method.Method);
        if (UrlTemplate.Of(request) is { } template)
        {
            tags.Add("url.template", template);
        }

        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        return tags;
    }
}
