using System.Globalization;
using CsCheck;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.History.Tests;

public class StepLoopTests
{
    [Fact]
    public Task Results_are_in_step_order_and_at_most_MaxConcurrency_steps_run_at_a_time() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 8]).SampleAsync(async parameters =>
    {
        (int count, int maxConcurrency) = parameters;
        int running = 0;
        int maxRunning = 0;
        var reported = new List<int>();
        PlanStepResult[] results = await RunAsync(
            count,
            async number =>
            {
                InterlockedMax(ref maxRunning, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return number % 3 == 0 ? throw new InvalidOperationException($"{number}") : Change(number);
            },
            new PlanExecutionOptions { MaxConcurrency = maxConcurrency, ContinueOnError = true },
            new SynchronizedProgress(result => reported.Add(NumberOf(result.Step))));

        Assert.InRange(maxRunning, 0, maxConcurrency);
        Assert.Equal(Enumerable.Range(0, count), results.Select(result => NumberOf(result.Step)));
        Assert.Equal(Enumerable.Range(0, count), reported.Order());
        Assert.All(results, (result, number) => Assert.Equal(
            number % 3 == 0 ? (PlanStepStatus.Failed, null, $"{number}") : (PlanStepStatus.Done, $"v{number}", null),
            (result.Status, result.Change?.Tag, result.Error?.Message)));
    }, iter: 100);

    [Fact]
    public async Task No_step_starts_after_a_failed_step()
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

    /// <summary>Gets the concurrency, and whether the progress handler throws for the failed step.</summary>
    public static TheoryData<int, bool> Widths => [.. Enumerable.Range(1, 16).SelectMany(width => new[] { (width, true), (width, false) })];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Slow_progress_handler_starts_no_further_step_after_a_failed_step(int width, bool handlerThrows)
    {
        int last = width - 1;
        int started = 0;
        var isReporting = new TaskCompletionSource();
        var hasFailed = new TaskCompletionSource();
        using var mayReturn = new ManualResetEventSlim();

        // The handler of the first step returns after the last step has failed. The steps between them wait asynchronously.
        async Task<TagChange> WriteAsync(int number)
        {
            Interlocked.Increment(ref started);
            if (number > 0 && number < width)
            {
                await (number == last ? isReporting.Task : hasFailed.Task).WaitAsync(Watchdog.Limit);
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
                Assert.False(handlerThrows);
            }
            else if (number == 0)
            {
                isReporting.SetResult();
                Assert.True(mayReturn.Wait(Watchdog.Limit));
            }
        }

        PlanStepResult[] results = await RunAsync(
            200,
            WriteAsync,
            new PlanExecutionOptions { MaxConcurrency = width },
            new ConcurrentProgress(Report));

        Assert.Equal(width, started);
        Assert.Equal(width, results.Count(result => result.Status != PlanStepStatus.NotStarted));
    }

    [Fact]
    public async Task Cancellation_ends_the_loop_between_steps_and_loses_no_result()
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
    public void MaxConcurrency_outside_1_to_64_is_rejected(int width) =>
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
        new()
        {
            Repository = "acme/app",
            Tag = $"v{number}",
            Action = TagPlanAction.Delete,
            Precondition = TagPrecondition.PointsAt("sha256:ab"),
            Reason = "",
        };

    private static TagChange Change(int number) => new() { Tag = $"v{number}", IsChanged = true };

    private static int NumberOf(TagPlanStep step) => int.Parse(step.Tag.ToString()[1..], CultureInfo.InvariantCulture);

    private static void InterlockedMax(ref int maxRunning, int value)
    {
        for (int current = maxRunning; value > current; current = maxRunning)
        {
            Interlocked.CompareExchange(ref maxRunning, value, current);
        }
    }

    /// <summary>Reports concurrently, unlike <see cref="SynchronizedProgress"/>.</summary>
    private sealed class ConcurrentProgress(Action<PlanStepResult> report) : IProgress<PlanStepResult>
    {
        public void Report(PlanStepResult value) => report(value);
    }

    private sealed class SynchronizedProgress(Action<PlanStepResult> onReport) : IProgress<PlanStepResult>
    {
        private readonly Lock _lock = new();

        public void Report(PlanStepResult value)
        {
            lock (_lock)
            {
                onReport(value);
            }
        }
    }
}
