using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

public sealed class RepositoryWatchTests : IDisposable
{
    private readonly WatchFixture _watch = new();

    private FakeRepository App => _watch.App;

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task Existing_tags_yield_no_events()
    {
        App.Push("latest");
        App.SetImmutable("latest");

        await _watch.RunAsync(changes: [Nothing, Nothing]);

        Assert.Empty(_watch.Events);
    }

    [Fact]
    public async Task Each_kind_of_change_is_one_event_in_order()
    {
        string first = App.Push("latest").Digest;
        App.Push("old");
        App.Push("gone");
        App.Expire("old", _watch.Quay.Now.AddHours(1));
        _watch.Settle();

        await _watch.RunAsync(changes:
        [
            () => App.Push("new"),
            () => App.Push("latest"),
            () => App.Push("latest", App.FindTag("latest")!.Digest),
            () => App.Restore("latest", first),
            () => App.DeleteTag("new"),
            () => App.SetImmutable("latest"),
            () => App.DeleteTagPermanently("gone"),
            () => _watch.Quay.Clock.Advance(TimeSpan.FromHours(1)),
        ]);

        Assert.Equal(
            [
                "new Created", "latest Moved", "latest PushedAgain", "latest Reverted", "new Removed", "latest MadeImmutable",
                "gone PermanentlyDeleted", "old Expired",
            ],
            _watch.Lines);
        Assert.All(_watch.Events, happened => Assert.Equal("acme/app", happened.Repository));
    }

    [Fact]
    public async Task Short_lived_tag_and_a_move_back_between_two_polls_are_reported()
    {
        string first = App.Push("latest").Digest;
        _watch.Settle();

        await _watch.RunAsync(changes:
        [
            () =>
            {
                App.Push("brief");
                _watch.Settle();
                App.DeleteTag("brief");
                App.Push("latest");
                _watch.Settle();
                App.Push("latest", first);
            },
        ]);

        Assert.Equal(["brief Created", "brief Removed", "latest Moved", "latest Moved"], _watch.Lines);
    }

    [Fact]
    public async Task Change_right_before_a_poll_is_reported_by_the_next_one()
    {
        _watch.Settle();

        await _watch.RunAsync(
            new WatchOptions { Interval = TimeSpan.FromSeconds(60) },
            changes: [() => _watch.Quay.Quay.Changes.BeforeRequest(_watch.Quay.Quay.Requests.Count + 1, () => App.Push("new")), Nothing]);

        Assert.Equal([0, 0, 1], _watch.Polls.Select(poll => poll.Poll.EventCount));
        Assert.Equal(["new Created"], _watch.Lines);
    }

    [Fact]
    public async Task Move_whose_halves_are_two_seconds_apart_is_one_event_even_if_a_poll_lies_between()
    {
        App.Push("latest");
        _watch.Settle();

        await _watch.RunAsync(
            new WatchOptions { Interval = TimeSpan.FromSeconds(1) },
            changes:
            [
                () => App.DeleteTag("latest"), Nothing, () => App.Push("latest"),
                .. Enumerable.Repeat(Nothing, 12),
            ]);

        Assert.Equal(["latest Moved"], _watch.Lines);
    }

    [Fact]
    public async Task Tag_that_is_permanently_deleted_is_removed_even_if_its_entry_began_before_the_window()
    {
        App.Push("latest");
        _watch.Quay.Clock.Advance(TimeSpan.FromDays(20));

        await _watch.RunAsync(changes: [() => App.DeleteTagPermanently("latest"), Nothing]);

        Assert.Equal(["latest Removed"], _watch.Lines);
        Assert.Null(_watch.Events[0].At);
    }

    [Fact]
    public async Task Tag_whose_entry_the_collector_removed_is_removed_at_an_unknown_time()
    {
        App.Push("latest");
        _watch.Quay.Clock.Advance(TimeSpan.FromMinutes(1));

        await _watch.RunAsync(changes: [() =>
        {
            App.DeleteTagPermanently("latest");
            App.Collect();
        }, Nothing]);

        Assert.Equal(["latest Removed"], _watch.Lines);
        Assert.Null(_watch.Events[0].At);
        Assert.Equal(_watch.Events[0].FromDigest, _watch.Events[0].Entry!.ManifestDigest);
    }

    [Fact]
    public async Task Tag_older_than_104_weeks_that_a_new_expiry_ended_is_removed_at_an_unknown_time()
    {
        App.Push("latest");
        _watch.Quay.Clock.Advance(TimeSpan.FromDays(900));

        await _watch.RunAsync(changes: [() => App.Expire("latest", _watch.Quay.Now.AddDays(1)), Nothing]);

        Assert.Equal(["latest Removed"], _watch.Lines);
        Assert.Null(_watch.Events[0].At);
    }

    [Fact]
    public async Task Deletion_before_a_known_expiry_is_not_an_expiry()
    {
        App.Push("latest");
        _watch.Quay.Clock.Advance(TimeSpan.FromHours(2));
        App.Expire("latest", _watch.Quay.Now.AddHours(3));

        await _watch.RunAsync(changes: [() => App.DeleteTag("latest"), () => _watch.Quay.Clock.Advance(TimeSpan.FromHours(4))]);

        Assert.Equal(["latest Removed"], _watch.Lines);
    }

    [Fact]
    public async Task Watch_can_begin_at_an_earlier_time()
    {
        App.Push("old");
        App.Push("latest");
        _watch.Quay.Clock.Advance(TimeSpan.FromHours(1));
        DateTimeOffset start = _watch.Quay.Now;
        App.Push("latest");
        _watch.Settle();
        App.DeleteTag("old");
        App.Push("brief");
        _watch.Settle();
        App.DeleteTag("brief");
        _watch.Settle();

        await _watch.RunAsync(new WatchOptions { StartAt = start.AddSeconds(-1) }, changes: [() => App.Push("new")]);

        Assert.Equal(["latest Moved", "brief Created", "old Removed", "brief Removed", "new Created"], _watch.Lines);
    }

    [Fact]
    public async Task Start_before_the_window_is_a_gap()
    {
        App.Push("latest");
        _watch.Quay.Clock.Advance(TimeSpan.FromDays(30));
        App.Push("new");
        _watch.Settle();

        await _watch.RunAsync(new WatchOptions { StartAt = _watch.Quay.Now.AddDays(-20) });

        Assert.Equal([" Gap", "new Created"], _watch.Lines);
    }

    [Fact]
    public async Task Entry_that_a_read_replica_showed_late_is_reported_late()
    {
        App.Push("latest");
        _watch.Settle();

        await _watch.RunAsync(changes:
        [
            () => _watch.Settle(),
            () => App.AddEntry("new", App.FindTag("latest")!.Digest, _watch.Quay.Now.AddSeconds(-15)),
            Nothing,
        ]);

        Assert.Equal(["new Created"], _watch.Lines);
    }

    [Fact]
    public async Task Pattern_selects_the_tags()
    {
        await _watch.RunAsync(new WatchOptions { Pattern = "v*" }, changes: [() =>
        {
            App.Push("v1");
            App.Push("latest");
        }]);

        Assert.Equal(["v1 Created"], _watch.Lines);
    }

    [Fact]
    public async Task Outage_longer_than_the_window_is_a_gap_before_the_events_that_are_known()
    {
        App.Push("latest");
        App.Push("gone");
        _watch.Settle();
        WatchPosition? position = await _watch.RunAsync();
        DateTimeOffset since = position!.SettledAt;
        App.DeleteTag("gone");
        _watch.Quay.Clock.Advance(TimeSpan.FromDays(20));
        App.Collect();
        App.Push("new");
        _watch.Settle();
        DateTimeOffset completeFrom = RandomHistory.Second(_watch.Quay.Now.AddDays(-14));

        await _watch.RunAsync(new WatchOptions { StartAfter = position });

        Assert.Equal([" Gap", "new Created", "gone Removed"], _watch.Lines);
        TagEvent gap = _watch.Events[0];
        Assert.Equal(since, gap.Since);
        Assert.Equal(completeFrom, gap.At);
        Assert.Null(gap.Entry);
        Assert.Matches("^2026-11-29 .*Z acme/app: events since 2026-11-23 12:00:05Z may be missing. Quay keeps", $"{gap}");
    }

    [Fact]
    public async Task Window_that_is_too_short_for_the_interval_is_one_gap()
    {
        App.Namespace.TimeMachine = TimeSpan.Zero;
        App.Push("latest");
        _watch.Settle();

        await _watch.RunAsync(changes: [Nothing, Nothing, () => App.Push("latest"), Nothing]);

        Assert.Equal([" Gap", "latest Moved"], _watch.Lines);
        Assert.EndsWith("later events can be missing, too.", _watch.Events[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Window_that_is_too_short_is_still_one_gap_after_a_restart()
    {
        App.Namespace.TimeMachine = TimeSpan.Zero;
        App.Push("latest");
        _watch.Settle();
        WatchPosition? position = await _watch.RunAsync(changes: [Nothing]);

        await _watch.RunAsync(new WatchOptions { StartAfter = WatchPosition.Parse(position!.ToJson()) }, changes: [Nothing]);

        Assert.Equal([" Gap"], _watch.Lines);
    }

    [Fact]
    public void Window_that_is_not_known_is_one_gap_that_calls_nothing_too_short()
    {
        DateTimeOffset now = _watch.Quay.Now;
        var read = new HistoryRead
        {
            Entries = [],
            Horizon = new RetentionHorizon(now, Window: null, OpenFrom: null),
            SettledAt = Settling.At(now),
        };

        (WatchedRepository after, IReadOnlyList<TagEvent> events) =
            WatchEventReader.Read("acme/app", WatchedRepository.Empty(now.AddMinutes(-1)), read, TimeSpan.FromMinutes(1));
        HistoryRead next = read with { Horizon = read.Horizon with { ReadAt = now.AddMinutes(1) }, SettledAt = now };

        Assert.Equal(
            "Quay does not report how long it keeps ended entries, so later events can be missing, too.", Assert.Single(events).Reason);
        Assert.Empty(WatchEventReader.Read("acme/app", after, next, TimeSpan.FromMinutes(1)).Events);
    }

    private static void Nothing()
    {
    }
}
