using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>What is brought back expires anew when its image has a label for that.</summary>
public sealed class InheritedExpiryTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_expiry_that_a_label_gives_what_is_brought_back_is_told()
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
