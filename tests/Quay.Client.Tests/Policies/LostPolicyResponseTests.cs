using Quay.Client.Testing;

namespace Quay.Client.Tests.Policies;

public sealed class LostPolicyResponseTests : IDisposable
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
    public async Task Auto_prune_policy_is_created_once_after_a_lost_response(bool isApplied, string? pattern)
    {
        string old = App.AddAutoPrunePolicy("creation_date", "14d", pattern).Id;
        _fixture.LoseResponse("POST", isApplied);

        AutoPrunePolicy created = await Policies.AutoPrune.CreateAsync(
            "acme/app", AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(7), pattern), Token);

        Assert.Equal([old, created.Uuid], App.AutoPrunePolicies.Select(policy => policy.Id));
        Assert.Equal(isApplied ? 1 : 2, _fixture.RequestCount("POST"));
        _fixture.Quay.AssertNothingPending();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Immutability_policy_is_created_once_after_a_lost_response(bool isApplied)
    {
        App.AddImmutabilityPolicy("x");
        _fixture.LoseResponse("POST", isApplied);

        ImmutabilityPolicy created = await Policies.Immutability.CreateAsync("acme/app", new() { TagPattern = " v.* " }, Token);

        Assert.Equal(["x", "v.*"], App.ImmutabilityPolicies.Select(policy => policy.TagPattern));
        Assert.Equal(App.ImmutabilityPolicies[1].Id, created.Uuid);
        Assert.Equal(isApplied ? 1 : 2, _fixture.RequestCount("POST"));
    }

    [Fact]
    public async Task New_policy_with_another_effect_leaves_the_outcome_of_a_creation_unknown()
    {
        _fixture.LoseResponse("POST", isApplied: false);
        _fixture.Quay.Changes.BeforeRequest(3, () => App.AddAutoPrunePolicy("number_of_tags", 6));

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5), Token));

        Assert.Contains(App.AutoPrunePolicies.Single().Id, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _fixture.RequestCount("POST"));
    }

    [Fact]
    public async Task Equal_older_policy_is_not_mistaken_for_the_created_policy()
    {
        App.AddAutoPrunePolicy("number_of_tags", 5);
        _fixture.LoseResponse("POST", isApplied: false);

        var error = await Assert.ThrowsAsync<QuayException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5), Token));

        Assert.Equal(400, (int)error.StatusCode!);
        Assert.Equal(2, _fixture.RequestCount("POST"));
    }

    [Fact]
    public async Task New_policy_for_the_other_tags_leaves_the_outcome_of_a_creation_unknown()
    {
        _fixture.LoseResponse("POST", isApplied: false);
        _fixture.Quay.Changes.BeforeRequest(3, () => App.AddAutoPrunePolicy("number_of_tags", 5, "^v", tagPatternMatches: false));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5, "^v"), Token));

        Assert.Equal([false], App.AutoPrunePolicies.Select(policy => policy.TagPatternMatches));
    }

    [Fact]
    public async Task Update_and_deletion_are_verified_by_the_id_of_the_policy()
    {
        string other = App.AddAutoPrunePolicy("number_of_tags", 9).Id;
        string uuid = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        _fixture.LoseResponse("PUT", isApplied: true);
        await Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(7), Token);
        Assert.Equal([9L, 7L], App.AutoPrunePolicies.Select(policy => policy.Value));

        _fixture.LoseResponse("DELETE", isApplied: true);
        await Policies.AutoPrune.DeleteAsync("acme/app", uuid, Token);

        Assert.Equal(other, Assert.Single(App.AutoPrunePolicies).Id);
        Assert.Equal((1, 1), (_fixture.RequestCount("PUT"), _fixture.RequestCount("DELETE")));
    }

    [Fact]
    public async Task Two_equal_new_policies_leave_the_outcome_of_a_creation_unknown()
    {
        _fixture.LoseResponse("POST", isApplied: true);
        _fixture.Quay.Changes.BeforeRequest(3, () => App.AddAutoPrunePolicy("number_of_tags", 5));

        await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(5), Token));

        Assert.Equal(1, _fixture.RequestCount("POST"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Policy_is_updated_once_after_a_lost_response(bool isApplied)
    {
        string prune = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        string keep = App.AddImmutabilityPolicy("x").Id;
        _fixture.LoseResponse("PUT", isApplied);
        await Policies.AutoPrune.UpdateAsync("acme/app", prune, AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(14), "^v"), Token);
        _fixture.LoseResponse("PUT", isApplied);
        await Policies.Immutability.UpdateAsync("acme/app", keep, new() { TagPattern = "v", TagPatternMatches = false }, Token);

        FakeAutoPrunePolicy pruning = Assert.Single(App.AutoPrunePolicies);
        Assert.Equal((prune, "14d", "^v"), (pruning.Id, pruning.Value, pruning.TagPattern));
        FakeImmutabilityPolicy keeping = Assert.Single(App.ImmutabilityPolicies);
        Assert.Equal((keep, "v", false), (keeping.Id, keeping.TagPattern, keeping.TagPatternMatches));
        Assert.Equal(isApplied ? 2 : 4, _fixture.RequestCount("PUT"));
        _fixture.Quay.AssertNothingPending();
    }

    [Fact]
    public async Task Policy_that_someone_else_changed_or_deleted_meanwhile_is_not_overwritten()
    {
        string uuid = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        _fixture.LoseResponse("PUT", isApplied: false);
        ListNext($$"""
            {"policies": [{"uuid": "{{uuid}}", "method": "number_of_tags", "value": 77, "tagPattern": null, "tagPatternMatches": true}]}
            """);
        var changed = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(1), Token));

        _fixture.LoseResponse("PUT", isApplied: false);
        ListNext("""{"policies": []}""");
        var deleted = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(1), Token));

        Assert.Contains("Somebody else", changed.Message, StringComparison.Ordinal);
        Assert.Contains("no longer exists", deleted.Message, StringComparison.Ordinal);
        Assert.Equal(2, _fixture.RequestCount("PUT"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Policy_is_deleted_once_after_a_lost_response(bool isApplied)
    {
        string prune = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        string keep = App.AddImmutabilityPolicy("x").Id;
        _fixture.LoseResponse("DELETE", isApplied);
        await Policies.AutoPrune.DeleteAsync("acme/app", prune, Token);
        _fixture.LoseResponse("DELETE", isApplied);
        await Policies.Immutability.DeleteAsync("acme/app", keep, Token);

        Assert.Empty(App.AutoPrunePolicies);
        Assert.Empty(App.ImmutabilityPolicies);
        Assert.Equal(isApplied ? 2 : 4, _fixture.RequestCount("DELETE"));
        _fixture.Quay.AssertNothingPending();
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Lost_response_to_a_policy_write_is_thrown_if_recovery_is_off(string method)
    {
        string uuid = App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        using QuayClient client = _fixture.ClientOf(_fixture.Quay.Token, recovers: false);
        _fixture.LoseResponse(method, isApplied: true);

        await Assert.ThrowsAsync<QuayConnectionException>(() => method switch
        {
            "POST" => client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(1), Token),
            "PUT" => client.Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(1), Token),
            _ => client.Policies.AutoPrune.DeleteAsync("acme/app", uuid, Token),
        });

        Assert.Equal(1, _fixture.RequestCount(method));
    }

    private void ListNext(string policies) => _fixture.Quay.Faults.When(
        request => request.Method == "GET" && request.Target.EndsWith("autoprunepolicy/", StringComparison.Ordinal),
        Fault.Response(FakeResponse.Json(policies)),
        times: 1);
}
