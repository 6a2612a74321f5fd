using Quay.Client.Testing;

namespace Quay.Client.Tests.Policies;

public sealed class PolicyScopeTests : IDisposable
{
    private const string Uuid = "f66179d0-9376-4ddd-8137-128241c93cde";

    private readonly PolicyFixture _fixture = new();

    public static TheoryData<string, string> AutoPrunePaths => new()
    {
        { "repository", "/api/v1/repository/acme/app/autoprunepolicy/" },
        { "organization", "/api/v1/organization/acme/autoprunepolicy/" },
        { "user", "/api/v1/user/autoprunepolicy/" },
    };

    public static TheoryData<string, string> ImmutabilityPaths => new()
    {
        { "repository", "/api/v1/repository/acme/app/immutabilitypolicy/" },
        { "organization", "/api/v1/organization/acme/immutabilitypolicy/" },
    };

    public static TheoryData<string, bool> LostAutoPruneResponses =>
        [.. AutoPrunePaths.SelectMany(row => new[] { (row.Data.Item1, true), (row.Data.Item1, false) })];

    public static TheoryData<string, bool> LostImmutabilityResponses =>
        [.. ImmutabilityPaths.SelectMany(row => new[] { (row.Data.Item1, true), (row.Data.Item1, false) })];

    private IPolicyOperations<AutoPrunePolicy> AutoPrune => _fixture.Client.Policies.AutoPrune;

    private IPolicyOperations<ImmutabilityPolicy> Immutability => _fixture.Client.Policies.Immutability;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(AutoPrunePaths))]
    public async Task Auto_prune_policy_of_each_scope_is_created_read_changed_and_deleted(string name, string path)
    {
        PolicyScope scope = PolicyFixture.ScopeOf(name);
        AutoPrunePolicy created = await AutoPrune.CreateAsync(scope, AutoPrunePolicy.KeepNewest(10, "^v"));
        Assert.Equal([created], await AutoPrune.ListAsync(scope));
        await AutoPrune.UpdateAsync(scope, created.Uuid!, AutoPrunePolicy.RemoveOlderThan(TimeSpan.FromDays(7)));
        Assert.Equal(TimeSpan.FromDays(7), (await AutoPrune.GetAsync(scope, created.Uuid!)).Age);
        Assert.Equal("7d", Assert.Single(_fixture.AutoPruneOf(name)).Value);
        await AutoPrune.DeleteAsync(scope, created.Uuid!);
        Assert.Empty(_fixture.AutoPruneOf(name));

        string one = path + created.Uuid;
        _fixture.Quay.Requests.AssertRequests(
            $"GET {path}", $"POST {path}", $"GET {one}", $"GET {path}", $"GET {one}", $"PUT {one}", $"GET {one}", $"GET {one}",
            $"DELETE {one}");
    }

    [Theory]
    [MemberData(nameof(ImmutabilityPaths))]
    public async Task Immutability_policy_of_each_scope_is_created_read_changed_and_deleted(string name, string path)
    {
        PolicyScope scope = PolicyFixture.ScopeOf(name);
        ImmutabilityPolicy created = await Immutability.CreateAsync(scope, new() { TagPattern = "v.*" });
        Assert.Equal([created], await Immutability.ListAsync(scope));
        await Immutability.UpdateAsync(scope, created.Uuid!, created with { TagPatternMatches = false });
        Assert.False((await Immutability.GetAsync(scope, created.Uuid!)).TagPatternMatches);
        Assert.Equal("v.*", Assert.Single(_fixture.ImmutabilityOf(name)).TagPattern);
        await Immutability.DeleteAsync(scope, created.Uuid!);
        Assert.Empty(_fixture.ImmutabilityOf(name));

        string one = path + created.Uuid;
        _fixture.Quay.Requests.AssertRequests(
            $"GET {path}", $"POST {path}", $"GET {path}", $"GET {one}", $"PUT {one}", $"GET {one}", $"GET {one}", $"DELETE {one}");
    }

    [Theory]
    [MemberData(nameof(LostAutoPruneResponses))]
    public async Task Auto_prune_write_of_each_scope_is_applied_once_after_a_lost_response(string name, bool isApplied)
    {
        PolicyScope scope = PolicyFixture.ScopeOf(name);
        _fixture.LoseResponse("POST", isApplied);
        AutoPrunePolicy created = await AutoPrune.CreateAsync(scope, AutoPrunePolicy.KeepNewest(5));
        Assert.Equal(created.Uuid, Assert.Single(_fixture.AutoPruneOf(name)).Id);

        _fixture.LoseResponse("PUT", isApplied);
        await AutoPrune.UpdateAsync(scope, created.Uuid!, AutoPrunePolicy.KeepNewest(7));
        Assert.Equal(7L, Assert.Single(_fixture.AutoPruneOf(name)).Value);

        _fixture.LoseResponse("DELETE", isApplied);
        await AutoPrune.DeleteAsync(scope, created.Uuid!);
        Assert.Empty(_fixture.AutoPruneOf(name));

        int times = isApplied ? 1 : 2;
        Assert.Equal((times, times, times), (_fixture.RequestCount("POST"), _fixture.RequestCount("PUT"), _fixture.RequestCount("DELETE")));
        _fixture.Quay.AssertNothingPending();
    }

    [Theory]
    [MemberData(nameof(LostImmutabilityResponses))]
    public async Task Immutability_write_of_each_scope_is_applied_once_after_a_lost_response(string name, bool isApplied)
    {
        PolicyScope scope = PolicyFixture.ScopeOf(name);
        _fixture.LoseResponse("POST", isApplied);
        ImmutabilityPolicy created = await Immutability.CreateAsync(scope, new() { TagPattern = "v" });
        Assert.Equal(created.Uuid, Assert.Single(_fixture.ImmutabilityOf(name)).Id);

        _fixture.LoseResponse("PUT", isApplied);
        await Immutability.UpdateAsync(scope, created.Uuid!, new() { TagPattern = "w" });
        Assert.Equal("w", Assert.Single(_fixture.ImmutabilityOf(name)).TagPattern);

        _fixture.LoseResponse("DELETE", isApplied);
        await Immutability.DeleteAsync(scope, created.Uuid!);
        Assert.Empty(_fixture.ImmutabilityOf(name));

        int times = isApplied ? 1 : 2;
        Assert.Equal((times, times, times), (_fixture.RequestCount("POST"), _fixture.RequestCount("PUT"), _fixture.RequestCount("DELETE")));
        _fixture.Quay.AssertNothingPending();
    }

    [Fact]
    public async Task Policies_of_different_scopes_are_separate()
    {
        string ofOrganization = (await AutoPrune.CreateAsync(PolicyScope.Organization("acme"), AutoPrunePolicy.KeepNewest(5))).Uuid!;

        Assert.Empty(await AutoPrune.ListAsync("acme/app"));
        Assert.Empty(await AutoPrune.ListAsync(PolicyScope.CurrentUser));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => AutoPrune.DeleteAsync("acme/app", ofOrganization));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => AutoPrune.DeleteAsync(PolicyScope.CurrentUser, ofOrganization));
        Assert.Single(_fixture.AutoPruneOf("organization"));
    }

    [Fact]
    public Task Default_scope_is_rejected_before_a_request() => AssertRejectedAsync(default, AutoPrune, AutoPrunePolicy.KeepNewest(1));

    [Fact]
    public async Task Immutability_policy_of_the_current_user_is_rejected_before_a_request()
    {
        await AssertRejectedAsync(default, Immutability, new() { TagPattern = "v" });
        await AssertRejectedAsync(PolicyScope.CurrentUser, Immutability, new() { TagPattern = "v" });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("acme/app")]
    [InlineData("Acme")]
    [InlineData("..")]
    [InlineData("acme?x")]
    public void Organization_scope_rejects_an_invalid_namespace_name(string? name) =>
        Assert.ThrowsAny<ArgumentException>(() => PolicyScope.Organization(name!));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("acme/../x")]
    public void Conversion_to_a_scope_rejects_an_invalid_repository_name(string? text) =>
        Assert.ThrowsAny<ArgumentException>(() => (PolicyScope)text!);

    [Fact]
    public void Conversion_to_a_scope_rejects_the_default_RepositoryName() =>
        Assert.Throws<ArgumentException>("repository", () => (PolicyScope)default(RepositoryName));

    [Fact]
    public void Scopes_are_equal_by_kind_and_name()
    {
        Assert.Equal(PolicyScope.Repository("acme/app"), (PolicyScope)"acme/app");
        Assert.Equal(PolicyScope.Organization("acme"), PolicyScope.Organization("acme"));
        Assert.NotEqual(PolicyScope.Organization("user"), PolicyScope.CurrentUser);
        Assert.Equal(
            ["acme/team/app", "the organization acme", "the current user", ""],
            new PolicyScope[] { "acme/team/app", PolicyScope.Organization("acme"), PolicyScope.CurrentUser, default }
                .Select(scope => scope.ToString()));
    }

    private async Task AssertRejectedAsync<TPolicy>(PolicyScope scope, IPolicyOperations<TPolicy> policies, TPolicy policy)
    {
        Func<Task>[] calls =
        [
            () => policies.ListAsync(scope),
            () => policies.GetAsync(scope, Uuid),
            () => policies.CreateAsync(scope, policy),
            () => policies.UpdateAsync(scope, Uuid, policy),
            () => policies.DeleteAsync(scope, Uuid),
        ];
        foreach (Func<Task> call in calls)
        {
            await Assert.ThrowsAsync<ArgumentException>(nameof(scope), call);
        }

        _fixture.Quay.Requests.AssertRequests();
    }
}
