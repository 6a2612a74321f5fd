using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>Verifies the expiry that a restored tag gets from a label of its image.</summary>
public sealed class InheritedExpiryTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task InheritedExpiration_of_a_rollback_step_is_the_expiry_from_a_label()
    {
        string digest = _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("prod");
        _fixture.App.AddLabel(digest, "quay.expires-after", "3d");

        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then);
        var result = Assert.Single((await _fixture.History.ExecuteAsync(plan)).Steps);

        Assert.NotNull(result.Change!.InheritedExpiration);
        Assert.Equal(digest, _fixture.DigestOf("prod"));
    }
}
