using Quay.Client.Testing;

namespace Quay.Client.Tests.Stubs;

internal static class FakeQuayClient
{
    /// <summary>Creates a client that sends its requests to a fake in memory.</summary>
    /// <param name="quay">The fake.</param>
    /// <param name="maxConcurrentPages">The maximum number of concurrent page requests.</param>
    public static QuayClient CreateClient(this FakeQuay quay, int maxConcurrentPages = 1) =>
        new(quay.OptionsFor(maxConcurrentPages), new FakeQuayHandler(quay));

    /// <summary>Creates the options of such a client.</summary>
    public static QuayClientOptions OptionsFor(this FakeQuay quay, int maxConcurrentPages) => new()
    {
        Endpoint = new Uri("https://quay.example/"),
        Token = quay.Token,
        MaxConcurrentPages = maxConcurrentPages,
    };
}
