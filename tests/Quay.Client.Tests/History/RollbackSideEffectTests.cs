using Quay.Client.Bulk;
using Quay.Client.History;
using Quay.Client.Tests.Tags;

namespace Quay.Client.Tests.History;

/// <summary>What a server does beside what a step asks for.</summary>
public sealed class RollbackSideEffectTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_signature_that_ends_because_tags_change_places_is_brought_back_by_a_second_plan()
    {
        (string old, string signed) = (_scene.Push("blue"), _scene.Push("green"));
        string signature = $"{signed.Replace(':', '-')}.sig";
        _scene.Push(signature);
        DateTimeOffset then = _scene.Now;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.App.Move("blue", signed);
        _scene.App.Move("green", old);
        _scene.Clock.Advance(TimeSpan.FromHours(1));

        await DoAsync(await _scene.History.PlanRollbackAsync("acme/app", then));
        Assert.Null(_scene.App.FindTag(signature));
        RollbackPlan second = await _scene.History.PlanRollbackAsync("acme/app", then);
        Assert.Equal([signature], second.Steps.Select(step => step.Tag));
        await DoAsync(second);

        Assert.NotNull(_scene.App.FindTag(signature));
        Assert.Empty((await _scene.History.PlanRollbackAsync("acme/app", then)).Steps);
    }

    [Fact]
    public async Task An_expiry_that_a_label_gives_what_is_brought_back_is_told()
    {
        string digest = _scene.Push("prod");
        DateTimeOffset then = _scene.Now;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.Push("prod");
        _scene.App.AddLabel(digest, "quay.expires-after", "3d");

        RollbackPlan plan = await _scene.History.PlanRollbackAsync("acme/app", then);
        var result = Assert.Single(await _scene.History.RollBackAsync(plan));

        Assert.NotNull(result.Result!.InheritedExpiration);
        Assert.Equal(digest, _scene.DigestOf("prod"));
    }

    private async Task DoAsync(RollbackPlan plan) =>
        Assert.All(await _scene.History.RollBackAsync(plan), result => Assert.True(result.Status == BulkStatus.Done, $"{result.Error}"));
}
