using Quay.Client.Testing;
using Quay.Client.Tests.Stubs;

namespace Quay.Client.Tests.Policies;

/// <summary>Provides a fake Quay with all features and one repository, and clients that retry without a delay.</summary>
public sealed class PolicyFixture : IDisposable
{
    public PolicyFixture()
    {
        Client = ClientOf(Quay.Token);
        App = Quay.AddRepository("acme/app");
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public FakeQuay Quay { get; } = new() { Features = FakeFeatures.All };

    public FakeRepository App { get; }

    public QuayClient Client { get; }

    /// <summary>Gets a scope by its kind: <c>repository</c>, <c>organization</c> or <c>user</c>.</summary>
    public static PolicyScope ScopeOf(string scope) => scope switch
    {
        "repository" => "acme/app",
        "organization" => PolicyScope.Organization("acme"),
        _ => PolicyScope.CurrentUser,
    };

    public IReadOnlyList<FakeAutoPrunePolicy> AutoPruneOf(string scope) => scope switch
    {
        "repository" => App.AutoPrunePolicies,
        "organization" => Quay.FindNamespace("acme")!.AutoPrunePolicies,
        _ => Quay.FindNamespace("admin")!.AutoPrunePolicies,
    };

    public IReadOnlyList<FakeImmutabilityPolicy> ImmutabilityOf(string scope) =>
        scope == "repository" ? App.ImmutabilityPolicies : Quay.FindNamespace("acme")!.ImmutabilityPolicies;

    public void Dispose() => Client.Dispose();

    public QuayClient ClientOf(string token, bool recovers = true)
    {
        QuayClientOptions options = Quay.OptionsFor(1);
        (options.Token, options.RetryDelay, options.RecoverLostWrites) = (token, TimeSpan.Zero, recovers);
        return new QuayClient(options, new FakeQuayHandler(Quay));
    }

    /// <summary>Creates a client for a user with a role in the repository.</summary>
    public QuayClient ClientWith(FakeRole role)
    {
        Quay.AddUser("somebody");
        App.Grant("somebody", role);
        return ClientOf(Quay.AddToken("somebody").Value);
    }

    /// <summary>Loses the response to the next request of a method, or the request itself.</summary>
    public void LoseResponse(string method, bool isApplied) =>
        Quay.Faults.When(request => request.Method == method, isApplied ? Fault.LostResponse : Fault.Cut, times: 1);

    public int RequestCount(string method) => Quay.Requests.Count(exchange => exchange.Request.Method == method);
}
