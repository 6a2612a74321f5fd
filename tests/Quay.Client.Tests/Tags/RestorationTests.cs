using Quay.Client.History;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

public sealed class RestorationTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tag_that_is_not_where_it_was_expected_is_left_alone(bool isThere)
    {
        string old = _scene.Push("prod");
        string present = _scene.Push("prod");
        if (!isThere)
        {
            _scene.App.DeleteTag("prod");
        }

        var error = await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.RestoreAsync(
            "acme/app", "prod", old, new() { Precondition = TagPrecondition.PointsAt(old.Replace('a', 'b')) }));

        Assert.Contains(isThere ? ShortDigest.Of(present) : "does not exist", error.Message, StringComparison.Ordinal);
        _scene.Quay.Requests.AssertNoWrites();
    }

    [Fact]
    public async Task A_tag_that_is_where_it_was_expected_is_restored()
    {
        (string old, string present) = (_scene.Push("prod"), _scene.Push("prod"));

        TagChange change = await _scene.Tags.RestoreAsync(
            "acme/app", "prod", old, new() { Precondition = TagPrecondition.PointsAt(present) });

        Assert.True(change.IsChanged);
    }

    [Fact]
    public async Task A_digest_that_the_history_alone_holds_is_brought_back()
    {
        string old = _scene.Push("prod");
        string bad = _scene.Push("prod");
        TagChange change = await _scene.Tags.RestoreAsync("acme/app", "prod", old);
        Assert.Equal(
            (true, bad, old, true),
            (change.IsChanged, change.Before!.ManifestDigest, change.After!.ManifestDigest, change.After.Reversion));
        Assert.Equal([$$"""POST /api/v1/repository/acme/app/tag/prod/restore {"manifest_digest":"{{old}}"}"""], _scene.Writes);
    }

    [Fact]
    public async Task What_it_points_at_already_is_not_restored()
    {
        string digest = _scene.Push("prod");
        Assert.False((await _scene.Tags.RestoreAsync("acme/app", "prod", digest)).IsChanged);
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task The_previous_one_is_the_one_before_the_present()
    {
        string first = _scene.Push("prod");
        _scene.Push("prod");
        Assert.Equal(first, (await _scene.Tags.RestorePreviousAsync("acme/app", "prod")).After!.ManifestDigest);
    }

    [Fact]
    public async Task The_previous_one_of_a_deleted_tag_is_its_last()
    {
        _scene.Push("prod");
        string last = _scene.Push("prod");
        _scene.App.DeleteTag("prod");
        Assert.Equal(last, (await _scene.Tags.RestorePreviousAsync("acme/app", "prod")).After!.ManifestDigest);
    }

    [Fact]
    public async Task Without_another_one_nothing_is_sent()
    {
        _scene.Push("prod");
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.Tags.RestorePreviousAsync("acme/app", "prod"));
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task Each_error_about_a_permanently_deleted_tag_offers_its_digest_for_restoration()
    {
        const string Restorable =
            "RestoreAsync with that digest can restore it only while Quay still lists the entry and stores the manifest.";
        string digest = _scene.Push("prod");
        await _scene.Tags.DeletePermanentlyAsync("acme/app", "prod");

        foreach (Func<Task> call in (Func<Task>[])
        [
            () => _scene.Tags.GetAsync("acme/app", "prod"),
            () => _scene.Tags.RestorePreviousAsync("acme/app", "prod"),
            () => _scene.Tags.ClearExpirationAsync("acme/app", "prod"),
            () => _scene.Tags.SetImmutableAsync("acme/app", "prod", true),
            () => _scene.Tags.DeletePermanentlyAsync("acme/app", "prod"),
            () => _scene.Tags.GetPullStatisticsAsync("acme/app", "prod"),
            () => _scene.Tags.MoveAsync("acme/app", "prod", digest),
        ])
        {
            var error = await Assert.ThrowsAsync<QuayNotFoundException>(call);
            Assert.Contains("permanently deleted", error.Message, StringComparison.Ordinal);
            Assert.Contains(digest, error.Message, StringComparison.Ordinal);
            Assert.Contains(Restorable, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("never had one", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(digest, (await _scene.Tags.RestoreAsync("acme/app", "prod", digest)).After!.ManifestDigest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Permanent_deletion_of_an_immutable_tag_is_a_conflict_and_of_a_missing_tag_not_found(bool isImmutable)
    {
        string digest = _scene.Push("v1");
        _scene.Quay.Changes.Before(TagScene.IsWrite, () =>
        {
            if (isImmutable)
            {
                _scene.App.SetImmutable("v1");
            }
            else
            {
                _scene.App.DeleteTag("v1");
            }
        });

        Exception? error = await Record.ExceptionAsync(() => _scene.Tags.DeletePermanentlyAsync("acme/app", "v1"));

        Assert.Equal(isImmutable ? typeof(QuayConflictException) : typeof(QuayNotFoundException), error?.GetType());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, ((QuayException)error!).StatusCode);
        string expected = isImmutable ? "SetImmutableAsync" : $"pointed at {ShortDigest.Of(digest)} and ended";
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_was_collected_is_said_to_be_gone()
    {
        _scene.Push("prod");
        var error = await Assert.ThrowsAsync<QuayNotFoundException>(
            () => _scene.Tags.RestoreAsync("acme/app", "prod", "sha256:" + new string('0', 64)));
        Assert.Contains("does not store", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_answer_makes_no_second_row(bool afterTheEffect)
    {
        string old = _scene.Push("prod");
        _scene.Push("prod");
        _scene.Quay.Faults.When(TagScene.IsWrite, afterTheEffect ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.Equal(old, (await _scene.Tags.RestoreAsync("acme/app", "prod", old)).After!.ManifestDigest);
        Assert.Equal(3, _scene.RowsOf("prod"));
    }

    [Fact]
    public async Task Immutability_is_set_and_taken_away_once()
    {
        _scene.Push("v1");
        Assert.True((await _scene.Tags.SetImmutableAsync("acme/app", "v1", true)).After!.Immutable);
        Assert.False((await _scene.Tags.SetImmutableAsync("acme/app", "v1", true)).IsChanged);
        Assert.False((await _scene.Tags.SetImmutableAsync("acme/app", "v1", false)).After!.Immutable);
        Assert.Equal(2, _scene.Writes.Count);
    }

    [Fact]
    public async Task Immutability_of_a_tag_that_expires_is_a_conflict()
    {
        _scene.Push("v1");
        _scene.App.Expire("v1", _scene.Now.AddDays(2));
        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.SetImmutableAsync("acme/app", "v1", true));
    }

    [Fact]
    public async Task A_server_without_immutable_tags_says_so_instead_of_doing_nothing()
    {
        using var scene = new TagScene(new FakeFeatures());
        scene.Push("v1");
        var error = await Assert.ThrowsAsync<QuayFeatureException>(() => scene.Tags.SetImmutableAsync("acme/app", "v1", true));
        Assert.Equal("FEATURE_IMMUTABLE_TAGS", error.Feature);
        Assert.Empty(scene.Writes);
    }

    [Fact]
    public async Task Pulls_are_counted_where_the_server_counts_them()
    {
        _scene.Push("v1");
        _scene.App.Pull("v1", times: 3);
        Assert.Equal(3, (await _scene.Tags.GetPullStatisticsAsync("acme/app", "v1")).TagPullCount);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.Tags.GetPullStatisticsAsync("acme/app", "v2"));

        using var scene = new TagScene(new FakeFeatures());
        scene.Push("v1");
        Assert.Equal(
            "FEATURE_IMAGE_PULL_STATS",
            (await Assert.ThrowsAsync<QuayFeatureException>(() => scene.Tags.GetPullStatisticsAsync("acme/app", "v1"))).Feature);
    }

    [Fact]
    public async Task What_a_tag_points_at_now_is_read_whether_it_will_expire_or_not()
    {
        string digest = _scene.Push("v1");
        Assert.Equal(digest, (await _scene.Tags.GetAsync("acme/app", "v1")).ManifestDigest);
        _scene.App.Expire("v1", _scene.Now.AddDays(2));
        Assert.Equal(_scene.Now.AddDays(2), (await _scene.Tags.GetAsync("acme/app", "v1")).End);
        _scene.App.DeleteTag("v1");
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.Tags.GetAsync("acme/app", "v1"));
    }

    [Fact]
    public async Task Previous_manifest_with_an_invalid_digest_is_named_and_not_skipped()
    {
        string previous = "";
        using var scene = new TagScene(network: quay => new Replacing(() => previous, "latest") { InnerHandler = quay });
        scene.Push("prod");
        previous = scene.Push("prod");
        scene.Push("prod");

        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => scene.Tags.RestorePreviousAsync("acme/app", "prod"));

        Assert.Contains("'latest', which is not the digest of a manifest", error.Message, StringComparison.Ordinal);
        Assert.Empty(scene.Writes);
    }

    /// <summary>Replaces a text in each response.</summary>
    private sealed class Replacing(Func<string> text, string replacement) : DelegatingHandler
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
