using Quay.Client.Testing;

namespace Quay.Client.Tests.Policies;

public sealed class MissingFeatureTests : IDisposable
{
    private const string Uuid = "f66179d0-9376-4ddd-8137-128241c93cde";

    private readonly PolicyFixture _fixture = new();

    private static readonly PolicyScope[] Scopes = ["acme/app", PolicyScope.Organization("acme"), PolicyScope.CurrentUser];

    public static TheoryData<string> Calls => [.. AllCalls.Keys];

    public static TheoryData<string> ScopesWithoutRepository => ["organization", "user"];

    public static TheoryData<string> CallsOfOthers =>
        [.. AllCalls.Keys.Where(call => !call.EndsWith("the current user", StringComparison.Ordinal))];

    private static Dictionary<string, Func<IQuayPolicies, Task>> AllCalls { get; } = Scopes.SelectMany(AutoPruneCalls)
        .Concat(Scopes[..2].SelectMany(ImmutabilityCalls))
        .ToDictionary(call => call.Name, call => call.Run);

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Disabled_feature_throws_QuayFeatureException_and_nothing_is_written(string call)
    {
        _fixture.Quay.Features = new FakeFeatures();
        return AssertFeatureMissingAsync(_fixture.Client, call);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public Task Policy_call_to_a_server_that_is_too_old_throws_QuayFeatureException(string call)
    {
        _fixture.Quay.ServerVersion = new Version(3, 9);
        return AssertFeatureMissingAsync(_fixture.Client, call);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Disabled_feature_throws_QuayFeatureException_for_a_reader(string call)
    {
        _fixture.Quay.Features = new FakeFeatures();
        using QuayClient client = _fixture.ClientWith(FakeRole.Read);
        await AssertFeatureMissingAsync(client, call);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Error_status_for_a_repository_administrator_throws_QuayFeatureException(int status)
    {
        BlockDiscovery();
        _fixture.Quay.Faults.Next(Fault.Status(status, "{}", "application/json"));

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => _fixture.Client.Policies.AutoPrune.ListAsync("acme/app", PolicyFixture.Token));

        Assert.Equal(("FEATURE_AUTO_PRUNE", status), (error.Feature, (int)error.StatusCode!));
    }

    [Theory]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, true)]
    [InlineData(405, true)]
    public async Task Only_404_and_405_throw_QuayFeatureException_for_a_reader(int status, bool isFeature)
    {
        BlockDiscovery();
        using QuayClient client = _fixture.ClientWith(FakeRole.Read);
        _fixture.Quay.Faults.Next(Fault.Status(status, "{}", "application/json"));

        var error = await Assert.ThrowsAnyAsync<QuayException>(() => client.Policies.AutoPrune.ListAsync("acme/app", PolicyFixture.Token));

        Assert.Equal((isFeature, status), (error is QuayFeatureException, (int)error.StatusCode!));
    }

    [Theory]
    [MemberData(nameof(CallsOfOthers))]
    public async Task Policy_call_without_permission_throws_QuayPermissionException(string call)
    {
        using QuayClient client = _fixture.ClientWith(FakeRole.Write);

        var error = await Assert.ThrowsAsync<QuayPermissionException>(() => AllCalls[call](client.Policies));

        Assert.Contains("policy/", error.Message, StringComparison.Ordinal);
        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Policy_call_with_a_rejected_token_throws_QuayAuthenticationException(string call)
    {
        _fixture.App.IsPublic = true;
        using QuayClient client = _fixture.ClientOf("unknown");

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => AllCalls[call](client.Policies));

        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [MemberData(nameof(ScopesWithoutRepository))]
    public async Task Feature_is_not_reported_missing_if_the_404_may_come_from_another_server(string scope)
    {
        _fixture.Quay.Faults.When(_ => true, Fault.Status(404, "<html>", "text/html"));

        var error = await Assert.ThrowsAnyAsync<QuayException>(
            () => _fixture.Client.Policies.AutoPrune.ListAsync(PolicyFixture.ScopeOf(scope)));

        Assert.Equal((false, 404), (error is QuayFeatureException, (int)error.StatusCode!));
    }

    [Theory]
    [MemberData(nameof(ScopesWithoutRepository))]
    public async Task Feature_is_not_reported_missing_after_a_403_or_a_404_of_the_API_for_a_namespace(string scope)
    {
        _fixture.Quay.Faults.Next(Fault.Status(403, "{}", "application/json"));
        await Assert.ThrowsAsync<QuayPermissionException>(() => _fixture.Client.Policies.AutoPrune.ListAsync(PolicyFixture.ScopeOf(scope)));

        _fixture.Quay.Faults.Next(Fault.Status(404, """{"error_type": "not_found"}""", "application/json"));
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.Client.Policies.AutoPrune.ListAsync(PolicyFixture.ScopeOf(scope)));
    }

    [Fact]
    public async Task Policies_of_the_current_user_without_a_user_scope_throw_QuayPermissionException()
    {
        using QuayClient client = _fixture.ClientOf(_fixture.Quay.AddToken("admin", "repo:admin", "org:admin").Value);

        await Assert.ThrowsAsync<QuayPermissionException>(() => client.Policies.AutoPrune.ListAsync(PolicyScope.CurrentUser));
    }

    [Fact]
    public async Task Repository_named_like_the_path_of_a_policy_is_not_deleted()
    {
        _fixture.Quay.Features = new FakeFeatures();
        _fixture.Quay.AddRepository($"acme/app/autoprunepolicy/{Uuid}");

        await Assert.ThrowsAsync<QuayResponseException>(() => _fixture.Client.Policies.AutoPrune.DeleteAsync("acme/app", Uuid));

        Assert.NotNull(_fixture.Quay.FindRepository($"acme/app/autoprunepolicy/{Uuid}"));
    }

    [Fact]
    public async Task Pattern_is_rejected_before_the_write_if_a_policy_shows_that_the_server_is_older_than_3_13()
    {
        _fixture.Quay.ServerVersion = new Version(3, 12);
        string uuid = _fixture.App.AddAutoPrunePolicy("number_of_tags", 5).Id;
        AutoPrunePolicy policy = AutoPrunePolicy.KeepNewest(1, "^dev");

        var created = await Assert.ThrowsAsync<QuayFeatureException>(
            () => _fixture.Client.Policies.AutoPrune.CreateAsync("acme/app", policy));
        await Assert.ThrowsAsync<QuayFeatureException>(() => _fixture.Client.Policies.AutoPrune.UpdateAsync("acme/app", uuid, policy));

        Assert.Contains("3.13", created.Message, StringComparison.Ordinal);
        _fixture.Quay.Requests.AssertNoWrites();
        await _fixture.Client.Policies.AutoPrune.UpdateAsync("acme/app", uuid, AutoPrunePolicy.KeepNewest(1));
        Assert.Equal(1L, Assert.Single(_fixture.App.AutoPrunePolicies).Value);
    }

    [Theory]
    [InlineData("repository")]
    [InlineData("organization")]
    [InlineData("user")]
    public async Task First_policy_that_a_server_before_3_13_stores_without_its_pattern_is_deleted_again(string scope)
    {
        _fixture.Quay.ServerVersion = new Version(3, 12);

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => _fixture.Client.Policies.AutoPrune.CreateAsync(PolicyFixture.ScopeOf(scope), AutoPrunePolicy.KeepNewest(1, "^dev")));

        Assert.Equal("FEATURE_AUTO_PRUNE", error.Feature);
        Assert.Empty(_fixture.AutoPruneOf(scope));
        Assert.Equal((1, 1), (_fixture.RequestCount("POST"), _fixture.RequestCount("DELETE")));
    }

    [Fact]
    public async Task Exception_names_a_policy_stored_without_its_pattern_that_cannot_be_deleted()
    {
        _fixture.Quay.ServerVersion = new Version(3, 12);
        _fixture.Quay.Faults.When(request => request.Method == "DELETE", Fault.TooManyRequests(TimeSpan.FromHours(1)));

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => _fixture.Client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(1, "^dev")));

        Assert.Contains(Assert.Single(_fixture.App.AutoPrunePolicies).Id, error.Message, StringComparison.Ordinal);
        Assert.Contains("without its pattern", error.Message, StringComparison.Ordinal);
    }

    private void BlockDiscovery() => _fixture.Quay.Faults.When(
        request => request.Target == "/api/v1/discovery", Fault.Status(404, "<html>", "text/html"));

    private static IEnumerable<(string Name, Func<IQuayPolicies, Task> Run)> AutoPruneCalls(PolicyScope scope) =>
    [
        ($"FEATURE_AUTO_PRUNE list {scope}", policies => policies.AutoPrune.ListAsync(scope)),
        ($"FEATURE_AUTO_PRUNE get {scope}", policies => policies.AutoPrune.GetAsync(scope, Uuid)),
        ($"FEATURE_AUTO_PRUNE create {scope}", policies => policies.AutoPrune.CreateAsync(scope, AutoPrunePolicy.KeepNewest(1))),
        ($"FEATURE_AUTO_PRUNE update {scope}", policies => policies.AutoPrune.UpdateAsync(scope, Uuid, AutoPrunePolicy.KeepNewest(1))),
        ($"FEATURE_AUTO_PRUNE delete {scope}", policies => policies.AutoPrune.DeleteAsync(scope, Uuid)),
    ];

    private static IEnumerable<(string Name, Func<IQuayPolicies, Task> Run)> ImmutabilityCalls(PolicyScope scope) =>
    [
        ($"FEATURE_IMMUTABLE_TAGS list {scope}", policies => policies.Immutability.ListAsync(scope)),
        ($"FEATURE_IMMUTABLE_TAGS get {scope}", policies => policies.Immutability.GetAsync(scope, Uuid)),
        ($"FEATURE_IMMUTABLE_TAGS create {scope}", policies => policies.Immutability.CreateAsync(scope, new() { TagPattern = "v" })),
        ($"FEATURE_IMMUTABLE_TAGS update {scope}", policies => policies.Immutability.UpdateAsync(scope, Uuid, new() { TagPattern = "v" })),
        ($"FEATURE_IMMUTABLE_TAGS delete {scope}", policies => policies.Immutability.DeleteAsync(scope, Uuid)),
    ];

    private async Task AssertFeatureMissingAsync(QuayClient client, string call)
    {
        var error = await Assert.ThrowsAsync<QuayFeatureException>(() => AllCalls[call](client.Policies));

        Assert.Equal(call.Split(' ')[0], error.Feature);
        Assert.Contains(error.Feature!, error.Message, StringComparison.Ordinal);
        _fixture.Quay.Requests.AssertNoWrites();
    }
}
