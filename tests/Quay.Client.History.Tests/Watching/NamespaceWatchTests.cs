using Quay.Client.Testing;

namespace Quay.Client.History.Tests.Watching;

public sealed class NamespaceWatchTests : IDisposable
{
    private readonly WatchFixture _watch = new();
    private readonly FakeRepository _other;

    public NamespaceWatchTests()
    {
        _other = _watch.Quay.Quay.AddRepository("acme/team/other");
        _watch.App.Push("latest");
        _other.Push("latest");
        _other.Push("gone");
        _watch.Settle();
    }

    private IEnumerable<string> Lines => _watch.Events.Select(happened => $"{happened.Repository}:{happened.Tag} {happened.Kind}");

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task Changes_of_several_repositories_are_reported_in_order()
    {
        await RunAsync(() =>
        {
            _other.Push("new");
            _watch.Settle();
            _watch.App.Push("latest");
        });

        Assert.Equal(["acme/team/other:new Created", "acme/app:latest Moved"], Lines);
    }

    [Fact]
    public async Task Two_changes_in_one_second_are_seen_even_if_the_list_was_read_between_them()
    {
        await RunAsync(
            () => _watch.Quay.Quay.Changes.BeforeRequest(_watch.Quay.Quay.Requests.Count + 1, () => _other.Push("one")),
            () => { },
            () => _other.Push("two"),
            () => { });

        Assert.Equal(["acme/team/other:one Created", "acme/team/other:two Created"], Lines);
    }

    [Fact]
    public async Task Change_that_was_not_settled_is_reported_by_the_next_poll()
    {
        await _watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromDays(1) },
            "acme",
            () => _watch.Quay.Quay.Changes.BeforeRequest(_watch.Quay.Quay.Requests.Count + 1, () => _other.Push("one")),
            () => { });

        Assert.Equal([0, 0, 1], _watch.Polls.Select(poll => poll.Poll.EventCount));
    }

    [Fact]
    public async Task All_tags_of_a_new_repository_are_created()
    {
        await RunAsync(() => _watch.Quay.Quay.AddRepository("acme/new").Push("latest"));

        Assert.Equal(["acme/new:latest Created"], Lines);
    }

    [Fact]
    public async Task Tag_of_a_new_repository_that_was_deleted_before_the_poll_is_reported()
    {
        await RunAsync(() =>
        {
            FakeRepository added = _watch.Quay.Quay.AddRepository("acme/new");
            added.Push("brief");
            _watch.Settle();
            added.DeleteTag("brief");
            added.Push("latest");
        });

        Assert.Equal(["acme/new:brief Created", "acme/new:brief Removed", "acme/new:latest Created"], Lines);
    }

    [Fact]
    public async Task Watch_of_a_namespace_can_begin_at_an_earlier_time()
    {
        _watch.Quay.Clock.Advance(TimeSpan.FromHours(1));
        _other.DeleteTag("gone");
        _watch.App.Push("latest");
        _watch.Settle();

        await _watch.RunAsync(new WatchOptions { StartAt = _watch.Quay.Now.AddMinutes(-5) }, "acme");

        Assert.Equal(["acme/team/other:gone Removed", "acme/app:latest Moved"], Lines.Order().Reverse());
    }

    [Fact]
    public async Task Tags_of_a_deleted_repository_are_removed()
    {
        await RunAsync(() => _watch.Quay.Quay.DeleteRepository("acme/team/other"), () => { });

        Assert.Equal(["acme/team/other:gone Removed", "acme/team/other:latest Removed"], Lines);
    }

    [Fact]
    public async Task Deletion_of_a_tag_is_reported_by_the_next_full_read()
    {
        await RunAsync([() => _other.DeleteTag("latest"), .. Enumerable.Repeat(() => { }, 12)]);

        Assert.Equal(["acme/team/other:latest Removed"], Lines);
    }

    [Fact]
    public async Task Known_expiry_is_reported_when_it_passes()
    {
        _other.Expire("latest", _watch.Quay.Now.AddHours(2));

        await RunAsync(() => _watch.Quay.Clock.Advance(TimeSpan.FromHours(3)));

        Assert.Equal(["acme/team/other:latest Expired"], Lines);
    }

    [Fact]
    public async Task Repository_that_failed_is_read_by_the_next_poll()
    {
        await RunAsync(
            () =>
            {
                _other.Push("new");
                _watch.Settle();
                _watch.Quay.Quay.Faults.When(
                    request => request.Target.Contains("other/tag", StringComparison.Ordinal), Fault.BadGateway, times: 1);
            },
            () => { });

        Assert.Equal([null, "502", null], _watch.Polls.Select(poll => poll.Poll.Error is { } error ? $"{(int)error.StatusCode!}" : null));
        Assert.Equal(["acme/team/other:new Created"], Lines);
    }

    [Fact]
    public async Task First_poll_that_failed_reports_no_existing_tag()
    {
        _watch.Quay.Quay.Faults.When(
            request => request.Target.Contains("other/tag", StringComparison.Ordinal), Fault.BadGateway, times: 1);

        await RunAsync(() => { }, () => { });

        Assert.Empty(Lines);
    }

    [Fact]
    public async Task Repository_that_became_hidden_is_a_gap_and_continues_when_it_is_visible_again()
    {
        const string Token = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn";
        using var watch = new WatchFixture(options => options.Token = Token);
        watch.Quay.Quay.AddUser("reader");
        watch.Quay.Quay.AddTokenWithValue(Token, "reader", "repo:read");
        FakeRepository other = watch.Quay.Quay.AddRepository("acme/other", isPublic: true);
        other.Push("latest");
        watch.Settle();

        await watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromDays(1) },
            "acme",
            () => other.IsPublic = false,
            () => other.Push("new"),
            () => other.IsPublic = true,
            () => { });

        Assert.Equal([" Gap", "new Created"], watch.Lines);
        Assert.Null(watch.Events[0].At);
        Assert.Contains("does not let this client read", $"{watch.Events[0]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_resumes_from_its_position()
    {
        WatchPosition? position = await RunAsync();
        _other.Push("new");
        _watch.Quay.Quay.AddRepository("acme/new").Push("latest");
        _watch.Settle();

        await _watch.RunAsync(new WatchOptions { StartAfter = WatchPosition.Parse(position!.ToJson()) }, "acme");

        Assert.Equal(["acme/team/other:new Created", "acme/new:latest Created"], Lines);
    }

    [Fact]
    public async Task Repository_that_is_recreated_while_the_list_is_read_does_not_end_the_watch()
    {
        for (int i = 0; i < 120; i++)
        {
            _watch.Quay.Quay.AddRepository($"acme/r{i:000}");
        }

        await _watch.RunAsync(
            new WatchOptions { RereadAfter = TimeSpan.FromDays(1) },
            "acme",
            () => _watch.Quay.Quay.Changes.Before(
                request => request.Target.Contains("next_page=", StringComparison.Ordinal),
                () =>
                {
                    _watch.Quay.Quay.DeleteRepository("acme/r005");
                    _watch.Quay.Quay.AddRepository("acme/r005").Push("latest");
                }),
            () => { });

        Assert.Equal([null, null, null], _watch.Polls.Select(poll => poll.Poll.Error));
        Assert.Equal(["acme/r005:latest Created"], Lines);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(400)]
    public async Task One_bad_repository_does_not_stop_the_watch_of_the_others(int status)
    {
        await RunAsync(
            () =>
            {
                Fail("acme/app", Fault.Status(status));
                _watch.App.Push("latest");
                _other.Push("new");
                _watch.Settle();
            },
            () => _watch.Quay.Quay.AddRepository("acme/new").Push("one"),
            () => { },
            () => _watch.Quay.Quay.Faults.Clear(),
            () => { });

        string[] gap = status == 400 ? ["acme/app: Gap"] : [];
        Assert.Equal([.. gap, "acme/team/other:new Created", "acme/new:one Created", "acme/app:latest Moved"], Lines);
    }

    [Fact]
    public async Task New_repository_that_fails_is_reported_completely_as_soon_as_it_can_be_read()
    {
        await RunAsync(
            () =>
            {
                Fail("acme/bad", Fault.Status(500));
                _watch.Quay.Quay.AddRepository("acme/bad").Push("one");
                _watch.Settle();
            },
            () => _watch.Quay.Quay.AddRepository("acme/new").Push("one"),
            () => _watch.Quay.Quay.Faults.Clear(),
            () => { });

        Assert.Equal(["acme/bad:one Created", "acme/new:one Created"], Lines.Order());
    }

    [Fact]
    public async Task New_repository_is_reported_although_another_one_fails_from_the_start()
    {
        Fail("acme/app", Fault.Status(500));

        await RunAsync(
            () => { },
            () => _watch.Quay.Quay.AddRepository("acme/new").Push("one"),
            () => _watch.App.Push("new"),
            () => _watch.Quay.Quay.Faults.Clear(),
            () => { });

        Assert.Equal(["acme/new:one Created", "acme/app:new Created"], Lines);
    }

    [Fact]
    public async Task Repository_that_quay_refuses_from_the_start_is_one_gap_until_it_can_be_read()
    {
        Fail("acme/app", Fault.Status(400));

        await RunAsync(
            () => { },
            () => { },
            () => _watch.Quay.Quay.Faults.Clear(),
            () => _watch.App.DeleteTag("latest"),
            () => _watch.App.Push("new"),
            () => { });

        Assert.Equal(["acme/app: Gap", "acme/app:latest Removed", "acme/app:new Created"], Lines);
    }

    [Fact]
    public async Task Failed_connection_ends_the_poll()
    {
        await RunAsync(
            () =>
            {
                _watch.Quay.Quay.Faults.When(request => request.Target.Contains("/tag/", StringComparison.Ordinal), Fault.Cut);
                _watch.App.Push("latest");
                _other.Push("new");
                _watch.Settle();
            },
            () => _watch.Quay.Quay.Faults.Clear());

        Assert.Equal(2, _watch.Polls[1].Requests);
        Assert.IsType<QuayConnectionException>(_watch.Polls[1].Poll.Error);
        Assert.Equal(["acme/app:latest Moved", "acme/team/other:new Created"], Lines);
    }

    [Fact]
    public async Task Repository_with_a_name_that_the_client_rejects_is_one_gap()
    {
        const string List =
            """{"repositories":[{"namespace":"acme","name":"Bad Name!","is_public":true,"is_starred":false,"kind":"image"}]}""";
        _watch.Quay.Quay.Faults.When(
            request => request.Target.Contains("/repository?", StringComparison.Ordinal), Fault.Status(200, List, "application/json"));

        await RunAsync(() => { }, () => { });

        Assert.Equal(["acme/Bad Name!: Gap"], Lines);
    }

    [Fact]
    public async Task Deletion_of_a_repository_is_one_gap_for_a_watch_without_a_token()
    {
        using var watch = new WatchFixture(options => options.Token = null);
        FakeRepository deleted = watch.Quay.Quay.AddRepository("acme/deleted", isPublic: true);
        FakeRepository other = watch.Quay.Quay.AddRepository("acme/other", isPublic: true);
        deleted.Push("latest");
        other.Push("latest");
        watch.Settle();

        WatchPosition? position = await watch.RunAsync(
            scope: "acme", changes: [() => watch.Quay.Quay.DeleteRepository("acme/deleted"), () => { }]);
        other.Push("new");
        watch.Settle();
        await watch.RunAsync(new WatchOptions { StartAfter = position }, "acme", () => { });

        Assert.Equal(
            ["acme/deleted: Gap", "acme/other:new Created"],
            watch.Events.Select(happened => $"{happened.Repository}:{happened.Tag} {happened.Kind}"));
    }

    private void Fail(string repository, Fault fault) => _watch.Quay.Quay.Faults.When(
        request => request.Target.Contains($"{repository}/tag/", StringComparison.Ordinal), fault);

    private Task<WatchPosition?> RunAsync(params Action[] changes) =>
        _watch.RunAsync(new WatchOptions { RereadAfter = TimeSpan.FromMinutes(10) }, "acme", changes);
}
