using CsCheck;
using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>Deleting tags in a Quay that deletes a repository for a tag with a slash in it.</summary>
public sealed class DeletionTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_tag_is_deleted_and_its_row_told()
    {
        string digest = _scene.Push("v1");
        TagChange change = await _scene.Tags.DeleteAsync("acme/app", "v1");
        Assert.Equal((true, digest, null), (change.IsChanged, change.Before!.ManifestDigest, change.After));
        Assert.Equal(["DELETE /api/v1/repository/acme/app/tag/v1"], _scene.Writes);
        Assert.Null(_scene.App.FindTag("v1"));
    }

    [Fact]
    public async Task One_that_is_dead_already_is_no_error_and_one_that_never_was_is()
    {
        _scene.Push("v1");
        _scene.App.DeleteTag("v1");
        Assert.False((await _scene.Tags.DeleteAsync("acme/app", "v1")).IsChanged);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.Tags.DeleteAsync("acme/app", "v2"));
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task One_that_dies_between_the_look_and_the_request_is_gone_too()
    {
        _scene.Push("v1");
        _scene.Quay.Changes.Before(TagScene.IsWrite, () => _scene.App.DeleteTag("v1"));
        Assert.Null((await _scene.Tags.DeleteAsync("acme/app", "v1")).After);
    }

    [Fact]
    public async Task What_was_not_expected_is_left_alone()
    {
        _scene.Push("v1");
        string other = _scene.Push("v2");
        await Assert.ThrowsAsync<QuayConflictException>(
            () => _scene.Tags.DeleteAsync("acme/app", "v1", new() { Precondition = TagPrecondition.PointsAt(other) }));
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task An_immutable_tag_is_a_conflict()
    {
        _scene.Push("v1");
        _scene.App.SetImmutable("v1");
        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.DeleteAsync("acme/app", "v1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_answer_is_looked_after(bool afterTheEffect)
    {
        _scene.Push("v1");
        _scene.Quay.Faults.When(TagScene.IsWrite, afterTheEffect ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.True((await _scene.Tags.DeleteAsync("acme/app", "v1")).IsChanged);
        Assert.Null(_scene.App.FindTag("v1"));
        Assert.Equal(afterTheEffect ? 1 : 2, _scene.Writes.Count);
    }

    [Fact]
    public async Task A_tag_that_was_pushed_again_after_a_lost_answer_is_not_deleted_again()
    {
        _scene.Push("v1");
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.LostResponse, times: 1);
        _scene.Quay.Changes.BeforeRequest(3, () => _scene.Push("v1"));
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _scene.Tags.DeleteAsync("acme/app", "v1"));
        Assert.NotNull(_scene.App.FindTag("v1"));
        Assert.Single(_scene.Writes);
    }

    [Fact]
    public Task Invalid_name_of_a_missing_tag_is_not_sent() => Names.SampleAsync(
        async tag =>
        {
            using var scene = new TagScene();
            FakeRepository nested = scene.Quay.AddRepository("acme/app/tag/a/b");
            await Record.ExceptionAsync(() => scene.Tags.DeleteAsync("acme/app", tag));
            Assert.NotNull(scene.Quay.FindRepository("acme/app"));
            Assert.Same(nested, scene.Quay.FindRepository("acme/app/tag/a/b"));
            Assert.Empty(scene.Writes);
        },
        iter: 400);

    [Fact]
    public async Task A_permanent_deletion_leaves_its_entry_until_the_collector_runs()
    {
        _scene.Push("v1");
        TagChange change = await _scene.Tags.DeletePermanentlyAsync("acme/app", "v1");
        Assert.Null(change.After);
        Assert.Equal(["""POST /api/v1/repository/acme/app/tag/v1/expire {"is_alive":true}"""], _scene.Writes);
        Assert.True(await _scene.Tags.GetHistory("acme/app").AllAsync(row => row.IsPermanentlyDeleted));
    }

    [Fact]
    public async Task Dead_rows_of_a_digest_are_taken_out_of_the_time_machine()
    {
        string old = _scene.Push("v1");
        _scene.Push("v1");
        await _scene.Tags.DeletePastPermanentlyAsync("acme/app", "v1", old);
        Assert.Equal(
            [$$"""POST /api/v1/repository/acme/app/tag/v1/expire {"is_alive":false,"manifest_digest":"{{old}}"}"""], _scene.Writes);
        Assert.NotNull(_scene.App.FindTag("v1"));
        Assert.True(await _scene.Tags.GetHistory("acme/app").AnyAsync(row => row.ManifestDigest == old && row.IsPermanentlyDeleted));
    }

    [Fact]
    public async Task A_server_that_does_not_delete_permanently_says_so()
    {
        using var scene = new TagScene(new FakeFeatures());
        scene.Push("v1");
        var error = await Assert.ThrowsAsync<QuayFeatureException>(() => scene.Tags.DeletePermanentlyAsync("acme/app", "v1"));
        Assert.Equal("FEATURE_PERMANENTLY_DELETE_TAGS", error.Feature);
    }

    private static readonly Gen<string> Names = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["/%2Fa.b\\ \n\t?#:;@_-é"], 0, 12],
        Gen.OneOf("v1", "a/b", "a%2Fb", "..", ".", "", "%2e%2e", "tag", "a/b/", "//", "restore"));
}
