using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Represents a random history and the plan of a rollback to one of its instants.</summary>
internal sealed class RandomRollback : IDisposable
{
    /// <summary>Generates sequences without an image whose tags expire before they are pushed.</summary>
    public static readonly Gen<RandomHistory.Sequence> Sequences = RandomHistory
        .SequencesOf(
        [
            .. Enum.GetValues<RandomHistory.Operation>(),
            RandomHistory.Operation.Push,
            RandomHistory.Operation.Push,
            RandomHistory.Operation.Delete,
        ])
        .Select(sequence => sequence with { HasExpiredImage = false });

    private readonly RandomHistory _history;

    private RandomRollback(RandomHistory history, RepositorySnapshot then, TagPlan plan) => (_history, Then, Plan) = (history, then, plan);

    public enum ForeignWrite
    {
        Push,
        Move,
        Restore,
        Delete,
    }

    public TagFixture Fixture => _history.Fixture;

    public TagTruth Truth => _history.Truth;

    /// <summary>Gets the snapshot of the instant, as read when the plan was created.</summary>
    public RepositorySnapshot Then { get; }

    public TagPlan Plan { get; }

    /// <summary>Creates the plan with the most steps of several instants; returns null if a tag would expire during the test.</summary>
    public static async Task<RandomRollback?> PlanAsync(RandomHistory.Sequence sequence)
    {
        var history = new RandomHistory(sequence);
        history.Wait(TimeSpan.FromSeconds(1));
        var plans = new List<RandomRollback>();
        foreach (DateTimeOffset instant in history.Instants(sequence.Picks).Take(4))
        {
            TagPlan plan = await history.Fixture.History.PlanRollbackAsync("acme/app", instant, new RollbackOptions { DeleteNewer = true });
            plans.Add(new RandomRollback(history, await history.Fixture.History.GetSnapshotAsync("acme/app", instant), plan));
        }

        if (plans.Count == 0 || history.Fixture.App.Tags.Any(entry => entry.End < history.Fixture.Now.AddMinutes(1)))
        {
            history.Dispose();
            return null;
        }

        history.Wait(TimeSpan.FromSeconds(1));
        return plans.MaxBy(plan => plan.Plan.Steps.Count);
    }

    /// <summary>Gets the plan after it was written to JSON and read back.</summary>
    public TagPlan Reload() => TagPlan.Parse(Plan.ToJson());

    public async Task<IReadOnlyList<PlanStepResult>> RunAsync(PlanExecutionOptions? options = null) =>
        (await Fixture.History.ExecuteAsync(Plan, options)).Steps;

    /// <summary>Applies a write by somebody else.</summary>
    /// <returns>Whether the write was possible.</returns>
    public bool Interfere(ForeignWrite write, string tag, int image)
    {
        string[] digests = [.. Fixture.App.Manifests.Select(manifest => manifest.Digest).Order(StringComparer.Ordinal)];
        switch (write)
        {
            case ForeignWrite.Push:
                Fixture.App.Push(tag);
                return true;
            case ForeignWrite.Move when digests.Length > 0:
                Fixture.App.Move(tag, digests[image % digests.Length]);
                return true;
            case ForeignWrite.Restore when digests.Length > 0:
                Fixture.App.Restore(tag, digests[image % digests.Length]);
                return true;
            case ForeignWrite.Delete when Fixture.App.FindTag(tag) is not null:
                Fixture.App.DeleteTag(tag);
                return true;
            default:
                return false;
        }
    }

    public FakeTagEntry? EntryOf(string tag) => Fixture.App.FindTag(tag);

    public void Dispose() => _history.Dispose();
}
