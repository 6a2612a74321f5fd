using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Concurrency;

/// <summary>
/// Verifies that one client serves 64 tasks that call every operation, with 429, 503 and broken connections, and with disposal while they
/// run. <c>QUAY_THREAD_RUNS</c> sets the number of runs. The handler of unobserved exceptions belongs to the process, so no other test runs
/// concurrently.
/// </summary>
[Collection(nameof(ThreadSafetyTests))]
[CollectionDefinition(nameof(ThreadSafetyTests), DisableParallelization = true)]
[Trait("Speed", "Slow")]
public class ThreadSafetyTests
{
    private const int Tasks = 64;

    // A run takes some seconds. Only a hanging call takes as long as this.
    private static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(4);

    private static int Runs =>
        int.Parse(Environment.GetEnvironmentVariable("QUAY_THREAD_RUNS") ?? "2", CultureInfo.InvariantCulture);

    public static TheoryData<string> Names => [.. Operations.AllCalls.Keys];

    [Fact]
    public void Every_operation_of_a_client_has_a_call() =>
        Assert.Equal(Operations.NamesOf(typeof(IQuayClient)).Order(), Operations.Calls.Keys.Order());

    [Fact]
    public async Task Every_operation_succeeds_for_its_own_arguments_or_throws_a_documented_exception_while_64_tasks_call_it()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            ConcurrentDictionary<string, int> successes = await RunAsync(seed, Operations.AllCalls, disposeAfter: null);

            Assert.Equal(Operations.AllCalls.Keys.Order(), successes.Keys.Order());
        }
    }

    [Fact]
    public async Task Verification_of_the_token_and_routes_of_the_server_are_shared_by_64_tasks()
    {
        List<string> requests = [];

        ConcurrentDictionary<string, int> successes = await RunAsync(seed: 0, Operations.SharedCalls, disposeAfter: null, requests);

        Assert.Equal(Operations.SharedCalls.Keys.Order(), successes.Keys.Order());
        Assert.Contains("/api/v1/repository?starred=true", requests);
        Assert.Contains("/api/v1/discovery", requests);
    }

    [Fact]
    public async Task Every_call_ends_if_the_client_is_disposed_while_64_tasks_use_it()
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            await RunAsync(seed, Operations.AllCalls, disposeAfter: new Random(seed).Next(1, 2_000));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Operation_of_a_disposed_client_throws_ObjectDisposedException_and_sends_nothing(string name)
    {
        var quay = new FakeQuay { Features = FakeFeatures.All };
        QuayClient client = quay.CreateClient();
        var lane = new Lane(quay, client, number: 0);
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Operations.AllCalls[name](lane, TestContext.Current.CancellationToken));

        Assert.Empty(quay.Requests);
    }

    private static async Task<ConcurrentDictionary<string, int>> RunAsync(
        int seed,
        IReadOnlyDictionary<string, Func<Lane, CancellationToken, Task>> calls,
        int? disposeAfter,
        List<string>? requests = null)
    {
        ConcurrentQueue<Exception> unobserved = [];
        void Record(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Enqueue(args.Exception);
        TaskScheduler.UnobservedTaskException += Record;
        try
        {
            ConcurrentDictionary<string, int> successes = await CallAllAsync(seed, calls, disposeAfter, requests);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.DoesNotContain(unobserved, fault => fault.ToString().Contains("Quay.Client", StringComparison.Ordinal));
            return successes;
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Record;
        }
    }

    private static async Task<ConcurrentDictionary<string, int>> CallAllAsync(
        int seed,
        IReadOnlyDictionary<string, Func<Lane, CancellationToken, Task>> calls,
        int? disposeAfter,
        List<string>? requests)
    {
        var clock = new TestClock();

        // Every other run has a feature that is switched off.
        var quay = new FakeQuay(clock) { Features = FakeFeatures.All with { SecurityScanner = seed % 2 == 0 } };
        QuayClientOptions options = quay.OptionsFor(maxConcurrentPages: 4);
        (options.TimeProvider, options.RetryDelay) = (clock, TimeSpan.FromMilliseconds(10));
        (options.AttemptTimeout, options.Timeout) = (TimeSpan.FromHours(20), TimeSpan.FromHours(22));
        var network = new InterleavingHandler(seed) { InnerHandler = new FakeQuayHandler(quay) };
        using var client = new QuayClient(options, network);
        Lane[] lanes = [.. Enumerable.Range(0, Tasks).Select(number => new Lane(quay, client, number))];
        var settings = new Random(seed);
        quay.Faults.AtRandom(
            seed,
            0.05 + (settings.NextDouble() * 0.2),
            Fault.TooManyRequests(),
            Fault.TooManyRequests(TimeSpan.FromSeconds(1)),
            Fault.ServiceUnavailable,
            Fault.Cut,
            Fault.LostResponse,
            Fault.CutBody());

        var successes = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        int ended = 0;
        bool isDisposed = false;
        await Task.WhenAll(lanes.Select(lane => Task.Run(() => CallAsync(lane)))).WaitAsync(HangLimit);
        requests?.AddRange(quay.Requests.Select(exchange => exchange.Request.Target));
        return successes;

        async Task CallAsync(Lane lane)
        {
            var random = new Random((seed * Tasks) + lane.Number);
            string[] names = [.. calls.Keys];
            random.Shuffle(names);
            foreach (string name in names)
            {
                using var stop = new CancellationTokenSource();
                bool isCancelled = random.Next(20) == 0;
                Task stopping = isCancelled ? CancelAsync(stop, yields: random.Next(50)) : Task.CompletedTask;

                bool wasDisposed = Volatile.Read(ref isDisposed);
                Exception? failure = await Record.ExceptionAsync(() => calls[name](lane, stop.Token));
                await stopping;
                Assert.True(
                    failure is ObjectDisposedException || !wasDisposed, $"Seed {seed}, {lane.Name}, {name}, after disposal: {failure}");
                Assert.True(
                    IsDocumented(failure, isCancelled, Volatile.Read(ref isDisposed)), $"Seed {seed}, {lane.Name}, {name}: {failure}");
                if (failure is null)
                {
                    successes.AddOrUpdate(name, 1, (_, count) => count + 1);
                }

                if (Interlocked.Increment(ref ended) == disposeAfter)
                {
                    Volatile.Write(ref isDisposed, true);
                    client.Dispose();
                }
            }
        }
    }

    private static Task CancelAsync(CancellationTokenSource stop, int yields) => Task.Run(async () =>
    {
        for (int i = 0; i < yields; i++)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
    });

    private static bool IsDocumented(Exception? failure, bool isCancelled, bool isDisposed) => failure switch
    {
        null => true,
        QuayRateLimitException or QuayOutcomeUnknownException => true,

        // A call that the disposal ended must not look like a failed connection.
        QuayConnectionException => !failure.Message.Contains("but not by its caller", StringComparison.Ordinal),
        QuayException { StatusCode: HttpStatusCode.ServiceUnavailable } => true,
        ObjectDisposedException => isDisposed,
        OperationCanceledException => isCancelled,
        _ => false,
    };

    /// <summary>Lets other tasks run before and after a request, so that the requests of many calls interleave.</summary>
    private sealed class InterleavingHandler(int seed) : DelegatingHandler
    {
        private readonly Lock _lock = new();
        private readonly Random _random = new(seed);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await YieldAsync();
            cancellationToken.ThrowIfCancellationRequested();
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            await YieldAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return response;
        }

        private async Task YieldAsync()
        {
            int times;
            lock (_lock)
            {
                times = _random.Next(5);
            }

            for (int i = 0; i < times; i++)
            {
                await Task.Yield();
            }
        }
    }
}
