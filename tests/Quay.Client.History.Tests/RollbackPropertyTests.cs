using System.Text.Json;
using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests;

/// <summary>Verifies properties of any plan that is executed while nobody else writes.</summary>
[Trait("Speed", "Slow")]
public class RollbackPropertyTests
{
    [Fact]
    public Task Executed_plan_restores_known_tags_and_leaves_unknown_tags_unchanged() =>
        RandomRollback.Sequences.SampleAsync(async sequence =>
    {
        using RandomRollback? rollback = await RandomRollback.PlanAsync(sequence);
        if (rollback is null)
        {
            return;
        }

        Dictionary<string, FakeTagEntry?> before = RandomHistory.Names.ToDictionary(name => name, rollback.EntryOf);
        TagPlan reloaded = rollback.Reload();
        Assert.Equal(rollback.Plan.ToJson(), reloaded.ToJson());
        Assert.Equal(rollback.Plan.Steps, reloaded.Steps);
        Assert.Equal(rollback.Plan.Skipped, reloaded.Skipped);
        Assert.All(
            (await rollback.Fixture.History.ExecuteAsync(reloaded)).Steps,
            result => Assert.True(result.Status == PlanStepStatus.Done, $"{result}"));

        rollback.Fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        RepositorySnapshot now = await rollback.Fixture.History.GetSnapshotAsync("acme/app");
        foreach (string name in RandomHistory.Names)
        {
            TagAt past = rollback.Then.Find(name);
            if (past.Presence == TagPresence.Unknown)
            {
                Assert.Same(before[name], rollback.EntryOf(name));
                Assert.DoesNotContain(reloaded.Steps, step => step.Tag == name);
            }
            else
            {
                Assert.Equal(past.ManifestDigest, now.Find(name).ManifestDigest);
                Assert.Equal(past.ManifestDigest, rollback.EntryOf(name)?.Digest);
                Assert.DoesNotContain(reloaded.Skipped, skipped => skipped.Tag == name);
            }

            Assert.Equal(before[name] == rollback.EntryOf(name), !reloaded.Steps.Any(step => step.Tag == name));
        }

        Assert.All(
            await rollback.RunAsync(),
            result => Assert.True(result is { Status: PlanStepStatus.Done, Change.IsChanged: false }, $"{result}"));
    }, iter: 150);

    [Fact]
    public Task Repeated_execution_completes_a_plan_without_duplicate_entries_if_responses_are_lost() =>
        Gen.Select(RandomRollback.Sequences, Gen.Int).SampleAsync(async (sequence, seed) =>
    {
        using RandomRollback? rollback = await RandomRollback.PlanAsync(sequence);
        if (rollback is null)
        {
            return;
        }

        Dictionary<string, int> entries = RandomHistory.Names.ToDictionary(name => name, rollback.Fixture.EntryCountOf);
        rollback.Fixture.Quay.Faults.AtRandom(seed, rate: 0.4, [Fault.Cut, Fault.LostResponse, Fault.BadGateway]);
        int runs = 0;
        for (bool isDone = false; !isDone && runs < 100; runs++)
        {
            isDone = (await rollback.RunAsync(new PlanExecutionOptions { ContinueOnError = seed % 2 == 0 })).All(
                result => result.Status == PlanStepStatus.Done);
        }

        Assert.InRange(runs, 1, 99);
        foreach (string name in RandomHistory.Names)
        {
            TagPlanStep? step = rollback.Plan.Steps.FirstOrDefault(step => step.Tag == name);
            Assert.Equal(step is null or { Action: TagPlanAction.Delete } ? 0 : 1, rollback.Fixture.EntryCountOf(name) - entries[name]);
            Assert.True(
                step is null || rollback.EntryOf(name)?.Digest == step.Digest?.ToString(),
                $"{step}, and it points at {rollback.EntryOf(name)}");
        }
    }, iter: 150);

    [Fact]
    public Task Second_execution_continues_a_cancelled_execution() =>
        Gen.Select(RandomRollback.Sequences, Gen.Int[0, 2]).SampleAsync(async (sequence, after) =>
    {
        using RandomRollback? rollback = await RandomRollback.PlanAsync(sequence);
        if (rollback is not { Plan.Steps.Count: > 0 })
        {
            return;
        }

        using var source = new CancellationTokenSource();
        int reported = 0;
        var progress = new CountingProgress(() =>
        {
            if (reported++ == after)
            {
                source.Cancel();
            }
        });
        int all = rollback.Plan.Steps.Count;
        int done = Math.Min(after + 1, all);
        PlanResult first = await rollback.Fixture.History.ExecuteAsync(rollback.Plan, progress: progress, cancellationToken: source.Token);
        Assert.Equal(
            Enumerable.Repeat(PlanStepStatus.Done, done).Concat(Enumerable.Repeat(PlanStepStatus.NotStarted, all - done)),
            first.Steps.Select(result => result.Status));
        int entries = rollback.Fixture.App.Entries.Count;
        var second = await rollback.RunAsync();
        Assert.All(second, result => Assert.Equal(PlanStepStatus.Done, result.Status));
        Assert.Equal(second.Select((_, index) => index >= done), second.Select(result => result.Change!.IsChanged));
        Assert.Equal(
            entries + rollback.Plan.Steps.Skip(done).Count(step => step.Action != TagPlanAction.Delete),
            rollback.Fixture.App.Entries.Count);
    }, iter: 100);

    private sealed class CountingProgress(Action onReport) : IProgress<PlanStepResult>
    {
        public void Report(PlanStepResult value) => onReport();
    }
}
