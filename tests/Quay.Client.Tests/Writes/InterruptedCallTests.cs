using Quay.Client.History;
using Quay.Client.Tests.Stubs;
using Quay.Client.Tests.Wire;

namespace Quay.Client.Tests.Writes;

/// <summary>
/// Interrupts calls between and during requests: by disposing the client, by cancelling the call, and by the time limit of a verification.
/// </summary>
[Trait("Speed", "Slow")]
public class InterruptedCallTests
{
    // No call of these tests sends more requests.
    private const int MaxRequests = 12;

    // It can complete although its last requests are interrupted, because it prefetches more pages than it needs.
    private const string Prefetching = "history";

    private static readonly Dictionary<string, Func<WriteCalls, CancellationToken, Task>> OtherCalls = new(StringComparer.Ordinal)
    {
        [Prefetching] = (calls, token) => calls.Client.Tags
            .GetHistory("acme/app", new TagHistoryQuery { PageSize = 1, MaxConcurrentPages = 4 }, token)
            .ToListAsync(token)
            .AsTask(),
        ["tag"] = (calls, token) => calls.Client.Tags.GetAsync("acme/app", "expiring", token),
        ["timeline"] = (calls, token) => calls.Client.History.GetTimelineAsync("acme/app", cancellationToken: token),
        ["plan"] = (calls, token) =>
            calls.Client.History.PlanRollbackAsync(
                "acme/app", calls.Clock.GetUtcNow().AddSeconds(-90), new RollbackOptions { DeleteNewer = true }, token),
        ["move and expire"] = (calls, token) =>
            calls.Client.Tags.MoveAsync(
                "acme/app", "moved", calls.Digest, new TagWriteOptions { Expiration = calls.Clock.GetUtcNow().AddDays(3) }, token),
        ["restore the previous"] = (calls, token) => calls.Client.Tags.RestorePreviousAsync("acme/app", "gone", cancellationToken: token),
        ["create a policy with a pattern"] = async (calls, token) =>
        {
            foreach (AutoPrunePolicy policy in await calls.Client.Policies.AutoPrune.ListAsync("acme/app", token))
            {
                await calls.Client.Policies.AutoPrune.DeleteAsync("acme/app", policy.Uuid!, token);
            }

            await calls.Client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(3, "^v"), token);
        },
    };

    public enum Ending
    {
        /// <summary>The request waits until it is cancelled.</summary>
        Cancelled,

        /// <summary>The connection breaks.</summary>
        Broken,

        /// <summary>The response arrives nevertheless.</summary>
        Responded,
    }

    public static TheoryData<string, Ending> Calls =>
        [.. WriteCalls.Names.Concat(OtherCalls.Keys).SelectMany(name => Enum.GetValues<Ending>().Select(ending => (name, ending)))];

    public static TheoryData<string> Names => [.. WriteCalls.Names.Concat(OtherCalls.Keys)];

    public static TheoryData<string> WriteNames => [.. WriteCalls.Names];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Disposing_the_client_at_any_request_throws_ObjectDisposedException(string name, Ending ending)
    {
        foreach (bool isLost in (bool[])[false, true])
        {
            for (int last = 1; last <= MaxRequests; last++)
            {
                var network = new Network { LosesFirstWrite = isLost, InterruptedRequest = last };
                using var calls = new WriteCalls(network);
                network.Interrupt = async token =>
                {
                    calls.Client.Dispose();
                    await (ending switch
                    {
                        Ending.Cancelled => Task.Delay(Timeout.Infinite, token),
                        Ending.Broken => throw new HttpRequestException(HttpRequestError.ResponseEnded),
                        _ => Task.CompletedTask,
                    });
                };

                Exception? error = await Record.ExceptionAsync(
                    () => CallAsync(calls, name, CancellationToken.None).WaitAsync(Watchdog.Limit));

                Assert.True(
                    error is ObjectDisposedException
                        || (error is null && (network.Requests < last || ending == Ending.Responded || name == Prefetching)),
                    $"request {last} of {network.Requests}, lost {isLost}: {error}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cancellation_at_any_request_throws_with_the_callers_token(string name)
    {
        foreach (bool isLost in (bool[])[false, true])
        {
            for (int last = 1; last <= MaxRequests; last++)
            {
                using var source = new CancellationTokenSource();
                var network = new Network
                {
                    LosesFirstWrite = isLost,
                    InterruptedRequest = last,
                    Interrupt = async token =>
                    {
                        await source.CancelAsync();
                        await Task.Delay(Timeout.Infinite, token);
                    },
                };
                using var calls = new WriteCalls(network);

                Exception? error = await Record.ExceptionAsync(() => CallAsync(calls, name, source.Token).WaitAsync(Watchdog.Limit));

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
    public async Task Wait_before_a_verification_ends_on_cancellation_and_on_disposal(string name)
    {
        foreach (bool isDisposed in (bool[])[false, true])
        {
            using var source = new CancellationTokenSource();
            using var calls = new WriteCalls(
                new Network { LosesFirstWrite = true },
                options => (options.RetryDelay, options.TimeProvider) = (TimeSpan.FromSeconds(10), new TestClock { SkipsWaits = false }));
            calls.StoppedClock!.Waiting = isDisposed ? calls.Client.Dispose : source.Cancel;

            Exception? error = await Record.ExceptionAsync(() => calls.CallAsync(name, source.Token).WaitAsync(Watchdog.Limit));

            Assert.True(
                isDisposed
                    ? error is ObjectDisposedException
                    : error is OperationCanceledException cancelled && cancelled.CancellationToken == source.Token,
                $"{error}");
        }
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Verification_that_exceeds_the_timeout_leaves_the_outcome_unknown(string name)
    {
        var network = new Network { LosesFirstWrite = true, StallsAfterWrite = true };
        using var calls = new WriteCalls(network, options =>
            (options.Timeout, options.AttemptTimeout, options.MaxRetries) = (TimeSpan.FromHours(2), TimeSpan.FromHours(3), 3));
        network.OnStall = () => calls.Clock.Advance(TimeSpan.FromHours(2));

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => calls.CallAsync(name).WaitAsync(Watchdog.Limit));

        Assert.Contains("took longer than 7200 seconds", error.Message, StringComparison.Ordinal);
        Assert.IsType<QuayConnectionException>(error.InnerException);
    }

    [Fact]
    public async Task Rollback_steps_fail_with_ObjectDisposedException_if_the_client_is_disposed()
    {
        for (int last = 1; last <= MaxRequests; last++)
        {
            var network = new Network();
            using var calls = new WriteCalls(network);
            TagPlan plan = await calls.Client.History.PlanRollbackAsync(
                "acme/app",
                calls.Clock.GetUtcNow().AddSeconds(-90),
                new RollbackOptions { DeleteNewer = true },
                TestContext.Current.CancellationToken);
            network.InterruptedRequest = network.Requests + last;
            network.Interrupt = token =>
            {
                calls.Client.Dispose();
                return Task.Delay(Timeout.Infinite, token);
            };

            PlanResult result = await calls.Client.History
                .ExecuteAsync(plan, new PlanExecutionOptions(), cancellationToken: CancellationToken.None)
                .WaitAsync(Watchdog.Limit, TestContext.Current.CancellationToken);

            Assert.NotEmpty(result.Steps);
            Assert.All(result.Steps, step => Assert.True(step.Error is null or ObjectDisposedException, $"{step.Error}"));
            Assert.Equal(network.Requests >= network.InterruptedRequest, result.Steps.Any(step => step.Status == PlanStepStatus.Failed));
        }
    }

    private static Task CallAsync(WriteCalls calls, string name, CancellationToken cancellationToken) =>
        OtherCalls.TryGetValue(name, out Func<WriteCalls, CancellationToken, Task>? call)
            ? call(calls, cancellationToken)
            : calls.CallAsync(name, cancellationToken);

    /// <summary>Loses the response to the first write, and interrupts one request.</summary>
    private sealed class Network : DelegatingHandler
    {
        private int _requests;
        private bool _isLost;

        public bool LosesFirstWrite { get; init; }

        public bool StallsAfterWrite { get; init; }

        public int InterruptedRequest { get; set; }

        public Func<CancellationToken, Task> Interrupt { get; set; } = _ => Task.CompletedTask;

        public Action OnStall { get; set; } = () => { };

        public int Requests => _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _requests) == InterruptedRequest)
            {
                await Interrupt(cancellationToken);
            }

            if (_isLost && StallsAfterWrite)
            {
                OnStall();
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
