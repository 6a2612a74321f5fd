using Quay.Client.Testing;
using static Quay.Client.History.Tests.Scans.ScanFixture;

namespace Quay.Client.History.Tests.Scans;

/// <summary>Verifies scans that start from a complete checkpoint and read only what changed.</summary>
public sealed class IncrementalScanTests : IDisposable
{
    private static readonly DateTimeOffset Read = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly ScanFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Only_repositories_that_were_pushed_to_are_read()
    {
        _fixture.Add("a", "b", "c", "d");
        ScanCheckpoint first = await ScanAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Repository("b").Push("newer");
        _fixture.Quay.DeleteRepository("acme/c");
        _fixture.Add("new");
        int before = _fixture.Paths.Count;
        RepositoryScan<string> scan = _fixture.Scan(From(first));
        Assert.Equal(["Vanished c", "Unchanged a", "Done b", "Unchanged d", "Done new appeared"], await LinesAsync(scan));
        Assert.Equal(
            ["/repository", "/repository/acme/b", "/repository/acme/new", "/repository"], _fixture.Paths.Skip(before));
        Assert.Equal(_fixture.Now, scan.Checkpoint.StartedAt);
        Assert.Equal(first.Repositories["acme/a"], scan.Checkpoint.Repositories["acme/a"]);
        Assert.Equal(_fixture.Now, scan.Checkpoint.Repositories["acme/b"].ReadAt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Repository_that_failed_or_was_skipped_is_read_by_the_next_scan_although_an_earlier_one_read_it(bool isRefused)
    {
        _fixture.Add("a", "b");
        ScanCheckpoint first = await ScanAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Quay.Faults.When(
            request => request.Target.StartsWith("/api/v1/repository/acme/a", StringComparison.Ordinal),
            isRefused ? Fault.Status(403, "{}", "application/json") : Fault.Status(400, "{}", "application/json"),
            times: 1);
        RepositoryScan<string> second = _fixture.Scan(From(first, TimeSpan.Zero));
        Assert.Equal([isRefused ? "Skipped a Permission" : "Failed a", "Done b"], await LinesAsync(second));
        Assert.Null(second.Checkpoint.Repositories["acme/a"].ReadAt);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Done a", "Unchanged b"], await LinesAsync(_fixture.Scan(From(second.Checkpoint))));
    }

    [Fact]
    public async Task Deletions_and_expiries_are_seen_after_the_interval()
    {
        _fixture.Add("a");
        _fixture.Repository("a").AddEntry("older", _fixture.Repository("a").AddManifest().Digest, _fixture.Now.AddDays(-2));
        ScanCheckpoint first = await ScanAsync();
        _fixture.Repository("a").DeleteTag("older");
        _fixture.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(["Unchanged a"], await LinesAsync(_fixture.Scan(From(first))));
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Done a"], await LinesAsync(_fixture.Scan(From(first))));
    }

    [Fact]
    public async Task Deletion_of_the_newest_tag_changes_last_modified()
    {
        _fixture.Add("a");
        ScanCheckpoint first = await ScanAsync();
        _fixture.Repository("a").DeleteTag("latest");
        Assert.Equal(["Done a"], await LinesAsync(_fixture.Scan(From(first))));
    }

    [Fact]
    public async Task Push_during_the_first_scan_is_read_by_the_next_one()
    {
        _fixture.Add("a", "b");
        _fixture.Quay.Changes.Before(
            request => request.Target.StartsWith("/api/v1/repository/acme/b", StringComparison.Ordinal),
            () => _fixture.Repository("a").Push("latest"));
        ScanCheckpoint first = await ScanAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Done a", "Unchanged b"], await LinesAsync(_fixture.Scan(From(first))));
    }

    [Fact]
    public async Task Interrupted_incremental_scan_is_continued()
    {
        _fixture.Add("a", "b", "c", "d");
        ScanCheckpoint first = await ScanAsync();
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Repository("b").Push("newer");
        _fixture.Repository("d").Push("newer");
        _fixture.Clock.Advance(TimeSpan.FromMinutes(5));
        RepositoryScan<string> stopped = _fixture.Scan(From(first));
        await foreach (ScanResult<string> result in stopped)
        {
            if (result.Repository == "acme/c")
            {
                break;
            }
        }

        _fixture.Clock.Advance(TimeSpan.FromMinutes(30));
        _fixture.Repository("a").Push("newer");
        int before = _fixture.Paths.Count;
        RepositoryScan<string> continued = _fixture.Scan(From(stopped.Checkpoint));
        Assert.Equal(["Unchanged c", "Done d"], await LinesAsync(continued));
        Assert.Equal(["/repository", "/repository/acme/d", "/repository"], _fixture.Paths.Skip(before));
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(
            ["Done a", "Unchanged b", "Unchanged c", "Unchanged d"], await LinesAsync(_fixture.Scan(From(continued.Checkpoint))));
    }

    [Fact]
    public async Task Push_that_the_snapshot_of_a_resumed_scan_does_not_show_is_read_by_the_next_scan()
    {
        _fixture.Add("a", "b");
        RepositoryScan<RepositorySnapshot> stopped =
            _fixture.History.ScanSnapshotsAsync("acme", options: new ScanOptions { InOrder = true, MaxConcurrency = 1 });
        await foreach (ScanResult<RepositorySnapshot> result in stopped)
        {
            if (result.Repository == "acme/b")
            {
                break;
            }
        }

        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Repository("b").Push("newer");
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        RepositoryScan<RepositorySnapshot> resumed = _fixture.History.ScanSnapshotsAsync("acme", options: From(stopped.Checkpoint));
        Assert.Equal(["Done b"], await LinesAsync(resumed));
        RepositoryScan<RepositorySnapshot> next = _fixture.History.ScanSnapshotsAsync("acme", options: From(resumed.Checkpoint));
        List<ScanResult<RepositorySnapshot>> results = await next.ToListAsync(Cancellation);
        Assert.Equal([ScanStatus.Unchanged, ScanStatus.Done], results.Select(result => result.Status));
        Assert.Equal(["latest", "newer"], results[1].Value!.Tags.Keys);
    }

    [Fact]
    public async Task Snapshots_of_a_given_instant_are_not_read_again_because_of_later_pushes_before_the_read()
    {
        _fixture.Add("a");
        DateTimeOffset instant = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Repository("a").Push("newer");
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        RepositoryScan<RepositorySnapshot> first = _fixture.History.ScanSnapshotsAsync("acme", instant);
        Assert.Equal(["Done a"], await LinesAsync(first));
        Assert.Equal(
            ["Unchanged a"], await LinesAsync(_fixture.History.ScanSnapshotsAsync("acme", instant, options: From(first.Checkpoint))));
    }

    [Fact]
    public async Task List_that_fails_leaves_the_complete_checkpoint_unchanged()
    {
        _fixture.Add("a");
        ScanCheckpoint first = await ScanAsync();
        _fixture.Quay.Faults.When(_ => true, Fault.Status(400, "{}", "application/json"), times: 1);
        RepositoryScan<string> failed = _fixture.Scan(From(first));
        await Assert.ThrowsAnyAsync<QuayException>(() => LinesAsync(failed));
        Assert.Equal(first.ToJson(), failed.Checkpoint.ToJson());
    }

    [Theory]
    [InlineData(-3600, -3600, 3600, 86400, true)]
    [InlineData(-3600, -3599, 3600, 86400, false)]
    [InlineData(-3600, -3601, 3600, 86400, false)]
    [InlineData(-3600, null, 3600, 86400, false)]
    [InlineData(null, -3600, 3600, 86400, false)]
    [InlineData(null, null, 3600, 86400, true)]
    [InlineData(-60, -60, 3600, 86400, true)]
    [InlineData(-59, -59, 3600, 86400, false)]
    [InlineData(0, 0, 3600, 86400, false)]
    [InlineData(-3600, -3600, 86399, 86400, true)]
    [InlineData(-3600, -3600, 86400, 86400, false)]
    [InlineData(-3600, -3600, -86400, 86400, false)]
    [InlineData(-3600, -3600, 0, 0, false)]
    public void Repository_is_unchanged_if_its_time_is_equal_and_older_than_a_recent_read(
        int? recorded, int? listed, int age, int rereadAfter, bool isUnchanged)
    {
        var entry = new ScanEntry("acme/app")
        {
            ReadAt = Read,
            ReadModified = recorded is { } then ? Read.AddSeconds(then) : null,
            ListedModified = listed is { } now ? Read.AddSeconds(now) : null,
        };
        Assert.Equal(isUnchanged, entry.IsUnchanged(Read.AddSeconds(age), TimeSpan.FromSeconds(rereadAfter)));
    }

    [Fact]
    public void Repository_that_was_never_read_is_not_unchanged() =>
        Assert.False(new ScanEntry("acme/app").IsUnchanged(Read, TimeSpan.MaxValue));

    private static ScanOptions From(ScanCheckpoint checkpoint, TimeSpan? rereadAfter = null) => new()
    {
        InOrder = true,
        MaxConcurrency = 1,
        RereadAfter = rereadAfter ?? TimeSpan.FromDays(1),
        StartFrom = ScanCheckpoint.Parse(checkpoint.ToJson()),
    };

    private async Task<ScanCheckpoint> ScanAsync()
    {
        RepositoryScan<string> scan = _fixture.Scan(new ScanOptions { InOrder = true, MaxConcurrency = 1 });
        await LinesAsync(scan);
        Assert.True(scan.Checkpoint.IsComplete);
        return scan.Checkpoint;
    }
}
