using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

/// <summary>
/// Quay ends the tags that Cosign keeps beside an image when the image loses its last other tag; also when a step of a rollback does that.
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
    public async Task What_is_brought_back_first_keeps_the_signature_of_its_image()
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
    public async Task Where_two_tags_change_places_a_signature_ends_and_the_next_plan_brings_it_back()
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
