using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>
/// Setting expiries in a Quay that moves them to between an hour and 104 weeks after the start of the row, without a word.
/// </summary>
public sealed class ExpirationTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_time_is_set_in_whole_seconds_and_read_back()
    {
        _scene.Push("v1");
        DateTimeOffset until = _scene.Now.AddDays(10);

        TagChange change = await _scene.Tags.SetExpirationAsync(
            "acme/app", "v1", until.AddMilliseconds(700).ToOffset(TimeSpan.FromHours(5)));

        Assert.Equal((true, until), (change.IsChanged, change.After!.End));
        Assert.Equal([$$"""PUT /api/v1/repository/acme/app/tag/v1 {"expiration":{{until.ToUnixTimeSeconds()}}}"""], _scene.Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tag_older_than_104_weeks_is_not_killed(bool acceptAdjusted)
    {
        _scene.Push("old");
        _scene.Clock.Advance(TimeSpan.FromDays(105 * 7));

        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => _scene.Tags.SetExpirationAsync(
                "acme/app", "old", _scene.Now.AddDays(7), new() { AcceptAdjustedExpiration = acceptAdjusted }));

        Assert.Contains("the tag would expire at once", error.Message, StringComparison.Ordinal);
        Assert.Empty(_scene.Writes);
        Assert.NotNull(_scene.App.FindTag("old"));
    }

    [Fact]
    public async Task A_time_that_Quay_would_shorten_is_refused_unless_that_is_accepted()
    {
        _scene.Push("v1");
        DateTimeOffset latest = _scene.App.FindTag("v1")!.Start.AddDays(104 * 7);

        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.SetExpirationAsync("acme/app", "v1", latest.AddDays(1)));
        Assert.Empty(_scene.Writes);

        TagChange change = await _scene.Tags.SetExpirationAsync(
            "acme/app", "v1", latest.AddDays(1), new() { AcceptAdjustedExpiration = true });
        Assert.Equal(latest, change.After!.End);
    }

    [Fact]
    public async Task A_time_that_Quay_would_put_off_is_refused_unless_that_is_accepted()
    {
        _scene.Push("v1");
        DateTimeOffset earliest = _scene.App.FindTag("v1")!.Start.AddHours(1);
        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.SetExpirationAsync("acme/app", "v1", _scene.Now.AddMinutes(5)));
        TagChange change = await _scene.Tags.SetExpirationAsync(
            "acme/app", "v1", _scene.Now.AddMinutes(5), new() { AcceptAdjustedExpiration = true });
        Assert.Equal(earliest, change.After!.End);
    }

    [Fact]
    public async Task A_time_that_is_over_is_refused_before_any_request()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            "expiration", () => { _ = _scene.Tags.SetExpirationAsync("acme/app", "v1", _scene.Now); });
        Assert.Empty(_scene.Quay.Requests);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task The_time_that_is_set_already_is_not_sent()
    {
        _scene.Push("v1");
        _scene.App.Expire("v1", _scene.Now.AddDays(2));
        Assert.False((await _scene.Tags.SetExpirationAsync("acme/app", "v1", _scene.Now.AddDays(2))).IsChanged);
        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task It_is_cleared_by_a_null_that_is_sent()
    {
        _scene.Push("v1");
        _scene.App.Expire("v1", _scene.Now.AddDays(2));
        TagChange change = await _scene.Tags.ClearExpirationAsync("acme/app", "v1");
        Assert.Equal((true, null), (change.IsChanged, change.After!.End));
        Assert.Equal(["""PUT /api/v1/repository/acme/app/tag/v1 {"expiration":null}"""], _scene.Writes);
        Assert.False((await _scene.Tags.ClearExpirationAsync("acme/app", "v1")).IsChanged);
    }

    [Fact]
    public async Task An_immutable_tag_is_a_conflict_although_Quay_answers_400()
    {
        _scene.Push("v1");
        _scene.App.SetImmutable("v1");
        var error = await Assert.ThrowsAsync<QuayConflictException>(
            () => _scene.Tags.SetExpirationAsync("acme/app", "v1", _scene.Now.AddDays(2)));
        Assert.Equal("Cannot set expiration on immutable tag 'v1'", error.Detail);
    }

    [Fact]
    public async Task A_dead_tag_is_told_from_one_that_never_was()
    {
        _scene.Push("v1");
        _scene.App.DeleteTag("v1");
        Assert.Contains("no longer exists", (await Missing("v1")).Message, StringComparison.Ordinal);
        Assert.Contains("no entry for it", (await Missing("v2")).Message, StringComparison.Ordinal);

        Task<QuayNotFoundException> Missing(string tag) =>
            Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.Tags.SetExpirationAsync("acme/app", tag, _scene.Now.AddDays(2)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_answer_is_looked_after(bool afterTheEffect)
    {
        _scene.Push("v1");
        _scene.Quay.Faults.When(TagScene.IsWrite, afterTheEffect ? Fault.LostResponse : Fault.Cut, times: 1);
        TagChange change = await _scene.Tags.SetExpirationAsync("acme/app", "v1", _scene.Now.AddDays(2));
        Assert.Equal(_scene.Now.AddDays(2), change.After!.End);
        Assert.Equal(afterTheEffect ? 1 : 2, _scene.Writes.Count);
    }

    [Fact]
    public async Task A_tag_that_was_moved_meanwhile_leaves_it_unknown()
    {
        _scene.Push("v1");
        _scene.Quay.Changes.Before(TagScene.IsWrite, () => _scene.Push("v1"));
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.LostResponse, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => _scene.Tags.SetExpirationAsync("acme/app", "v1", _scene.Now.AddDays(2)));
    }
}
