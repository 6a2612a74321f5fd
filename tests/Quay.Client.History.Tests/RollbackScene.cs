using CsCheck;
using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>A random history, and a plan that goes back to some instant of it.</summary>
internal sealed class RollbackFixture : IDisposable
{
    /// <summary>Histories of images whose tags live when they are pushed.</summary>
    public static readonly Gen<RandomHistory.Story> Stories = RandomHistory
        .StoriesOf([.. Enum.GetValues<RandomHistory.Act>(), RandomHistory.Act.Push, RandomHistory.Act.Push, RandomHistory.Act.Delete])
        .Select(story => story with { HasDeadImage = false });

    private readonly RandomHistory _history;

    private RollbackFixture(RandomHistory history, RepositorySnapshot then, TagPlan plan) => (_history, Then, Plan) = (history, then, plan);

    public enum ForeignWrite
    {
        Push,
        Move,
        Restore,
        Delete,
    }

    public TagFixture Scene => _history.Scene;

    public TagTruth Truth => _history.Truth;

    /// <summary>How it was at the instant, as it was told when the plan was made.</summary>
    public RepositorySnapshot Then { get; }

    public TagPlan Plan { get; }

    /// <summary>The plan with the most steps of those for the instants of the story; null when a tag expires by itself meanwhile.</summary>
    public static async Task<RollbackFixture?> PlanAsync(RandomHistory.Story story)
    {
        var history = new RandomHistory(story);
        history.Wait(TimeSpan.FromSeconds(1));
        var plans = new List<RollbackFixture>();
        foreach (DateTimeOffset instant in history.Instants(story.Picks).Take(4))
        {
            TagPlan plan = await history.Scene.History.PlanRollbackAsync("acme/app", instant, new RollbackOptions { DeleteNewer = true });
            plans.Add(new RollbackFixture(history, await history.Scene.History.GetSnapshotAsync("acme/app", instant), plan));
        }

        if (plans.Count == 0 || history.Scene.App.Tags.Any(row => row.End < history.Scene.Now.AddMinutes(1)))
        {
            history.Dispose();
            return null;
        }

        history.Wait(TimeSpan.FromSeconds(1));
        return plans.MaxBy(plan => plan.Plan.Steps.Count);
    }

    /// <summary>The plan as it is after it was kept in a file.</summary>
    public TagPlan Kept() => TagPlan.Parse(Plan.ToJson());

    public async Task<IReadOnlyList<PlanStepResult>> RunAsync(PlanExecutionOptions? options = null) =>
        (await Scene.History.ExecuteAsync(Plan, options)).Steps;

    /// <summary>What somebody else does, with a right to.</summary>
    /// <returns>Whether it could be done.</returns>
    public bool Interfere(ForeignWrite write, string tag, int image)
    {
        string[] held = [.. Scene.App.Manifests.Select(manifest => manifest.Digest).Order(StringComparer.Ordinal)];
        switch (write)
        {
            case ForeignWrite.Push:
                Scene.App.Push(tag);
                return true;
            case ForeignWrite.Move when held.Length > 0:
                Scene.App.Move(tag, held[image % held.Length]);
                return true;
            case ForeignWrite.Restore when held.Length > 0:
                Scene.App.Restore(tag, held[image % held.Length]);
                return true;
            case ForeignWrite.Delete when Scene.App.FindTag(tag) is not null:
                Scene.App.DeleteTag(tag);
                return true;
            default:
                return false;
        }
    }

    public FakeTagRow? RowOf(string tag) => Scene.App.FindTag(tag);

    public void Dispose() => _history.Dispose();
}
