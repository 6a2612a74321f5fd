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
    public Task A_feature_that_is_switched_off_is_said_to_be_missing_and_nothing_is_written(string call)
    {
        _fixture.Quay.Features = new FakeFeatures();
        return AssertMissingAsync(_fixture.Client, call);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public Task A_server_that_is_too_old_is_said_to_lack_it(string call)
    {
        _fixture.Quay.ServerVersion = new Version(3, 9);
        return AssertMissingAsync(_fixture.Client, call);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Who_may_only_read_hears_of_it_too(string call)
    {
        _fixture.Quay.Features = new FakeFeatures();
        using QuayClient client = _fixture.ClientWith(FakeRole.Read);
        await AssertMissingAsync(client, call);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Any_refusal_of_who_administers_the_repository_is_of_the_feature(int status)
    {
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
    public async Task A_refusal_of_who_may_only_read_is_of_the_feature_where_no_right_is_in_question(int status, bool isFeature)
    {
        using QuayClient client = _fixture.ClientWith(FakeRole.Read);
        _fixture.Quay.Faults.Next(Fault.Status(status, "{}", "application/json"));

        var error = await Assert.ThrowsAnyAsync<QuayException>(() => client.Policies.AutoPrune.ListAsync("acme/app", PolicyFixture.Token));

        Assert.Equal((isFeature, status), (error is QuayFeatureException, (int)error.StatusCode!));
    }

    [Theory]
    [MemberData(nameof(CallsOfOthers))]
    public async Task Missing_rights_are_missing_rights(string call)
    {
        using QuayClient client = _fixture.ClientWith(FakeRole.Write);

        var error = await Assert.ThrowsAsync<QuayPermissionException>(() => AllCalls[call](client.Policies));

        Assert.Contains("policy/", error.Message, StringComparison.Ordinal);
        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_dead_token_is_a_dead_token(string call)
    {
        _fixture.App.IsPublic = true;
        using QuayClient client = _fixture.ClientOf("dead");

        await Assert.ThrowsAsync<QuayAuthenticationException>(() => AllCalls[call](client.Policies));

        _fixture.Quay.Requests.AssertNoWrites();
    }

    [Theory]
    [MemberData(nameof(ScopesWithoutRepository))]
    public async Task Feature_is_not_reported_missing_if_the_404_may_be_that_of_another_server(string scope)
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
    public async Task Token_without_the_scope_for_users_gets_a_permission_error_for_the_current_user()
    {
        using QuayClient client = _fixture.ClientOf(_fixture.Quay.AddToken("admin", "repo:admin", "org:admin").Value);

        await Assert.ThrowsAsync<QuayPermissionException>(() => client.Policies.AutoPrune.ListAsync(PolicyScope.CurrentUser));
    }

    [Fact]
    public async Task A_repository_of_the_name_of_a_policys_path_is_not_deleted()
    {
        _fixture.Quay.Features = new FakeFeatures();
        _fixture.Quay.AddRepository($"acme/app/autoprunepolicy/{Uuid}");

        await Assert.ThrowsAsync<QuayResponseException>(() => _fixture.Client.Policies.AutoPrune.DeleteAsync("acme/app", Uuid));

        Assert.NotNull(_fixture.Quay.FindRepository($"acme/app/autoprunepolicy/{Uuid}"));
    }

    [Fact]
    public async Task Before_3_13_a_pattern_is_refused_where_a_policy_shows_that_there_are_none()
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
    public async Task Before_3_13_a_first_policy_that_lost_its_pattern_is_deleted_again(string scope)
    {
        _fixture.Quay.ServerVersion = new Version(3, 12);

        var error = await Assert.ThrowsAsync<QuayFeatureException>(
            () => _fixture.Client.Policies.AutoPrune.CreateAsync(PolicyFixture.ScopeOf(scope), AutoPrunePolicy.KeepNewest(1, "^dev")));

        Assert.Equal("FEATURE_AUTO_PRUNE", error.Feature);
        Assert.Empty(_fixture.AutoPruneOf(scope));
        Assert.Equal((1, 1), (_fixture.Sent("POST"), _fixture.Sent("DELETE")));
    }

    [Fact]
    public async Task Before_3_13_a_policy_that_lost_its_pattern_and_cannot_be_deleted_is_named()
    {
        _fixture.Quay.ServerVersion = new Version(3, 12);
        _fixture.Quay.Faults.When(request => request.Method == "DELETE", Fault.TooManyRequests());

        var error = await Assert.ThrowsAsync<QuayOutcomeUnknownException>(
            () => _fixture.Client.Policies.AutoPrune.CreateAsync("acme/app", AutoPrunePolicy.KeepNewest(1, "^dev")));

        Assert.Contains(Assert.Single(_fixture.App.AutoPrunePolicies).Id, error.Message, StringComparison.Ordinal);
        Assert.Contains("without its pattern", error.Message, StringComparison.Ordinal);
    }

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

    private async Task AssertMissingAsync(QuayClient client, string call)
    {
        var error = await Assert.ThrowsAsync<QuayFeatureException>(() => AllCalls[call](client.Policies));

        Assert.Equal(call.Split(' ')[0], error.Feature);
        Assert.Contains(error.Feature!, error.Message, StringComparison.Ordinal);
        _fixture.Quay.Requests.AssertNoWrites();
    }
}
