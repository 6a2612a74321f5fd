using System.Collections.Concurrent;
using System.Text.Json;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

/// <summary>Verifies positions, errors, waits and arguments of a watch.</summary>
public sealed class WatchLifecycleTests : IDisposable
{
    private readonly WatchFixture _watch = new();

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task Position_round_trips_through_JSON_with_events_that_were_not_delivered()
    {
        _watch.App.Push("latest");
        _watch.Settle();
        WatchPosition? position = await _watch.RunAsync();
        _watch.App.Push("one");
        _watch.App.Push("two");
        _watch.App.Push("three");
        _watch.Settle();
        var options = new WatchOptions { StartAfter = position };
        TagWatch watch = _watch.Quay.History.WatchAsync("acme/app", options);
        var received = new List<string>();
        await foreach (TagEvent happened in watch.WithCancellation(TestContext.Current.CancellationToken))
        {
            if (received.Count == 1)
            {
                break;
            }

            received.Add(happened.Tag);
        }

        WatchPosition stored = WatchPosition.Parse(watch.Position!.ToJson());
        await _watch.RunAsync(new WatchOptions { StartAfter = stored });

        Assert.EndsWith(", 2 events not delivered", $"{stored}", StringComparison.Ordinal);
        Assert.Equal(watch.Position.ToJson(), stored.ToJson());
        Assert.Equal(["one", "three", "two"], [.. received, .. _watch.Events.Select(happened => happened.Tag)]);
    }

    [Fact]
    public async Task Position_after_each_event_does_not_copy_the_events_that_are_pending()
    {
        const int Count = 5000;
        WatchPosition? position = await _watch.RunAsync();
        var happened = new TagEvent { Repository = "acme/app", Tag = "", Kind = TagEventKind.Gap, Entry = null };
        var pending = new WatchPosition(position!.State with { Pending = [.. Enumerable.Repeat(happened, Count)] });
        TagWatch watch = _watch.Quay.History.WatchAsync("acme/app", new WatchOptions { StartAfter = pending });

        long before = GC.GetAllocatedBytesForCurrentThread();
        await using IAsyncEnumerator<TagEvent> events = watch.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (int i = 0; i < Count; i++)
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal(Count - i, watch.Position!.State.Pending.Count);
        }

        // A copy for each event would take 100 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"registry":"https://quay.example/","repository":"acme/app","repositories":{"acme/app":null},"pending":[]}""")]
    [InlineData("""{"registry":"https://quay.example/","repository":"acme/app","repositories":{},"pending":[null]}""")]
    [InlineData("""{"registry":"https://quay.example/","repositories":{},"pending":[]}""")]
    [InlineData("""{"registry":"https://quay.example/","repository":"acme/app","repositories":{},"pending":[],"extra":1}""")]
    public void Invalid_position_is_rejected(string json) => Assert.ThrowsAny<JsonException>(() => WatchPosition.Parse(json));

    [Fact]
    public async Task Position_of_another_registry_repository_or_pattern_is_rejected()
    {
        WatchPosition? position = await _watch.RunAsync();
        IHistoryOperations history = _watch.Quay.History;
        var elsewhere = WatchPosition.Parse(position!.ToJson().Replace("quay.example", "quay.test", StringComparison.Ordinal));

        Assert.Throws<ArgumentException>(() => history.WatchAsync("acme/app", new WatchOptions { StartAfter = elsewhere }));
        Assert.Throws<ArgumentException>(() => history.WatchAsync("acme/other", new WatchOptions { StartAfter = position }));
        Assert.Throws<ArgumentException>(() => history.WatchAsync("acme/app", new WatchOptions { StartAfter = position, Pattern = "v*" }));
        ArgumentException fault = Assert.Throws<ArgumentException>(
            () => history.WatchNamespaceAsync("acme", new WatchOptions { StartAfter = position }));
        Assert.StartsWith(
            "The position belongs to https://quay.example/acme/app, but the watch to https://quay.example/acme. Pass",
            fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_arguments_are_rejected_before_any_request()
    {
        IHistoryOperations history = _watch.Quay.History;

        Assert.Throws<ArgumentException>(() => history.WatchAsync(default));
        Assert.Throws<ArgumentException>(() => history.WatchNamespaceAsync("acme/app"));
        var future = new WatchOptions { StartAt = _watch.Quay.Now.AddDays(1) };
        Assert.Throws<ArgumentOutOfRangeException>(() => history.WatchAsync("acme/app", future));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.WatchNamespaceAsync("acme", future));
        Assert.Throws<ArgumentException>(() => new WatchOptions { Pattern = "v 1" });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WatchOptions { Interval = TimeSpan.FromMilliseconds(999) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WatchOptions { Interval = TimeSpan.FromDays(2) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new WatchOptions { RereadAfter = TimeSpan.FromSeconds(59) });
        Assert.Empty(_watch.Quay.Quay.Requests);
    }

    [Fact]
    public async Task Failed_polls_are_reported_and_delayed_and_nothing_is_lost()
    {
        _watch.Quay.Quay.Faults.InOrder(
            null, null, Fault.BadGateway, Fault.Cut, Fault.Html, Fault.TooManyRequests(TimeSpan.FromHours(1)));

        await _watch.RunAsync(changes:
        [
            () => _watch.App.Push("new"), Nothing, Nothing, Nothing, Nothing,
        ]);

        Assert.Equal(
            [
                null, typeof(QuayException), typeof(QuayConnectionException), typeof(QuayResponseException), typeof(QuayRateLimitException),
                null,
            ],
            _watch.Polls.Select(poll => poll.Poll.Error?.GetType()));
        Assert.Equal(["new Created"], _watch.Lines);
        TimeSpan[] delays = [.. _watch.Polls.Select(poll => poll.Poll.NextPollIn)];
        int[] minutes = [1, 2, 4, 8];
        Assert.All(minutes.Zip(delays), pair => Assert.InRange(pair.Second / TimeSpan.FromMinutes(pair.First), 0.9, 1.1));
        Assert.Equal(TimeSpan.FromHours(1), delays[4]);
        Assert.InRange(delays[5], TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(66));
    }

    [Fact]
    public void Delay_varies_by_ten_percent_and_the_back_off_ends_at_ten_minutes()
    {
        var delay = new PollDelay(TimeSpan.FromSeconds(10), TimeProvider.System);
        double[] seconds = [.. Enumerable.Range(0, 1000).Select(_ => delay.After(0, null).TotalSeconds)];

        Assert.InRange(seconds.Min(), 9, 9.2);
        Assert.InRange(seconds.Max(), 10.8, 11);
        Assert.InRange(delay.After(30, null), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task Very_long_Retry_After_is_limited_to_a_day()
    {
        await _watch.RunAsync(changes: [() => _watch.Quay.Quay.Faults.InOrder(Fault.TooManyRequests(TimeSpan.FromDays(60))), Nothing]);

        Assert.Equal(TimeSpan.FromDays(1), _watch.Polls[1].Poll.NextPollIn);
        Assert.Null(_watch.Polls[2].Poll.Error);
    }

    [Fact]
    public async Task Wake_does_not_shorten_the_wait_after_a_failed_poll()
    {
        _watch.Quay.Quay.Faults.When(request => request.Target.Contains("/tag/", StringComparison.Ordinal), Fault.BadGateway);
        using var end = new CancellationTokenSource();
        var waits = new ConcurrentQueue<TimeSpan>();
        var polls = new List<WatchPoll>();
        TagWatch? watch = null;
        watch = _watch.Quay.History.WatchAsync("acme/app", new WatchOptions
        {
            TimeProvider = new JumpingClock(time =>
            {
                waits.Enqueue(time);
                _watch.Quay.Clock.Advance(time + TimeSpan.FromMilliseconds(100));
            }),
            Progress = new Receiver(poll =>
            {
                polls.Add(poll);
                watch!.Wake();
                if (polls.Count == 5)
                {
                    end.Cancel();
                }
            }),
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.FirstAsync(end.Token).AsTask());

        Assert.All(polls, poll => Assert.NotNull(poll.Error));
        IEnumerable<TimeSpan> delays = polls.Select(poll => poll.NextPollIn);
        Assert.Equal(delays.Take(4).Select(Milliseconds), waits.Take(4).Select(Milliseconds));

        static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
    }

    [Fact]
    public async Task Token_that_was_revoked_ends_the_watch_of_a_private_repository_at_once()
    {
        Task<WatchPosition?> run = _watch.RunAsync(changes:
        [
            Nothing, () => _watch.Quay.Quay.FindToken(_watch.Quay.Quay.Token)!.IsRevoked = true, Nothing,
        ]);

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => run);
        Assert.Equal(2, _watch.Polls.Count);
    }

    [Fact]
    public async Task Token_that_was_revoked_ends_the_watch_of_a_public_repository_at_the_next_full_read()
    {
        _watch.App.IsPublic = true;

        Task<WatchPosition?> run = _watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromMinutes(10) },
            changes:
            [
                () => _watch.Quay.Quay.FindToken(_watch.Quay.Quay.Token)!.IsRevoked = true, .. Enumerable.Repeat(Nothing, 20),
            ]);

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => run);
        Assert.InRange(_watch.Polls.Count, 9, 13);
    }

    [Fact]
    public async Task Token_that_was_revoked_ends_the_watch_of_a_namespace()
    {
        _watch.App.IsPublic = true;

        Task<WatchPosition?> run = _watch.RunAsync(
            scope: "acme",
            changes: [() => _watch.Quay.Quay.FindToken(_watch.Quay.Quay.Token)!.IsRevoked = true, .. Enumerable.Repeat(Nothing, 20)]);

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => run);
        Assert.Single(_watch.Polls);
    }

    [Fact]
    public async Task Repository_that_does_not_exist_ends_the_watch()
    {
        Task<WatchPosition?> run = _watch.RunAsync(changes: [() => _watch.Quay.Quay.DeleteRepository("acme/app"), Nothing]);

        await Assert.ThrowsAsync<QuayNotFoundException>(() => run);
    }

    [Fact]
    public async Task Wake_polls_when_the_change_is_settled()
    {
        _watch.Settle();
        var waits = new List<TimeSpan>();
        var clock = new JumpingClock(time =>
        {
            waits.Add(time);
            _watch.Quay.Clock.Advance(time);
        }, isEnding: time => time < TimeSpan.FromMinutes(1));
        TagWatch? watch = null;
        var polled = new TaskCompletionSource();
        watch = _watch.Quay.History.WatchAsync("acme/app", new WatchOptions
        {
            Interval = TimeSpan.FromHours(1),
            TimeProvider = clock,
            Progress = new Receiver(_ => polled.TrySetResult()),
        });

        await using IAsyncEnumerator<TagEvent> events = watch.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        ValueTask<bool> next = events.MoveNextAsync();
        await polled.Task;
        _watch.App.Push("new");
        watch.Wake();

        Assert.True(await next);
        Assert.Equal("new", events.Current.Tag);
        Assert.Equal(TimeSpan.FromSeconds(6), waits[^1]);
    }

    [Fact]
    public async Task Watch_cannot_be_enumerated_twice_at_once_but_continues_in_a_later_enumeration()
    {
        _watch.App.Push("latest");
        _watch.Settle();
        WatchPosition? position = await _watch.RunAsync();
        _watch.App.Push("one");
        _watch.App.Push("two");
        _watch.Settle();
        TagWatch watch = _watch.Quay.History.WatchAsync("acme/app", new WatchOptions { StartAfter = position });

        await using (IAsyncEnumerator<TagEvent> first = watch.GetAsyncEnumerator(TestContext.Current.CancellationToken))
        {
            Assert.True(await first.MoveNextAsync());
            await using IAsyncEnumerator<TagEvent> second = watch.GetAsyncEnumerator(TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
            Assert.True(await first.MoveNextAsync());
        }

        await using IAsyncEnumerator<TagEvent> later = watch.GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await later.MoveNextAsync());
        Assert.Equal("two", later.Current.Tag);
    }

    [Fact]
    public async Task Cancellation_ends_the_watch()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await using IAsyncEnumerator<TagEvent> events = _watch.Quay.History.WatchAsync("acme/app").GetAsyncEnumerator(cancelled.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await events.MoveNextAsync());
    }

    private static void Nothing()
    {
    }

    private sealed class Receiver(Action<WatchPoll> receive) : IProgress<WatchPoll>
    {
        public void Report(WatchPoll value) => receive(value);
    }
}
