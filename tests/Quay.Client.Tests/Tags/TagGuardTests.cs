using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>Verifies edge cases of the checks before and after a write to a tag.</summary>
public sealed class TagGuardTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task RestorePreviousAsync_skips_a_permanently_deleted_entry()
    {
        string first = _fixture.Push("prod");
        string second = _fixture.Push("prod");
        _fixture.App.DeleteTagPermanently("prod");
        string third = _fixture.App.Push("prod").Digest;
        Assert.NotEqual(second, third);
        Assert.Equal(first, (await _fixture.Tags.RestorePreviousAsync("acme/app", "prod")).After!.ManifestDigest);
    }

    [Fact]
    public async Task Restoration_by_somebody_else_is_not_mistaken_for_a_lost_move()
    {
        string old = _fixture.Push("prod");
        _fixture.Push("prod");
        _fixture.App.Push("other", old);
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.App.Restore("prod", old));
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.Cut, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _fixture.Tags.MoveAsync("acme/app", "prod", old));
    }

    [Fact]
    public async Task Move_by_somebody_else_is_not_mistaken_for_a_lost_restoration()
    {
        string old = _fixture.Push("prod");
        _fixture.Push("prod");
        _fixture.App.Push("other", old);
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.App.Move("prod", old));
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.Cut, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _fixture.Tags.RestoreAsync("acme/app", "prod", old));
    }

    [Fact]
    public async Task Deletion_404_for_a_live_tag_throws_QuayNotFoundException()
    {
        _fixture.Push("v1");
        _fixture.Quay.Faults.When(
            TagFixture.IsWrite,
            Fault.Status(404, """{"detail": "Not Found", "error_type": "not_found", "status": 404}""", "application/json"),
            times: 1);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Tags.DeleteAsync("acme/app", "v1"));
        Assert.NotNull(_fixture.App.FindTag("v1"));
    }

    [Fact]
    public async Task Deletion_by_somebody_else_is_not_mistaken_for_a_lost_permanent_deletion()
    {
        _fixture.Push("v1");
        _fixture.Quay.Changes.Before(TagFixture.IsWrite, () => _fixture.App.DeleteTag("v1"));
        _fixture.Quay.Faults.When(TagFixture.IsWrite, Fault.Cut, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _fixture.Tags.DeletePermanentlyAsync("acme/app", "v1"));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 60)]
    [InlineData(true, 60)]
    public async Task Permanent_deletion_is_applied_once_after_a_lost_response(bool isApplied, int daysOld)
    {
        _fixture.Push("v1");
        _fixture.Clock.Advance(TimeSpan.FromDays(daysOld));
        _fixture.Quay.Faults.When(TagFixture.IsWrite, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.True((await _fixture.Tags.DeletePermanentlyAsync("acme/app", "v1")).IsChanged);
        Assert.Null(_fixture.App.FindTag("v1"));
        Assert.Equal(isApplied ? 1 : 2, _fixture.Writes.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Permanent_deletion_of_ended_entries_is_applied_once_after_a_lost_response(bool isApplied)
    {
        string old = _fixture.Push("v1");
        _fixture.Push("v1");
        _fixture.App.Expire("v1", _fixture.Now.AddDays(9));
        _fixture.Quay.Faults.When(TagFixture.IsWrite, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.True((await _fixture.Tags.DeletePastPermanentlyAsync("acme/app", "v1", old)).IsChanged);
        Assert.Equal(isApplied ? 1 : 2, _fixture.Writes.Count);
    }

    [Fact]
    public async Task Expiry_that_a_lower_server_limit_turns_into_the_end_of_the_tag_throws()
    {
        using var fixture = new TagFixture(Quay.Client.Testing.FakeFeatures.All with { MaximumExpiration = TimeSpan.FromDays(7) });
        fixture.Push("v1");
        fixture.Clock.Advance(TimeSpan.FromDays(8));
        var error = await Assert.ThrowsAsync<QuayException>(
            () => fixture.Tags.SetExpirationAsync("acme/app", "v1", fixture.Now.AddDays(3)));
        Assert.Contains("the tag no longer exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expiry_of_a_move_to_the_current_digest_is_set_on_the_existing_entry()
    {
        string digest = _fixture.Push("prod");
        TagChange change = await _fixture.Tags.MoveAsync(
            "acme/app", "prod", digest, new TagWriteOptions { Expiration = _fixture.Now.AddMinutes(59.5) });
        Assert.Equal(1, _fixture.EntryCountOf("prod"));
        Assert.Equal((true, _fixture.Now.AddMinutes(59.5)), (change.IsChanged, change.After!.End));
    }

    [Fact]
    public async Task Token_with_a_comma_or_a_quotation_mark_is_redacted_in_messages()
    {
        foreach (string token in (string[])["abc,SECRETdef", "abc\"SECRETdef"])
        {
            using var client = new QuayClient(
                new QuayClientOptions { Endpoint = new Uri("https://quay.example"), Token = token, MaxRetries = 0 },
                new Stubs.ScriptedHandler(request => Stubs.ScriptedHandler.Json(
                    $$"""{"message": "no {{token.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}""", 400)));
            var error = await Assert.ThrowsAsync<QuayException>(() => client.Repositories.GetAsync("acme/app"));
            Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("SECRET", error.Detail, StringComparison.Ordinal);
        }
    }
}
