using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

/// <summary>Counts the requests of polls, and verifies that the cheap polls of a long history miss nothing.</summary>
public sealed class WatchCostTests : IDisposable
{
    private readonly WatchFixture _watch = new();

    private FakeRepository App => _watch.App;

    private IEnumerable<int> Requests => _watch.Polls.Select(poll => poll.Requests);

    public void Dispose() => _watch.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(100)]
    public async Task Poll_of_a_quiet_short_history_sends_one_request(int tags)
    {
        Fill(tags);

        await _watch.RunAsync(changes: [.. Enumerable.Repeat(Nothing, 5)]);

        Assert.Equal([2, 1, 1, 1, 1, 1], Requests);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(250)]
    [InlineData(300)]
    public async Task Poll_of_a_quiet_long_history_sends_one_request(int tags)
    {
        Fill(tags);

        await _watch.RunAsync(changes: [.. Enumerable.Repeat(Nothing, 5)]);

        Assert.Equal([1, 1, 1, 1, 1], Requests.Skip(1));
        Assert.Empty(_watch.Events);
    }

    [Theory]
    [InlineData("tag-3")]
    [InlineData("tag-120")]
    [InlineData("tag-249")]
    public async Task Deletion_in_a_long_history_is_seen_by_one_of_the_next_two_polls(string tag)
    {
        Fill(250);

        await _watch.RunAsync(changes: [() => Change(() => App.DeleteTag(tag)), Nothing, Nothing]);

        Assert.Equal([$"{tag} Removed"], _watch.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Change_right_before_a_poll_of_a_long_history_is_reported_when_it_is_settled(bool isDeletion)
    {
        Fill(250);

        await _watch.RunAsync(changes:
        [
            Nothing,
            () => _watch.Quay.Quay.Changes.BeforeRequest(_watch.Quay.Quay.Requests.Count + 1, () =>
            {
                if (isDeletion)
                {
                    App.DeleteTag("tag-3");
                }
                else
                {
                    App.Push("new");
                }
            }),
            Nothing,
            Nothing,
        ]);

        Assert.Equal(isDeletion ? ["tag-3 Removed"] : ["new Created"], _watch.Lines);
    }

    [Theory]
    [InlineData("tag-3")]
    [InlineData("tag-240")]
    public async Task Deletion_and_a_new_tag_at_once_are_both_seen_although_the_number_of_tags_is_the_same(string tag)
    {
        Fill(250);

        await _watch.RunAsync(changes: [Nothing, () => Change(() =>
        {
            App.DeleteTag(tag);
            _watch.Settle();
            App.Push("new");
        }), Nothing]);

        Assert.Equal([$"{tag} Removed", "new Created"], _watch.Lines);
    }

    [Fact]
    public async Task Changes_of_a_long_history_that_no_page_shows_are_seen_by_the_next_full_read()
    {
        Fill(250);

        await _watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromMinutes(10) },
            changes: [() => App.SetImmutable("tag-100"), .. Enumerable.Repeat(Nothing, 12)]);

        Assert.Equal(["tag-100 MadeImmutable"], _watch.Lines);
        Assert.InRange(_watch.Polls.FindIndex(poll => poll.Poll.EventCount > 0), 9, 12);
    }

    [Fact]
    public async Task Known_expiry_in_a_long_history_is_reported_when_it_passes()
    {
        Fill(250);
        App.Expire("tag-100", _watch.Quay.Now.AddHours(2));

        await _watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromDays(1) },
            changes: [Nothing, () => _watch.Quay.Clock.Advance(TimeSpan.FromHours(3)), Nothing]);

        Assert.Equal(["tag-100 Expired"], _watch.Lines);
    }

    [Fact]
    public async Task Quiet_long_history_with_a_short_window_has_no_gap()
    {
        App.Namespace.TimeMachine = TimeSpan.FromDays(1);
        Fill(120);

        await _watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromDays(1), Interval = TimeSpan.FromMinutes(30) },
            changes: [.. Enumerable.Repeat(Nothing, 120)]);

        Assert.Empty(_watch.Events);
        Assert.InRange(Requests.Sum(), 120, 150);
    }

    [Fact]
    public async Task Full_read_that_failed_is_repeated()
    {
        Fill(250);

        await _watch.RunAsync(changes:
        [
            Nothing,
            () => Change(() => App.DeleteTag("tag-3")),
            () => _watch.Quay.Quay.Faults.When(request => $"{request}".Contains("page=2", StringComparison.Ordinal), Fault.BadGateway, 1),
            Nothing,
            Nothing,
        ]);

        Assert.Single(_watch.Polls, poll => poll.Poll.Error is not null);
        Assert.Equal(["tag-3 Removed"], _watch.Lines);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(250)]
    public async Task Poll_of_a_quiet_namespace_sends_one_request_for_each_100_repositories(int repositories)
    {
        for (int i = 1; i < repositories; i++)
        {
            _watch.Quay.Quay.AddRepository($"acme/app-{i}").Push("latest");
        }

        App.Push("latest");
        _watch.Settle();

        await _watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromDays(1) }, "acme", [.. Enumerable.Repeat(Nothing, 4)]);

        Assert.Equal(Enumerable.Repeat((repositories + 99) / 100, 4), Requests.Skip(1));
        Assert.Empty(_watch.Events);
    }

    private static void Nothing()
    {
    }

    private void Fill(int tags)
    {
        for (int i = 0; i < tags; i++)
        {
            App.Push($"tag-{i}");
            _watch.Quay.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private void Change(Action change)
    {
        change();
        _watch.Settle();
    }
}
