using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

public sealed class PreconditionTests : IDisposable
{
    private static readonly Dictionary<string, Func<PreconditionTests, TagWriteOptions, Task<TagChange>>> Calls = new(
        StringComparer.Ordinal)
    {
        ["move"] = (test, options) => test._fixture.Tags.MoveAsync("acme/app", "prod", test._other, options),
        ["expire"] = (test, options) => test._fixture.Tags.SetExpirationAsync("acme/app", "prod", test._fixture.Now.AddDays(2), options),
        ["clear the expiry"] = (test, options) => test._fixture.Tags.ClearExpirationAsync("acme/app", "prod", options),
        ["make immutable"] = (test, options) => test._fixture.Tags.SetImmutableAsync("acme/app", "prod", true, options),
        ["delete"] = (test, options) => test._fixture.Tags.DeleteAsync("acme/app", "prod", options),
        ["restore"] = (test, options) => test._fixture.Tags.RestoreAsync("acme/app", "prod", test._other, options),
        ["restore the previous"] = (test, options) => test._fixture.Tags.RestorePreviousAsync("acme/app", "prod", options),
        ["delete permanently"] = (test, options) => test._fixture.Tags.DeletePermanentlyAsync("acme/app", "prod", options),
        ["delete past entries permanently"] = (test, options) =>
            test._fixture.Tags.DeletePastPermanentlyAsync("acme/app", "prod", test._other, options),
    };

    private readonly TagFixture _fixture = new();
    private readonly string _other;
    private readonly TagHistoryEntry _entry;

    public PreconditionTests()
    {
        _other = _fixture.Push("prod");
        _fixture.App.Move("other", _other);
        FakeTagEntry alive = _fixture.App.Push("prod");
        _entry = new TagHistoryEntry { Name = "prod", ManifestDigest = alive.Digest, Start = _fixture.Now };
    }

    public static TheoryData<string> Writes => [.. Calls.Keys];

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_to_a_tag_that_points_at_another_digest_throws_before_the_write(string write)
    {
        var options = new TagWriteOptions { Precondition = TagPrecondition.PointsAt("sha256:00") };

        var conflict = await Assert.ThrowsAsync<QuayConflictException>(() => Calls[write](this, options));

        Assert.Contains("the precondition is that it points at sha256:00. Nothing was sent.", conflict.Message, StringComparison.Ordinal);
        Assert.Null(conflict.StatusCode);
        Assert.Empty(_fixture.Writes);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_to_a_tag_with_a_newer_entry_of_the_same_manifest_throws_before_the_write(string write)
    {
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        _fixture.App.Move("prod", _entry.ManifestDigest!);

        await Assert.ThrowsAsync<QuayConflictException>(
            () => Calls[write](this, new TagWriteOptions { Precondition = TagPrecondition.Unchanged(_entry) }));

        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Write_to_an_unchanged_tag_is_sent()
    {
        TagChange change = await _fixture.Tags.DeleteAsync(
            "acme/app", "prod", new() { Precondition = TagPrecondition.Unchanged(await _fixture.Tags.GetAsync("acme/app", "prod")) });

        Assert.True(change.IsChanged);
    }

    [Fact]
    public async Task Tag_that_must_not_exist_is_created_but_never_moved()
    {
        var absent = new TagWriteOptions { Precondition = TagPrecondition.DoesNotExist };

        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", _other, absent));
        Assert.Empty(_fixture.Writes);
        Assert.True((await _fixture.Tags.MoveAsync("acme/app", "new", _other, absent)).IsChanged);
    }

    [Fact]
    public async Task Precondition_that_allows_no_entry_is_violated_by_an_ended_entry()
    {
        _fixture.App.DeleteTag("other");
        var never = new TagWriteOptions { Precondition = new() { Digest = null, NewestStart = DateTimeOffset.MinValue } };

        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.RestoreAsync("acme/app", "other", _other, never));
        Assert.True((await _fixture.Tags.RestoreAsync("acme/app", "new", _other, never)).IsChanged);
    }

    [Fact]
    public void Precondition_from_an_entry_without_a_digest_is_rejected() =>
        Assert.Throws<ArgumentException>("entry", () => TagPrecondition.Unchanged(new TagHistoryEntry { Name = "prod" }));

    [Fact]
    public async Task Forced_restoration_starts_a_new_entry()
    {
        Assert.False((await _fixture.Tags.RestoreAsync("acme/app", "prod", _entry.ManifestDigest!)).IsChanged);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        TagChange change = await _fixture.Tags.RestoreAsync("acme/app", "prod", _entry.ManifestDigest!, new() { Force = true });

        Assert.True(change.IsChanged);
        Assert.Equal(_fixture.Now, change.After?.Start);
    }

    [Fact]
    public async Task Move_accepts_an_adjusted_expiry_if_the_options_do()
    {
        DateTimeOffset tooSoon = _fixture.Now.AddMinutes(5);
        await Assert.ThrowsAsync<QuayConflictException>(
            () => _fixture.Tags.MoveAsync("acme/app", "prod", _other, new() { Expiration = tooSoon }));

        TagChange change = await _fixture.Tags.MoveAsync(
            "acme/app", "prod", _other, new() { Expiration = tooSoon, AcceptAdjustedExpiration = true });

        Assert.Equal(_fixture.Now.AddHours(1), change.After?.End);
    }

    [Fact]
    public async Task RestorePreviousAsync_checks_the_precondition_before_it_chooses_the_digest()
    {
        var options = new TagWriteOptions { Precondition = TagPrecondition.PointsAt("sha256:00") };

        await Assert.ThrowsAsync<QuayConflictException>(() => _fixture.Tags.RestorePreviousAsync("acme/app", "never", options));
    }

    [Fact]
    public void Precondition_from_an_entry_without_a_start_allows_no_newer_entry() => Assert.Equal(
        DateTimeOffset.MinValue,
        TagPrecondition.Unchanged(new TagHistoryEntry { Name = "prod", ManifestDigest = "sha256:00" }).NewestStart);

    [Fact]
    public void Precondition_with_a_default_digest_is_rejected()
    {
        Assert.Throws<ArgumentException>(() => TagPrecondition.PointsAt(default));
        Assert.Throws<ArgumentException>(() => new TagPrecondition { Digest = default(ManifestDigest) });
    }
}
