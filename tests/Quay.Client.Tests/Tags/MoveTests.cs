using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>Moving tags in a Quay with its own rules: a new row for each move, an expiry that a move drops, nothing compared.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Expiry_is_not_set_if_the_moved_tag_was_deleted_before_it_was_read_back()
    {
        string digest = _scene.Push("v2");
        _scene.Push("prod");
        _scene.Quay.Changes.BeforeRequest(3, () => _scene.App.DeleteTag("prod"));

        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => _scene.Tags.MoveAsync("acme/app", "prod", digest, new() { Expiration = _scene.Now.AddDays(3) }));

        Assert.Contains("was moved, but its expiry was not set", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_is_moved_and_both_sides_are_told()
    {
        string old = _scene.Push("prod");
        string next = _scene.Push("v2");

        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", next);

        Assert.Equal(next, _scene.DigestOf("prod"));
        Assert.Equal((true, old, next), (change.IsChanged, change.Before!.ManifestDigest, change.After!.ManifestDigest));
        Assert.Empty(change.OtherEntries);
        Assert.Equal([$$"""PUT /api/v1/repository/acme/app/tag/prod {"manifest_digest":"{{next}}"}"""], _scene.Writes);
    }

    [Fact]
    public async Task A_tag_that_is_not_there_is_made()
    {
        string digest = _scene.Push("v1");
        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", digest);
        Assert.Null(change.Before);
        Assert.Equal(digest, change.After!.ManifestDigest);
    }

    [Fact]
    public async Task A_tag_that_points_there_already_keeps_its_row_and_its_expiry()
    {
        string digest = _scene.Push("prod");
        _scene.App.Expire("prod", _scene.Now.AddDays(3));

        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", digest);

        Assert.False(change.IsChanged);
        Assert.Equal(_scene.Now.AddDays(3), change.After!.End);
        Assert.Equal(1, _scene.RowsOf("prod"));
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task Forced_it_gets_a_new_row_all_the_same()
    {
        string digest = _scene.Push("prod");
        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", digest, new TagWriteOptions { Force = true });
        Assert.True(change.IsChanged);
        Assert.Equal(2, _scene.RowsOf("prod"));
        Assert.True(change.After!.Start > change.Before!.Start);
    }

    [Fact]
    public async Task What_was_not_expected_is_left_alone()
    {
        string digest = _scene.Push("prod");
        string other = _scene.Push("v2");
        var options = new TagWriteOptions { Precondition = TagPrecondition.PointsAt(other) };

        var error = await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.MoveAsync("acme/app", "prod", other, options));

        Assert.Contains($"points at {ShortDigest.Of(digest)} ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"but the precondition is that it points at {ShortDigest.Of(other)}. ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.MoveAsync("acme/app", "new", other, options));
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task Somebody_who_writes_between_the_look_and_the_move_is_told_of()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        _scene.Quay.Changes.Before(TagScene.IsWrite, () => _scene.Push("prod"));

        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", next);

        TagHistoryEntry other = Assert.Single(change.OtherEntries);
        Assert.NotEqual(next, other.ManifestDigest);
        Assert.Equal(next, change.After!.ManifestDigest);
    }

    [Fact]
    public async Task Somebody_who_writes_after_the_move_is_told_of_too()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        string? theirs = null;
        _scene.Quay.Changes.BeforeRequest(3, () => theirs = _scene.Push("prod"));

        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", next);

        Assert.Equal([theirs], change.OtherEntries.Select(row => row.ManifestDigest));
        Assert.Equal(theirs, change.After!.ManifestDigest);
    }

    [Fact]
    public async Task An_expiry_is_set_after_the_move_for_with_it_the_old_row_would_get_it()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        DateTimeOffset until = _scene.Now.AddDays(30);

        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", next, new TagWriteOptions { Expiration = until });

        Assert.Equal(until, _scene.App.FindTag("prod")!.End);
        Assert.Equal(until, change.After!.End);
        Assert.Null(change.InheritedExpiration);
        Assert.Equal(2, _scene.Writes.Count);
        Assert.Equal(2, _scene.RowsOf("prod"));
    }

    [Fact]
    public async Task An_expiry_that_Quay_would_change_is_refused_before_the_move()
    {
        string old = _scene.Push("prod");
        string next = _scene.Push("v2");
        foreach (DateTimeOffset time in (DateTimeOffset[])[_scene.Now.AddMinutes(59), _scene.Now.AddDays((104 * 7) + 1)])
        {
            await Assert.ThrowsAsync<QuayConflictException>(
                () => _scene.Tags.MoveAsync("acme/app", "prod", next, new TagWriteOptions { Expiration = time }));
        }

        Assert.Empty(_scene.Writes);
        Assert.Equal(old, _scene.DigestOf("prod"));
    }

    [Fact]
    public async Task A_move_whose_expiry_is_refused_says_that_it_was_moved()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        var options = new TagWriteOptions { Expiration = _scene.Now.AddDays(3) };
        _scene.Quay.Changes.BeforeRequest(4, () => _scene.App.SetImmutable("prod"));

        var error = await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.MoveAsync("acme/app", "prod", next, options));

        Assert.StartsWith("acme/app:prod was moved, and its expiry was not set: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(next, _scene.DigestOf("prod"));
    }

    [Fact]
    public async Task An_expiry_that_the_image_brought_along_is_reported()
    {
        _scene.Push("prod");
        string ci = _scene.Push("ci-77");
        _scene.App.AddLabel(ci, "quay.expires-after", "2d");

        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", ci);

        Assert.NotNull(change.InheritedExpiration);
        Assert.Equal(_scene.App.FindTag("prod")!.End!.Value.ToUnixTimeSeconds(), change.InheritedExpiration!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_digest_that_the_history_alone_holds_is_said_to_be_restored()
    {
        string old = _scene.Push("prod");
        _scene.Push("prod");
        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.Tags.MoveAsync("acme/app", "prod", old));
        Assert.Contains("RestoreAsync can restore it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_immutable_tag_is_a_conflict()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        _scene.App.SetImmutable("prod");
        Assert.Equal(
            "tag_immutable",
            (await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.MoveAsync("acme/app", "prod", next))).ErrorType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_answer_makes_no_second_row(bool afterTheEffect)
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        _scene.Quay.Faults.When(TagScene.IsWrite, afterTheEffect ? Fault.LostResponse : Fault.Cut, times: 1);

        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", next);

        Assert.Equal((true, next), (change.IsChanged, change.After!.ManifestDigest));
        Assert.Equal(2, _scene.RowsOf("prod"));
        Assert.Equal(afterTheEffect ? 1 : 2, _scene.Writes.Count);
    }

    [Fact]
    public async Task A_lost_answer_is_told_from_an_older_row_of_the_same_second_and_digest()
    {
        string digest = _scene.App.Push("prod").Digest;
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.LostResponse, times: 1);
        TagChange change = await _scene.Tags.MoveAsync("acme/app", "prod", digest, new TagWriteOptions { Force = true });
        Assert.True(change.IsChanged);
        Assert.Equal(2, _scene.RowsOf("prod"));
        Assert.Single(_scene.Writes);
    }

    [Fact]
    public async Task Where_somebody_else_wrote_and_the_move_did_not_happen_it_is_not_forced_on_them()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        _scene.Quay.Changes.Before(TagScene.IsWrite, () => _scene.Push("prod"));
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.Cut, times: 1);

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _scene.Tags.MoveAsync("acme/app", "prod", next));

        Assert.Contains($"the tag points at {ShortDigest.Of(_scene.DigestOf("prod"))}", error.Message, StringComparison.Ordinal);
        Assert.Single(_scene.Writes);
    }

    [Fact]
    public async Task Switched_off_a_lost_answer_is_the_callers()
    {
        using var scene = new TagScene(configure: options => options.RecoverLostWrites = false);
        scene.Push("prod");
        string next = scene.Push("v2");
        scene.Quay.Faults.When(TagScene.IsWrite, Fault.LostResponse, times: 1);
        await Assert.ThrowsAsync<QuayConnectionException>(() => scene.Tags.MoveAsync("acme/app", "prod", next));
        Assert.Single(scene.Writes);
    }

    [Fact]
    public async Task An_expiry_is_not_put_on_a_row_that_somebody_else_made_after_the_move()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        _scene.Quay.Changes.BeforeRequest(4, () => _scene.Push("prod"));
        var options = new TagWriteOptions { Expiration = _scene.Now.AddDays(3) };

        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.MoveAsync("acme/app", "prod", next, options));

        Assert.Null(_scene.App.FindTag("prod")!.End);
        Assert.Single(_scene.Writes);
    }

    [Fact]
    public async Task A_move_whose_expiry_was_lost_with_its_answer_says_that_it_is_not_known()
    {
        using var scene = new TagScene(configure: options => options.RecoverLostWrites = false);
        scene.Push("prod");
        string next = scene.Push("v2");
        scene.Quay.Faults.InOrder(null, null, null, null, Fault.LostResponse);
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => scene.Tags.MoveAsync("acme/app", "prod", next, new TagWriteOptions { Expiration = scene.Now.AddDays(3) }));
        Assert.StartsWith(
            "acme/app:prod was moved, but it is unknown whether its expiry was set: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_that_is_not_to_be_seen_afterwards_is_read_again_and_then_said_to_be_unknown()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.Response(FakeResponse.Json("\"Updated\"", 201)), times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _scene.Tags.MoveAsync("acme/app", "prod", next));
        Assert.Equal(1 + 1 + 3, _scene.Quay.Requests.Count);
    }

    [Fact]
    public async Task A_move_that_was_made_and_cannot_be_read_back_says_so()
    {
        _scene.Push("prod");
        string next = _scene.Push("v2");
        _scene.Quay.Faults.InOrder(null, null, Fault.Status(400));
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _scene.Tags.MoveAsync("acme/app", "prod", next));
        Assert.Contains("Quay reported success, but reading the tag back failed", error.Message, StringComparison.Ordinal);
    }
}
