using System.Net;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.RateLimiting;

/// <summary>
/// Represents a server with a latency, behind a limit like that of nginx (<c>limit_req</c> with <c>nodelay</c>). The test decides when its
/// responses arrive, so that a simulation is deterministic.
/// </summary>
internal sealed class LimitedServer(TimeProvider clock, double perSecond, int burst, TimeSpan latency) : HttpMessageHandler
{
    private readonly long _start = clock.GetTimestamp();
    private readonly PriorityQueue<TaskCompletionSource<HttpResponseMessage>, double> _responses = new();
    private double _last;
    private double _excess = double.NegativeInfinity;

    public int Requests { get; private set; }

    public int Refused { get; private set; }

    public int Pending
    {
        get
        {
            lock (_responses)
            {
                return _responses.Count;
            }
        }
    }

    private double Now => clock.GetElapsedTime(_start).TotalSeconds;

    // Delivers the responses that have arrived by now.
    public void Deliver()
    {
        lock (_responses)
        {
            while (_responses.TryPeek(out var response, out double at) && at <= Now + 1e-9)
            {
                // The response is created only now, but the bucket decided when the request arrived.
                _responses.Dequeue();
                response.SetResult((HttpResponseMessage)response.Task.AsyncState!);
            }
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_responses)
        {
            Requests++;
            double now = Now;
            bool isAccepted = TryAdd(now);
            Refused += isAccepted ? 0 : 1;
            HttpResponseMessage response = isAccepted
                ? ScriptedHandler.Json("""{"namespace": "acme", "name": "app", "is_public": true}""")
                : new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
            var source = new TaskCompletionSource<HttpResponseMessage>(response, TaskCreationOptions.RunContinuationsAsynchronously);
            _responses.Enqueue(source, now + latency.TotalSeconds);
            return source.Task;
        }
    }

    private bool TryAdd(double now)
    {
        double excess = Math.Max(0, _excess - (perSecond * (now - _last)) + 1);
        if (excess > burst + 1e-9)
        {
            return false;
        }

        (_last, _excess) = (now, excess);
        return true;
    }
}
