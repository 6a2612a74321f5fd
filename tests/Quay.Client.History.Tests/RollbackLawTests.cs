using System.Text.Json;
using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests;

/// <summary>What holds of any plan that is executed while nobody else writes.</summary>
[Trait("Speed", "Slow")]
public class RollbackLawTests
{
    [Fact]
    public Task The_tags_that_are_known_are_as_they_were_and_the_others_are_left() => RollbackFixture.Stories.SampleAsync(async story =>
    {
        using RollbackFixture? fixture = await RollbackFixture.PlanAsync(story);
        if (fixture is null)
        {
            return;
        }

        Dictionary<string, FakeTagRow?> before = RandomHistory.Names.ToDictionary(name => name, fixture.RowOf);
        TagPlan kept = fixture.Kept();
        Assert.Equal(fixture.Plan.ToJson(), kept.ToJson());
        Assert.Equal(fixture.Plan.Steps, kept.Steps);
        Assert.Equal(fixture.Plan.Skipped, kept.Skipped);
        Assert.All(
            (await fixture.Scene.History.ExecuteAsync(kept)).Steps,
            result => Assert.True(result.Status == PlanStepStatus.Done, $"{result}"));

        fixture.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
        RepositorySnapshot now = await fixture.Scene.History.GetSnapshotAsync("acme/app");
        foreach (string name in RandomHistory.Names)
        {
            TagAt past = fixture.Then.Find(name);
            if (past.Presence == TagPresence.Unknown)
            {
                Assert.Same(before[name], fixture.RowOf(name));
                Assert.DoesNotContain(kept.Steps, step => step.Tag == name);
            }
            else
            {
                Assert.Equal(past.ManifestDigest, now.Find(name).ManifestDigest);
                Assert.Equal(past.ManifestDigest, fixture.RowOf(name)?.Digest);
                Assert.False(kept.Skipped.ContainsKey(name));
            }

            Assert.Equal(before[name] == fixture.RowOf(name), !kept.Steps.Any(step => step.Tag == name));
        }

        Assert.All(
            await fixture.RunAsync(),
            result => Assert.True(result is { Status: PlanStepStatus.Done, Change.IsChanged: false }, $"{result}"));
    }, iter: 150);

    [Fact]
    public Task However_often_answers_are_lost_it_is_finished_in_the_end_and_no_row_is_written_twice() =>
        Gen.Select(RollbackFixture.Stories, Gen.Int).SampleAsync(async (story, seed) =>
    {
        using RollbackFixture? fixture = await RollbackFixture.PlanAsync(story);
        if (fixture is null)
        {
            return;
        }

        Dictionary<string, int> rows = RandomHistory.Names.ToDictionary(name => name, fixture.Scene.EntryCountOf);
        fixture.Scene.Quay.Faults.AtRandom(seed, rate: 0.4, [Fault.Cut, Fault.LostAnswer, Fault.BadGateway]);
        int runs = 0;
        for (bool isDone = false; !isDone && runs < 100; runs++)
        {
            isDone = (await fixture.RunAsync(new PlanExecutionOptions { ContinueOnError = seed % 2 == 0 })).All(
                result => result.Status == PlanStepStatus.Done);
        }

        Assert.InRange(runs, 1, 99);
        foreach (string name in RandomHistory.Names)
        {
            TagPlanStep? step = fixture.Plan.Steps.FirstOrDefault(step => step.Tag == name);
            Assert.Equal(step is null or { Action: TagPlanAction.Delete } ? 0 : 1, fixture.Scene.EntryCountOf(name) - rows[name]);
            Assert.True(
                step is null || fixture.RowOf(name)?.Digest == step.Digest?.ToString(),
                $"{step}, and it points at {fixture.RowOf(name)}");
        }
    }, iter: 150);

    [Fact]
    public Task A_run_that_is_cancelled_goes_on_where_it_ended() =>
        Gen.Select(RollbackFixture.Stories, Gen.Int[0, 2]).SampleAsync(async (story, after) =>
    {
        using RollbackFixture? fixture = await RollbackFixture.PlanAsync(story);
        if (fixture is not { Plan.Steps.Count: > 0 })
        {
            return;
        }

        using var source = new CancellationTokenSource();
        int told = 0;
        var progress = new Told(() =>
        {
            if (told++ == after)
            {
                source.Cancel();
            }
        });
        int all = fixture.Plan.Steps.Count;
        int done = Math.Min(after + 1, all);
        PlanResult first = await fixture.Scene.History.ExecuteAsync(fixture.Plan, progress: progress, cancellationToken: source.Token);
        Assert.Equal(
            Enumerable.Repeat(PlanStepStatus.Done, done).Concat(Enumerable.Repeat(PlanStepStatus.NotStarted, all - done)),
            first.Steps.Select(result => result.Status));
        int rows = fixture.Scene.App.Rows.Count;
        var second = await fixture.RunAsync();
        Assert.All(second, result => Assert.Equal(PlanStepStatus.Done, result.Status));
        Assert.Equal(second.Select((_, index) => index >= done), second.Select(result => result.Change!.IsChanged));
        Assert.Equal(rows + fixture.Plan.Steps.Skip(done).Count(step => step.Action != TagPlanAction.Delete), fixture.Scene.App.Rows.Count);
    }, iter: 100);

    private sealed class Told(Action act) : IProgress<PlanStepResult>
    {
        public void Report(PlanStepResult value) => act();
    }
}
