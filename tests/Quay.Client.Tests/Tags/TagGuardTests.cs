using Quay.Client.Testing;

namespace Quay.Client.Tests.Tags;

/// <summary>The narrow places of the guards.</summary>
public sealed class TagGuardTests : IDisposable
{
    private readonly TagScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task What_was_permanently_deleted_is_not_the_previous_one()
    {
        string first = _scene.Push("prod");
        string second = _scene.Push("prod");
        _scene.App.DeleteTagPermanently("prod");
        string third = _scene.App.Push("prod").Digest;
        Assert.NotEqual(second, third);
        Assert.Equal(first, (await _scene.Tags.RestorePreviousAsync("acme/app", "prod")).After!.ManifestDigest);
    }

    [Fact]
    public async Task A_restoration_by_somebody_else_is_not_taken_for_a_move()
    {
        string old = _scene.Push("prod");
        _scene.Push("prod");
        _scene.App.Push("other", old);
        _scene.Quay.Changes.Before(TagScene.IsWrite, () => _scene.App.Restore("prod", old));
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.Cut, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _scene.Tags.MoveAsync("acme/app", "prod", old));
    }

    [Fact]
    public async Task A_move_by_somebody_else_is_not_taken_for_a_restoration()
    {
        string old = _scene.Push("prod");
        _scene.Push("prod");
        _scene.App.Push("other", old);
        _scene.Quay.Changes.Before(TagScene.IsWrite, () => _scene.App.Move("prod", old));
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.Cut, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _scene.Tags.RestoreAsync("acme/app", "prod", old));
    }

    [Fact]
    public async Task A_404_for_a_tag_that_is_alive_is_not_taken_for_a_deletion()
    {
        _scene.Push("v1");
        _scene.Quay.Faults.When(
            TagScene.IsWrite,
            Fault.Status(404, """{"detail": "Not Found", "error_type": "not_found", "status": 404}""", "application/json"),
            times: 1);
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _scene.Tags.DeleteAsync("acme/app", "v1"));
        Assert.NotNull(_scene.App.FindTag("v1"));
    }

    [Fact]
    public async Task An_ordinary_deletion_by_somebody_else_is_not_taken_for_a_permanent_one()
    {
        _scene.Push("v1");
        _scene.Quay.Changes.Before(TagScene.IsWrite, () => _scene.App.DeleteTag("v1"));
        _scene.Quay.Faults.When(TagScene.IsWrite, Fault.Cut, times: 1);
        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(() => _scene.Tags.DeletePermanentlyAsync("acme/app", "v1"));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 60)]
    [InlineData(true, 60)]
    public async Task A_permanent_deletion_whose_answer_is_lost_is_made_once_and_known(bool afterTheEffect, int daysOld)
    {
        _scene.Push("v1");
        _scene.Clock.Advance(TimeSpan.FromDays(daysOld));
        _scene.Quay.Faults.When(TagScene.IsWrite, afterTheEffect ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.True((await _scene.Tags.DeletePermanentlyAsync("acme/app", "v1")).IsChanged);
        Assert.Null(_scene.App.FindTag("v1"));
        Assert.Equal(afterTheEffect ? 1 : 2, _scene.Writes.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dead_rows_that_are_removed_with_a_lost_answer_are_removed_once_and_known(bool afterTheEffect)
    {
        string old = _scene.Push("v1");
        _scene.Push("v1");
        _scene.App.Expire("v1", _scene.Now.AddDays(9));
        _scene.Quay.Faults.When(TagScene.IsWrite, afterTheEffect ? Fault.LostResponse : Fault.Cut, times: 1);
        Assert.True((await _scene.Tags.DeletePastPermanentlyAsync("acme/app", "v1", old)).IsChanged);
        Assert.Equal(afterTheEffect ? 1 : 2, _scene.Writes.Count);
    }

    [Fact]
    public async Task A_shorter_limit_of_the_server_that_kills_the_tag_is_not_called_a_success()
    {
        using var scene = new TagScene(Quay.Client.Testing.FakeFeatures.All with { MaximumExpiration = TimeSpan.FromDays(7) });
        scene.Push("v1");
        scene.Clock.Advance(TimeSpan.FromDays(8));
        var error = await Assert.ThrowsAsync<QuayException>(() => scene.Tags.SetExpirationAsync("acme/app", "v1", scene.Now.AddDays(3)));
        Assert.Contains("the tag no longer exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expiry_for_a_tag_that_is_there_already_is_set_on_the_row_that_it_has()
    {
        string digest = _scene.Push("prod");
        TagChange change = await _scene.Tags.MoveAsync(
            "acme/app", "prod", digest, new TagWriteOptions { Expiration = _scene.Now.AddMinutes(59.5) });
        Assert.Equal(1, _scene.RowsOf("prod"));
        Assert.Equal((true, _scene.Now.AddMinutes(59.5)), (change.IsChanged, change.After!.End));
    }

    [Fact]
    public async Task A_token_with_a_comma_or_a_quotation_mark_is_in_no_message()
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
