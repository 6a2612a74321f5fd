using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Verifies a read of three pages, between which entries of pages that were read are permanently deleted and collected. Later entries move
/// up by that many places.
/// </summary>
public sealed class CollectorDuringReadTests : IDisposable
{
    private const int Deleted = 5;
    private const int Older = 120;
    private readonly TagFixture _fixture = new();
    private readonly DateTimeOffset _then;

    public CollectorDuringReadTests()
    {
        for (int i = 0; i < Older; i++)
        {
            _fixture.Push($"older-{i:000}");
        }

        _then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        for (int i = 0; i < Older; i += 2)
        {
            _fixture.App.DeleteTag($"older-{i:000}");
        }

        for (int i = 0; i < 150; i++)
        {
            _fixture.Push($"newer-{i:000}");
        }

        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        // The first page has the newest tags, and the second one has the others.
        CollectBeforePage(2, first: 145);
        CollectBeforePage(3, first: 5);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Snapshot_contains_each_living_tag_if_the_collector_runs_between_pages()
    {
        RepositorySnapshot snapshot = await _fixture.History.GetSnapshotAsync("acme/app");

        AssertCollected();
        Assert.True(snapshot.IsComplete);
        Assert.Empty(_fixture.App.Tags.Select(tag => tag.Name).Except(snapshot.Tags.Keys));
        Assert.Empty(snapshot.Unknown);
    }

    [Fact]
    public async Task Earlier_snapshot_contains_each_tag_if_the_collector_runs_between_pages()
    {
        RepositorySnapshot snapshot = await _fixture.History.GetSnapshotAsync("acme/app", _then);

        AssertCollected();
        Assert.True(snapshot.IsComplete);
        Assert.Equal(Older, snapshot.Tags.Count);
        Assert.Empty(snapshot.Unknown);
        Assert.Equal(TagPresence.Absent, snapshot.Find("newer-000").Presence);
    }

    [Fact]
    public async Task Timeline_contains_each_event_if_the_collector_runs_between_pages()
    {
        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");

        AssertCollected();
        TagEvent[] older = [.. timeline.Events.Where(tagEvent => tagEvent.Tag.StartsWith("older", StringComparison.Ordinal))];
        Assert.Equal(Older, older.Count(tagEvent => tagEvent.Kind == TagEventKind.Created));
        Assert.Equal(Older / 2, older.Count(tagEvent => tagEvent.Kind == TagEventKind.Removed));
        Assert.Equal(Older * 3 / 2, older.Length);
    }

    [Fact]
    public async Task Rollback_plan_restores_each_deleted_tag_if_the_collector_runs_between_pages()
    {
        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", _then);

        AssertCollected();
        Assert.True(plan.IsComplete);
        Assert.Equal(Enumerable.Range(0, Older / 2).Select(i => $"older-{2 * i:000}"), plan.Steps.Select(step => step.Tag.ToString()));
        Assert.All(plan.Steps, step => Assert.Equal(TagPlanAction.Restore, step.Action));
        Assert.All(plan.Skipped, skipped => Assert.Equal(SkipKind.Newer, skipped.Kind));
        Assert.Empty(await RollBackAsync(plan));
    }

    [Fact]
    public async Task Difference_contains_each_deleted_tag_if_the_collector_runs_between_pages()
    {
        SnapshotDiff diff = await _fixture.History.CompareAsync("acme/app", _then, _fixture.Now);

        AssertCollected();
        Assert.True(diff.IsComplete);
        Assert.Empty(diff.Unknown);
        Assert.Equal(Older / 2, diff.Differences.Count(tag => tag.Kind == TagDifferenceKind.Removed));
    }

    [Fact]
    public async Task Tag_with_several_pages_of_entries_is_known_if_the_collector_runs_between_pages()
    {
        using var fixture = new TagFixture();
        string[] digests = [.. Enumerable.Range(0, 250).Select(_ => fixture.Push("nightly"))];
        FakeTagEntry[] newest = [.. fixture.App.Entries.Take(Deleted)];
        fixture.Quay.Changes.Before(request => IsPage(request, 2), () => Array.ForEach(newest[1..], fixture.App.Collect));

        // The second entry after the first page.
        TagAt result = await fixture.History.GetTagAtAsync("acme/app", "nightly", fixture.App.Entries[101].Start);

        Assert.Equal(digests[^102], result.ManifestDigest);
    }

    [Fact]
    public async Task Tag_that_is_permanently_deleted_between_pages_starts_once_in_the_timeline()
    {
        // Its entry is the last one of the first page, which the second page repeats.
        _fixture.Quay.Changes.Before(request => IsPage(request, 2), () => _fixture.App.DeleteTagPermanently("newer-050"));

        TagTimeline timeline = await _fixture.History.GetTimelineAsync("acme/app");

        Assert.Equal([TagEventKind.Created], timeline.Events.Where(one => one.Tag == "newer-050").Select(one => one.Kind));
    }

    private static bool IsPage(FakeRequest request, int number) => $"{request}".Contains($"page={number}", StringComparison.Ordinal);

    private void CollectBeforePage(int number, int first) => _fixture.Quay.Changes.Before(request => IsPage(request, number), () =>
    {
        for (int i = first; i < first + Deleted; i++)
        {
            _fixture.App.DeleteTagPermanently($"newer-{i:000}");
        }

        _fixture.App.Collect();
    });

    private void AssertCollected()
    {
        Assert.Equal(0, _fixture.Quay.Changes.PendingCount);
        Assert.Equal(150 - (2 * Deleted), _fixture.App.Entries.Count(entry => entry.Name.StartsWith("newer", StringComparison.Ordinal)));
    }

    // Returns what still differs from the instant of the plan after its execution.
    private async Task<IReadOnlyList<TagPlanStep>> RollBackAsync(TagPlan plan)
    {
        Assert.True((await _fixture.History.ExecuteAsync(plan)).IsComplete);
        return (await _fixture.History.PlanRollbackAsync("acme/app", _then)).Steps;
    }
}
