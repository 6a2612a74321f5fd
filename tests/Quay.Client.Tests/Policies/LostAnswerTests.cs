using Quay.Client.Testing;

namespace Quay.Client.Tests.Policies;

public sealed class LostAnswerTests : IDisposable
{
    private readonly PolicyFixture _fixture = new();

    private IQuayPolicies Policies => _fixture.Client.Policies;

    private FakeRepository App => _fixture.App;

    private static CancellationToken Token => PolicyFixture.Token;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, "^v")]
    [InlineData(false, "^v")]
    public async Task An_auto_prune_policy_is_created_once(bool happened, string? pattern)
    {
        string old = App.AddAutoPrunePolicy("creation_date", "14d", pattern).Id;
        _fixture.Lose("POST", happened);

        AutoPrunePolicy created = await Policies.AutoPrune.CreateAsync(
            "acme/app", AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(7), pattern), Token);

        Assert.Equal([old, created.Uuid], App.AutoPrunePolicies.Select(policy => policy.Id));
        Assert.Equal(happened ? 1 : 2, _fixture.Sent("POST"));
        _fixture.Quay.AssertNothingPending();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_immutability_policy_is_created_once(bool happened)
    {
        App.AddImmutabilityPolicy("x");
        _fixture.Lose("POST", happened);

        ImmutabilityPolicy created = await Policies.Immutability.CreateAsync("acme/app", new() { TagPattern = " v.* " }, Token);

        Assert.Equal(["x", "v.*"], App.ImmutabilityPolicies.Select(policy => policy.TagPattern));
        Assert.Equal(App.ImmutabilityPolicies[1].Id, created.Uuid);
        Assert.Equal(happened ? 1 : 2, _fixture.Sent("POST"));
    }

    [Fact]
    public async Task A_new_policy_that_does_something_else_may_be_the_one_of_a_server_that_lost_its_pattern()
    {
        _fixture.Lose("POST", happened: false);
        _fixture.Quay.Changes.BeforeRequest(3, () => App.AddAutoPrunePolicy("number_of_tags", 6));

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5), Token));

        Assert.Contains(App.AutoPrunePolicies.Single().Id, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _fixture.Sent("POST"));
    }

    [Fact]
    public async Task A_policy_like_it_that_was_there_before_is_not_taken_for_the_one()
    {
        App.AddAutoPrunePolicy("number_of_tags", 5);
        _fixture.Lose("POST", happened: false);

        var error = await Assert.ThrowsAsync<QuayException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5), Token));

        Assert.Equal(400, (int)error.StatusCode!);
        Assert.Equal(2, _fixture.Sent("POST"));
    }

    [Fact]
    public async Task A_policy_for_the_other_tags_is_not_taken_for_the_one()
    {
        _fixture.Lose("POST", happened: false);
        _fixture.Quay.Changes.BeforeRequest(3, () => App.AddAutoPrunePolicy("number_of_tags", 5, "^v", tagPatternMatches: false));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5, "^v"), Token));

        Assert.Equal([false], App.AutoPrunePolicies.Select(policy => policy.TagPatternMatches));
    }

    [Fact]
    public async Task A_policy_is_known_again_by_its_id_among_others()
    {
        string other = App.AddAutoPrunePolicy("number_of_tags", 9).Id;
        string uuid = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        _fixture.Lose("PUT", happened: true);
        await Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(7), Token);
        Assert.Equal([9L, 7L], App.AutoPrunePolicies.Select(policy => policy.Value));

        _fixture.Lose("DELETE", happened: true);
        await Policies.AutoPrune.DeleteAsync("acme/app", uuid, Token);

        Assert.Equal(other, Assert.Single(App.AutoPrunePolicies).Id);
        Assert.Equal((1, 1), (_fixture.Sent("PUT"), _fixture.Sent("DELETE")));
    }

    [Fact]
    public async Task Two_new_policies_like_it_are_not_told_apart()
    {
        _fixture.Lose("POST", happened: true);
        _fixture.Quay.Changes.BeforeRequest(3, () => App.AddAutoPrunePolicy("number_of_tags", 5));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5), Token));

        Assert.Equal(1, _fixture.Sent("POST"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_policy_is_changed_and_what_happened_is_not_sent_again(bool happened)
    {
        string prune = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        string keep = App.AddImmutabilityPolicy("x").Id;
        _fixture.Lose("PUT", happened);
        await Policies.AutoPrune.UpdateAsync("acme/app", prune, AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(14), "^v"), Token);
        _fixture.Lose("PUT", happened);
        await Policies.Immutability.UpdateAsync("acme/app", keep, new() { TagPattern = "v", TagPatternMatches = false }, Token);

        FakeAutoPrunePolicy pruning = Assert.Single(App.AutoPrunePolicies);
        Assert.Equal((prune, "14d", "^v"), (pruning.Id, pruning.Value, pruning.TagPattern));
        FakeImmutabilityPolicy keeping = Assert.Single(App.ImmutabilityPolicies);
        Assert.Equal((keep, "v", false), (keeping.Id, keeping.TagPattern, keeping.TagPatternMatches));
        Assert.Equal(happened ? 2 : 4, _fixture.Sent("PUT"));
        _fixture.Quay.AssertNothingPending();
    }

    [Fact]
    public async Task What_someone_else_changed_or_deleted_meanwhile_is_not_overwritten()
    {
        string uuid = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        _fixture.Lose("PUT", happened: false);
        ListNext($$"""
            {"policies": [{"uuid": "{{uuid}}", "method": "number_of_tags", "value": 77, "tagPattern": null, "tagPatternMatches": true}]}
            """);
        var changed = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(1), Token));

        _fixture.Lose("PUT", happened: false);
        ListNext("""{"policies": []}""");
        var deleted = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(1), Token));

        Assert.Contains("Somebody else", changed.Message, StringComparison.Ordinal);
        Assert.Contains("no longer exists", deleted.Message, StringComparison.Ordinal);
        Assert.Equal(2, _fixture.Sent("PUT"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_policy_is_deleted_once(bool happened)
    {
        string prune = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        string keep = App.AddImmutabilityPolicy("x").Id;
        _fixture.Lose("DELETE", happened);
        await Policies.AutoPrune.DeleteAsync("acme/app", prune, Token);
        _fixture.Lose("DELETE", happened);
        await Policies.Immutability.DeleteAsync("acme/app", keep, Token);

        Assert.Empty(App.AutoPrunePolicies);
        Assert.Empty(App.ImmutabilityPolicies);
        Assert.Equal(happened ? 2 : 4, _fixture.Sent("DELETE"));
        _fixture.Quay.AssertNothingPending();
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Without_recovery_a_lost_answer_is_the_callers(string method)
    {
        string uuid = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        using QuayClient client = _fixture.ClientOf(_fixture.Quay.Token, recovers: false);
        _fixture.Lose(method, happened: true);

        await Assert.ThrowsAsync<QuayConnectionException>(() => method switch
        {
            "POST" => client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(1), Token),
            "PUT" => client.Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(1), Token),
            _ => client.Policies.AutoPrune.DeleteAsync("acme/app", uuid, Token),
        });

        Assert.Equal(1, _fixture.Sent(method));
    }

    private void ListNext(string policies) => _fixture.Quay.Faults.When(
        request => request.Method == "GET" && request.Target.EndsWith("autoprunepolicy/", StringComparison.Ordinal),
        Fault.Response(FakeResponse.Json(policies)),
        times: 1);
}
