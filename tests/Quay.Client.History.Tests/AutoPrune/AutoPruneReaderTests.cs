using Quay.Client.Testing;
using Quay.Client.Tests.Tags;

namespace Quay.Client.History.Tests.AutoPrune;

/// <summary>Verifies which policies are read, and what is reported about those that cannot be.</summary>
public sealed class AutoPruneReaderTests : IDisposable
{
    private readonly TagFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Policies_of_the_organization_come_before_those_of_the_repository_within_a_method()
    {
        _fixture.App.AddAutoPrunePolicy("number_of_tags", 1);
        _fixture.App.AddAutoPrunePolicy("creation_date", "1d");
        _fixture.App.Namespace.AddAutoPrunePolicy("number_of_tags", 2);
        _fixture.App.Namespace.AddAutoPrunePolicy("creation_date", "2d");
        AutoPruneSimulation simulation = await _fixture.History.SimulateAutoPruneAsync("acme/app");
        Assert.Equal(
            [
                "the organization acme: creation_date 2d", "acme/app: creation_date 1d",
                "the organization acme: number_of_tags 2", "acme/app: number_of_tags 1",
            ],
            simulation.Policies.Select(policy => policy.ToString()));
        Assert.Equal(
            ("NORMAL", "acme/app", new Uri("https://quay.example/")), (simulation.State, simulation.Repository, simulation.Registry));
        Assert.True(simulation.IsComplete);
        Assert.Empty(_fixture.Writes);
    }

    [Fact]
    public async Task Simulation_equals_what_the_worker_deletes()
    {
        _fixture.App.AddAutoPrunePolicy("number_of_tags", 2, "^v");
        string[] tags = ["v1", "v2", "other", "v3", "v4"];
        Array.ForEach(tags, tag => _fixture.Push(tag));
        AutoPruneSimulation simulation = await _fixture.History.SimulateAutoPruneAsync("acme/app");
        _fixture.Quay.AutoPrune();
        Assert.Equal(["v1", "v2"], Names(simulation, AutoPruneTime.Now));
        Assert.Equal(["v3"], Names(simulation, AutoPruneTime.NextPush));
        Assert.Equal(["v4", "v3", "other"], _fixture.App.Tags.Select(tag => tag.Name));
        Assert.Equal(["v2", "v1"], _fixture.App.Log.Select(entry => entry.Metadata["tag"]));
    }

    [Fact]
    public async Task Policies_of_an_organization_that_the_token_does_not_administer_are_reported_as_unread()
    {
        _fixture.App.Namespace.AddAutoPrunePolicy("number_of_tags", 1);
        _fixture.Push("a");
        _fixture.Push("b");
        AutoPruneSimulation simulation = await SimulateAsync(_fixture.Quay.AddToken("admin", "repo:admin"));
        UnreadAutoPrunePolicies unread = Assert.Single(simulation.UnreadPolicies);
        Assert.Equal((AutoPruneScope.Organization, "acme"), (unread.Scope, unread.Name));
        Assert.Contains("403", unread.Reason, StringComparison.Ordinal);
        Assert.Empty(simulation.Deletions);
        Assert.False(simulation.IsComplete);
        Assert.Contains("not read: policies of the organization acme: ", simulation.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policies_of_a_repository_that_the_token_does_not_administer_are_reported_as_unread()
    {
        AutoPruneSimulation simulation = await SimulateAsync(_fixture.Quay.AddToken("admin", "repo:read", "org:admin"));
        Assert.Equal(AutoPruneScope.Repository, Assert.Single(simulation.UnreadPolicies).Scope);
    }

    [Fact]
    public async Task Feature_that_is_off_is_reported_for_each_scope()
    {
        _fixture.Quay.Features = FakeFeatures.All with { AutoPrune = false };
        AutoPruneSimulation simulation = await _fixture.History.SimulateAutoPruneAsync("acme/app");
        Assert.Equal([AutoPruneScope.Organization, AutoPruneScope.Repository], simulation.UnreadPolicies.Select(unread => unread.Scope));
        Assert.All(simulation.UnreadPolicies, unread => Assert.Contains("FEATURE_AUTO_PRUNE", unread.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Policies_of_the_current_user_are_read()
    {
        _fixture.Quay.FindNamespace("admin")!.AddAutoPrunePolicy("number_of_tags", 1);
        FakeRepository mine = _fixture.Quay.AddRepository("admin/app");
        mine.Push("a");
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        mine.Push("b");
        AutoPruneSimulation simulation = await _fixture.History.SimulateAutoPruneAsync("admin/app");
        Assert.Equal("the user admin: number_of_tags 1", Assert.Single(simulation.Policies).ToString());
        Assert.Equal(["a"], Names(simulation, AutoPruneTime.Now));
        Assert.True(simulation.IsComplete);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Policies_of_another_user_are_reported_as_unread(bool canReadUser)
    {
        _fixture.Quay.AddUser("bob").AddAutoPrunePolicy("number_of_tags", 1);
        _fixture.Quay.AddRepository("bob/app").Grant("admin", FakeRole.Admin);
        FakeToken token = _fixture.Quay.AddToken("admin", "repo:admin", "user:admin", canReadUser ? "user:read" : "repo:read");
        UnreadAutoPrunePolicies unread = Assert.Single((await SimulateAsync(token, "bob/app")).UnreadPolicies);
        Assert.Equal((AutoPruneScope.User, "bob"), (unread.Scope, unread.Name));
        Assert.Contains("only to bob", unread.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repository_that_is_not_normal_has_policies_but_no_deletions()
    {
        _fixture.App.AddAutoPrunePolicy("creation_date", "0d");
        _fixture.Push("a");
        _fixture.App.State = FakeRepositoryState.Mirror;
        AutoPruneSimulation simulation = await _fixture.History.SimulateAutoPruneAsync("acme/app");
        _fixture.Quay.AutoPrune();
        Assert.Equal("MIRROR", simulation.State);
        Assert.Single(simulation.Policies);
        Assert.Empty(simulation.Deletions);
        Assert.Single(_fixture.App.Tags);
    }

    [Fact]
    public async Task Token_that_Quay_does_not_accept_is_an_error_and_not_an_empty_result()
    {
        FakeToken token = _fixture.Quay.AddToken("admin");
        token.IsRevoked = true;
        _fixture.App.IsPublic = true;
        await Assert.ThrowsAsync<QuayAuthenticationException>(() => SimulateAsync(token));
    }

    [Fact]
    public async Task Missing_repository_and_default_name_throw()
    {
        await Assert.ThrowsAsync<QuayNotFoundException>(() => _fixture.History.SimulateAutoPruneAsync("acme/none"));
        int requests = _fixture.Quay.Requests.Count;
        await Assert.ThrowsAsync<ArgumentException>(() => _fixture.History.SimulateAutoPruneAsync(default));
        Assert.Equal(requests, _fixture.Quay.Requests.Count);
    }

    [Fact]
    public async Task Tag_that_moves_while_pages_are_read_is_unknown()
    {
        Stubs.ChangesBetweenPages? changes = null;
        using var fixture = new TagFixture(network: handler => changes = new Stubs.ChangesBetweenPages(handler));
        fixture.App.AddAutoPrunePolicy("number_of_tags", 200);
        for (int i = 0; i < 150; i++)
        {
            fixture.App.Push($"v{i}");
            fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        changes!.Change = _ => fixture.Push("v0");
        AutoPruneSimulation simulation = await fixture.History.SimulateAutoPruneAsync("acme/app");
        Assert.Equal("v0", Assert.Single(simulation.Unknown).Key);
        Assert.False(simulation.IsComplete);
    }

    private static IEnumerable<string> Names(AutoPruneSimulation simulation, AutoPruneTime when) =>
        simulation.Deletions.Where(deletion => deletion.When == when).Select(deletion => deletion.Tag);

    private async Task<AutoPruneSimulation> SimulateAsync(FakeToken token, string repository = "acme/app")
    {
        var options = new QuayClientOptions
        {
            Endpoint = new Uri("https://quay.example/"),
            Token = token.Value,
            TimeProvider = _fixture.Clock,
            MaxRetries = 0,
        };
        using var client = new QuayClient(options, new FakeQuayHandler(_fixture.Quay));
        return await client.History.SimulateAutoPruneAsync(repository);
    }
}
