using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Quay.Client.Tests.RateLimiting;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Diagnostics;

/// <summary>Simulates a client that sends its requests one after the other, as fast as the limit of its server allows.</summary>
public class SteadyLimitTests
{
    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 20)]
    public async Task Client_at_the_limit_of_its_server_logs_little_at_Information_in_an_hour(double perSecond, int burst)
    {
        var clock = new TestClock();
        var logs = new FakeLogCollector();
        using ILoggerFactory loggers = LoggerFactory.Create(
            logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(new FakeLoggerProvider(logs)));
        using var server = new LimitedServer(clock, perSecond, burst, TimeSpan.Zero);
        using var client = new QuayClient(
            new QuayClientOptions
            {
                Endpoint = new Uri("https://quay.test"),
                TimeProvider = clock,
                LoggerFactory = loggers,
                AttemptTimeout = TestClock.WaitLimit,
                Timeout = 2 * TestClock.WaitLimit,
            },
            new Delivery(clock, server));

        long start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < TimeSpan.FromHours(1))
        {
            await client.Repositories.GetAsync("acme/app");
        }

        Assert.InRange(logs.GetSnapshot().Count(record => record.Level == LogLevel.Information), 1, 5);
        Assert.Equal(server.Refused, logs.GetSnapshot().Count(record => record.Id.Name is "RateLimiterPaused" or "RateLowered"));
        Assert.InRange(server.Refused, 10, 1000);
    }

    // Delivers each response at once, after a request that takes a moment.
    private sealed class Delivery(TestClock clock, LimitedServer server) : DelegatingHandler(server)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            clock.Advance(TimeSpan.FromMilliseconds(5));
            Task<HttpResponseMessage> response = base.SendAsync(request, cancellationToken);
            server.Deliver();
            return response;
        }
    }
}
