using Microsoft.Extensions.Time.Testing;

namespace Quay.Client.Testing.Tests.Faults;

/// <summary>Tests nginx's rate limit: one request and a burst are accepted, then only the sustained rate.</summary>
public class RateLimitTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Pipeline _quay;

    public RateLimitTests()
    {
        _quay = new Pipeline(_ => TestMessages.JsonResponse, _clock);
        _quay.Faults.Always(Fault.RateLimit(perSecond: 5, burst: 25));
    }

    [Fact]
    public void Rate_limit_accepts_a_burst_and_rejects_the_next_request()
    {
        Assert.Equal(26, Passed(40));
        Assert.Equal(429, _quay.Requests[26].Response!.Status);
    }

    [Fact]
    public void Rate_limit_accepts_more_requests_as_time_passes()
    {
        Passed(40);
        _clock.Advance(TimeSpan.FromSeconds(0.19));
        Assert.Equal(0, Passed(3));
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        Assert.Equal(1, Passed(3));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(10, Passed(40));
    }

    [Fact]
    public void Rate_limit_never_rejects_a_client_within_the_rate()
    {
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(1, Passed(1));
            _clock.Advance(TimeSpan.FromSeconds(0.2));
        }
    }

    [Fact]
    public void Request_within_the_rate_limit_can_get_another_fault()
    {
        _quay.Faults.Next(Fault.Status(503));
        Assert.Equal(503, _quay.Handle(TestMessages.Request("GET /a")).Status);
        Assert.Equal(200, _quay.Handle(TestMessages.Request("GET /a")).Status);
    }

    private int Passed(int sent) => Enumerable.Range(0, sent).Count(_ => _quay.Handle(TestMessages.Request("GET /a")).Status == 200);
}
