using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

public sealed class RestorationTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Tag_is_restored_to_what_it_pointed_at_then()
    {
        _scene.Push("prod");
        DateTimeOffset then = _scene.Now;
        string second = _scene.App.Push("prod").Digest;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.Push("prod");
        Assert.Equal(second, (await _scene.History.RestoreTagAsync("acme/app", "prod", then.AddMinutes(30))).After!.ManifestDigest);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.History.RestoreTagAsync("acme/app", "prod", then.AddDays(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "instant",
            () => _scene.History.RestoreTagAsync("acme/app", "prod", _scene.Now.AddMinutes(2)));
    }

    [Fact]
    public async Task Only_known_digests_are_restored()
    {
        DateTimeOffset now = _scene.Now;
        (string old, string young) = (_scene.App.AddManifest().Digest, _scene.App.AddManifest().Digest);
        _scene.App.AddEntry("prod", old, now.AddDays(-40));
        _scene.App.AddEntry("prod", young, now.AddDays(-30), now.AddDays(-20));
        int known = 0;
        foreach (int days in Enumerable.Range(1, 45))
        {
            DateTimeOffset instant = now.AddDays(-days).AddHours(1);
            TagAt then = await _scene.History.GetTagAtAsync("acme/app", "prod", instant);
            int writes = _scene.Writes.Count;
            if (then.ManifestDigest is { } digest)
            {
                known++;
                Assert.Equal(digest, (await _scene.History.RestoreTagAsync("acme/app", "prod", instant)).After!.ManifestDigest);
                continue;
            }

            var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.History.RestoreTagAsync("acme/app", "prod", instant));
            Assert.Contains(then.Reason ?? "was not there", error.Message, StringComparison.Ordinal);
            Assert.Equal(writes, _scene.Writes.Count);
        }

        Assert.InRange(known, 1, 44);
    }

    [Fact]
    public async Task Permanently_deleted_tag_is_not_restored_as_of_an_instant()
    {
        _scene.Push("prod");
        DateTimeOffset then = _scene.Now;
        _scene.Clock.Advance(TimeSpan.FromHours(1));
        _scene.App.DeleteTagPermanently("prod");

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.History.RestoreTagAsync("acme/app", "prod", then));

        Assert.Contains("was permanently deleted, and when it ended is not known", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no such tag", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("window", error.Message, StringComparison.Ordinal);
        Assert.Empty(_scene.Writes);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a%2Fb")]
    public async Task Restoration_of_a_name_that_is_another_path_is_rejected_before_a_request(string tag)
    {
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _scene.History.RestoreTagAsync("acme/app", tag, _scene.Now));

        Assert.Empty(_scene.Quay.Requests);
    }
}
