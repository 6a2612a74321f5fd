using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests;

public sealed class RestorationTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task RestoreTagAsync_restores_what_the_tag_pointed_at_then()
    {
        _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        string second = _fixture.App.Push("prod").Digest;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.Push("prod");
        Assert.Equal(second, (await _fixture.History.RestoreTagAsync("acme/app", "prod", then.AddMinutes(30))).After!.ManifestDigest);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.History.RestoreTagAsync("acme/app", "prod", then.AddDays(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            "instant",
            () => _fixture.History.RestoreTagAsync("acme/app", "prod", _fixture.Now.AddMinutes(2)));
    }

    [Fact]
    public async Task RestoreTagAsync_restores_only_what_GetTagAtAsync_returns()
    {
        DateTimeOffset now = _fixture.Now;
        (string old, string newer) = (_fixture.App.AddManifest().Digest, _fixture.App.AddManifest().Digest);
        _fixture.App.AddEntry("prod", old, now.AddDays(-40));
        _fixture.App.AddEntry("prod", newer, now.AddDays(-30), now.AddDays(-20));
        int known = 0;
        foreach (int days in Enumerable.Range(1, 45))
        {
            DateTimeOffset instant = now.AddDays(-days).AddHours(1);
            TagAt then = await _fixture.History.GetTagAtAsync("acme/app", "prod", instant);
            int writes = _fixture.Writes.Count;
            if (then.ManifestDigest is { } digest)
            {
                known++;
                Assert.Equal(digest, (await _fixture.History.RestoreTagAsync("acme/app", "prod", instant)).After!.ManifestDigest);
                continue;
            }

            var error = await Assert.ThrowsAsync<QuayNotFoundException>(
                () => _fixture.History.RestoreTagAsync("acme/app", "prod", instant));
            Assert.Contains(then.Reason ?? "was not there", error.Message, StringComparison.Ordinal);
            Assert.Equal(writes, _fixture.Writes.Count);
        }

        Assert.InRange(known, 1, 44);
    }

    [Fact]
    public async Task RestoreTagAsync_does_not_restore_a_permanently_deleted_tag()
    {
        _fixture.Push("prod");
        DateTimeOffset then = _fixture.Now;
        _fixture.Clock.Advance(TimeSpan.FromHours(1));
        _fixture.App.DeleteTagPermanently("prod");

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.History.RestoreTagAsync("acme/app", "prod", then));

        Assert.Contains("was permanently deleted, and when it ended is not known", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no such tag", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("window", error.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Writes);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a%2Fb")]
    public async Task RestoreTagAsync_rejects_a_tag_name_that_is_another_path(string tag)
    {
        await Assert.ThrowsAsync<ArgumentException>(nameof(tag), () => _fixture.History.RestoreTagAsync("acme/app", tag, _fixture.Now));

        Assert.Empty(_fixture.Quay.Requests);
    }
}
