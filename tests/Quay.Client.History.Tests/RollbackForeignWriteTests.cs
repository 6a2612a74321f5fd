using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>What somebody else writes while a plan waits, or is executed, is not lost without a word.</summary>
[Trait("Speed", "Slow")]
public class RollbackForeignWriteTests
{
    private static readonly Gen<(RollbackFixture.ForeignWrite Write, string Tag, int Image)> Writes =
        Gen.Select(Gen.Enum<RollbackFixture.ForeignWrite>(), Gen.Int[0, 2].Select(at => RandomHistory.Names[at]), Gen.Int[0, 9]);

    [Fact]
    public Task What_was_written_since_the_plan_was_made_is_kept_and_named() =>
        Gen.Select(RollbackFixture.Stories, Writes, Gen.Bool).SampleAsync(async (story, foreign, keepsGoing) =>
    {
        using RollbackFixture? fixture = await RollbackFixture.PlanAsync(story);
        if (fixture is null || !fixture.Interfere(foreign.Write, foreign.Tag, foreign.Image))
        {
            return;
        }

        fixture.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
        FakeTagRow? written = fixture.RowOf(foreign.Tag);
        int rows = fixture.Scene.EntryCountOf(foreign.Tag);
        var results = await fixture.RunAsync(new PlanExecutionOptions { ContinueOnError = keepsGoing });
        Assert.Same(written, fixture.RowOf(foreign.Tag));
        Assert.Equal(rows, fixture.Scene.EntryCountOf(foreign.Tag));
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
                Assert.Equal(result.Step.Digest?.ToString(), fixture.RowOf(result.Step.Tag.ToString())?.Digest);
            }
        }
    }, iter: 200);

    [Fact]
    public Task What_is_written_during_the_run_is_kept_or_named() =>
        Gen.Select(RollbackFixture.Stories, Writes, Gen.Int[1, 14], Gen.Int[1, 3]).SampleAsync(async (story, foreign, number, atATime) =>
    {
        using RollbackFixture? fixture = await RollbackFixture.PlanAsync(story);
        if (fixture is not { Plan.Steps.Count: > 0 })
        {
            return;
        }

        bool isWritten = false;
        bool isUnseen = false;
        FakeTagRow? written = null;
        fixture.Scene.Quay.Changes.BeforeEach(request =>
        {
            if (--number == 0)
            {
                fixture.Scene.Clock.Advance(TimeSpan.FromSeconds(1));
                isWritten = fixture.Interfere(foreign.Write, foreign.Tag, foreign.Image);
                written = fixture.RowOf(foreign.Tag);
                fixture.Scene.Clock.Advance(TimeSpan.FromSeconds(1));

                // Nothing that Quay shows afterwards tells of it.
                isUnseen = foreign.Write == RollbackFixture.ForeignWrite.Delete && TagFixture.IsWrite(request);
            }
        });
        var results = await fixture.RunAsync(new PlanExecutionOptions { MaxConcurrency = atATime, ContinueOnError = true });
        foreach (PlanStepResult result in results)
        {
            if (result.Step.Tag != foreign.Tag || !isWritten)
            {
                Assert.True(result.Status == PlanStepStatus.Done, $"{result}");
                Assert.Equal(result.Step.Digest?.ToString(), fixture.RowOf(result.Step.Tag.ToString())?.Digest);
            }
            else if (!isUnseen && fixture.RowOf(foreign.Tag) != written)
            {
                Assert.True(result.Status == PlanStepStatus.Failed, $"{result}, and {written} was lost");
                Assert.Contains(written?.Digest[..19] ?? "does not exist", result.Error!.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(
            !isWritten || results.Any(result => result.Step.Tag == foreign.Tag) || fixture.RowOf(foreign.Tag) == written,
            $"{written} was lost");
    }, iter: 300);

    [Fact]
    public async Task A_deletion_between_the_look_and_the_write_leaves_no_row_that_could_tell_of_it()
    {
        using var fixture = new TagFixture();
        string digest = fixture.Push("app");
        DateTimeOffset then = fixture.Now;
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        fixture.Push("app");
        TagPlan plan = await fixture.History.PlanRollbackAsync("acme/app", then, cancellationToken: TestContext.Current.CancellationToken);
        fixture.Quay.Changes.Before(TagFixture.IsWrite, () => fixture.App.DeleteTag("app"));
        PlanResult result = await fixture.History.ExecuteAsync(plan, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(PlanStepStatus.Done, Assert.Single(result.Steps).Status);
        Assert.Equal(digest, fixture.DigestOf("app"));
    }
}
