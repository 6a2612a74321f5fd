using Microsoft.Extensions.Time.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.RateLimiting;

/// <summary>
/// Simulates clients that read repositories from one limited server, one request for each. The clock advances by a millisecond when all
/// calls wait for it, so no result depends on the machine.
/// </summary>
internal sealed record LimitedRun(double PerSecond, int Burst)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    public int Repositories { get; init; } = 300;

    /// <summary>Gets how many calls a client starts at a time; null for all.</summary>
    public int? AtATime { get; init; }

    public int Clients { get; init; } = 1;

    public bool IsShared { get; init; }

    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(20);

    public LimitedResult Run()
    {
        var clock = new FakeTimeProvider();
        var server = new LimitedServer(clock, PerSecond, Burst, Latency);
        using var shared = new QuayRateLimiter(timeProvider: clock);
        List<HandlerChain> chains = [];
        List<Exception> failures = [];
        int active = 0;
        for (int i = 0; i < Clients; i++)
        {
            var chain = new HandlerChain(new QuayClientOptions
            {
                Endpoint = new Uri("https://quay.test"),
                TimeProvider = clock,
                RateLimiter = IsShared ? shared : null,
            });
            chains.Add(chain);
            var http = new HttpClient(chain.Over(server));
            chain.Configure(http);
            var client = new QuayClient(http, chain);
            int left = Repositories;
            for (int worker = AtATime ?? Repositories; worker > 0; worker--)
            {
                active++;
                _ = Task.Run(async () =>
                {
                    while (Interlocked.Decrement(ref left) >= 0)
                    {
                        Exception? failure = await Record.ExceptionAsync(() => client.Repositories.GetAsync("acme/app"));
                        lock (failures)
                        {
                            failures.AddRange(failure is null ? [] : [failure]);
                        }
                    }

                    Interlocked.Decrement(ref active);
                });
            }
        }

        RequestLimiter[] limiters = [.. chains.Select(chain => chain.Limiter).Distinct()];
        long start = clock.GetTimestamp();
        while (true)
        {
            Assert.True(
                SpinWait.SpinUntil(
                    () => Volatile.Read(ref active) == server.Pending + limiters.Sum(limiter => limiter.Waiting), Watchdog.Limit),
                "A call is lost.");
            if (active == 0)
            {
                break;
            }

            clock.Advance(Step);
            server.Deliver();
        }

        Assert.All(limiters, limiter => Assert.Equal(0, limiter.InFlight));
        double least = (((double)Repositories * Clients) - Burst - 1) / PerSecond;
        double time = clock.GetElapsedTime(start).TotalSeconds;
        return new LimitedResult(server.Requests, (double)server.Requests / (Repositories * Clients), failures, time / least);
    }
}

/// <summary>Holds the requests, also relative to the least number, and the time relative to what the limit allows.</summary>
internal sealed record LimitedResult(int Requests, double RequestRatio, IReadOnlyList<Exception> Failures, double TimeRatio);
