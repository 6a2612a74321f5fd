using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Transport;

/// <summary>Verifies which failures are retried, how often, and after which delay.</summary>
public class RetryTests
{
    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(520)]
    public async Task Transient_failure_is_retried(int status)
    {
        FakeQuay quay = Call.Quay(Fault.Status(status), Fault.Status(status), Fault.Status(status));
        Assert.Null(await Call.GetAsync(quay));
        Assert.Equal(4, quay.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    public async Task Permanent_failure_is_not_retried(int status)
    {
        FakeQuay quay = Call.Quay(Fault.Status(status));
        Assert.IsType<QuayException>(await Call.GetAsync(quay), exactMatch: false);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Read_only_repository_503_is_not_retried()
    {
        FakeQuay quay = Call.Quay(Call.Json("""{"message": "Repository is in read only or mirror mode: 2"}""", 503));
        Exception? error = await Call.GetAsync(quay);
        Assert.Contains("A retry does not help", error!.Message, StringComparison.Ordinal);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Error_after_the_last_retry_has_the_number_of_attempts()
    {
        FakeQuay quay = Call.FailingQuay(Fault.BadGateway);
        var error = Assert.IsType<QuayException>(await Call.GetAsync(quay));
        Assert.Equal(4, quay.Requests.Count);
        Assert.Contains("502 at each of 4 attempts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_connection_and_broken_body_are_retried()
    {
        FakeQuay quay = Call.Quay(Fault.Cut, Fault.CutBody());
        Assert.Null(await Call.GetAsync(quay));
        Assert.Equal(3, quay.Requests.Count);
    }

    [Fact]
    public async Task Connection_that_always_fails_throws_QuayConnectionException()
    {
        var handler = new ScriptedHandler(_ => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host"));
        var error = Assert.IsType<QuayConnectionException>(await Call.GetAsync(handler));
        Assert.Equal(4, handler.Requests.Count);
        Assert.Contains("GET https://quay.test/api/v1/repository/acme/app", error.Message, StringComparison.Ordinal);
        Assert.Contains("NameResolutionError", error.Message, StringComparison.Ordinal);
        Assert.Null(error.StatusCode);
    }

    [Fact]
    public async Task MaxRetries_0_makes_one_attempt()
    {
        FakeQuay quay = Call.Quay(Fault.ServiceUnavailable);
        Assert.IsType<QuayException>(await Call.GetAsync(quay, configure: options => options.MaxRetries = 0));
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Request_that_a_handler_of_the_host_resends_counts_its_attempts_separately()
    {
        FakeQuay quay = Call.Quay([.. Enumerable.Repeat(Fault.Status(500), 4), Fault.Status(400)]);
        using var invoker = new HttpMessageInvoker(Chain().Over(Call.Network(quay)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://quay.test/api/v1/repository/acme/app");
        var first = await Assert.ThrowsAsync<QuayException>(() => invoker.SendAsync(request, CancellationToken.None));
        Assert.Contains("at each of 4 attempts", first.Message, StringComparison.Ordinal);
        var second = await Assert.ThrowsAsync<QuayException>(() => invoker.SendAsync(request, CancellationToken.None));
        Assert.DoesNotContain("attempts", second.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Write_is_not_retried_after_a_server_error(string method)
    {
        FakeQuay quay = Call.FailingQuay(Fault.ServiceUnavailable);
        using var client = new HttpClient(Chain().Over(Call.Network(quay)));
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://quay.test/api/v1/repository/acme/app");
        await Assert.ThrowsAsync<QuayException>(() => client.SendAsync(request, CancellationToken.None));
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Delays_roughly_double_up_to_MaxRetryDelay()
    {
        var clock = new TestClock();
        await Call.GetAsync(Call.FailingQuay(Fault.Status(500)), clock, options =>
        {
            options.MaxRetries = 8;
            options.RetryDelay = TimeSpan.FromSeconds(1);
            options.MaxRetryDelay = TimeSpan.FromSeconds(20);
        });
        Assert.Equal(8, clock.Waits.Count);
        Assert.All(clock.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(20)));

        // The delays have jitter, so a single one can be short.
        Assert.InRange(clock.Waits.Max(), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        Assert.InRange(clock.Waits.First(), TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Retry_After_is_the_delay_of_the_retry(int status)
    {
        var clock = new TestClock();
        var withStatus = Fault.Custom(context => context.Forward() with { Status = status });
        FakeQuay quay = Call.Quay(
            Fault.TooManyRequests(TimeSpan.FromSeconds(7)).Then(withStatus),
            Fault.TooManyRequests(clock.GetUtcNow() + TimeSpan.FromSeconds(11)).Then(withStatus));
        Assert.Null(await Call.GetAsync(quay, clock));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(11)], clock.Waits);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(-500_000_000)]
    public async Task Retry_After_date_is_measured_with_the_clock_of_the_response(int secondsAhead)
    {
        var clock = new TestClock();
        DateTimeOffset server = clock.GetUtcNow().AddSeconds(secondsAhead);
        var handler = new ScriptedHandler(() => TooManyRequests(server, server.AddSeconds(2)), Call.Ok);
        Assert.Null(await Call.GetAsync(handler, clock));
        Assert.Equal([TimeSpan.FromSeconds(2)], clock.Waits);
    }

    [Fact]
    public async Task Retry_After_date_is_reported_by_the_clock_of_the_response()
    {
        var clock = new TestClock();
        DateTimeOffset server = clock.GetUtcNow().AddHours(1);
        var handler = new ScriptedHandler(_ => TooManyRequests(server, server.AddSeconds(40)));
        var error = Assert.IsType<QuayRateLimitException>(await Call.GetAsync(handler, clock));
        Assert.Equal(TimeSpan.FromSeconds(40), error.RetryAfter);
        Assert.Contains("40 seconds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_After_date_in_a_cached_response_counts_from_the_time_of_the_response()
    {
        var clock = new TestClock();
        HttpResponseMessage Cached()
        {
            HttpResponseMessage response = TooManyRequests(clock.GetUtcNow(), clock.GetUtcNow().AddSeconds(20));
            response.Headers.Age = TimeSpan.FromSeconds(15);
            return response;
        }

        Assert.Null(await Call.GetAsync(new ScriptedHandler(Cached, Call.Ok), clock));
        Assert.Equal([TimeSpan.FromSeconds(5)], clock.Waits);
    }

    [Fact]
    public async Task Retry_After_date_is_measured_with_the_clients_clock_if_the_response_has_no_date()
    {
        var clock = new TestClock();
        var handler = new ScriptedHandler(() => TooManyRequests(date: null, clock.GetUtcNow().AddSeconds(2)), Call.Ok);
        Assert.Null(await Call.GetAsync(handler, clock));
        Assert.Equal([TimeSpan.FromSeconds(2)], clock.Waits);
    }

    [Theory]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT")]
    public async Task Extreme_Retry_After_date_throws_QuayRateLimitException(string until, string date)
    {
        var handler = new ScriptedHandler(_ =>
        {
            HttpResponseMessage response = Call.Status(429)();
            response.Headers.TryAddWithoutValidation("Retry-After", until);
            response.Headers.TryAddWithoutValidation("Date", date);
            response.Headers.TryAddWithoutValidation("Age", "2147483647");
            return response;
        });
        Assert.IsType<QuayRateLimitException>(await Call.GetAsync(handler, configure: options => options.MaxRetries = 1));
    }

    [Fact]
    public async Task Retry_After_beyond_MaxRetryDelay_throws_QuayRateLimitException_without_a_retry()
    {
        var clock = new TestClock();
        FakeQuay quay = Call.Quay(Fault.TooManyRequests(TimeSpan.FromSeconds(31)));
        var error = Assert.IsType<QuayRateLimitException>(await Call.GetAsync(quay, clock));
        Assert.Equal(TimeSpan.FromSeconds(31), error.RetryAfter);
        Assert.Contains("31 seconds", error.Message, StringComparison.Ordinal);
        Assert.Empty(clock.Waits);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Retry_After_beyond_the_rest_of_Timeout_throws_QuayRateLimitException_without_a_retry()
    {
        var clock = new TestClock();
        FakeQuay quay = Call.Quay(Fault.TooManyRequests(TimeSpan.FromHours(0.9)));
        quay.Changes.BeforeRequest(1, () => clock.Advance(TimeSpan.FromHours(1.5)));
        var error = Assert.IsType<QuayRateLimitException>(await Call.GetAsync(quay, clock, options =>
        {
            options.MaxRetryDelay = TimeSpan.FromHours(1);
            options.Timeout = TimeSpan.FromHours(2);
        }));
        Assert.Equal(TimeSpan.FromHours(0.9), error.RetryAfter);
        Assert.Single(quay.Requests);
    }

    [Fact]
    public async Task Rate_limit_without_Retry_After_has_no_RetryAfter()
    {
        FakeQuay quay = Call.FailingQuay(Fault.TooManyRequests());
        var error = Assert.IsType<QuayRateLimitException>(await Call.GetAsync(quay, configure: options => options.MaxRetries = 0));
        Assert.Null(error.RetryAfter);
        Assert.Single(quay.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    public async Task Retry_After_of_zero_or_in_the_past_does_not_shorten_the_delay(int seconds)
    {
        var clock = new TestClock();
        Assert.Null(await Call.GetAsync(Call.Quay(Fault.TooManyRequests(clock.GetUtcNow().AddSeconds(seconds))), clock));
        Assert.NotEqual(TimeSpan.Zero, Assert.Single(clock.Waits));
    }

    [Fact]
    public async Task Retry_After_in_the_past_is_not_reported()
    {
        FakeQuay quay = Call.Quay(Fault.TooManyRequests(DateTimeOffset.UnixEpoch));
        Assert.Null(
            Assert.IsType<QuayRateLimitException>(await Call.GetAsync(quay, configure: options => options.MaxRetries = 0)).RetryAfter);
    }

    [Fact]
    public async Task Delays_have_jitter()
    {
        var clocks = new[] { new TestClock(), new TestClock() };
        foreach (TestClock clock in clocks)
        {
            await Call.GetAsync(Call.FailingQuay(Fault.Status(500)), clock);
        }

        Assert.NotEqual(clocks[0].Waits.ToList(), clocks[1].Waits.ToList());
    }

    [Fact]
    public async Task Time_limit_of_the_network_handler_is_retried()
    {
        // SocketsHttpHandler throws this exception when its ConnectTimeout expires.
        var handler = new ScriptedHandler(() => throw new TaskCanceledException("connect", new TimeoutException()), Call.Ok);
        Assert.Null(await Call.GetAsync(handler));
        Assert.Equal(2, handler.Requests.Count);
    }

    [Fact]
    public void Default_options_are_the_documented_ones()
    {
        var options = new QuayClientOptions();
        Assert.Equal((3, false, 32L * 1024 * 1024), (options.MaxRetries, options.AllowInsecureHttp, options.MaxResponseBytes));
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30)), (options.RetryDelay, options.MaxRetryDelay));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(100)), (options.AttemptTimeout, options.Timeout));
    }

    private static HttpResponseMessage TooManyRequests(DateTimeOffset? date, DateTimeOffset until)
    {
        HttpResponseMessage response = Call.Status(429)();
        response.Headers.Date = date;
        response.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(until);
        return response;
    }

    internal static HandlerChain Chain(Func<CancellationToken, ValueTask<string?>>? tokenProvider = null) => new(new QuayClientOptions
    {
        Endpoint = Call.Endpoint,
        TokenProvider = tokenProvider,
        RetryDelay = TimeSpan.Zero,
    });
}
