using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Quay ends the tags that Cosign keeps beside an image when the image loses its last other tag; also when a step of a rollback does that.
/// </summary>
public sealed class SignatureRollbackTests : IDisposable
{
    private readonly TagScene _scene = new();
    private readonly string _old;
    private readonly string _new;

    public SignatureRollbackTests()
    {
        _old = _scene.App.AddManifest().Digest;
        _new = _scene.App.AddManifest().Digest;
    }

    private string SignatureOfNew => _new.Replace(':', '-') + ".sig";

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task What_is_brought_back_first_keeps_the_signature_of_its_image()
    {
        _scene.App.Push("app", _old);
        _scene.App.Push("release", _new);
        _scene.Push(SignatureOfNew);
        DateTimeOffset then = _scene.Now;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.App.Push("app", _new);
        _scene.App.DeleteTag("release");
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(_scene.DigestOf(SignatureOfNew));
        await RollBackAsync(then);
        Assert.Equal((_old, _new), (_scene.DigestOf("app"), _scene.DigestOf("release")));
        Assert.NotNull(_scene.DigestOf(SignatureOfNew));
    }

    [Fact]
    public async Task Where_two_tags_change_places_a_signature_ends_and_the_next_plan_brings_it_back()
    {
        _scene.App.Push("app", _old);
        _scene.App.Push("release", _new);
        string signature = _scene.Push(SignatureOfNew);
        DateTimeOffset then = _scene.Now;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.App.Push("app", _new);
        _scene.App.Push("release", _old);
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        await RollBackAsync(then);
        Assert.Null(_scene.DigestOf(SignatureOfNew));
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        await RollBackAsync(then);
        Assert.Equal(signature, _scene.DigestOf(SignatureOfNew));
    }

    private async Task RollBackAsync(DateTimeOffset then)
    {
        TagPlan plan = await _scene.History.PlanRollbackAsync("acme/app", then, new RollbackOptions { DeleteNewer = true });
        Assert.True((await _scene.History.ExecuteAsync(plan)).IsComplete);
    }
}
