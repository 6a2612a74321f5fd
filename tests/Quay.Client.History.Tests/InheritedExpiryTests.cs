using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>What is brought back expires anew when its image has a label for that.</summary>
public sealed class InheritedExpiryTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task An_expiry_that_a_label_gives_what_is_brought_back_is_told()
    {
        string digest = _scene.Push("prod");
        DateTimeOffset then = _scene.Now;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.Push("prod");
        _scene.App.AddLabel(digest, "quay.expires-after", "3d");

        TagPlan plan = await _scene.History.PlanRollbackAsync("acme/app", then);
        var result = Assert.Single((await _scene.History.ExecuteAsync(plan)).Steps);

        Assert.NotNull(result.Change!.InheritedExpiration);
        Assert.Equal(digest, _scene.DigestOf("prod"));
    }
}
