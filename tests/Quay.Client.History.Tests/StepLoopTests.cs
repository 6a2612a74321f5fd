using System.Globalization;
using CsCheck;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.History.Tests;

public class StepLoopTests
{
    [Fact]
    public Task Each_step_has_its_result_in_order_and_no_more_run_than_allowed() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 8]).SampleAsync(async fixture =>
    {
        (int count, int widest) = fixture;
        int under = 0;
        int most = 0;
        var told = new List<int>();
        PlanStepResult[] results = await RunAsync(
            count,
            async number =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref under));
                await Task.Yield();
                Interlocked.Decrement(ref under);
                return number % 3 == 0 ? throw new InvalidOperationException($"{number}") : Change(number);
            },
            new PlanExecutionOptions { MaxConcurrency = widest, ContinueOnError = true },
            new Told(result => told.Add(NumberOf(result.Step))));

        Assert.InRange(most, 0, widest);
        Assert.Equal(Enumerable.Range(0, count), results.Select(result => NumberOf(result.Step)));
        Assert.Equal(Enumerable.Range(0, count), told.Order());
        Assert.All(results, (result, number) => Assert.Equal(
            number % 3 == 0 ? (PlanStepStatus.Failed, null, $"{number}") : (PlanStepStatus.Done, $"v{number}", null),
            (result.Status, result.Change?.Tag, result.Error?.Message)));
    }, iter: 100);

    [Fact]
    public async Task After_a_failure_no_further_step_is_started()
    {
        PlanStepResult[] results = await RunAsync(
            4,
            number => number == 1
                ? Task.FromException<TagChange>(new InvalidOperationException("two"))
                : Task.FromResult(Change(number)));

        Assert.Equal(
            [PlanStepStatus.Done, PlanStepStatus.Failed, PlanStepStatus.NotStarted, PlanStepStatus.NotStarted],
            results.Select(result => result.Status));
    }

    /// <summary>How many at a time, and whether the listener throws when the step has failed.</summary>
    public static TheoryData<int, bool> Widths => [.. Enumerable.Range(1, 16).SelectMany(width => new[] { (width, true), (width, false) })];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Slow_progress_listener_does_not_start_further_steps_after_a_failure(int width, bool listenerThrows)
    {
        int last = width - 1;
        int started = 0;
        var isListening = new TaskCompletionSource();
        var hasFailed = new TaskCompletionSource();
        using var mayReturn = new ManualResetEventSlim();

        // The listener of the first step returns after the last one has failed. The steps between wait for that without a thread.
        async Task<TagChange> WriteAsync(int number)
        {
            Interlocked.Increment(ref started);
            if (number > 0 && number < width)
            {
                await (number == last ? isListening.Task : hasFailed.Task).WaitAsync(Watchdog.Limit);
            }

            return number == last ? throw new InvalidOperationException("the last") : Change(number);
        }

        void Report(PlanStepResult result)
        {
            int number = NumberOf(result.Step);
            if (number == last)
            {
                hasFailed.SetResult();
                mayReturn.Set();
                Assert.False(listenerThrows);
            }
            else if (number == 0)
            {
                isListening.SetResult();
                Assert.True(mayReturn.Wait(Watchdog.Limit));
            }
        }

        PlanStepResult[] results = await RunAsync(
            200,
            WriteAsync,
            new PlanExecutionOptions { MaxConcurrency = width },
            new Listener(Report));

        Assert.Equal(width, started);
        Assert.Equal(width, results.Count(result => result.Status != PlanStepStatus.NotStarted));
    }

    [Fact]
    public async Task Cancellation_stops_between_steps_and_loses_no_result()
    {
        using var source = new CancellationTokenSource();

        PlanStepResult[] results = await RunAsync(
            3,
            number =>
            {
                source.Cancel();
                return Task.FromResult(Change(number));
            },
            cancellationToken: source.Token);

        Assert.Equal([PlanStepStatus.Done, PlanStepStatus.NotStarted, PlanStepStatus.NotStarted], results.Select(result => result.Status));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void Invalid_concurrency_is_rejected(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>("MaxConcurrency", () => new PlanExecutionOptions { MaxConcurrency = width });

    private static async Task<PlanStepResult[]> RunAsync(
        int count,
        Func<int, Task<TagChange>> write,
        PlanExecutionOptions? options = null,
        IProgress<PlanStepResult>? progress = null,
        CancellationToken cancellationToken = default)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        PlanStepResult[] results = Array.ConvertAll(
            numbers,
            number => new PlanStepResult { Step = Step(number), Status = PlanStepStatus.NotStarted });
        var loop = new StepLoop(step => write(NumberOf(step)), options ?? new PlanExecutionOptions(), progress, cancellationToken);
        await loop.RunAsync(results, numbers);
        return results;
    }

    private static TagPlanStep Step(int number) =>
        new() { Tag = $"v{number}", Action = TagPlanAction.Delete, Precondition = TagPrecondition.PointsAt("sha256:ab"), Reason = "" };

    private static TagChange Change(int number) => new() { Tag = $"v{number}", IsChanged = true };

    private static int NumberOf(TagPlanStep step) => int.Parse(step.Tag.ToString()[1..], CultureInfo.InvariantCulture);

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    /// <summary>Calls at the same time, unlike <see cref="Told"/>.</summary>
    private sealed class Listener(Action<PlanStepResult> report) : IProgress<PlanStepResult>
    {
        public void Report(PlanStepResult value) => report(value);
    }

    private sealed class Told(Action<PlanStepResult> tell) : IProgress<PlanStepResult>
    {
        private readonly Lock _lock = new();

        public void Report(PlanStepResult value)
        {
            lock (_lock)
            {
                tell(value);
            }
        }
    }
}
