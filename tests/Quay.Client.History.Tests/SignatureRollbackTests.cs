using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Verifies rollbacks of signed images. When an image loses its last other tag, also by a step of a rollback, Quay ends its Cosign tags.
/// </summary>
public sealed class SignatureRollbackTests : IDisposable
{
    private readonly TagFixture _fixture = new();
    private readonly string _old;
    private readonly string _new;

    public SignatureRollbackTests()
    {
        _old = _fixture.App.AddManifest().Digest;
        _new = _fixture.App.AddManifest().Digest;
    }

    private string SignatureOfNew => _new.Replace(':', '-') + ".sig";

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Rollback_keeps_a_signature_by_restoring_tags_of_its_image_first()
    {
        _fixture.App.Push("app", _old);
        _fixture.App.Push("release", _new);
        _fixture.Push(SignatureOfNew);
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.App.Push("app", _new);
        _fixture.App.DeleteTag("release");
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(_fixture.DigestOf(SignatureOfNew));
        await RollBackAsync(then);
        Assert.Equal((_old, _new), (_fixture.DigestOf("app"), _fixture.DigestOf("release")));
        Assert.NotNull(_fixture.DigestOf(SignatureOfNew));
    }

    [Fact]
    public async Task Signature_that_ends_when_two_tags_swap_manifests_is_restored_by_the_next_plan()
    {
        _fixture.App.Push("app", _old);
        _fixture.App.Push("release", _new);
        string signature = _fixture.Push(SignatureOfNew);
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.App.Push("app", _new);
        _fixture.App.Push("release", _old);
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        await RollBackAsync(then);
        Assert.Null(_fixture.DigestOf(SignatureOfNew));
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        await RollBackAsync(then);
        Assert.Equal(signature, _fixture.DigestOf(SignatureOfNew));
    }

    private async Task RollBackAsync(DateTimeOffset then)
    {
        TagPlan plan = await _fixture.History.PlanRollbackAsync("acme/app", then, new RollbackOptions { DeleteNewer = true });
        Assert.True((await _fixture.History.ExecuteAsync(plan)).IsComplete);
    }
}
