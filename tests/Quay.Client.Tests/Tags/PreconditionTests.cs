using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

public sealed class PreconditionTests : IDisposable
{
    private static readonly Dictionary<string, Func<PreconditionTests, TagWriteOptions, Task<TagChange>>> Calls = new(
        StringComparer.Ordinal)
    {
        ["move"] = (test, options) => test._scene.Tags.MoveAsync("acme/app", "prod", test._other, options),
        ["expire"] = (test, options) => test._scene.Tags.SetExpirationAsync("acme/app", "prod", test._scene.Now.AddDays(2), options),
        ["clear the expiry"] = (test, options) => test._scene.Tags.ClearExpirationAsync("acme/app", "prod", options),
        ["make immutable"] = (test, options) => test._scene.Tags.SetImmutableAsync("acme/app", "prod", true, options),
        ["delete"] = (test, options) => test._scene.Tags.DeleteAsync("acme/app", "prod", options),
        ["restore"] = (test, options) => test._scene.Tags.RestoreAsync("acme/app", "prod", test._other, options),
        ["restore the previous"] = (test, options) => test._scene.Tags.RestorePreviousAsync("acme/app", "prod", options),
        ["delete permanently"] = (test, options) => test._scene.Tags.DeletePermanentlyAsync("acme/app", "prod", options),
        ["delete past entries permanently"] = (test, options) =>
            test._scene.Tags.DeletePastPermanentlyAsync("acme/app", "prod", test._other, options),
    };

    private readonly TagScene _scene = new();
    private readonly string _other;
    private readonly TagHistoryEntry _seen;

    public PreconditionTests()
    {
        _other = _scene.Push("prod");
        _scene.App.Move("other", _other);
        FakeTagEntry alive = _scene.App.Push("prod");
        _seen = new TagHistoryEntry { Name = "prod", ManifestDigest = alive.Digest, Start = _scene.Now };
    }

    public static TheoryData<string> Writes => [.. Calls.Keys];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_of_a_tag_that_points_elsewhere_throws_before_a_request(string write)
    {
        var options = new TagWriteOptions { Precondition = TagPrecondition.PointsAt("sha256:00") };

        var conflict = await Assert.ThrowsAsync<QuayConflictException>(() => Calls[write](this, options));

        Assert.Contains("the precondition is that it points at sha256:00. Nothing was sent.", conflict.Message, StringComparison.Ordinal);
        Assert.Null(conflict.StatusCode);
        Assert.Empty(_scene.Writes);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_of_a_tag_with_a_newer_entry_of_the_same_manifest_throws_before_a_request(string write)
    {
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        _scene.App.Move("prod", _seen.ManifestDigest!);

        await Assert.ThrowsAsync<QuayConflictException>(
            () => Calls[write](this, new TagWriteOptions { Precondition = TagPrecondition.Unchanged(_seen) }));

        Assert.Empty(_scene.Writes);
    }

    [Fact]
    public async Task Write_of_an_unchanged_tag_is_sent()
    {
        TagChange change = await _scene.Tags.DeleteAsync(
            "acme/app", "prod", new() { Precondition = TagPrecondition.Unchanged(await _scene.Tags.GetAsync("acme/app", "prod")) });

        Assert.True(change.IsChanged);
    }

    [Fact]
    public async Task Tag_that_must_not_exist_is_created_but_never_moved()
    {
        var absent = new TagWriteOptions { Precondition = TagPrecondition.DoesNotExist };

        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.MoveAsync("acme/app", "prod", _other, absent));
        Assert.Empty(_scene.Writes);
        Assert.True((await _scene.Tags.MoveAsync("acme/app", "new", _other, absent)).IsChanged);
    }

    [Fact]
    public async Task Precondition_without_entries_is_violated_by_an_entry_that_ended()
    {
        _scene.App.DeleteTag("other");
        var never = new TagWriteOptions { Precondition = new() { Digest = null, NewestStart = DateTimeOffset.MinValue } };

        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.RestoreAsync("acme/app", "other", _other, never));
        Assert.True((await _scene.Tags.RestoreAsync("acme/app", "new", _other, never)).IsChanged);
    }

    [Fact]
    public void Entry_without_a_digest_is_no_precondition() =>
        Assert.Throws<ArgumentException>("entry", () => TagPrecondition.Unchanged(new TagHistoryEntry { Name = "prod" }));

    [Fact]
    public async Task Forced_restoration_starts_a_new_entry()
    {
        Assert.False((await _scene.Tags.RestoreAsync("acme/app", "prod", _seen.ManifestDigest!)).IsChanged);
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));

        TagChange change = await _scene.Tags.RestoreAsync("acme/app", "prod", _seen.ManifestDigest!, new() { Force = true });

        Assert.True(change.IsChanged);
        Assert.Equal(_scene.Now, change.After?.Start);
    }

    [Fact]
    public async Task Move_accepts_an_adjusted_expiry_if_the_options_do()
    {
        DateTimeOffset tooSoon = _scene.Now.AddMinutes(5);
        await Assert.ThrowsAsync<QuayConflictException>(
            () => _scene.Tags.MoveAsync("acme/app", "prod", _other, new() { Expiration = tooSoon }));

        TagChange change = await _scene.Tags.MoveAsync(
            "acme/app", "prod", _other, new() { Expiration = tooSoon, AcceptAdjustedExpiration = true });

        Assert.Equal(_scene.Now.AddHours(1), change.After?.End);
    }

    [Fact]
    public async Task Restoration_of_the_previous_checks_the_precondition_on_the_state_that_chooses_the_digest()
    {
        var options = new TagWriteOptions { Precondition = TagPrecondition.PointsAt("sha256:00") };

        await Assert.ThrowsAsync<QuayConflictException>(() => _scene.Tags.RestorePreviousAsync("acme/app", "never", options));
    }

    [Fact]
    public void Unchanged_entry_without_a_start_allows_no_newer_entry() => Assert.Equal(
        DateTimeOffset.MinValue,
        TagPrecondition.Unchanged(new TagHistoryEntry { Name = "prod", ManifestDigest = "sha256:00" }).NewestStart);

    [Fact]
    public void Default_digest_is_no_precondition()
    {
        Assert.Throws<ArgumentException>(() => TagPrecondition.PointsAt(default));
        Assert.Throws<ArgumentException>(() => new TagPrecondition { Digest = default(ManifestDigest) });
    }
}
