using Quay.Client.Testing;
using static Quay.Client.History.Tests.Scans.ScanFixture;

namespace Quay.Client.History.Tests.Scans;

/// <summary>Verifies scans that end early and are continued from their checkpoint.</summary>
public sealed class ScanResumptionTests : IDisposable
{
    private static readonly ScanOptions OneByOne = new() { InOrder = true, MaxConcurrency = 1 };

    private readonly ScanFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Rejected_token_ends_the_scan_and_another_token_resumes_it_without_repeating_a_request()
    {
        _fixture.Add("a", "b", "c", "d");
        _fixture.Quay.Changes.BeforeRequest(4, () => _fixture.Quay.FindToken(_fixture.Quay.Token)!.IsRevoked = true);
        RepositoryScan<string> scan = _fixture.Scan(OneByOne);
        var names = new List<string>();
        await Assert.ThrowsAsync<QuayAuthenticationException>(async () =>
        {
            await foreach (ScanResult<string> result in scan)
            {
                names.Add(result.Value!);
            }
        });
        Assert.Equal(["a", "b"], names);
        Assert.False(scan.Checkpoint.IsComplete);

        using QuayClient other = _fixture.Open(_fixture.Quay.AddToken("admin").Value);
        int before = _fixture.Paths.Count;
        RepositoryScan<Repository> resumed = other.History.ScanAsync(
            "acme", (repository, token) => other.Repositories.GetAsync(repository, cancellationToken: token), From(scan.Checkpoint));
        Assert.Equal(["Done c", "Done d"], await LinesAsync(resumed));
        Assert.Equal(
            ["/repository", "/repository/acme/c", "/repository/acme/d", "/repository"], _fixture.Paths.Skip(before));
        Assert.True(resumed.Checkpoint.IsComplete);
        Assert.Equal(scan.Checkpoint.StartedAt, resumed.Checkpoint.StartedAt);
    }

    [Fact]
    public async Task Rejected_token_never_makes_a_namespace_with_public_repositories_look_smaller()
    {
        _fixture.Quay.AddRepository("acme/public", isPublic: true).Push("latest");
        _fixture.Add("private");
        _fixture.Quay.Changes.BeforeRequest(4, () => _fixture.Quay.FindToken(_fixture.Quay.Token)!.IsRevoked = true);
        RepositoryScan<string> scan = _fixture.Scan(new ScanOptions { IncludePublic = true, InOrder = true, MaxConcurrency = 1 });
        var lines = new List<string>();
        await Assert.ThrowsAsync<QuayAuthenticationException>(async () =>
        {
            await foreach (ScanResult<string> result in scan)
            {
                lines.Add(result.ToString());
            }
        });
        Assert.Equal(["acme/public: Done", "acme/private: Done"], lines);
        Assert.False(scan.Checkpoint.IsComplete);
        Assert.Equal(2, scan.Checkpoint.Repositories.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(101)]
    public async Task Rejected_token_never_makes_an_organization_look_empty_although_it_was_verified_minutes_ago(int count)
    {
        _fixture.Quay.AddUser("dev");
        for (int i = 0; i < count; i++)
        {
            _fixture.Quay.AddRepository($"acme/r{i}", isPublic: true).Grant("dev", FakeRole.Read);
        }

        FakeToken token = _fixture.Quay.AddToken("dev");
        using QuayClient dev = _fixture.Open(token.Value);
        string last = count > 100 ? "next_page=" : "namespace=";
        int lists = 0;
        _fixture.Quay.Changes.BeforeEach(
            request => request.Target.Contains(last, StringComparison.Ordinal), () => token.IsRevoked |= ++lists == 2);
        RepositoryScan<string> scan = dev.History.ScanAsync(
            "acme",
            async (repository, stop) => (await dev.Repositories.GetAsync(repository, cancellationToken: stop)).Name,
            OneByOne);
        int done = 0;
        await Assert.ThrowsAsync<QuayAuthenticationException>(async () =>
        {
            await foreach (ScanResult<string> result in scan)
            {
                Assert.Equal(ScanStatus.Done, result.Status);
                done++;
            }
        });
        Assert.Equal(count, done);
        Assert.Equal(count, scan.Checkpoint.Repositories.Count);
        Assert.False(scan.Checkpoint.IsComplete);

        // The same client, whose earlier verification is cached.
        foreach (ScanOptions options in (ScanOptions[])[From(scan.Checkpoint), new(), new() { IncludePublic = true }])
        {
            RepositoryScan<string> again = dev.History.ScanAsync("acme", _fixture.ReadAsync, options);
            await Assert.ThrowsAsync<QuayAuthenticationException>(() => LinesAsync(again));
        }
    }

    [Fact]
    public async Task Token_that_is_rejected_for_one_page_of_the_list_ends_the_scan()
    {
        _fixture.Add("private");
        _fixture.Quay.AddUser("dev");
        _fixture.Repository("private").Grant("dev", FakeRole.Read);
        for (int i = 0; i < 101; i++)
        {
            _fixture.Quay.AddRepository($"acme/r{i}", isPublic: true);
        }

        FakeToken token = _fixture.Quay.AddToken("dev");
        using QuayClient dev = _fixture.Open(token.Value);
        await dev.Repositories.GetAsync("acme/r1", cancellationToken: Cancellation);
        token.IsRevoked = true;
        _fixture.Quay.Changes.BeforeEach(
            request => request.Target.Contains("next_page", StringComparison.Ordinal), () => token.IsRevoked = false);
        RepositoryScan<string> scan = dev.History.ScanAsync("acme", _fixture.ReadAsync, new ScanOptions { IncludePublic = true });
        await Assert.ThrowsAsync<QuayAuthenticationException>(() => LinesAsync(scan));
    }

    [Fact]
    public async Task Client_without_a_token_sees_that_public_repositories_vanished()
    {
        _fixture.Quay.AddRepository("acme/a", isPublic: true);
        _fixture.Quay.AddRepository("acme/b", isPublic: true);
        using QuayClient anonymous = _fixture.Open(token: null);
        var options = new ScanOptions { IncludePublic = true, InOrder = true };
        RepositoryScan<int> first = anonymous.History.ScanAsync("acme", (_, _) => Task.FromResult(1), options);
        Assert.Equal(["Done a", "Done b"], await LinesAsync(first));
        _fixture.Quay.DeleteRepository("acme/a");
        RepositoryScan<int> next = anonymous.History.ScanAsync(
            "acme", (_, _) => Task.FromResult(1), new ScanOptions { IncludePublic = true, InOrder = true, StartFrom = first.Checkpoint });
        Assert.Equal(["Vanished a", "Unchanged b"], await LinesAsync(next));
        Assert.Equal(4, _fixture.Paths.Count);
    }

    [Fact]
    public async Task Proxy_that_blocks_the_verification_of_the_token_does_not_fail_the_scan()
    {
        _fixture.Quay.Faults.When(
            request => request.Target.Contains("starred", StringComparison.Ordinal), Fault.Status(403, "blocked", "text/plain"));
        Assert.Empty(await LinesAsync(_fixture.Scan()));
    }

    [Fact]
    public async Task Result_that_the_caller_did_not_process_is_returned_again()
    {
        _fixture.Add("a", "b", "c");
        RepositoryScan<string> scan = _fixture.Scan(OneByOne);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (ScanResult<string> result in scan)
            {
                if (result.Value == "b")
                {
                    throw new InvalidOperationException();
                }
            }
        });
        Assert.Equal(["Done b", "Done c"], await LinesAsync(_fixture.Scan(From(scan.Checkpoint))));
    }

    [Fact]
    public async Task Failed_repository_is_read_again_in_the_scan_that_continues_and_in_the_next_one()
    {
        _fixture.Add("a", "b", "c");
        bool isBroken = true;
        Task<string> ReadAsync(RepositoryName repository, CancellationToken cancellationToken) =>
            repository.Name == "a" && isBroken ? throw new InvalidOperationException() : _fixture.ReadAsync(repository, cancellationToken);

        RepositoryScan<string> stopped = _fixture.Scan(OneByOne, ReadAsync);
        await foreach (ScanResult<string> result in stopped)
        {
            if (result.Repository == "acme/c")
            {
                break;
            }
        }

        RepositoryScan<string> continued = _fixture.Scan(From(stopped.Checkpoint), ReadAsync);
        Assert.Equal(["Failed a", "Done c"], await LinesAsync(continued));
        Assert.True(continued.Checkpoint.IsComplete);
        Assert.Equal(new ScannedRepository(), continued.Checkpoint.Repositories["acme/a"]);
        isBroken = false;
        Assert.Equal(["Done a", "Unchanged b", "Unchanged c"], await LinesAsync(_fixture.Scan(From(continued.Checkpoint), ReadAsync)));
    }

    [Fact]
    public async Task Skipped_repository_is_reported_again_when_the_scan_continues()
    {
        _fixture.Add("a", "b", "c");
        var options = new ScanOptions { RepositoryPattern = "b*", InOrder = true, MaxConcurrency = 1 };
        RepositoryScan<string> stopped = _fixture.Scan(options);
        await foreach (ScanResult<string> result in stopped)
        {
            if (result.Repository == "acme/b")
            {
                break;
            }
        }

        Assert.Equal(
            ["Skipped a Pattern", "Done b", "Skipped c Pattern"],
            await LinesAsync(_fixture.Scan(new ScanOptions { RepositoryPattern = "b*", InOrder = true, StartFrom = stopped.Checkpoint })));
    }

    [Fact]
    public async Task Scan_that_continues_reports_what_appeared_and_vanished_since_it_started()
    {
        _fixture.Add("a", "b", "c", "d");
        RepositoryScan<string> stopped = _fixture.Scan(OneByOne);
        await foreach (ScanResult<string> result in stopped)
        {
            if (result.Repository == "acme/b")
            {
                break;
            }
        }

        _fixture.Quay.DeleteRepository("acme/a");
        _fixture.Quay.DeleteRepository("acme/d");
        _fixture.Add("new");
        RepositoryScan<string> continued = _fixture.Scan(From(stopped.Checkpoint));
        Assert.Equal(["Vanished a", "Vanished d", "Done b", "Done c", "Done new appeared"], await LinesAsync(continued));
        Assert.Equal(["acme/b", "acme/c", "acme/new"], continued.Checkpoint.Repositories.Keys);
    }

    [Fact]
    public async Task Checkpoint_of_a_scan_whose_first_list_failed_starts_the_scan_again()
    {
        _fixture.Add("a");
        _fixture.Quay.Faults.When(_ => true, Fault.Status(400, "{}", "application/json"), times: 1);
        RepositoryScan<string> failed = _fixture.Scan();
        await Assert.ThrowsAnyAsync<QuayException>(() => LinesAsync(failed));
        Assert.Empty(failed.Checkpoint.Repositories);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        RepositoryScan<string> scan = _fixture.Scan(From(failed.Checkpoint));
        Assert.Equal(["Done a"], await LinesAsync(scan));
        Assert.Equal(_fixture.Now, scan.Checkpoint.StartedAt);
    }

    [Fact]
    public async Task Snapshots_of_a_resumed_scan_are_of_the_instant_at_which_it_started()
    {
        _fixture.Add("a", "b");
        RepositoryScan<RepositorySnapshot> stopped = _fixture.History.ScanSnapshotsAsync("acme", options: OneByOne);
        await foreach (ScanResult<RepositorySnapshot> result in stopped)
        {
            Assert.Equal(_fixture.Now, result.Value!.Instant);
            break;
        }

        DateTimeOffset started = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Repository("b").Push("newer");
        List<ScanResult<RepositorySnapshot>> results = await _fixture.History
            .ScanSnapshotsAsync("acme", options: From(stopped.Checkpoint))
            .ToListAsync(Cancellation);
        Assert.Equal(["acme/a", "acme/b"], results.Select(result => result.Repository));
        Assert.All(results, result => Assert.Equal(started, result.Value!.Instant));
        Assert.All(results, result => Assert.Equal(["latest"], result.Value!.Tags.Keys));
    }

    private static ScanOptions From(ScanCheckpoint checkpoint) =>
        new() { InOrder = true, MaxConcurrency = 1, StartFrom = ScanCheckpoint.Parse(checkpoint.ToJson()) };
}
