using Quay.Client.History;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

public sealed class RestorationTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tag_that_does_not_meet_the_precondition_is_not_restored(bool isLive)
    {
        string old = _fixture.Push("prod");
        string present = _fixture.Push("prod");
        if (!isLive)
        {
            _fixture.App.DeleteTag("prod");
        }

        var error = await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.RestoreAsync(
            "acme/app", "prod", old, new() { Precondition = TagPrecondition.PointsAt(old.Replace('a', 'b')) }));

        Assert.Contains(isLive ? ShortDigest.Of(present) : "does not exist", error.Message, StringComparison.Ordinal);
        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task Tag_that_meets_the_precondition_is_restored()
    {
        (string old, string present) = (_fixture.Push("prod"), _fixture.Push("prod"));

        TagChange change = await _fixture.Tags.RestoreAsync(
            "acme/app", "prod", old, new() { Precondition = TagPrecondition.PointsAt(present) });

        Assert.True(change.IsChanged);
    }

    [Fact]
    public async Task Manifest_without_a_live_tag_is_restored()
    {
        string old = _fixture.Push("prod");
        string current = _fixture.Push("prod");
        TagChange change = await _fixture.Tags.RestoreAsync("acme/app", "prod", old);
        Assert.Equal(
            (true, current, old, true),
            (change.IsChanged, change.Before!.ManifestDigest, change.After!.ManifestDigest, change.After.Reversion));
        Assert.Equal([$$"""POST /api/v1/repository/acme/app/tag/prod/restore {"manifest_digest":"{{old}}"}"""], _fixture.Writes);
    }

    [Fact]
    public async Task No_write_is_sent_if_the_tag_already_points_at_the_restored_digest()
    {
        string digest = _fixture.Push("prod");
        Assert.False((await _fixture.Tags.RestoreAsync("acme/app", "prod", digest)).IsChanged);
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task RestorePreviousAsync_restores_the_manifest_before_the_current_one()
    {
        string first = _fixture.Push("prod");
        _fixture.Push("prod");
        Assert.Equal(first, (await _fixture.Tags.RestorePreviousAsync("acme/app", "prod")).After!.ManifestDigest);
    }

    [Fact]
    public async Task RestorePreviousAsync_restores_the_last_manifest_of_a_deleted_tag()
    {
        _fixture.Push("prod");
        string last = _fixture.Push("prod");
        _fixture.App.DeleteTag("prod");
        Assert.Equal(last, (await _fixture.Tags.RestorePreviousAsync("acme/app", "prod")).After!.ManifestDigest);
    }

    [Fact]
    public async Task RestorePreviousAsync_without_an_earlier_manifest_throws_and_sends_no_write()
    {
        _fixture.Push("prod");
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Tags.RestorePreviousAsync("acme/app", "prod"));
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Exceptions_about_a_permanently_deleted_tag_name_the_digest_to_restore()
    {
        const string Restorable =
            "RestoreAsync with that digest can restore it only while Quay still lists the entry and stores the manifest.";
        string digest = _fixture.Push("prod");
        await _fixture.Tags.DeletePermanentlyAsync("acme/app", "prod");

        foreach (Func<Task> call in (Func<Task>[])
        [
            () => _fixture.Tags.GetAsync("acme/app", "prod"),
            () => _fixture.Tags.RestorePreviousAsync("acme/app", "prod"),
            () => _fixture.Tags.ClearExpirationAsync("acme/app", "prod"),
            () => _fixture.Tags.SetImmutableAsync("acme/app", "prod", true),
            () => _fixture.Tags.DeletePermanentlyAsync("acme/app", "prod"),
            () => _fixture.Tags.GetPullStatisticsAsync("acme/app", "prod"),
            () => _fixture.Tags.MoveAsync("acme/app", "prod", digest),
        ])
        {
            var error = await Assert.ThrowsAsync<QuayNotFoundException>(call);
            Assert.Contains("permanently deleted", error.Message, StringComparison.Ordinal);
            Assert.Contains(digest, error.Message, StringComparison.Ordinal);
            Assert.Contains(Restorable, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("never had one", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(digest, (await _fixture.Tags.RestoreAsync("acme/app", "prod", digest)).After!.ManifestDigest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Permanent_deletion_404_is_a_conflict_for_an_immutable_tag_and_not_found_for_a_deleted_tag(bool isImmutable)
    {
        string digest = _fixture.Push("v1");
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () =>
        {
            if (isImmutable)
            {
                _fixture.App.SetImmutable("v1");
            }
            else
            {
                _fixture.App.DeleteTag("v1");
            }
        });

        Exception? error = await Record.ExceptionAsync(() => _fixture.Tags.DeletePermanentlyAsync("acme/app", "v1"));

        Assert.Equal(isImmutable ? typeof(QuayConflictException) : typeof(QuayNotFoundException), error?.GetType());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, ((QuayException)error!).StatusCode);
        string expected = isImmutable ? "SetImmutableAsync" : $"pointed at {ShortDigest.Of(digest)} and ended";
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restoration_of_a_missing_manifest_throws_QuayNotFoundException()
    {
        _fixture.Push("prod");
        var error = await Assert.ThrowsAsync<QuayNotFoundException>(
            () => _fixture.Tags.RestoreAsync("acme/app", "prod", "sha256:" + new string('0', 64)));
        Assert.Contains("does not store", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restoration_creates_one_entry_after_a_lost_response(bool isApplied)
    {
        string old = _fixture.Push("prod");
        _fixture.Push("prod");
        _fixture.Quay.Faults.When(TagFixture.IsWrite, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.Equal(old, (await _fixture.Tags.RestoreAsync("acme/app", "prod", old)).After!.ManifestDigest);
        Assert.Equal(3, _fixture.EntryCountOf("prod"));
    }

    [Fact]
    public async Task SetImmutableAsync_sets_and_clears_immutability_with_one_write_each()
    {
        _fixture.Push("v1");
        Assert.True((await _fixture.Tags.SetImmutableAsync("acme/app", "v1", true)).After!.Immutable);
        Assert.False((await _fixture.Tags.SetImmutableAsync("acme/app", "v1", true)).IsChanged);
        Assert.False((await _fixture.Tags.SetImmutableAsync("acme/app", "v1", false)).After!.Immutable);
        Assert.Equal(2, _fixture.Writes.Count);
    }

    [Fact]
    public async Task SetImmutableAsync_on_a_tag_with_an_expiry_throws_QuayConflictException()
    {
        _fixture.Push("v1");
        _fixture.App.Expire("v1", _fixture.Now.AddDays(2));
        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.SetImmutableAsync("acme/app", "v1", true));
    }

    [Fact]
    public async Task SetImmutableAsync_without_the_feature_throws_QuayFeatureException()
    {
        using var fixture = new TagFixture(new FakeFeatures());
        fixture.Push("v1");
        var error = await Assert.ThrowsAsync<QuayFeatureException>(() => fixture.Tags.SetImmutableAsync("acme/app", "v1", true));
        Assert.Equal("FEATURE_IMMUTABLE_TAGS", error.Feature);
        Assert.Empty(fixture.Writes);
    }

    [Fact]
    public async Task Pull_statistics_of_a_tag_are_read_if_the_server_has_the_feature()
    {
        _fixture.Push("v1");
        _fixture.App.Pull("v1", times: 3);
        Assert.Equal(3, (await _fixture.Tags.GetPullStatisticsAsync("acme/app", "v1")).TagPullCount);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Tags.GetPullStatisticsAsync("acme/app", "v2"));

        using var fixture = new TagFixture(new FakeFeatures());
        fixture.Push("v1");
        Assert.Equal(
            "FEATURE_IMAGE_PULL_STATS",
            (await Assert.ThrowsAsync<QuayFeatureException>(() => fixture.Tags.GetPullStatisticsAsync("acme/app", "v1"))).Feature);
    }

    [Fact]
    public async Task GetAsync_returns_a_live_tag_with_or_without_an_expiry()
    {
        string digest = _fixture.Push("v1");
        Assert.Equal(digest, (await _fixture.Tags.GetAsync("acme/app", "v1")).ManifestDigest);
        _fixture.App.Expire("v1", _fixture.Now.AddDays(2));
        Assert.Equal(_fixture.Now.AddDays(2), (await _fixture.Tags.GetAsync("acme/app", "v1")).End);
        _fixture.App.DeleteTag("v1");
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Tags.GetAsync("acme/app", "v1"));
    }

    [Fact]
    public async Task RestorePreviousAsync_names_a_previous_invalid_digest_instead_of_skipping_it()
    {
        string previous = "";
        using var fixture = new TagFixture(network: quay => new ReplacingHandler(() => previous, "latest") { InnerHandler = quay });
        fixture.Push("prod");
        previous = fixture.Push("prod");
        fixture.Push("prod");

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => fixture.Tags.RestorePreviousAsync("acme/app", "prod"));

        Assert.Contains("'latest', which is not the digest of a manifest", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Writes);
    }

    /// <summary>Replaces a text in each response.</summary>
    private sealed class ReplacingHandler(Func<string> text, string replacement) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            response.Content = new StringContent(
                body.Replace(text(), replacement, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
            return response;
        }
    }
}
