using CsCheck;
using Quay.Client.Testing;
using Moment = Quay.Client.History.Tests.ChangingHistory.Moment;

namespace Quay.Client.History.Tests;

/// <summary>
/// Verifies for random histories that pushes, moves, deletions and the collector between two pages of a read do not change its result for
/// instants before the read.
/// </summary>
[Trait("Speed", "Slow")]
public class ChangingHistoryPropertyTests
{
    [Fact]
    public Task Snapshot_of_an_instant_before_the_read_is_true_whatever_changes_during_the_read() =>
        Gen.Select(ChangingHistory.Scenarios, Gen.Int[0, 100]).SampleAsync(async (scenario, pick) =>
    {
        using var history = new ChangingHistory(scenario);
        Moment then = history.Moments[pick % history.Moments.Count];

        (RepositorySnapshot snapshot, _, _) = await history.ReadAsync(quay => quay.GetSnapshotAsync("acme/app", then.Second));

        Verify(history, then, snapshot);
        Assert.Empty(snapshot.Tags.Keys.Except(then.Alive.Keys));
    }, iter: 200);

    [Fact]
    public Task Snapshot_of_now_contains_each_tag_that_does_not_change_during_the_read() =>
        ChangingHistory.Scenarios.SampleAsync(async scenario =>
    {
        using var history = new ChangingHistory(scenario);

        (RepositorySnapshot snapshot, Moment began, Moment finished) = await history.ReadAsync(quay => quay.GetSnapshotAsync("acme/app"));

        foreach ((string name, FakeTagEntry entry) in began.Alive)
        {
            Assert.True(
                finished.Alive.GetValueOrDefault(name) != entry || snapshot.Find(name).ManifestDigest == entry.Digest,
                $"{snapshot.Find(name)}, and the entry is {entry}");
        }
    }, iter: 100);

    [Fact]
    public Task Rollback_plan_contains_each_tag_that_differs_whatever_changes_during_the_read() =>
        Gen.Select(ChangingHistory.Scenarios, Gen.Int[0, 100]).SampleAsync(async (scenario, pick) =>
    {
        using var history = new ChangingHistory(scenario.WithDeletions(pick));
        Moment then = history.Moments[pick % scenario.Before.Length];

        (TagPlan plan, Moment began, Moment finished) = await history.ReadAsync(quay => quay.PlanRollbackAsync("acme/app", then.Second));

        Dictionary<string, TagPlanStep> steps = plan.Steps.ToDictionary(step => step.Tag.ToString());
        foreach ((string name, FakeTagEntry entry) in then.Alive.Where(tag => history.IsShown(tag.Value, then)))
        {
            FakeTagEntry? now = began.Alive.GetValueOrDefault(name);
            bool isUnchanged = now == finished.Alive.GetValueOrDefault(name);
            bool isPlanned = steps.TryGetValue(name, out TagPlanStep? step);
            string description = $"{step}, then {entry}, now {now}, plan {plan}";
            Assert.True(!isPlanned || step!.Digest?.ToString() == entry.Digest, description);
            if (isUnchanged && plan.IsComplete)
            {
                Assert.True((now?.Digest != entry.Digest) == isPlanned || plan.Skipped.Any(skipped => skipped.Tag == name), description);
            }
        }
    }, iter: 200);

    [Fact]
    public Task Timeline_has_one_start_of_each_entry_that_remains_whatever_changes_during_the_read() =>
        ChangingHistory.Scenarios.SampleAsync(async scenario =>
    {
        using var history = new ChangingHistory(scenario);
        HashSet<FakeTagEntry> before = [.. history.Fixture.App.Entries];

        (TagTimeline timeline, _, _) = await history.ReadAsync(quay => quay.GetTimelineAsync("acme/app"));

        ILookup<(string, DateTimeOffset?), TagEvent> starts = timeline.Events
            .Where(tagEvent => tagEvent.ToDigest is not null)
            .ToLookup(tagEvent => (tagEvent.Tag, tagEvent.Entry?.Start));
        Assert.All(
            history.Fixture.App.Entries.Where(before.Contains).GroupBy(entry => (entry.Name, Start: RandomHistory.Second(entry.Start))),
            entries => Assert.Equal(entries.Count(), starts[(entries.Key.Name, entries.Key.Start)].Count()));
    }, iter: 100);

    private static void Verify(ChangingHistory history, Moment then, RepositorySnapshot snapshot)
    {
        foreach ((string name, FakeTagEntry entry) in then.Alive.Where(tag => history.IsShown(tag.Value, then)))
        {
            TagAt result = snapshot.Find(name);
            string description = $"{result}, complete {snapshot.IsComplete}, and the entry is {entry}";
            Assert.True(result.Presence != TagPresence.Absent, description);
            Assert.True(result.Presence != TagPresence.Present || result.ManifestDigest == entry.Digest, description);
            if (snapshot.IsComplete)
            {
                Assert.True(snapshot.Tags.ContainsKey(name) || snapshot.Unknown.ContainsKey(name), description);
                Assert.True(result.Presence == TagPresence.Present || !ChangingHistory.IsTrue(entry, then), description);
            }
        }
    }
}
