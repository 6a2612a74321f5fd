using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>Verifies moves; Quay creates an entry for each move, drops the expiry, and compares nothing.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Expiry_is_not_set_if_the_moved_tag_was_deleted_before_it_was_read_back()
    {
        string digest = _fixture.Push("v2");
        _fixture.Push("prod");
        _fixture.Quay.Changes.BeforeRequest(3, () => _fixture.App.DeleteTag("prod"));

        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => _fixture.Tags.MoveAsync("acme/app", "prod", digest, new() { Expiration = _fixture.Now.AddDays(3) }));

        Assert.Contains("was moved, but its expiry was not set", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tag_is_moved_and_the_entries_before_and_after_are_returned()
    {
        string old = _fixture.Push("prod");
        string next = _fixture.Push("v2");

        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", next);

        Assert.Equal(next, _fixture.DigestOf("prod"));
        Assert.Equal((true, old, next), (change.IsChanged, change.Before!.ManifestDigest, change.After!.ManifestDigest));
        Assert.Empty(change.OtherEntries);
        Assert.Equal([$$"""PUT /api/v1/repository/acme/app/tag/prod {"manifest_digest":"{{next}}"}"""], _fixture.Writes);
    }

    [Fact]
    public async Task Move_creates_a_missing_tag()
    {
        string digest = _fixture.Push("v1");
        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", digest);
        Assert.Null(change.Before);
        Assert.Equal(digest, change.After!.ManifestDigest);
    }

    [Fact]
    public async Task Tag_that_already_points_at_the_digest_keeps_its_entry_and_expiry()
    {
        string digest = _fixture.Push("prod");
        _fixture.App.Expire("prod", _fixture.Now.AddDays(3));

        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", digest);

        Assert.False(change.IsChanged);
        Assert.Equal(_fixture.Now.AddDays(3), change.After!.End);
        Assert.Equal(1, _fixture.EntryCountOf("prod"));
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Forced_move_to_the_current_digest_starts_a_new_entry()
    {
        string digest = _fixture.Push("prod");
        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", digest, new TagWriteOptions { Force = true });
        Assert.True(change.IsChanged);
        Assert.Equal(2, _fixture.EntryCountOf("prod"));
        Assert.True(change.After!.Start > change.Before!.Start);
    }

    [Fact]
    public async Task Tag_that_does_not_meet_the_precondition_is_not_moved()
    {
        string digest = _fixture.Push("prod");
        string other = _fixture.Push("v2");
        var options = new TagWriteOptions { Precondition = TagPrecondition.PointsAt(other) };

        var error = await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", other, options));

        Assert.Contains($"points at {ShortDigest.Of(digest)} ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"but the precondition is that it points at {ShortDigest.Of(other)}. ", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.MoveAsync("acme/app", "new", other, options));
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task OtherEntries_contains_a_write_between_the_read_and_the_move()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.Push("prod"));

        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", next);

        TagHistoryEntry other = Assert.Single(change.OtherEntries);
        Assert.NotEqual(next, other.ManifestDigest);
        Assert.Equal(next, change.After!.ManifestDigest);
    }

    [Fact]
    public async Task OtherEntries_contains_a_write_after_the_move()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        string? others = null;
        _fixture.Quay.Changes.BeforeRequest(3, () => others = _fixture.Push("prod"));

        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", next);

        Assert.Equal([others], change.OtherEntries.Select(entry => entry.ManifestDigest));
        Assert.Equal(others, change.After!.ManifestDigest);
    }

    [Fact]
    public async Task Expiry_of_a_move_is_set_on_the_new_entry_with_a_second_write()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        DateTimeOffset until = _fixture.Now.AddDays(30);

        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", next, new TagWriteOptions { Expiration = until });

        Assert.Equal(until, _fixture.App.FindTag("prod")!.End);
        Assert.Equal(until, change.After!.End);
        Assert.Null(change.InheritedExpiration);
        Assert.Equal(2, _fixture.Writes.Count);
        Assert.Equal(2, _fixture.EntryCountOf("prod"));
    }

    [Fact]
    public async Task Expiry_that_Quay_would_adjust_is_rejected_before_the_move()
    {
        string old = _fixture.Push("prod");
        string next = _fixture.Push("v2");
        foreach (DateTimeOffset time in (DateTimeOffset[])[_fixture.Now.AddMinutes(59), _fixture.Now.AddDays((104 * 7) + 1)])
        {
            await Assert.ThrowsAsync<QuayConflictException>(
                () => _fixture.Tags.MoveAsync("acme/app", "prod", next, new TagWriteOptions { Expiration = time }));
        }

        Assert.Empty(_fixture.Writes);
        Assert.Equal(old, _fixture.DigestOf("prod"));
    }

    [Fact]
    public async Task Exception_about_a_rejected_expiry_states_that_the_tag_was_moved()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        var options = new TagWriteOptions { Expiration = _fixture.Now.AddDays(3) };
        _fixture.Quay.Changes.BeforeRequest(4, () => _fixture.App.SetImmutable("prod"));

        var error = await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", next, options));

        Assert.StartsWith("acme/app:prod was moved, and its expiry was not set: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(next, _fixture.DigestOf("prod"));
    }

    [Fact]
    public async Task InheritedExpiration_is_the_expiry_from_a_label_of_the_image()
    {
        _fixture.Push("prod");
        string ci = _fixture.Push("ci-77");
        _fixture.App.AddLabel(ci, "quay.expires-after", "2d");

        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", ci);

        Assert.NotNull(change.InheritedExpiration);
        Assert.Equal(_fixture.App.FindTag("prod")!.End!.Value.ToUnixTimeSeconds(), change.InheritedExpiration!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Move_to_a_manifest_without_a_live_tag_throws_and_suggests_RestoreAsync()
    {
        string old = _fixture.Push("prod");
        _fixture.Push("prod");
        var error = await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", old));
        Assert.Contains("RestoreAsync can restore it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Move_of_an_immutable_tag_throws_QuayConflictException()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        _fixture.App.SetImmutable("prod");
        Assert.Equal(
            "tag_immutable",
            (await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", next))).ErrorType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Move_creates_one_entry_after_a_lost_response(bool isApplied)
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        _fixture.Quay.Faults.When(TagFixture.IsWrite, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);

        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", next);

        Assert.Equal((true, next), (change.IsChanged, change.After!.ManifestDigest));
        Assert.Equal(2, _fixture.EntryCountOf("prod"));
        Assert.Equal(isApplied ? 1 : 2, _fixture.Writes.Count);
    }

    [Fact]
    public async Task Applied_move_is_distinguished_from_an_older_entry_of_the_same_second_and_digest()
    {
        string digest = _fixture.App.Push("prod").Digest;
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        TagChange change = await _fixture.Tags.MoveAsync("acme/app", "prod", digest, new TagWriteOptions { Force = true });
        Assert.True(change.IsChanged);
        Assert.Equal(2, _fixture.EntryCountOf("prod"));
        Assert.Single(_fixture.Writes);
    }

    [Fact]
    public async Task Lost_move_is_not_resent_if_somebody_else_moved_the_tag()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.Push("prod"));
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.Cut, times: 1);

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", next));

        Assert.Contains($"the tag points at {ShortDigest.Of(_fixture.DigestOf("prod"))}", error.Message, StringComparison.Ordinal);
        Assert.Single(_fixture.Writes);
    }

    [Fact]
    public async Task Lost_response_to_a_move_is_thrown_if_recovery_is_off()
    {
        using var fixture = new TagFixture(configure: options => options.RecoverLostWrites = false);
        fixture.Push("prod");
        string next = fixture.Push("v2");
        fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        await Assert.ThrowsAsync<QuayConnectionException>(() => fixture.Tags.MoveAsync("acme/app", "prod", next));
        Assert.Single(fixture.Writes);
    }

    [Fact]
    public async Task Expiry_of_a_move_is_not_set_on_an_entry_that_somebody_else_created()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        _fixture.Quay.Changes.BeforeRequest(4, () => _fixture.Push("prod"));
        var options = new TagWriteOptions { Expiration = _fixture.Now.AddDays(3) };

        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", next, options));

        Assert.Null(_fixture.App.FindTag("prod")!.End);
        Assert.Single(_fixture.Writes);
    }

    [Fact]
    public async Task Lost_response_to_the_expiry_of_a_move_has_an_unknown_outcome()
    {
        using var fixture = new TagFixture(configure: options => options.RecoverLostWrites = false);
        fixture.Push("prod");
        string next = fixture.Push("v2");
        fixture.Quay.Faults.InOrder(null, null, null, null, Fault.LostResponse);
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => fixture.Tags.MoveAsync("acme/app", "prod", next, new TagWriteOptions { Expiration = fixture.Now.AddDays(3) }));
        Assert.StartsWith(
            "acme/app:prod was moved, but it is unknown whether its expiry was set: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Successful_move_that_is_not_visible_in_three_reads_has_an_unknown_outcome()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.Response(FakeResponse.Json("\"Updated\"", 201)), times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", next));
        Assert.Equal(1 + 1 + 3, _fixture.Quay.Requests.Count);
    }

    [Fact]
    public async Task Exception_states_that_a_move_succeeded_but_could_not_be_read_back()
    {
        _fixture.Push("prod");
        string next = _fixture.Push("v2");
        _fixture.Quay.Faults.InOrder(null, null, Fault.Status(400));
        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", next));
        Assert.Contains("Quay reported success, but reading the tag back failed", error.Message, StringComparison.Ordinal);
    }
}
