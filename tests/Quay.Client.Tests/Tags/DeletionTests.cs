using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>Verifies the deletion of tags; for a tag name with a slash, Quay would delete a repository.</summary>
public sealed class DeletionTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Tag_is_deleted_and_its_entry_is_returned()
    {
        string digest = _fixture.Push("v1");
        TagChange change = await _fixture.Tags.DeleteAsync("acme/app", "v1");
        Assert.Equal((true, digest, null), (change.IsChanged, change.Before!.ManifestDigest, change.After));
        Assert.Equal(["DELETE /api/v1/repository/acme/app/tag/v1"], _fixture.Writes);
        Assert.Null(_fixture.App.FindTag("v1"));
    }

    [Fact]
    public async Task Deletion_of_a_deleted_tag_changes_nothing_and_of_an_unknown_tag_throws()
    {
        _fixture.Push("v1");
        _fixture.App.DeleteTag("v1");
        Assert.False((await _fixture.Tags.DeleteAsync("acme/app", "v1")).IsChanged);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Tags.DeleteAsync("acme/app", "v2"));
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Tag_that_is_deleted_between_the_read_and_the_write_counts_as_deleted()
    {
        _fixture.Push("v1");
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.App.DeleteTag("v1"));
        Assert.Null((await _fixture.Tags.DeleteAsync("acme/app", "v1")).After);
    }

    [Fact]
    public async Task Tag_that_does_not_meet_the_precondition_is_not_deleted()
    {
        _fixture.Push("v1");
        string other = _fixture.Push("v2");
        await Assert.ThrowsAsync<QuayConflictException>(
            () => _fixture.Tags.DeleteAsync("acme/app", "v1", new() { Precondition = TagPrecondition.PointsAt(other) }));
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Deletion_of_an_immutable_tag_throws_QuayConflictException()
    {
        _fixture.Push("v1");
        _fixture.App.SetImmutable("v1");
        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.DeleteAsync("acme/app", "v1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tag_is_deleted_once_after_a_lost_response(bool isApplied)
    {
        _fixture.Push("v1");
        _fixture.Quay.Faults.When(TagFixture.IsWrite, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.True((await _fixture.Tags.DeleteAsync("acme/app", "v1")).IsChanged);
        Assert.Null(_fixture.App.FindTag("v1"));
        Assert.Equal(isApplied ? 1 : 2, _fixture.Writes.Count);
    }

    [Fact]
    public async Task Tag_that_is_pushed_after_a_lost_deletion_response_is_not_deleted()
    {
        _fixture.Push("v1");
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        _fixture.Quay.Changes.BeforeRequest(3, () => _fixture.Push("v1"));
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _fixture.Tags.DeleteAsync("acme/app", "v1"));
        Assert.NotNull(_fixture.App.FindTag("v1"));
        Assert.Single(_fixture.Writes);
    }

    [Fact]
    public Task Deletion_of_a_missing_tag_with_any_name_sends_no_write() => Names.SampleAsync(
        async tag =>
        {
            using var fixture = new TagFixture();
            FakeRepository nested = fixture.Quay.AddRepository("acme/app/tag/a/b");
            await Record.ExceptionAsync(() => fixture.Tags.DeleteAsync("acme/app", tag));
            Assert.NotNull(fixture.Quay.FindRepository("acme/app"));
            Assert.Same(nested, fixture.Quay.FindRepository("acme/app/tag/a/b"));
            Assert.Empty(fixture.Writes);
        },
        iter: 400);

    [Fact]
    public async Task Permanently_deleted_tag_keeps_its_entry_until_the_collector_runs()
    {
        _fixture.Push("v1");
        TagChange change = await _fixture.Tags.DeletePermanentlyAsync("acme/app", "v1");
        Assert.Null(change.After);
        Assert.Equal(["""POST /api/v1/repository/acme/app/tag/v1/expire {"is_alive":true}"""], _fixture.Writes);
        Assert.True(await _fixture.Tags.GetHistory("acme/app").AllAsync(entry => entry.IsPermanentlyDeleted));
    }

    [Fact]
    public async Task Ended_entries_of_a_digest_are_permanently_deleted()
    {
        string old = _fixture.Push("v1");
        _fixture.Push("v1");
        await _fixture.Tags.DeletePastPermanentlyAsync("acme/app", "v1", old);
        Assert.Equal(
            [$$"""POST /api/v1/repository/acme/app/tag/v1/expire {"is_alive":false,"manifest_digest":"{{old}}"}"""], _fixture.Writes);
        Assert.NotNull(_fixture.App.FindTag("v1"));
        Assert.True(await _fixture.Tags
            .GetHistory("acme/app")
            .AnyAsync(entry => entry.ManifestDigest == old && entry.IsPermanentlyDeleted));
    }

    [Fact]
    public async Task Permanent_deletion_without_the_feature_throws_QuayFeatureException()
    {
        using var fixture = new TagFixture(new FakeFeatures());
        fixture.Push("v1");
        var error = await Assert.ThrowsAsync<QuayFeatureException>(() => fixture.Tags.DeletePermanentlyAsync("acme/app", "v1"));
        Assert.Equal("PERMANENTLY_DELETE_TAGS", error.Feature);
    }

    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["/%2Fa.b\\ \n\t?#:;@_-é"], 0, 12],
        Gen.OneOf("v1", "a/b", "a%2Fb", "..", ".", "", "%2e%2e", "tag", "a/b/", "//", "restore"));
}
