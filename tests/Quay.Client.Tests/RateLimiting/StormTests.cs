using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.RateLimiting;

/// <summary>
/// Verifies random storms of 429 responses with every form of <c>Retry-After</c>, jumps of the wall clock, cancellations and disposals:
/// each call ends, with a documented outcome, and each permit is returned. <c>QUAY_STORM_RUNS</c> sets the number of runs.
/// </summary>
[Trait("Speed", "Slow")]
public class StormTests
{
    private static readonly TimeSpan[] Steps = [.. new[] { 1, 20, 300, 5_000, 40_000 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    [Fact]
    public async Task Every_call_ends_and_every_permit_is_returned_in_any_storm()
    {
        int runs = int.Parse(Environment.GetEnvironmentVariable("QUAY_STORM_RUNS") ?? "100", CultureInfo.InvariantCulture);
        List<Exception> unobserved = [];
        void Record(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Add(args.Exception);

        TaskScheduler.UnobservedTaskException += Record;
        for (int seed = 0; seed < runs; seed++)
        {
            await RunAsync(seed);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Record;
        Assert.DoesNotContain(unobserved, fault => fault.ToString().Contains("Quay.Client.Rate", StringComparison.Ordinal));
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var clock = new JumpingClock();
        using var shared = new QuayRateLimiter(
            random.Next(4) == 0 ? random.Next(1, 50) : null, random.Next(2) == 0 ? random.Next(1, 20) : null, clock);
        var server = new StormServer(clock, new Random(seed + 1_000_000));
        using var chain = new HandlerChain(new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.test"),
            TimeProvider = clock,
            RateLimiter = shared,
            MaxRetries = random.Next(4),
            MaxRetryDelay = TimeSpan.FromSeconds(random.Next(60)),
        });
        using var http = new HttpClient(chain.Over(server));
        chain.Configure(http);
        using var client = new QuayClient(http, chain);
        List<Task<Exception?>> calls = [];
        List<CancellationTokenSource> stops = [];
        int count = random.Next(1, 30);
        bool isDisposed = false;
        string Where() =>
            $"Seed {seed}: {shared.Limiter.InFlight} in flight, {shared.Limiter.Waiting} wait, {server.Pending} on the network.";
        long started = TimeProvider.System.GetTimestamp();
        while (calls.Count < count || calls.Any(call => !call.IsCompleted))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Watchdog.Limit, Where());
            if (calls.Count < count && random.Next(3) == 0)
            {
                var stop = new CancellationTokenSource();
                stops.Add(stop);
                calls.Add(Task.Run(async () => (Exception?)await Record.ExceptionAsync(
                    () => client.Repositories.GetAsync("acme/app", cancellationToken: stop.Token))));
            }

            switch (random.Next(40))
            {
                case 0 when stops.Count > 0:
                    await stops[random.Next(stops.Count)].CancelAsync();
                    break;
                case 1:
                    clock.Jump(TimeSpan.FromHours(random.Next(-48, 48)));
                    break;
                case 2 when random.Next(20) == 0:
                    isDisposed = true;
                    shared.Dispose();
                    break;
                case 3 when random.Next(20) == 0:
                    isDisposed = true;
                    client.Dispose();
                    break;
                default:
                    server.Deliver();
                    clock.Advance(Steps[random.Next(Steps.Length)]);
                    break;
            }

            await Task.Yield();
        }

        foreach (Exception? failure in await Task.WhenAll(calls).WaitAsync(Watchdog.Limit))
        {
            Assert.True(
                failure is null or QuayRateLimitException or QuayTimeoutException or OperationCanceledException
                || (failure is QuayException { StatusCode: HttpStatusCode.BadGateway } or QuayConnectionException)
                || (failure is ObjectDisposedException && isDisposed),
                $"{Where()} {failure}");
        }

        Assert.True(
            shared.Limiter is { InFlight: 0, Waiting: 0 }, $"{Where()} {string.Join(' ', calls.Select(call => call.Result?.ToString()))}");
        stops.ForEach(stop => stop.Dispose());
    }

    /// <summary>Represents a machine whose wall clock can be set. Its timers and timestamps are not affected.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private readonly FakeTimeProvider _clock = new();
        private TimeSpan _shift;

        public override long TimestampFrequency => _clock.TimestampFrequency;

        public void Jump(TimeSpan by) => _shift += by;

        public void Advance(TimeSpan by) => _clock.Advance(by);

        public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow() + _shift;

        public override long GetTimestamp() => _clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _clock.CreateTimer(callback, state, dueTime, period);
    }

    /// <summary>Represents a server that responds at random, at once or later, and sometimes breaks the connection.</summary>
    private sealed class StormServer(TimeProvider clock, Random random) : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private readonly List<TaskCompletionSource> _pending = [];
        private readonly double _refusals = random.NextDouble();

        public int Pending
        {
            get
            {
                lock (_lock)
                {
                    return _pending.Count;
                }
            }
        }

        public void Deliver()
        {
            lock (_lock)
            {
                foreach (TaskCompletionSource response in _pending.Where(_ => random.Next(2) == 0).ToList())
                {
                    _pending.Remove(response);
                    response.TrySetResult();
                }
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                if (random.Next(4) == 0)
                {
                    source.SetResult();
                }
                else
                {
                    _pending.Add(source);
                }
            }

            await source.Task.WaitAsync(cancellationToken);
            lock (_lock)
            {
                return random.NextDouble() < _refusals ? Refusal() : random.Next(10) switch
                {
                    0 => throw new HttpRequestException("broken"),
                    1 => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("") },
                    _ => ScriptedHandler.Json("""{"namespace": "acme", "name": "app", "is_public": true}"""),
                };
            }
        }

        private HttpResponseMessage Refusal()
        {
            var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("") };
            string? retryAfter = random.Next(9) switch
            {
                0 => random.Next(1, 60).ToString(CultureInfo.InvariantCulture),
                1 => (clock.GetUtcNow() + TimeSpan.FromSeconds(random.Next(1, 60))).ToString("R", CultureInfo.InvariantCulture),
                2 => (clock.GetUtcNow() - TimeSpan.FromHours(1)).ToString("R", CultureInfo.InvariantCulture),
                3 => "-5",
                4 => "soon",
                5 => "99999999999999999999",
                6 => int.MaxValue.ToString(CultureInfo.InvariantCulture),
                7 => "Fri, 31 Dec 9999 23:59:59 GMT",
                _ => null,
            };
            if (retryAfter is not null)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            }

            if (random.Next(2) == 0)
            {
                response.Headers.Date = clock.GetUtcNow();
            }

            return response;
        }
    }
}
