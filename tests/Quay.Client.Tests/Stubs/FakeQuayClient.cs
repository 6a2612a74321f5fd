using Quay.Client.Testing;

namespace Quay.Client.Tests.Stubs;

internal static class FakeQuayClient
{
    /// <summary>A client of a fake, without a socket between them.</summary>
    /// <param name="quay">The fake.</param>
    /// <param name="maxConcurrentPages">How many pages it requests at a time.</param>
    public static QuayClient CreateClient(this FakeQuay quay, int maxConcurrentPages = 1) =>
        new(quay.OptionsFor(maxConcurrentPages), new FakeQuayHandler(quay));

    /// <summary>The options of such a client.</summary>
    public static QuayClientOptions OptionsFor(this FakeQuay quay, int maxConcurrentPages) => new()
    {
        Endpoint = new Uri("https://quay.example/"),
        Token = quay.Token,
        MaxConcurrentPages = maxConcurrentPages,
    };
}
