using System.Globalization;
using System.Net;
using System.Text;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies which responses the server clock uses, and the time that it estimates from them.</summary>
public class ServerClockTests
{
    private static readonly Uri Requested = new("https://quay.test/api/v1/repository/acme/app");
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan RestOfSecond = TimeSpan.FromMilliseconds(999);

    private readonly SettableClock _local = new(Now);
    private readonly ServerClock _clock;

    public ServerClockTests() => _clock = new ServerClock(_local);

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(86_000)]
    public void Server_clock_uses_the_date_of_a_response(int secondsAhead)
    {
        _clock.Observe(Response(Now.AddSeconds(secondsAhead)), Requested);

        Assert.Equal(Now.AddSeconds(secondsAhead) + RestOfSecond, _clock.GetUtcNow());
    }

    [Fact]
    public void Server_clock_adds_the_age_of_a_cached_response_to_its_date()
    {
        _clock.Observe(Response(Now.AddHours(-1), ("Age", "3600")), Requested);

        Assert.Equal(Now + RestOfSecond, _clock.GetUtcNow());
    }

    [Theory]
    [InlineData("Age", "soon")]
    [InlineData("Age", "-5")]
    [InlineData("Age", "5, 7")]
    [InlineData("X-Cache", "Hit from cloudfront")]
    [InlineData("CF-Cache-Status", "HIT")]
    [InlineData("Cache-Status", "edge; hit; ttl=30")]
    public void Server_clock_ignores_a_cached_response_without_an_age(string header, string value)
    {
        _clock.Observe(Response(Now.AddHours(-1), (header, value)), Requested);

        Assert.Equal(Now, _clock.GetUtcNow());
    }

    [Theory]
    [InlineData("X-Cache", "Miss from cloudfront")]
    [InlineData("Via", "1.1 proxy")]
    public void Server_clock_uses_a_response_that_passed_a_cache_unstored(string header, string value)
    {
        _clock.Observe(Response(Now.AddMinutes(5), (header, value)), Requested);

        Assert.Equal(Now.AddMinutes(5) + RestOfSecond, _clock.GetUtcNow());
    }

    [Theory]
    [InlineData(HttpStatusCode.Redirect)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public void Server_clock_ignores_a_response_that_a_proxy_may_have_sent(HttpStatusCode status)
    {
        HttpResponseMessage response = Response(Now.AddHours(1));
        response.StatusCode = status;

        _clock.Observe(response, Requested);

        Assert.Equal(Now, _clock.GetUtcNow());
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public void Server_clock_ignores_an_HTML_page(string? type)
    {
        HttpResponseMessage response = Response(Now.AddHours(1));
        response.Content.Headers.Remove("Content-Type");
        if (type is not null)
        {
            response.Content.Headers.Add("Content-Type", type);
        }

        _clock.Observe(response, Requested);

        Assert.Equal(Now, _clock.GetUtcNow());
    }

    [Fact]
    public void Server_clock_ignores_a_response_from_another_origin()
    {
        HttpResponseMessage response = Response(Now.AddHours(1));
        response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.test/");

        _clock.Observe(response, Requested);

        Assert.Equal(Now, _clock.GetUtcNow());
    }

    [Theory]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", null)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", null)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", null)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "2147483647")]
    [InlineData("Sat, 28 Nov 2026 12:00:00 GMT", "2147483647")]
    [InlineData("Mon, 30 Nov 2026 12:00:00 GMT", null)]
    [InlineData("Sun, 28 Nov 2027 12:00:00 GMT", null)]
    [InlineData("not a date", null)]
    [InlineData("", null)]
    public void Implausible_server_clock_is_ignored(string date, string? age)
    {
        HttpResponseMessage response = Response(Now);
        response.Headers.Remove("Date");
        response.Headers.TryAddWithoutValidation("Date", date);
        if (age is not null)
        {
            response.Headers.TryAddWithoutValidation("Age", age);
        }

        _clock.Observe(response, Requested);

        Assert.Equal(Now, _clock.GetUtcNow());
    }

    [Fact]
    public void Implausible_server_clock_keeps_the_previous_estimate()
    {
        _clock.Observe(Response(Now.AddHours(1)), Requested);
        _clock.Observe(Response(DateTimeOffset.UnixEpoch), Requested);

        Assert.Equal(Now.AddHours(1) + RestOfSecond, _clock.GetUtcNow());
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    [InlineData(-300_000)]
    [InlineData(300_000)]
    public void Adjusting_the_client_clock_does_not_change_the_server_clock(int minutes)
    {
        _clock.Observe(Response(Now), Requested);

        _local.Set(Now.AddMinutes(minutes));
        _local.Elapse(TimeSpan.FromSeconds(10));

        Assert.Equal(Now.AddSeconds(10) + RestOfSecond, _clock.GetUtcNow());
        _clock.Observe(Response(Now.AddSeconds(11)), Requested);
        Assert.Equal(Now.AddSeconds(11) + RestOfSecond, _clock.GetUtcNow());
    }

    [Fact]
    public void Server_clock_is_plausible_if_the_client_has_the_same_year()
    {
        _local.Set(new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero));

        _clock.Observe(Response(new DateTimeOffset(1999, 1, 1, 0, 5, 0, TimeSpan.Zero)), Requested);

        Assert.Equal(new DateTimeOffset(1999, 1, 1, 0, 5, 0, TimeSpan.Zero) + RestOfSecond, _clock.GetUtcNow());
    }

    [Fact]
    public void Server_clock_handles_the_earliest_and_latest_time()
    {
        foreach (DateTimeOffset end in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            _local.Set(end);
            var clock = new ServerClock(_local);
            clock.Observe(Response(end), Requested);
            _local.Elapse(TimeSpan.FromDays(1));

            Assert.InRange(clock.GetUtcNow(), DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        }
    }

    private static HttpResponseMessage Response(DateTimeOffset date, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        response.Headers.TryAddWithoutValidation("Date", date.ToString("r", CultureInfo.InvariantCulture));
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>Represents a clock whose time can be set independently of the elapsed time.</summary>
    private sealed class SettableClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;
        private long _elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _elapsed;

        public void Set(DateTimeOffset now) => _now = now;

        public void Elapse(TimeSpan time) => _elapsed += time.Ticks;
    }
}
