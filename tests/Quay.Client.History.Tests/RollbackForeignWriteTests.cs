using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>What somebody else writes while a plan waits, or is executed, is not lost without a word.</summary>
[Trait("Speed", "Slow")]
public class RollbackForeignWriteTests
{
    private static readonly Gen<(RollbackScene.ForeignWrite Write, string Tag, int Image)> Writes =
        Gen.Select(Gen.Enum<RollbackScene.ForeignWrite>(), Gen.Int[0, 2].Select(at => RandomHistory.Names[at]), Gen.Int[0, 9]);

    [Fact]
    public Task What_was_written_since_the_plan_was_made_is_kept_and_named() =>
        Gen.Select(RollbackScene.Stories, Writes, Gen.Bool).SampleAsync(async (story, foreign, keepsGoing) =>
    {
        using RollbackScene? scene = await RollbackScene.PlanAsync(story);
        if (scene is null || !scene.Interfere(foreign.Write, foreign.Tag, foreign.Image))
        {
            return;
        }

        scene.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
        FakeTagEntry? written = scene.RowOf(foreign.Tag);
        int rows = scene.Scene.RowsOf(foreign.Tag);
        var results = await scene.RunAsync(new PlanExecutionOptions { ContinueOnError = keepsGoing });
        Assert.Same(written, scene.RowOf(foreign.Tag));
        Assert.Equal(rows, scene.Scene.RowsOf(foreign.Tag));
        bool isStopped = false;
        foreach (PlanStepResult result in results)
        {
            bool isHarmed = result.Step.Tag == foreign.Tag && result.Step.Digest?.ToString() != written?.Digest;
            Assert.Equal(isStopped ? PlanStepStatus.NotStarted : isHarmed ? PlanStepStatus.Failed : PlanStepStatus.Done, result.Status);
            if (result.Status == PlanStepStatus.Failed)
            {
                Assert.IsType<QuayConflictException>(result.Error);
                Assert.Contains(written?.Digest[..19] ?? "does not exist", result.Error.Message, StringComparison.Ordinal);
                isStopped = !keepsGoing;
            }
            else if (result.Status == PlanStepStatus.Done)
            {
                Assert.Equal(result.Step.Digest?.ToString(), scene.RowOf(result.Step.Tag.ToString())?.Digest);
            }
        }
    }, iter: 200);

    [Fact]
    public Task What_is_written_during_the_run_is_kept_or_named() =>
        Gen.Select(RollbackScene.Stories, Writes, Gen.Int[1, 14], Gen.Int[1, 3]).SampleAsync(async (story, foreign, number, atATime) =>
    {
        using RollbackScene? scene = await RollbackScene.PlanAsync(story);
        if (scene is not { Plan.Steps.Count: > 0 })
        {
            return;
        }

        bool isWritten = false;
        bool isUnseen = false;
        FakeTagEntry? written = null;
        scene.Scene.Quay.Changes.BeforeEach(request =>
        {
            if (--number == 0)
            {
                scene.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
                isWritten = scene.Interfere(foreign.Write, foreign.Tag, foreign.Image);
                written = scene.RowOf(foreign.Tag);
                scene.Scene.Clock.Advance(TimeSpan.FromSeconds(1));

                // Nothing that Quay shows afterwards tells of it.
                isUnseen = foreign.Write == RollbackScene.ForeignWrite.Delete && TagScene.IsWrite(request);
            }
        });
        var results = await scene.RunAsync(new PlanExecutionOptions { MaxConcurrency = atATime, ContinueOnError = true });
        foreach (PlanStepResult result in results)
        {
            if (result.Step.Tag != foreign.Tag || !isWritten)
            {
                Assert.True(result.Status == PlanStepStatus.Done, $"{result}");
                Assert.Equal(result.Step.Digest?.ToString(), scene.RowOf(result.Step.Tag.ToString())?.Digest);
            }
            else if (!isUnseen && scene.RowOf(foreign.Tag) != written)
            {
                Assert.True(result.Status == PlanStepStatus.Failed, $"{result}, and {written} was lost");
                Assert.Contains(written?.Digest[..19] ?? "does not exist", result.Error!.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(
            !isWritten || results.Any(result => result.Step.Tag == foreign.Tag) || scene.RowOf(foreign.Tag) == written,
            $"{written} was lost");
    }, iter: 300);

    [Fact]
    public async Task A_deletion_between_the_look_and_the_write_leaves_no_row_that_could_tell_of_it()
    {
        using var scene = new TagScene();
        string digest = scene.Push("app");
        DateTimeOffset then = scene.Now;
        scene.Clock.Advance(TimeSpan.FromHours(1));
        scene.Push("app");
        TagPlan plan = await scene.History.PlanRollbackAsync("acme/app", then, cancellationToken: TestContext.Current.CancellationToken);
        scene.Quay.Changes.Before(TagScene.IsWrite, () => scene.App.DeleteTag("app"));
        PlanResult result = await scene.History.ExecuteAsync(plan, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(PlanStepStatus.Done, Assert.Single(result.Steps).Status);
        Assert.Equal(digest, scene.DigestOf("app"));
    }
}
