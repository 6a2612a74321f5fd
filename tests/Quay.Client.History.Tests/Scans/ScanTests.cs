using Quay.Client.History.Tests.Stubs;
using Quay.Client.Testing;
using static Quay.Client.History.Tests.Scans.ScanFixture;

namespace Quay.Client.History.Tests.Scans;

public sealed class ScanTests : IDisposable
{
    private readonly ScanFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Each_repository_has_one_result_with_the_value_of_the_function()
    {
        _fixture.Add("a", "b/c", "d");
        _fixture.Quay.AddRepository("other/e");
        var values = new List<string?>();
        await foreach (ScanResult<string> result in _fixture.Scan())
        {
            Assert.Equal(ScanStatus.Done, result.Status);
            Assert.Null(result.Error);
            Assert.Null(result.Reason);
            Assert.False(result.Appeared);
            Assert.Equal(result.Repository, $"acme/{result.Value}");
            values.Add(result.Value);
        }

        Assert.Equal(["a", "b/c", "d"], values.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_requested_before_the_enumeration_and_each_list_takes_a_request_per_100_repositories()
    {
        _fixture.Add([.. Enumerable.Range(0, 101).Select(i => $"r{i}")]);
        RepositoryScan<int> scan = _fixture.History.ScanAsync("acme", (_, _) => Task.FromResult(1));
        _fixture.Quay.Requests.AssertRequests();
        Assert.Equal(101, (await LinesAsync(scan)).Count);
        Assert.Equal(4, _fixture.Paths.Count(path => path == "/repository"));
        Assert.Equal(4, _fixture.Paths.Count);
    }

    [Fact]
    public async Task Results_are_returned_as_they_complete_or_in_the_order_of_the_list()
    {
        _fixture.Add("z", "slow", "a");
        foreach (bool inOrder in (bool[])[false, true])
        {
            var slow = new TaskCompletionSource();
            var others = new CountdownEvent(2);
            Task<string> ReadAsync(RepositoryName repository, CancellationToken cancellationToken) => repository.Name == "slow"
                ? slow.Task.ContinueWith(_ => "slow", cancellationToken, TaskContinuationOptions.None, TaskScheduler.Default)
                : Task.FromResult(others.Signal() ? "last" : "first");

            var order = new List<string>();
            await foreach (ScanResult<string> result in _fixture.Scan(new ScanOptions { InOrder = inOrder }, ReadAsync))
            {
                order.Add(result.Repository[5..]);
                if (order.Count == (inOrder ? 1 : 2))
                {
                    slow.SetResult();
                }
            }

            Assert.Equal(inOrder ? ["z", "slow", "a"] : ["slow"], inOrder ? order : order[2..]);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public async Task Results_that_are_not_taken_block_further_reads(int concurrency, bool inOrder)
    {
        _fixture.Add([.. Enumerable.Range(0, 20).Select(i => $"r{i}")]);
        int started = 0, taken = 0;
        Task<string> ReadAsync(RepositoryName repository, CancellationToken cancellationToken)
        {
            Assert.InRange(Interlocked.Increment(ref started) - Volatile.Read(ref taken), 1, concurrency);
            return Task.FromResult("");
        }

        await foreach (ScanResult<string> result in _fixture.Scan(
            new ScanOptions { MaxConcurrency = concurrency, InOrder = inOrder }, ReadAsync))
        {
            Assert.Equal(ScanStatus.Done, result.Status);
            Interlocked.Increment(ref taken);
        }

        Assert.Equal(20, taken);
    }

    [Fact]
    public async Task Reads_run_concurrently_up_to_the_limit()
    {
        _fixture.Add("a", "b", "c", "d");
        using var together = new Barrier(4);
        Task<string> ReadAsync(RepositoryName repository, CancellationToken cancellationToken)
        {
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(30), cancellationToken));
            return Task.FromResult("");
        }

        Assert.Equal(["Done a", "Done b", "Done c", "Done d"], (await LinesAsync(_fixture.Scan(read: ReadAsync))).Order());
    }

    [Fact]
    public async Task Exception_of_the_function_fails_its_repository_and_the_scan_goes_on()
    {
        _fixture.Add("a", "b", "c", "d");
        var fault = new InvalidOperationException("a bug");
        var results = new Dictionary<string, ScanResult<string>>();
        await foreach (ScanResult<string> result in _fixture.Scan(read: (repository, token) => repository.Name switch
        {
            "a" => throw fault,
            "b" => Task.FromException<string>(new TaskCanceledException()),
            "c" => Task.FromException<string>(new QuayTimeoutException("slow")),
            _ => _fixture.ReadAsync(repository, token),
        }))
        {
            results.Add(result.Repository, result);
        }

        Assert.Same(fault, results["acme/a"].Error);
        Assert.Equal("a bug", results["acme/a"].Reason);
        Assert.IsType<TaskCanceledException>(results["acme/b"].Error);
        Assert.IsType<QuayTimeoutException>(results["acme/c"].Error);
        Assert.Equal(
            [ScanStatus.Failed, ScanStatus.Failed, ScanStatus.Failed, ScanStatus.Done],
            results.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Status));
    }

    [Fact]
    public async Task Repository_without_permission_is_skipped_with_the_exception()
    {
        _fixture.Quay.AddUser("dev");
        _fixture.Quay.AddRepository("acme/open", isPublic: true);
        _fixture.Add("secret");
        using QuayClient dev = _fixture.Open(_fixture.Quay.AddToken("dev").Value);
        RepositoryScan<int> scan = dev.History.ScanAsync(
            "acme",
            async (repository, token) => await dev.Repositories.GetLogs(repository, cancellationToken: token).CountAsync(token),
            new ScanOptions { IncludePublic = true });
        ScanResult<int> result = Assert.Single(await scan.ToListAsync(Cancellation));
        Assert.Equal(("acme/open", ScanStatus.Skipped, ScanSkipKind.Permission), (result.Repository, result.Status, result.SkipKind));
        Assert.Equal(Assert.IsType<QuayPermissionException>(result.Error).Message, result.Reason);
    }

    [Fact]
    public async Task Repositories_that_the_options_exclude_are_skipped_without_a_request()
    {
        _fixture.Add("web-a", "web-b", "db", "team/web-c");
        _fixture.Repository("web-b").State = FakeRepositoryState.Mirror;
        var options = new ScanOptions { RepositoryPattern = "web-*", SkipStates = ["MIRROR"], InOrder = true };
        Assert.Equal(
            ["Done web-a", "Skipped web-b State", "Skipped db Pattern", "Skipped team/web-c Pattern"],
            await LinesAsync(_fixture.Scan(options)));
        Assert.Equal(["/repository", "/repository/acme/web-a", "/repository"], _fixture.Paths);
    }

    [Theory]
    [InlineData("*web*", "team/web-c", true)]
    [InlineData("team/*", "team/web-c", true)]
    [InlineData("we?", "web", true)]
    [InlineData("web", "web-c", false)]
    public void Pattern_matches_the_whole_name_with_slashes(string pattern, string name, bool matches) =>
        Assert.Equal(matches, RepositoryGlob.Matches(pattern, name));

    [Fact]
    public async Task Repository_that_is_deleted_before_its_read_vanishes()
    {
        _fixture.Add("a", "b", "c");
        _fixture.Quay.Changes.Before(
            request => request.Target.StartsWith("/api/v1/repository/acme/a", StringComparison.Ordinal),
            () => _fixture.Quay.DeleteRepository("acme/b"));
        RepositoryScan<string> scan = _fixture.Scan(new ScanOptions { InOrder = true, MaxConcurrency = 1 });
        Assert.Equal(["Done a", "Vanished b", "Done c"], await LinesAsync(scan));
        Assert.Equal(["acme/a", "acme/c"], scan.Checkpoint.Repositories.Keys);
    }

    [Fact]
    public async Task Repository_whose_deletion_looks_like_a_missing_permission_vanishes_at_the_end()
    {
        _fixture.Quay.AddUser("dev");
        _fixture.Quay.AddRepository("acme/a", isPublic: true);
        _fixture.Quay.AddRepository("acme/b", isPublic: true);
        using QuayClient dev = _fixture.Open(_fixture.Quay.AddToken("dev").Value);
        RepositoryScan<string> scan = dev.History.ScanAsync(
            "acme",
            async (repository, token) =>
            {
                _fixture.Quay.DeleteRepository("acme/b");
                return (await dev.Repositories.GetAsync("acme/b", cancellationToken: token)).Name;
            },
            new ScanOptions { IncludePublic = true, InOrder = true, RepositoryPattern = "b" });
        Assert.Equal(["Skipped a Pattern", "Skipped b Permission", "Vanished b"], await LinesAsync(scan));
    }

    [Fact]
    public async Task Missing_tag_fails_its_repository()
    {
        _fixture.Add("a", "b");
        _fixture.Repository("a").DeleteTag("latest");
        Assert.Equal(
            ["Failed a", "Done b"],
            await LinesAsync(_fixture.Scan(new ScanOptions { InOrder = true }, async (repository, token) =>
                (await _fixture.Client.Tags.GetAsync(repository, "latest", token)).Name)));
    }

    [Fact]
    public async Task Repositories_that_appear_are_read_and_those_that_vanish_are_reported_although_they_were_read()
    {
        _fixture.Add("a", "b", "c");
        _fixture.Quay.Changes.Before(
            request => request.Target.StartsWith("/api/v1/repository/acme/c", StringComparison.Ordinal),
            () =>
            {
                _fixture.Quay.DeleteRepository("acme/a");
                _fixture.Add("new");
            });
        RepositoryScan<string> scan = _fixture.Scan(new ScanOptions { InOrder = true, MaxConcurrency = 1 });
        Assert.Equal(["Done a", "Done b", "Done c", "Vanished a", "Done new appeared"], await LinesAsync(scan));
        Assert.Equal(["acme/b", "acme/c", "acme/new"], scan.Checkpoint.Repositories.Keys);
        Assert.True(scan.Checkpoint.IsComplete);
    }

    [Fact]
    public async Task List_that_fails_ends_the_enumeration_at_the_start_and_at_the_end()
    {
        _fixture.Add([.. Enumerable.Range(0, 101).Select(i => $"r{i}")]);
        foreach (int good in (int[])[0, 1, 2, 3])
        {
            int lists = 0;
            _fixture.Quay.Faults.When(
                request => request.Target.StartsWith("/api/v1/repository?", StringComparison.Ordinal) && lists++ == good,
                Fault.Status(400, "{}", "application/json"),
                times: 1);
            int results = 0;
            RepositoryScan<int> scan = _fixture.History.ScanAsync("acme", (_, _) => Task.FromResult(1));
            await Assert.ThrowsAnyAsync<QuayException>(async () =>
            {
                await foreach (ScanResult<int> _ in scan)
                {
                    results++;
                }
            });
            Assert.Equal(good < 2 ? 0 : 101, results);
            Assert.False(scan.Checkpoint.IsComplete);
            _fixture.Quay.AssertNothingPending();
        }
    }

    [Fact]
    public async Task Cancellation_ends_the_enumeration_and_the_running_reads()
    {
        _fixture.Add("a", "b", "c");
        using var stop = new CancellationTokenSource();
        int ended = 0;
        async Task<string> ReadAsync(RepositoryName repository, CancellationToken cancellationToken)
        {
            if (repository.Name == "a")
            {
                return "a";
            }

            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _fixture.Clock, cancellationToken);
                return "";
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
        }

        RepositoryScan<string> scan = _fixture.Scan(new ScanOptions { MaxConcurrency = 3 }, ReadAsync);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ScanResult<string> result in scan.WithCancellation(stop.Token))
            {
                Assert.Equal("acme/a", result.Repository);
                await stop.CancelAsync();
            }
        });
        Assert.Equal(2, ended);
        Assert.Equal(["acme/a"], scan.Checkpoint.Repositories.Where(pair => pair.Value.IsFinished).Select(pair => pair.Key));
    }

    [Fact]
    public async Task Loop_that_ends_early_cancels_the_running_reads_and_waits_for_them()
    {
        _fixture.Add("a", "b");
        bool isEnded = false;
        async Task<string> ReadAsync(RepositoryName repository, CancellationToken cancellationToken)
        {
            if (repository.Name == "a")
            {
                return "";
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, _fixture.Clock, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (int i = 0; i < 1_000; i++)
            {
                await Task.Yield();
            }

            Volatile.Write(ref isEnded, true);
            return "";
        }

        await foreach (ScanResult<string> result in _fixture.Scan(read: ReadAsync))
        {
            Assert.Equal("acme/a", result.Repository);
            break;
        }

        Assert.True(Volatile.Read(ref isEnded));
    }

    [Fact]
    public async Task Listed_name_that_no_request_can_contain_is_a_failed_result()
    {
        var list = QuayPageable.FromItems(
            new RepositoryListItem { Namespace = "acme", Name = "Old Name" }, new RepositoryListItem { Namespace = "acme", Name = "app" });
        IRepositoryOperations repositories = MethodStub.Of<IRepositoryOperations>("List", () => list);
        IQuayClient client = MethodStub.Of<IQuayClient>(new Dictionary<string, Func<object>>
        {
            ["get_Endpoint"] = () => new Uri("https://quay.example/"),
            ["get_ServerTime"] = () => _fixture.Now,
            ["get_Repositories"] = () => repositories,
        });
        RepositoryScan<string> scan = client.History.ScanAsync(
            "acme", (repository, _) => Task.FromResult(repository.Name), new ScanOptions { InOrder = true });
        List<ScanResult<string>> results = await scan.ToListAsync(Cancellation);
        Assert.Equal([("acme/Old Name", ScanStatus.Failed), ("acme/app", ScanStatus.Done)], results.Select(r => (r.Repository, r.Status)));
        Assert.IsType<ArgumentException>(results[0].Error);
    }

    [Fact]
    public async Task Timelines_have_the_events_since_the_instant()
    {
        _fixture.Add("a", "b");
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        DateTimeOffset since = _fixture.Now;
        _fixture.Repository("b").Push("latest");
        List<ScanResult<TagTimeline>> results = await _fixture.History
            .ScanTimelinesAsync("acme", since, options: new ScanOptions { InOrder = true })
            .ToListAsync(Cancellation);
        Assert.Empty(results[0].Value!.Events);
        Assert.Equal(TagEventKind.Moved, Assert.Single(results[1].Value!.Events).Kind);
    }

    [Fact]
    public async Task Snapshots_of_a_given_instant_have_the_tags_of_the_pattern()
    {
        _fixture.Add("a");
        DateTimeOffset instant = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        _fixture.Repository("a").Push("late");
        ScanResult<RepositorySnapshot> result = Assert.Single(
            await _fixture.History.ScanSnapshotsAsync("acme", instant, "la*").ToListAsync(Cancellation));
        Assert.Equal((instant, "la*"), (result.Value!.Instant, result.Value.Pattern));
        Assert.Equal(["latest"], result.Value.Tags.Keys);
    }

    [Fact]
    public async Task Scan_can_be_enumerated_once()
    {
        _fixture.Add("a");
        RepositoryScan<string> scan = _fixture.Scan();
        await LinesAsync(scan);
        await Assert.ThrowsAsync<InvalidOperationException>(() => LinesAsync(scan));
    }

    [Fact]
    public async Task Progress_counts_the_listed_and_finished_repositories()
    {
        _fixture.Add([.. Enumerable.Range(0, 101).Select(i => $"r{i}")]);
        var reports = new List<string>();
        RepositoryScan<int> scan = _fixture.History.ScanAsync(
            "acme",
            (repository, _) => repository.Name == "r1" ? throw new InvalidOperationException() : Task.FromResult(1),
            new ScanOptions { InOrder = true, RepositoryPattern = "r?" },
            new Reports(reports));
        await LinesAsync(scan);
        Assert.Equal(
            [
                "0 of 100 or more repositories, 0 failed, 0 skipped", "0 of 101 or more repositories, 0 failed, 0 skipped",
                "1 of 101 repositories, 0 failed, 0 skipped", "2 of 101 repositories, 1 failed, 0 skipped",
            ],
            reports[..4]);
        Assert.Equal("101 of 101 repositories, 1 failed, 91 skipped", reports[^1]);
        Assert.Equal(103, reports.Count);
    }

    private sealed class Reports(List<string> reports) : IProgress<ScanProgress>
    {
        public void Report(ScanProgress value) => reports.Add(value.ToString());
    }
}
