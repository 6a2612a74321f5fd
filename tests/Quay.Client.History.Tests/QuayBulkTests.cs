using CsCheck;
using Quay.Client.Tests.Stubs;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

public class QuayBulkTests
{
    [Fact]
    public Task Each_item_has_its_result_in_order_and_no_more_are_under_way_than_allowed() => Gen.Select(Gen.Int[0, 40], Gen.Int[1, 8]).SampleAsync(async scene =>
    {
        (int count, int widest) = scene;
        int under = 0;
        int most = 0;
        var told = new List<int>();
        var results = await QuayBulk.RunAsync(
            Enumerable.Range(0, count),
            async item =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref under));
                await Task.Yield();
                Interlocked.Decrement(ref under);
                return item % 3 == 0 ? throw new InvalidOperationException($"{item}") : item * 2;
            },
            new BulkOptions { MaxConcurrency = widest, KeepGoing = true },
            new Told<BulkResult<int, int>>(result => told.Add(result.Item)));

        Assert.InRange(most, 0, widest);
        Assert.Equal(Enumerable.Range(0, count), results.Select(result => result.Item));
        Assert.Equal(Enumerable.Range(0, count), told.Order());
        Assert.All(results, result =>
        {
            Assert.Equal(result.Item, result.Index);
            Assert.Equal(result.Item % 3 == 0 ? (BulkStatus.Failed, 0, $"{result.Item}") : (BulkStatus.Done, result.Item * 2, null), (result.Status, result.Result, result.Error?.Message));
        });
    }, iter: 100);

    [Fact]
    public async Task After_a_failure_no_further_item_is_begun()
    {
        var results = await QuayBulk.RunAsync(
            [1, 2, 3, 4],
            item => item == 2 ? Task.FromException<int>(new InvalidOperationException("two")) : Task.FromResult(item),
            new BulkOptions { MaxConcurrency = 1 });
        Assert.Equal([BulkStatus.Done, BulkStatus.Failed, BulkStatus.NotStarted, BulkStatus.NotStarted], results.Select(result => result.Status));
    }

    /// <summary>How many at a time, and whether the listener throws when the item has failed.</summary>
    public static TheoryData<int, bool> Widths => [.. Enumerable.Range(1, 16).SelectMany(width => new[] { (width, true), (width, false) })];

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task Slow_progress_listener_does_not_start_further_items_after_a_failure(int width, bool listenerThrows)
    {
        int last = width - 1;
        int started = 0;
        var isListening = new TaskCompletionSource();
        var hasFailed = new TaskCompletionSource();
        using var mayReturn = new ManualResetEventSlim();

        // The listener of the first item returns after the last one has failed. The items between wait for that without a thread.
        async Task<int> DoAsync(int item)
        {
            Interlocked.Increment(ref started);
            if (item > 0 && item < width)
            {
                await (item == last ? isListening.Task : hasFailed.Task).WaitAsync(Watchdog.Limit);
            }

            return item == last ? throw new InvalidOperationException("the last") : item;
        }

        void Report(BulkResult<int, int> result)
        {
            if (result.Item == last)
            {
                hasFailed.SetResult();
                mayReturn.Set();
                Assert.False(listenerThrows);
            }
            else if (result.Item == 0)
            {
                isListening.SetResult();
                Assert.True(mayReturn.Wait(Watchdog.Limit));
            }
        }

        var results = await QuayBulk.RunAsync(Enumerable.Range(0, 200), DoAsync, new BulkOptions { MaxConcurrency = width }, new Listener<BulkResult<int, int>>(Report));

        Assert.Equal(width, started);
        Assert.Equal(width, results.Count(result => result.Status != BulkStatus.NotStarted));
    }

    [Fact]
    public async Task A_cancelled_token_stops_between_items_and_loses_no_result()
    {
        using var source = new CancellationTokenSource();
        var results = await QuayBulk.RunAsync(
            [1, 2, 3],
            item =>
            {
                source.Cancel();
                return Task.FromResult(item);
            },
            new BulkOptions { MaxConcurrency = 1 },
            cancellationToken: source.Token);
        Assert.Equal([BulkStatus.Done, BulkStatus.NotStarted, BulkStatus.NotStarted], results.Select(result => result.Status));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void A_width_that_makes_no_sense_is_refused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>("MaxConcurrency", () => new BulkOptions { MaxConcurrency = width });

    [Fact]
    public async Task Many_tags_are_deleted()
    {
        using var scene = new TagScene();
        string[] tags = [.. Enumerable.Range(0, 10).Select(number => $"v{number}")];
        foreach (string tag in tags)
        {
            scene.Push(tag);
        }

        var results = await QuayBulk.RunAsync([.. tags, "never"], tag => scene.Tags.DeleteAsync("acme/app", tag), new BulkOptions { KeepGoing = true });

        Assert.Equal(10, results.Count(result => result.Result is { IsChanged: true }));
        Assert.Equal(BulkStatus.Failed, results[^1].Status);
        Assert.Empty(scene.App.Tags);
        Assert.IsType<TagChange>(results[0].Result);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (int seen = most; value > seen; seen = most)
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    /// <summary>Calls at the same time, unlike <see cref="Told{T}"/>.</summary>
    private sealed class Listener<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }

    private sealed class Told<T>(Action<T> tell) : IProgress<T>
    {
        private readonly Lock _lock = new();

        public void Report(T value)
        {
            lock (_lock)
            {
                tell(value);
            }
        }
    }
}
