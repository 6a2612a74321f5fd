using Quay.Client.History;
using Quay.Client.Tests.Stubs;
using Quay.Client.Tests.Wire;

namespace Quay.Client.Tests.Writes;

/// <summary>
/// Calls that end while they are under way: by the disposal of the client, by the caller, and by the time limit of a verification.
/// </summary>
[Trait("Speed", "Slow")]
public class EndedCallTests
{
    // No call below sends more requests.
    private const int MostRequests = 12;

    // The last pages that it requests may not be needed.
    private const string Prefetching = "history";

    private static readonly Dictionary<string, Func<WriteCalls, CancellationToken, Task>> Others = new(StringComparer.Ordinal)
    {
        [Prefetching] = (world, token) => world.Client.Tags
            .GetHistory("acme/app", new TagHistoryQuery { PageSize = 1, MaxConcurrentPages = 4 }, token)
            .ToListAsync(token)
            .AsTask(),
        ["tag"] = (world, token) => world.Client.Tags.GetAsync("acme/app", "expiring", token),
        ["timeline"] = (world, token) => world.Client.History.GetTimelineAsync("acme/app", cancellationToken: token),
        ["plan"] = (world, token) =>
            world.Client.History.PlanRollbackAsync(
                "acme/app", world.Clock.GetUtcNow().AddSeconds(-90), new RollbackOptions { DeleteNewer = true }, token),
        ["move and expire"] = (world, token) =>
            world.Client.Tags.MoveAsync(
                "acme/app", "moved", world.Digest, new TagWriteOptions { Expiration = world.Clock.GetUtcNow().AddDays(3) }, token),
        ["restore the previous"] = (world, token) => world.Client.Tags.RestorePreviousAsync("acme/app", "gone", cancellationToken: token),
        ["create a policy with a pattern"] = async (world, token) =>
        {
            foreach (AutoPrunePolicy policy in await world.Client.Policies.AutoPrune.ListAsync("acme/app", token))
            {
                await world.Client.Policies.AutoPrune.DeleteAsync("acme/app", policy.Uuid!, token);
            }

            await world.Client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(3, "^v"), token);
        },
    };

    public enum Ending
    {
        /// <summary>The request waits until it is cancelled.</summary>
        Cancelled,

        /// <summary>The connection breaks.</summary>
        Broken,

        /// <summary>The response comes all the same.</summary>
        Responded,
    }

    public static TheoryData<string, Ending> Calls =>
        [.. WriteCalls.Names.Concat(Others.Keys).SelectMany(name => Enum.GetValues<Ending>().Select(ending => (name, ending)))];

    public static TheoryData<string> Names => [.. WriteCalls.Names.Concat(Others.Keys)];

    public static TheoryData<string> WriteNames => [.. WriteCalls.Names];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_client_that_is_disposed_at_any_request_ends_the_call_with_ObjectDisposedException(string name, Ending ending)
    {
        foreach (bool isLost in (bool[])[false, true])
        {
            for (int last = 1; last <= MostRequests; last++)
            {
                var network = new Network { LosesFirstWrite = isLost, At = last };
                using var world = new WriteCalls(network);
                network.Do = async token =>
                {
                    world.Client.Dispose();
                    await (ending switch
                    {
                        Ending.Cancelled => Task.Delay(Timeout.Infinite, token),
                        Ending.Broken => throw new HttpRequestException(HttpRequestError.ResponseEnded),
                        _ => Task.CompletedTask,
                    });
                };

                Exception? error = await Record.ExceptionAsync(
                    () => CallAsync(world, name, CancellationToken.None).WaitAsync(Watchdog.Limit));

                Assert.True(
                    error is ObjectDisposedException
                        || (error is null && (network.Requests < last || ending == Ending.Responded || name == Prefetching)),
                    $"request {last} of {network.Requests}, lost {isLost}: {error}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Caller_cancellation_ends_the_call_at_any_request_with_the_callers_token(string name)
    {
        foreach (bool isLost in (bool[])[false, true])
        {
            for (int last = 1; last <= MostRequests; last++)
            {
                using var source = new CancellationTokenSource();
                var network = new Network
                {
                    LosesFirstWrite = isLost,
                    At = last,
                    Do = async token =>
                    {
                        await source.CancelAsync();
                        await Task.Delay(Timeout.Infinite, token);
                    },
                };
                using var world = new WriteCalls(network);

                Exception? error = await Record.ExceptionAsync(() => CallAsync(world, name, source.Token).WaitAsync(Watchdog.Limit));

                Assert.True(
                    network.Requests < last || (error is null && name == Prefetching)
                        ? error is null
                        : error is OperationCanceledException cancelled && cancelled.CancellationToken == source.Token,
                    $"request {last} of {network.Requests}, lost {isLost}: {error}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task The_wait_before_a_verification_is_ended_by_the_caller_and_by_disposal(string name)
    {
        foreach (bool isDisposed in (bool[])[false, true])
        {
            using var source = new CancellationTokenSource();
            using var world = new WriteCalls(
                new Network { LosesFirstWrite = true },
                options => (options.RetryDelay, options.TimeProvider) = (TimeSpan.FromSeconds(10), new TestClock { SkipsWaits = false }));
            world.StoppedClock!.Waiting = isDisposed ? world.Client.Dispose : source.Cancel;

            Exception? error = await Record.ExceptionAsync(() => world.CallAsync(name, source.Token).WaitAsync(Watchdog.Limit));

            Assert.True(
                isDisposed
                    ? error is ObjectDisposedException
                    : error is OperationCanceledException cancelled && cancelled.CancellationToken == source.Token,
                $"{error}");
        }
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Verification_beyond_the_attempt_timeout_leaves_the_outcome_unknown(string name)
    {
        var network = new Network { LosesFirstWrite = true, StallsAfterWrite = true };
        using var world = new WriteCalls(network, options => (options.AttemptTimeout, options.MaxRetries) = (TimeSpan.FromHours(2), 3));
        network.Stalls = () => world.Clock.Advance(TimeSpan.FromHours(2));

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => world.CallAsync(name).WaitAsync(Watchdog.Limit));

        Assert.Contains("took longer than 7200 seconds", error.Message, StringComparison.Ordinal);
        Assert.IsType<QuayConnectionException>(error.InnerException);
    }

    [Fact]
    public async Task Steps_of_a_rollback_whose_client_is_disposed_have_failed_with_ObjectDisposedException()
    {
        for (int last = 1; last <= MostRequests; last++)
        {
            var network = new Network();
            using var world = new WriteCalls(network);
            TagPlan plan = await world.Client.History.PlanRollbackAsync(
                "acme/app",
                world.Clock.GetUtcNow().AddSeconds(-90),
                new RollbackOptions { DeleteNewer = true },
                TestContext.Current.CancellationToken);
            network.At = network.Requests + last;
            network.Do = token =>
            {
                world.Client.Dispose();
                return Task.Delay(Timeout.Infinite, token);
            };

            PlanResult result = await world.Client.History
                .ExecuteAsync(plan, new PlanExecutionOptions(), cancellationToken: CancellationToken.None)
                .WaitAsync(Watchdog.Limit, TestContext.Current.CancellationToken);

            Assert.NotEmpty(result.Steps);
            Assert.All(result.Steps, step => Assert.True(step.Error is null or ObjectDisposedException, $"{step.Error}"));
            Assert.Equal(network.Requests >= network.At, result.Steps.Any(step => step.Status == PlanStepStatus.Failed));
        }
    }

    private static Task CallAsync(WriteCalls world, string name, CancellationToken cancellationToken) =>
        Others.TryGetValue(name, out Func<WriteCalls, CancellationToken, Task>? call)
            ? call(world, cancellationToken)
            : world.CallAsync(name, cancellationToken);

    /// <summary>Loses the response to the first write, and does something at one request.</summary>
    private sealed class Network : DelegatingHandler
    {
        private int _requests;
        private bool _isLost;

        public bool LosesFirstWrite { get; init; }

        public bool StallsAfterWrite { get; init; }

        public int At { get; set; }

        public Func<CancellationToken, Task> Do { get; set; } = _ => Task.CompletedTask;

        public Action Stalls { get; set; } = () => { };

        public int Requests => _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _requests) == At)
            {
                await Do(cancellationToken);
            }

            if (_isLost && StallsAfterWrite)
            {
                Stalls();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            if (LosesFirstWrite && !_isLost && request.Method != HttpMethod.Get)
            {
                _isLost = true;
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
