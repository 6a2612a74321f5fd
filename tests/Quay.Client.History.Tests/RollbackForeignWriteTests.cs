using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Verifies that a rollback does not silently overwrite what somebody else writes after planning or during execution.</summary>
[Trait("Speed", "Slow")]
public class RollbackForeignWriteTests
{
    private static readonly Gen<(RandomRollback.ForeignWrite Write, string Tag, int Image)> Writes =
        Gen.Select(Gen.Enum<RandomRollback.ForeignWrite>(), Gen.Int[0, 2].Select(at => RandomHistory.Names[at]), Gen.Int[0, 9]);

    [Fact]
    public Task Write_by_somebody_else_after_planning_is_kept_and_reported() =>
        Gen.Select(RandomRollback.Sequences, Writes, Gen.Bool).SampleAsync(async (sequence, foreign, continueOnError) =>
    {
        using RandomRollback? rollback = await RandomRollback.PlanAsync(sequence);
        if (rollback is null || !rollback.Interfere(foreign.Write, foreign.Tag, foreign.Image))
        {
            return;
        }

        rollback.Fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        FakeTagEntry? written = rollback.EntryOf(foreign.Tag);
        int entries = rollback.Fixture.EntryCountOf(foreign.Tag);
        var results = await rollback.RunAsync(new PlanExecutionOptions { ContinueOnError = continueOnError });
        Assert.Same(written, rollback.EntryOf(foreign.Tag));
        Assert.Equal(entries, rollback.Fixture.EntryCountOf(foreign.Tag));
        bool isStopped = false;
        foreach (PlanStepResult result in results)
        {
            bool isConflict = result.Step.Tag == foreign.Tag && result.Step.Digest?.ToString() != written?.Digest;
            Assert.Equal(isStopped ? PlanStepStatus.NotStarted : isConflict ? PlanStepStatus.Failed : PlanStepStatus.Done, result.Status);
            if (result.Status == PlanStepStatus.Failed)
            {
                Assert.IsType<QuayConflictException>(result.Error);
                Assert.Contains(written?.Digest[..19] ?? "does not exist", result.Error.Message, StringComparison.Ordinal);
                isStopped = !continueOnError;
            }
            else if (result.Status == PlanStepStatus.Done)
            {
                Assert.Equal(result.Step.Digest?.ToString(), rollback.EntryOf(result.Step.Tag.ToString())?.Digest);
            }
        }
    }, iter: 200);

    [Fact]
    public Task Write_by_somebody_else_during_the_execution_is_kept_or_reported() =>
        Gen.Select(RandomRollback.Sequences, Writes, Gen.Int[1, 14], Gen.Int[1, 3]).SampleAsync(async (sequence, foreign, number, width) =>
    {
        using RandomRollback? rollback = await RandomRollback.PlanAsync(sequence);
        if (rollback is not { Plan.Steps.Count: > 0 })
        {
            return;
        }

        bool isWritten = false;
        bool isUndetectable = false;
        FakeTagEntry? written = null;
        rollback.Fixture.Quay.Changes.BeforeEach(request =>
        {
            if (--number == 0)
            {
                rollback.Fixture.Clock.Advance(TimeSpan.FromSeconds(1));
                isWritten = rollback.Interfere(foreign.Write, foreign.Tag, foreign.Image);
                written = rollback.EntryOf(foreign.Tag);
                rollback.Fixture.Clock.Advance(TimeSpan.FromSeconds(1));

                // Quay's history does not show this deletion.
                isUndetectable = foreign.Write == RandomRollback.ForeignWrite.Delete && TagFixture.IsWrite(request);
            }
        });
        var results = await rollback.RunAsync(new PlanExecutionOptions { MaxConcurrency = width, ContinueOnError = true });
        foreach (PlanStepResult result in results)
        {
            if (result.Step.Tag != foreign.Tag || !isWritten)
            {
                Assert.True(result.Status == PlanStepStatus.Done, $"{result}");
                Assert.Equal(result.Step.Digest?.ToString(), rollback.EntryOf(result.Step.Tag.ToString())?.Digest);
            }
            else if (!isUndetectable && rollback.EntryOf(foreign.Tag) != written)
            {
                Assert.True(result.Status == PlanStepStatus.Failed, $"{result}, and {written} was lost");
                Assert.Contains(written?.Digest[..19] ?? "does not exist", result.Error!.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(
            !isWritten || results.Any(result => result.Step.Tag == foreign.Tag) || rollback.EntryOf(foreign.Tag) == written,
            $"{written} was lost");
    }, iter: 300);

    [Fact]
    public async Task Deletion_by_somebody_else_between_the_read_and_the_write_is_not_detected()
    {
        using var fixture = new TagFixture();
        string digest = fixture.Push("app");
        DateTimeOffset then = fixture.Now;
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        fixture.Push("app");
        CancellationToken token = TestContext.Current.CancellationToken;
        TagPlan plan = await fixture.History.PlanRollbackAsync("acme/app", then, cancellationToken: token);
        fixture.Quay.Changes.Before(TagFixture.IsWrite, () => fixture.App.DeleteTag("app"));
        PlanResult result = await fixture.History.ExecuteAsync(plan, cancellationToken: token);
        Assert.Equal(PlanStepStatus.Done, Assert.Single(result.Steps).Status);
        Assert.Equal(digest, fixture.DigestOf("app"));
    }
}
