using Quay.Client.Testing.Registry;
using Quay.Client.Tests.Recorded;

namespace Quay.Client.Testing.Tests.Conformance;

/// <summary>One of the recorded servers: each began with a database of its own, of the same content.</summary>
internal sealed record Server(string Prefix, FakeFeatures Features)
{
    private static readonly Server[] All =
    [
        new("default-", new FakeFeatures()),
        new("variant-billing-", FakeFeatures.All with { Billing = true }),
        new("variant-registry-readonly-", FakeFeatures.All with { RegistryIsReadOnly = true }),
        new("variant-anonymous-off-", FakeFeatures.All with { AnonymousAccess = false }),
        new("variant-", FakeFeatures.All),
        new("nginx-", FakeFeatures.All),
        new("", FakeFeatures.All),
    ];

    public static Server Of(RecordedExchange exchange) => All.First(server => exchange.Name.StartsWith(server.Prefix, StringComparison.Ordinal));
}
