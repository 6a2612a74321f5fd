using System.Text.Json;
using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.History.Tests;

/// <summary>What holds of any plan that is executed while nobody else writes.</summary>
[Trait("Speed", "Slow")]
public class RollbackLawTests
{
    [Fact]
    public Task The_tags_that_are_known_are_as_they_were_and_the_others_are_left() => RollbackScene.Stories.SampleAsync(async story =>
    {
        using RollbackScene? scene = await RollbackScene.PlanAsync(story);
        if (scene is null)
        {
            return;
        }

        Dictionary<string, FakeTagEntry?> before = RandomHistory.Names.ToDictionary(name => name, scene.RowOf);
        TagPlan kept = scene.Kept();
        Assert.Equal(scene.Plan.ToJson(), kept.ToJson());
        Assert.Equal(scene.Plan.Steps, kept.Steps);
        Assert.Equal(scene.Plan.Skipped, kept.Skipped);
        Assert.All(
            (await scene.Scene.History.ExecuteAsync(kept)).Steps,
            result => Assert.True(result.Status == PlanStepStatus.Done, $"{result}"));

        scene.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
        RepositorySnapshot now = await scene.Scene.History.GetSnapshotAsync("acme/app");
        foreach (string name in RandomHistory.Names)
        {
            TagAt past = scene.Then.Find(name);
            if (past.Presence == TagPresence.Unknown)
            {
                Assert.Same(before[name], scene.RowOf(name));
                Assert.DoesNotContain(kept.Steps, step => step.Tag == name);
            }
            else
            {
                Assert.Equal(past.ManifestDigest, now.Find(name).ManifestDigest);
                Assert.Equal(past.ManifestDigest, scene.RowOf(name)?.Digest);
                Assert.False(kept.Skipped.ContainsKey(name));
            }

            Assert.Equal(before[name] == scene.RowOf(name), !kept.Steps.Any(step => step.Tag == name));
        }

        Assert.All(
            await scene.RunAsync(),
            result => Assert.True(result is { Status: PlanStepStatus.Done, Change.IsChanged: false }, $"{result}"));
    }, iter: 150);

    [Fact]
    public Task However_often_answers_are_lost_it_is_finished_in_the_end_and_no_row_is_written_twice() =>
        Gen.Select(RollbackScene.Stories, Gen.Int).SampleAsync(async (story, seed) =>
    {
        using RollbackScene? scene = await RollbackScene.PlanAsync(story);
        if (scene is null)
        {
            return;
        }

        Dictionary<string, int> rows = RandomHistory.Names.ToDictionary(name => name, scene.Scene.RowsOf);
        scene.Scene.Quay.Faults.AtRandom(seed, rate: 0.4, [Fault.Cut, Fault.LostResponse, Fault.BadGateway]);
        int runs = 0;
        for (bool isDone = false; !isDone && runs < 100; runs++)
        {
            isDone = (await scene.RunAsync(new PlanExecutionOptions { ContinueOnError = seed % 2 == 0 })).All(
                result => result.Status == PlanStepStatus.Done);
        }

        Assert.InRange(runs, 1, 99);
        foreach (string name in RandomHistory.Names)
        {
            TagPlanStep? step = scene.Plan.Steps.FirstOrDefault(step => step.Tag == name);
            Assert.Equal(step is null or { Action: TagPlanAction.Delete } ? 0 : 1, scene.Scene.RowsOf(name) - rows[name]);
            Assert.True(
                step is null || scene.RowOf(name)?.Digest == step.Digest?.ToString(),
                $"{step}, and it points at {scene.RowOf(name)}");
        }
    }, iter: 150);

    [Fact]
    public Task A_run_that_is_cancelled_goes_on_where_it_ended() =>
        Gen.Select(RollbackScene.Stories, Gen.Int[0, 2]).SampleAsync(async (story, after) =>
    {
        using RollbackScene? scene = await RollbackScene.PlanAsync(story);
        if (scene is not { Plan.Steps.Count: > 0 })
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
        int all = scene.Plan.Steps.Count;
        int done = Math.Min(after + 1, all);
        PlanResult first = await scene.Scene.History.ExecuteAsync(scene.Plan, progress: progress, cancellationToken: source.Token);
        Assert.Equal(
            Enumerable.Repeat(PlanStepStatus.Done, done).Concat(Enumerable.Repeat(PlanStepStatus.NotStarted, all - done)),
            first.Steps.Select(result => result.Status));
        int rows = scene.Scene.App.Entries.Count;
        var second = await scene.RunAsync();
        Assert.All(second, result => Assert.Equal(PlanStepStatus.Done, result.Status));
        Assert.Equal(second.Select((_, index) => index >= done), second.Select(result => result.Change!.IsChanged));
        Assert.Equal(rows + scene.Plan.Steps.Skip(done).Count(step => step.Action != TagPlanAction.Delete), scene.Scene.App.Entries.Count);
    }, iter: 100);

    private sealed class Told(Action act) : IProgress<PlanStepResult>
    {
        public void Report(PlanStepResult value) => act();
    }
}
