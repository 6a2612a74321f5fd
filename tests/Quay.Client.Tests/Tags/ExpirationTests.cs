using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>
/// Verifies expiries; Quay silently adjusts them to between one hour and 104 weeks after the start of the entry.
/// </summary>
public sealed class ExpirationTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Expiry_is_set_in_whole_seconds_and_read_back()
    {
        _fixture.Push("v1");
        DateTimeOffset until = _fixture.Now.AddDays(10);

        TagChange change = await _fixture.Tags.SetExpirationAsync(
            "acme/app", "v1", until.AddMilliseconds(700).ToOffset(TimeSpan.FromHours(5)));

        Assert.Equal((true, until), (change.IsChanged, change.After!.End));
        Assert.Equal([$$"""PUT /api/v1/repository/acme/app/tag/v1 {"expiration":{{until.ToUnixTimeSeconds()}}}"""], _fixture.Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Expiry_of_a_tag_older_than_104_weeks_is_rejected_because_it_would_end_the_tag(bool acceptAdjusted)
    {
        _fixture.Push("old");
        _fixture.Clock.Advance(TimeSpan.FromDays(105 * 7));

        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => _fixture.Tags.SetExpirationAsync(
                "acme/app", "old", _fixture.Now.AddDays(7), new() { AcceptAdjustedExpiration = acceptAdjusted }));

        Assert.Contains("the tag would expire at once", error.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Writes);
        Assert.NotNull(_fixture.App.FindTag("old"));
    }

    [Fact]
    public async Task Expiry_that_Quay_would_shorten_is_rejected_unless_adjusted_expiries_are_accepted()
    {
        _fixture.Push("v1");
        DateTimeOffset latest = _fixture.App.FindTag("v1")!.Start.AddDays(104 * 7);

        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.SetExpirationAsync("acme/app", "v1", latest.AddDays(1)));
        Assert.Empty(_fixture.Writes);

        TagChange change = await _fixture.Tags.SetExpirationAsync(
            "acme/app", "v1", latest.AddDays(1), new() { AcceptAdjustedExpiration = true });
        Assert.Equal(latest, change.After!.End);
    }

    [Fact]
    public async Task Expiry_that_Quay_would_extend_is_rejected_unless_adjusted_expiries_are_accepted()
    {
        _fixture.Push("v1");
        DateTimeOffset earliest = _fixture.App.FindTag("v1")!.Start.AddHours(1);
        await Assert.ThrowsAsync<QuayConflictException>(
            () => _fixture.Tags.SetExpirationAsync("acme/app", "v1", _fixture.Now.AddMinutes(5)));
        TagChange change = await _fixture.Tags.SetExpirationAsync(
            "acme/app", "v1", _fixture.Now.AddMinutes(5), new() { AcceptAdjustedExpiration = true });
        Assert.Equal(earliest, change.After!.End);
    }

    [Fact]
    public async Task Expiry_that_is_not_in_the_future_is_rejected_before_a_request()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            "expiration", () => { _ = _fixture.Tags.SetExpirationAsync("acme/app", "v1", _fixture.Now); });
        Assert.Empty(_fixture.Quay.Requests);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task No_write_is_sent_if_the_expiry_is_already_set()
    {
        _fixture.Push("v1");
        _fixture.App.Expire("v1", _fixture.Now.AddDays(2));
        Assert.False((await _fixture.Tags.SetExpirationAsync("acme/app", "v1", _fixture.Now.AddDays(2))).IsChanged);
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Expiry_is_cleared_with_a_null_in_the_request()
    {
        _fixture.Push("v1");
        _fixture.App.Expire("v1", _fixture.Now.AddDays(2));
        TagChange change = await _fixture.Tags.ClearExpirationAsync("acme/app", "v1");
        Assert.Equal((true, null), (change.IsChanged, change.After!.End));
        Assert.Equal(["""PUT /api/v1/repository/acme/app/tag/v1 {"expiration":null}"""], _fixture.Writes);
        Assert.False((await _fixture.Tags.ClearExpirationAsync("acme/app", "v1")).IsChanged);
    }

    [Fact]
    public async Task Expiry_of_an_immutable_tag_throws_QuayConflictException_although_Quay_returns_400()
    {
        _fixture.Push("v1");
        _fixture.App.SetImmutable("v1");
        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => _fixture.Tags.SetExpirationAsync("acme/app", "v1", _fixture.Now.AddDays(2)));
        Assert.Equal("Cannot set expiration on immutable tag 'v1'", error.Detail);
    }

    [Fact]
    public async Task Messages_about_the_expiry_of_a_deleted_and_of_an_unknown_tag_differ()
    {
        _fixture.Push("v1");
        _fixture.App.DeleteTag("v1");
        Assert.Contains("no longer exists", (await Missing("v1")).Message, StringComparison.Ordinal);
        Assert.Contains("no entry for it", (await Missing("v2")).Message, StringComparison.Ordinal);

        Task<QuayNotFoundException> Missing(string tag) =>
            Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Tags.SetExpirationAsync("acme/app", tag, _fixture.Now.AddDays(2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Expiry_is_set_once_after_a_lost_response(bool isApplied)
    {
        _fixture.Push("v1");
        _fixture.Quay.Faults.When(TagFixture.IsWrite, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);
        TagChange change = await _fixture.Tags.SetExpirationAsync("acme/app", "v1", _fixture.Now.AddDays(2));
        Assert.Equal(_fixture.Now.AddDays(2), change.After!.End);
        Assert.Equal(isApplied ? 1 : 2, _fixture.Writes.Count);
    }

    [Fact]
    public async Task Lost_response_to_an_expiry_has_an_unknown_outcome_if_the_tag_was_moved()
    {
        _fixture.Push("v1");
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.Push("v1"));
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.LostResponse, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => _fixture.Tags.SetExpirationAsync("acme/app", "v1", _fixture.Now.AddDays(2)));
    }
}
